//! What the server is measured against: the programs below `bench/`.

use std::{fs, net::TcpListener};

use tokio::process::Command;

use crate::{
    atlas::Atlas,
    database::Database,
    lane::{Contender, Request},
    repository,
};

/// A program that answers some of the same from the same database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Peer {
    PostGraphile,
    Yoga,
    Seaography,
    /// One SQL statement for each question, which makes all of the answer, and fixed answers.
    Reference,
}

impl Peer {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::PostGraphile => "PostGraphile",
            Self::Yoga => "Yoga",
            Self::Seaography => "Seaography",
            Self::Reference => "one SQL statement",
        }
    }

    /// How it is asked what ours answers to the query of this name; `None` if it cannot answer that.
    pub(crate) fn request(self, query: &str) -> Option<Request> {
        let folder = match self {
            Self::PostGraphile => "postgraphile",
            Self::Yoga => "yoga",
            Self::Seaography => "seaography",
            Self::Reference => return Some(Request::get(format!("/{query}"))),
        };
        let path = repository().join(format!("bench/queries/{folder}/{query}.graphql"));
        Some(Request::query(&fs::read_to_string(path).ok()?))
    }

    /// Starts it on the database.
    pub(crate) fn start(self, database: &Database, more: &[(&str, &str)]) -> Contender {
        let mut command = match self {
            Self::PostGraphile => node("postgraphile.mjs"),
            Self::Yoga => node("yoga.mjs"),
            Self::Seaography => rust("seaography"),
            Self::Reference => rust("reference"),
        };
        let port = free_port();
        command.env("DATABASE_URL", database.url()).env("PORT", port.to_string()).envs(more.iter().copied());
        Contender::new(self.name(), format!("127.0.0.1:{port}"), Atlas::start(command))
    }
}

fn node(script: &str) -> Command {
    let directory = repository().join("bench/node");
    let mut command = Command::new(directory.join("node_modules/.bin/node"));
    command.arg(script).current_dir(directory).env("NODE_ENV", "production");
    command
}

fn rust(name: &str) -> Command {
    Command::new(repository().join("bench/rust/target/release").join(name))
}

/// One that nobody listens on now; whoever takes it meanwhile makes the start fail loudly.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("its address").port()
}
