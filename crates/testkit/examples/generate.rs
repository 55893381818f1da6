//! Writes a generated data package into a directory:
//! `cargo run --release -p testkit --example generate -- --clusters 20000 --stats 1000000 --out DIR`

use std::{io, path::PathBuf};

use testkit::generated::{self, Size};

const USAGE: &str = "arguments: --stats N --out DIR, and --clusters N if not a fiftieth of the stats";

fn main() -> io::Result<()> {
    let (mut clusters, mut stats, mut out) = (None, None, None);
    let mut arguments = std::env::args().skip(1);
    while let (Some(name), value) = (arguments.next(), arguments.next()) {
        let value = value.ok_or_else(usage)?;
        match &*name {
            "--clusters" => clusters = Some(value.parse().map_err(|_| usage())?),
            "--stats" => stats = Some(value.parse().map_err(|_| usage())?),
            "--out" => out = Some(PathBuf::from(value)),
            _ => return Err(usage()),
        }
    }
    let (stats, out) = stats.zip(out).ok_or_else(usage)?;
    let usual = Size::of(stats);
    generated::write(Size { clusters: clusters.unwrap_or(usual.clusters), ..usual }, &out)
}

fn usage() -> io::Error {
    io::Error::other(USAGE)
}
