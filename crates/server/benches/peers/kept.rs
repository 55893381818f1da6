//! The nested query again, whose answer is kept, against answers that need no work at all.

use std::{fs, io::Write};

use tempfile::NamedTempFile;

use crate::{
    Bench,
    lane::{Contender, Lane, Request, text},
    load::race,
    peer::Peer,
    row::{Better, Row},
};

/// By POST, against the same bytes from memory.
pub(crate) async fn cached(bench: &Bench) -> Vec<Row> {
    let ours = Lane::ready(Contender::ours(bench, &[]).await, Request::ours("nested")).await;
    let mut file = NamedTempFile::new().expect("a file for the answer");
    file.write_all(&ours.answer.body).expect("the answer in a file");
    let path = file.path().to_str().expect("a plain path");
    // By GET: twice as fast there as a POST whose body nobody reads.
    let fixed = fixed(bench, "fixed answer", &[("FIXED_FILE", path)], Request::get("/fixed".to_owned())).await;
    assert!(fixed.answer.body == fs::read(file.path()).expect("the answer"), "the fixed answer is another one");
    rows(bench, "cached", 0.5, &ours, &fixed).await
}

/// By GET with the tag of the answer, against a bare 304.
pub(crate) async fn unchanged(bench: &Bench) -> Vec<Row> {
    let query: String = url::form_urlencoded::byte_serialize(text("nested").as_bytes()).collect();
    let request = Request::get(format!("/graphql?query={query}"));
    let lane = Lane::ready(Contender::ours(bench, &[]).await, request).await;
    let tag = lane.answer.tag.expect("a tag");
    let request = lane.request.with_header("If-None-Match", &tag);
    let ours = Lane::ready(lane.contender, request).await;
    let request = ours.request.at(&format!("/fixed-304?query={query}"));
    let fixed = fixed(bench, "fixed 304", &[], request).await;
    for lane in [&ours, &fixed] {
        assert!(lane.answer.status == 304 && lane.answer.body.is_empty(), "not a 304: {}", lane.answer.text());
    }
    rows(bench, "unchanged (304)", 0.7, &ours, &fixed).await
}

async fn fixed(bench: &Bench, name: &'static str, settings: &[(&str, &str)], request: Request) -> Lane {
    Lane::ready(Peer::Reference.start(&bench.database, settings).named(name), request).await
}

async fn rows(bench: &Bench, name: &str, bar: f64, ours: &Lane, fixed: &Lane) -> Vec<Row> {
    let mut rows = Vec::new();
    for &connections in bench.plan.connections {
        let rounds = race(bench, ours, fixed, connections).await;
        let pairs = rounds.iter().map(|(ours, fixed)| (ours.rate, fixed.rate));
        let name = format!("{name}, {connections} connections: {}", fixed.contender.name);
        rows.push(Row::new(name, "requests/s", Better::More, Some(bar), pairs));
    }
    rows
}
