//! What an error tells.

#![expect(clippy::print_stdout, reason = "it shows what it finds")]

use client::{
    Client, Code, Error,
    queries::{
        Clusters,
        clusters::{ClusterFilter, KeyFilter, Variables},
    },
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let atlas = Client::new(std::env::var("ATLAS_URL")? + "/graphql")?;
    let industry = KeyFilter { eq: Some("new-material".into()), ..Default::default() };
    let filter = ClusterFilter { industry: Some(industry), ..Default::default() };
    match atlas.query::<Clusters>(Variables { filter: Some(filter), ..Default::default() }).await {
        Err(Error::Graphql { errors, .. }) if errors[0].code == Code::BadUserInput => {
            println!("{:?} is wrong. Did you mean {:?}?", errors[0].argument, errors[0].suggestion);
        }
        other => println!("{} clusters", other?.clusters.nodes.len()),
    }
    Ok(())
}
