//! Reads of other names.

use std::sync::LazyLock;

use entity::{SubjectId, name};

use crate::{
    Error, Session,
    sql::{Sql, columns},
};

static COLUMNS: LazyLock<String> = LazyLock::new(columns::<name::Entity>);

impl Session {
    /// The other names of each subject, by text, then by source.
    pub async fn name_by_subjects(&self, subjects: &[SubjectId]) -> Result<Vec<(SubjectId, name::Model)>, Error> {
        let mut sql = Sql::default();
        sql.push("select name.subject_id as parent, ").push(&COLUMNS);
        sql.push(" from name join source on source.id = name.source_id where name.subject_id = ").bind_any(subjects);
        sql.push(" order by name.text, source.slug");
        self.children(sql).await
    }
}
