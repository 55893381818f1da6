//! Builds the program again when the pages change.

fn main() {
    println!("cargo::rerun-if-changed=../../web/dist");
}
