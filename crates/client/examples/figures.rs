//! What one source says of one cluster.

#![expect(clippy::print_stdout, reason = "it shows what it finds")]

use client::{
    Client,
    queries::{
        ClusterStats,
        cluster_stats::{KeyFilter, StatFilter, Variables},
    },
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let atlas = Client::new(std::env::var("ATLAS_URL")? + "/graphql")?;
    let source = KeyFilter { eq: Some("ezhejiang-2021-04-01".into()), ..Default::default() };
    let filter = StatFilter { source: Some(source), ..Default::default() };
    let variables = Variables { first: Some(3), filter: Some(filter), ..Variables::new("wenzhou-yueqing-electrical") };
    if let Some(cluster) = atlas.query::<ClusterStats>(variables).await?.cluster {
        for stat in cluster.stats.nodes {
            println!("{}: {:?} {} {}", stat.indicator.name, stat.qualifier, stat.value, stat.unit.code);
        }
    }
    Ok(())
}
