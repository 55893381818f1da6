//! Queries over one level and over four, each answer made anew: requests, their time, processor time and memory.

use crate::{
    Bench,
    lane::{Contender, Lane, Request},
    load::{Measured, race},
    peer::Peer,
    row::{Better, Row},
};

/// The query of a name against every peer that can answer it.
pub(crate) async fn measure(bench: &Bench, query: &str) -> Vec<Row> {
    let uncached = Contender::ours(bench, &["--cache-bytes", "0"]).await;
    let ours = Lane::ready(uncached, Request::ours(query)).await;
    let mut others = Vec::new();
    for peer in [Peer::PostGraphile, Peer::Reference, Peer::Yoga, Peer::Seaography] {
        let Some(request) = peer.request(query) else {
            eprintln!("{} has no such query and is left out", peer.name());
            continue;
        };
        let other = Lane::ready(peer.start(&bench.database, &[]), request).await;
        ours.compare(&other);
        others.push((peer, other));
    }

    let mut rows = Vec::new();
    let (mut processor, mut slow) = (Vec::new(), Vec::new());
    for &connections in bench.plan.connections {
        for (peer, other) in &others {
            let name = |what: &str| format!("{query}{what}, {connections} connections: {}", peer.name());
            let rounds = race(bench, &ours, other, connections).await;
            let pairs = |of: fn(Measured) -> f64| rounds.iter().map(move |(ours, other)| (of(*ours), of(*other)));
            rows.push(Row::new(
                name(""),
                "requests/s",
                Better::More,
                rate_bar(query, *peer),
                pairs(|measured| measured.rate),
            ));
            let bar = (query == "nested" && *peer == Peer::PostGraphile).then_some(5.0);
            let cpu = pairs(|measured| measured.cpu);
            processor.push(Row::new(name(", CPU"), "s/1000", Better::Less, bar, cpu));
            slow.push(Row::new(name(", 99th percentile"), "ms", Better::Less, None, pairs(|measured| measured.slow)));
        }
    }
    rows.extend(processor);
    for (peer, other) in &others {
        let bar = (query == "nested" && *peer == Peer::PostGraphile).then_some(3.0);
        let pair = (megabytes(&ours), megabytes(other));
        let name = format!("{query}, memory afterwards: {}", peer.name());
        rows.push(Row::new(name, "MB", Better::Less, bar, [pair]));
    }
    rows.extend(slow);
    rows
}

fn rate_bar(query: &str, peer: Peer) -> Option<f64> {
    match (query, peer) {
        (_, Peer::PostGraphile) => Some(5.0),
        ("nested", Peer::Reference) => Some(0.75),
        _ => None,
    }
}

fn megabytes(lane: &Lane) -> f64 {
    f64::from(u32::try_from(lane.contender.tree().memory()).expect("less than 4 TB")) / 1e3
}
