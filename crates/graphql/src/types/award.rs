//! Awards in the schema.

use std::sync::Arc;

use async_graphql::{Context, Description, Enum, ID, Object, Result};
use entity::{ClusterId, award};
use futures_util::{FutureExt, future::BoxFuture};
use store::{Session, award::Awards};

use crate::{
    connection::{ConnectionNode, NoArguments},
    global_id::global_id,
    loaders::{award::AwardSlugs, read},
    node::FromGlobalId,
    noun::{Child, Referenced},
    provenance::cites,
    types::{cluster::Cluster, round::Round, source::Source},
};

/// How far the sources that were read prove a win.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::award::Verification")]
pub enum Verification {
    /// A source names the cluster as a winner.
    Named,
    /// The sources give only part of the evidence; the note explains.
    Partial,
}

/// That a cluster won in a round.
#[derive(Description)]
pub(crate) struct Award(pub(crate) Arc<award::Model>);

#[Object(crate = "crate::engine", use_type_description, guard = cites(self.0.source_id))]
impl Award {
    /// Opaque and global: give it to `node`. It stays the same from release to release.
    fn id(&self) -> ID {
        global_id("Award", &format!("{} {}", self.0.cluster_slug, self.0.round_slug))
    }

    /// The winner.
    async fn cluster(&self, context: &Context<'_>) -> Result<Cluster> {
        Cluster::fetch(context, self.0.cluster_id).await
    }

    /// The round it won.
    async fn round(&self, context: &Context<'_>) -> Result<Round> {
        Round::fetch(context, self.0.round_id).await
    }

    /// Place in the list, from 1, where a source gives one. The source need not say that the order is one of merit. Null
    /// where no source gives an order.
    fn rank(&self) -> Option<i32> {
        self.0.rank
    }

    /// How far the sources prove it.
    fn verification(&self) -> Verification {
        self.0.verification.into()
    }

    /// Where it was read.
    async fn source(&self, context: &Context<'_>) -> Result<Source> {
        Source::fetch(context, self.0.source_id).await
    }

    /// Remarks of the compiler, in English. Null where there is nothing to remark.
    fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }
}

impl ConnectionNode for Award {
    type Resource = Awards;
    type Arguments = NoArguments;

    const FIELD: &'static str = "awards";
    const DESCRIPTION: &'static str = "Awards; under a round, those of the rounds inside it as well. By slug of the round, then by rank, unranked ones last, then by slug of the cluster.";
}

impl From<Arc<award::Model>> for Award {
    fn from(row: Arc<award::Model>) -> Self {
        Self(row)
    }
}

impl Award {
    pub(crate) async fn by_key(context: &Context<'_>, cluster: String, round: String) -> Result<Option<Self>> {
        Ok(read(context, AwardSlugs { cluster, round }).await?.map(Self))
    }
}

impl FromGlobalId for Award {
    fn from_global_key<'a>(context: &'a Context<'_>, key: String) -> Option<BoxFuture<'a, Result<Option<Self>>>> {
        let (cluster, round) = key.split_once(' ')?;
        Some(Self::by_key(context, cluster.to_owned(), round.to_owned()).boxed())
    }
}

impl Child<ClusterId> for Award {
    type Row = award::Model;

    async fn by_parents(
        session: &Session,
        clusters: &[ClusterId],
    ) -> Result<Vec<(ClusterId, award::Model)>, store::Error> {
        session.award_by_clusters(clusters).await
    }
}
