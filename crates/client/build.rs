//! Has the client generated anew when the schema has changed: the macro that reads it tells nobody.

fn main() {
    let told = "cargo:rerun-if-changed=../../schema.graphql\n";
    std::io::Write::write_all(&mut std::io::stdout(), told.as_bytes()).expect("cargo reads this");
}
