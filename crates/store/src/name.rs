//! Reads of other names.

use entity::{
    SubjectId,
    name::{self, Relation},
};
use sea_orm::RelationTrait;

use crate::{Error, Session, keyed::Children};

impl Session {
    /// The other names of each subject, by text, then by source.
    pub async fn name_by_subjects(&self, subjects: &[SubjectId]) -> Result<Vec<(SubjectId, name::Model)>, Error> {
        let names = Children::of::<name::Entity>(Relation::Subject.def(), "name.text, source.slug");
        self.rows_under(subjects, names.joined(Relation::Source.def())).await
    }
}
