//! Reads of awards.

use entity::{
    ClusterId, RoundId,
    award::{self, Relation},
};
use sea_orm::RelationTrait;

use crate::{
    Error, Session,
    filter::NoCondition,
    keyed::Children,
    list::{ListParent, Resource},
    order::{Column, Direction, Natural},
    round::BY_ANNOUNCEMENT,
    sql::Sql,
};

/// Lists of awards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Awards {}

/// What awards can be listed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Parent {
    /// The round, or one that contains it.
    Round(RoundId),
}

impl ListParent for Parent {
    fn condition(self) -> &'static str {
        match self {
            Self::Round(_) => "award.round_id in (select round_id from round_inside where outer_id = parent.id)",
        }
    }

    fn id(self) -> i64 {
        match self {
            Self::Round(id) => id.into(),
        }
    }
}

impl Resource for Awards {
    type Entity = award::Entity;
    type Row = award::Model;
    type Condition = NoCondition;
    type Field = Natural;
    type Parent = Parent;

    const TABLE: &'static str = "award";
    const DEFAULT_ORDER: &'static [(Natural, Direction)] = &[];
    const TIE: &'static [Column] = &[
        Column::text("award.round_slug"),
        Column::of("award.rank", "integer").or_null(),
        Column::text("award.cluster_slug"),
    ];
}

impl Session {
    /// The award of a cluster in a round, for each pair of slugs.
    pub async fn award_by_slugs(&self, pairs: &[(String, String)]) -> Result<Vec<award::Model>, Error> {
        let (clusters, rounds): (Vec<String>, Vec<String>) = pairs.iter().cloned().unzip();
        let mut sql = Sql::default();
        sql.push("select ")
            .push(Awards::columns())
            .push(" from unnest(")
            .bind(clusters)
            .push("::text[], ")
            .bind(rounds);
        sql.push("::text[]) as pair(cluster, round)");
        sql.push(" join award on award.cluster_slug = pair.cluster and award.round_slug = pair.round");
        self.rows(sql).await
    }

    /// The awards of each cluster, by announcement of the round, then by its slug.
    pub async fn award_by_clusters(&self, clusters: &[ClusterId]) -> Result<Vec<(ClusterId, award::Model)>, Error> {
        let awards = Children::of::<award::Entity>(Relation::Cluster.def(), BY_ANNOUNCEMENT);
        self.rows_under(clusters, awards.joined(Relation::Round.def())).await
    }
}
