//! A document of one's own.

#![expect(clippy::print_stdout, reason = "it shows what it finds")]

use client::{Client, GraphQLQuery};

#[derive(GraphQLQuery)]
#[graphql(
    schema_path = "../../schema.graphql",
    query_path = "examples/own.graphql",
    custom_scalars_module = "client::scalars",
    response_derives = "Debug"
)]
struct Places;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let atlas = Client::new(std::env::var("ATLAS_URL")? + "/graphql")?;
    let places = atlas.query::<Places>(places::Variables { code: "110000".into() }).await?;
    println!("{:?}", places.city);
    Ok(())
}
