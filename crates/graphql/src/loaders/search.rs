//! How what a query stands for is read.

use store::{
    Session,
    search::{Match, Token},
};

use crate::loader::{Found, Key};

impl Key for Token {
    type Value = Match;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        Ok(session.search_matches(keys).await?.into_iter().collect())
    }
}

/// Asks for the key of what is named most like a text that names nothing.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Nearest {
    /// The kind of thing, as a word.
    pub(crate) kind: String,
    /// The text.
    pub(crate) text: String,
}

impl Key for Nearest {
    type Value = String;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let asked: Vec<_> = keys.iter().map(|Self { kind, text }| (kind.clone(), text.clone())).collect();
        let nearest = session.search_suggestions(&asked).await?;
        Ok(nearest.into_iter().map(|((kind, text), key)| (Self { kind, text }, key)).collect())
    }
}
