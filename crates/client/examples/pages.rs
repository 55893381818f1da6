//! A list of any length.

#![expect(clippy::print_stdout, reason = "it shows what it finds")]

use client::{
    Client,
    queries::{
        Clusters,
        clusters::{ClusterFilter, KeyFilter, Variables},
    },
};
use futures_util::TryStreamExt;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let atlas = Client::new(std::env::var("ATLAS_URL")? + "/graphql")?;
    let province = KeyFilter { eq: Some("CN-ZJ".into()), ..Default::default() };
    let filter = ClusterFilter { province: Some(province), ..Default::default() };
    let variables = Variables { first: Some(3), filter: Some(filter), ..Default::default() };
    let mut clusters = std::pin::pin!(atlas.nodes::<Clusters>(variables));
    while let Some(cluster) = clusters.try_next().await? {
        println!("{} {}", cluster.name, cluster.name_zh);
    }
    Ok(())
}
