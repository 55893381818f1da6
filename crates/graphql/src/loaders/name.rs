//! How other names are read.

use std::sync::Arc;

use entity::{SubjectId, name};
use store::Session;

use crate::{
    loader::{Found, Key},
    loaders::by_parent,
};

/// The other names of a subject.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct NamesOfSubject(pub(crate) SubjectId);

impl Key for NamesOfSubject {
    type Value = Vec<Arc<name::Model>>;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let ids: Vec<SubjectId> = keys.iter().map(|key| key.0).collect();
        Ok(by_parent(session.name_by_subjects(&ids).await?, Self))
    }
}
