//! Releases of the data, and the dataset they make.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object, Result, SimpleObject};
use entity::{ReleaseId, release};
use futures_util::{FutureExt, future::BoxFuture};

use crate::{
    citation::{self, CitationStyle},
    connection::{ConnectionNode, NoArguments},
    global_id::global_id,
    loaders::{read, release::CurrentRelease},
    node::FromGlobalId,
    scalars::DateTime,
};

/// An import that changed the data. Every answer is made from one release.
#[derive(Description)]
pub(crate) struct Release(pub(crate) Arc<release::Model>);

/// Rows of a table.
#[derive(SimpleObject)]
#[graphql(crate = "crate::engine")]
pub(crate) struct TableCount {
    /// Name of the table.
    table: String,
    /// Number of rows.
    rows: i32,
}

#[Object(crate = "crate::engine", use_type_description)]
impl Release {
    /// Opaque and global: give it to `node`.
    fn id(&self) -> ID {
        global_id("Release", &self.0.id.0.to_string())
    }

    /// Grows by at least one with each release, from 1.
    fn number(&self) -> i32 {
        i32::try_from(self.0.id.0).unwrap_or(i32::MAX)
    }

    /// Version of the data package that was loaded.
    fn version(&self) -> &str {
        &self.0.version
    }

    /// When it was loaded.
    fn loaded_at(&self) -> DateTime {
        DateTime(self.0.loaded_at)
    }

    /// SHA-256, in hexadecimal, over the files of the data package.
    fn checksum(&self) -> &str {
        &self.0.checksum
    }

    /// Rows of each table after the import, by name of the table.
    fn counts(&self) -> Vec<TableCount> {
        self.counts_by_table()
    }
}

impl ConnectionNode for Release {
    type Resource = store::Releases;
    type Arguments = NoArguments;

    const FIELD: &'static str = "releases";
    const DESCRIPTION: &'static str = "The releases: one for each import that changed something. Newest first.";
}

impl From<Arc<release::Model>> for Release {
    fn from(row: Arc<release::Model>) -> Self {
        Self(row)
    }
}

impl Release {
    fn counts_by_table(&self) -> Vec<TableCount> {
        let Some(counts) = self.0.counts.as_object() else { return Vec::new() };
        let count = |(table, rows): (&String, &serde_json::Value)| TableCount {
            table: table.clone(),
            rows: rows.as_i64().and_then(|rows| i32::try_from(rows).ok()).unwrap_or_default(),
        };
        counts.iter().map(count).collect()
    }
}

impl FromGlobalId for Release {
    fn from_global_key<'a>(context: &'a Context<'_>, key: String) -> Option<BoxFuture<'a, Result<Option<Self>>>> {
        let id = ReleaseId(key.parse().ok()?);
        Some(async move { Ok(read(context, id).await?.map(Self)) }.boxed())
    }
}

/// The data package that is loaded.
#[derive(Description)]
pub(crate) struct Dataset(Release);

#[Object(crate = "crate::engine", use_type_description)]
impl Dataset {
    /// Name of the data package.
    fn name(&self) -> &str {
        &self.0.0.package
    }

    /// Title of the data package.
    fn title(&self) -> &str {
        &self.0.0.title
    }

    /// Version of the data package.
    fn version(&self) -> &str {
        &self.0.0.version
    }

    /// Licence of the data, as an SPDX name such as CC0-1.0.
    fn license(&self) -> &str {
        &self.0.0.license
    }

    /// The release which all answers are made from.
    fn release(&self) -> &Release {
        &self.0
    }

    /// When it was loaded.
    fn loaded_at(&self) -> DateTime {
        DateTime(self.0.0.loaded_at)
    }

    /// SHA-256, in hexadecimal, over the files of the data package.
    fn checksum(&self) -> &str {
        &self.0.0.checksum
    }

    /// Rows of each table, by name of the table.
    fn counts(&self) -> Vec<TableCount> {
        self.0.counts_by_table()
    }

    /// How to cite it as a whole: by title, version, day of loading and licence. Add the address at which you reach it.
    fn citation(
        &self,
        #[graphql(default_with = "CitationStyle::Plain", desc = "The form.")] style: CitationStyle,
    ) -> String {
        citation::of_release(&self.0.0).cite(style.into())
    }
}

impl Dataset {
    pub(crate) async fn current(context: &Context<'_>) -> Result<Option<Self>> {
        Ok(read(context, CurrentRelease).await?.map(|row| Self(Release(row))))
    }

    pub(crate) fn stamp(&self) -> store::ReleaseStamp {
        (&*self.0.0).into()
    }
}
