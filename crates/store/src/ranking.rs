//! Rankings: the subjects of one kind by one figure, the largest first.
//!
//! A ranking is a list of stats like others, narrowed to [`Condition::Selected`], so that it holds one stat of each
//! subject. Ranks are read for the subjects of a page together: an index leads from the top of the ranking to the
//! lowest of them.

use std::borrow::Cow;

use entity::{Decimal, SubjectId, stat, subject::SubjectKind};
use sea_orm::FromQueryResult;

use crate::{
    Error, Session,
    filter::Filter,
    list::{FilterOf, NoParent, Resource},
    order::{Column, Direction, SortField},
    sql::Sql,
    stat::{Condition, Stats},
    stat_selector::StatSelector,
};

/// Stats in the order of a ranking. Its filter must hold a [`Condition::Selected`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rankings {}

/// What a ranking is ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The figure.
    Value,
}

impl SortField for Field {
    fn columns(&self) -> &'static [Column] {
        match self {
            Self::Value => const { &[Column::of("stat.value", "numeric")] },
        }
    }

    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed("rank")
    }
}

impl Resource for Rankings {
    type Entity = stat::Entity;
    type Row = stat::Model;
    type Condition = Condition;
    type Field = Field;
    type Parent = NoParent;

    const TABLE: &'static str = "stat";
    const DEFAULT_ORDER: &'static [(Field, Direction)] = &[(Field::Value, Direction::Descending)];
    // All are of one kind, and no subject comes twice.
    const TIE: &'static [Column] = &[Column::text("stat.subject_key")];
}

/// Among which subjects of its kind a subject is ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Within {
    /// All of them.
    Kind,
    /// Those in the same economic region; for a cluster, in that of its first location.
    Region,
    /// Those in the same province; for a cluster, in that of its first location.
    Province,
    /// Those of the same industry.
    Industry,
}

impl Within {
    /// An expression which is equal for the subjects that are ranked together, and null for one that is not ranked;
    /// `None` if subjects of the kind do not lie within such a thing.
    fn part(self, kind: SubjectKind) -> Option<&'static str> {
        Some(match (self, kind) {
            (Self::Kind, _) => "''",
            (Self::Region, SubjectKind::Province) => {
                "(select province.region from province where province.id = stat.subject_id)"
            }
            (Self::Region, SubjectKind::City) => {
                "(select province.region from city join province on province.id = city.province_id where city.id = stat.subject_id)"
            }
            (Self::Region, SubjectKind::Cluster) => {
                "(select province.region from cluster_location join province on province.id = cluster_location.province_id where cluster_location.cluster_id = stat.subject_id and cluster_location.position = 1)"
            }
            (Self::Province, SubjectKind::City) => {
                "(select city.province_id::text from city where city.id = stat.subject_id)"
            }
            (Self::Province, SubjectKind::Cluster) => {
                "(select cluster_location.province_id::text from cluster_location where cluster_location.cluster_id = stat.subject_id and cluster_location.position = 1)"
            }
            (Self::Industry, SubjectKind::Cluster) => {
                "(select cluster.industry_id::text from cluster where cluster.id = stat.subject_id)"
            }
            _ => return None,
        })
    }

    /// Whether subjects of a kind lie within such a thing.
    #[must_use]
    pub fn applies_to(self, kind: SubjectKind) -> bool {
        self.part(kind).is_some()
    }
}

/// The place of a subject in a ranking.
#[derive(Clone, Debug)]
pub struct Rank {
    /// The subject.
    pub subject: SubjectId,
    /// One more than the number of figures that are larger: equal figures share a rank.
    pub rank: i64,
    /// The smallest of the larger figures; none at the top.
    pub above: Option<Decimal>,
    /// What tells those it is ranked among from others.
    pub part: String,
    /// The figure.
    pub stat: stat::Model,
}

impl Session {
    /// The ranks of subjects of a kind in the ranking of a filter, those that have one. No rank is read for a `within`
    /// that does not apply to the kind.
    pub async fn rank_by_subjects(
        &self,
        filter: &FilterOf<Stats>,
        kind: SubjectKind,
        within: Within,
        subjects: &[SubjectId],
    ) -> Result<Vec<Rank>, Error> {
        let Some(part) = within.part(kind) else { return Ok(Vec::new()) };
        let mut sql = Sql::default();
        sql.push("select ranked.rank, ranked.above::text as above, ranked.part, ").push(Stats::columns());
        sql.push(" from (select stat.id, stat.subject_id, rank() over larger as rank, first_value(stat.value) over (larger groups between 1 preceding and 1 preceding) as above, ");
        sql.push(part).push(" as part from stat where ");
        filter.push(&mut sql);
        // Subject by subject, and by nothing but subject and figure: knowing neither, the planner would walk down the whole
        // ranking for each of them, or up its index until it meets one. That is what `offset 0` is for.
        sql.push(" and stat.value >= (select min(stat.value) from unnest(");
        sql.bind(subjects.iter().map(|id| i64::from(*id)).collect::<Vec<_>>());
        sql.push(
            "::bigint[]) as wanted(id) cross join lateral (select stat.* from stat where stat.subject_id = wanted.id",
        );
        if let Some(selector) = selector_of(filter) {
            selector.push_candidates(&mut sql, "stat");
        }
        sql.push(" offset 0) as stat where ");
        filter.push(&mut sql);
        sql.push(") window larger as (partition by ").push(part).push(" order by stat.value desc)) as ranked");
        sql.push(" join stat on stat.id = ranked.id where ranked.part is not null and ranked.subject_id = ");
        sql.bind_any(subjects);
        let rank = |found: &sea_orm::QueryResult| {
            let stat = stat::Model::from_query_result(found, "")?;
            Ok(Rank {
                subject: stat.subject_id,
                rank: found.try_get("", "rank")?,
                above: found.try_get("", "above")?,
                part: found.try_get("", "part")?,
                stat,
            })
        };
        self.query(sql).await?.iter().map(rank).collect()
    }

    /// How many subjects are ranked in each part of a ranking.
    pub async fn rank_count_by_parts(
        &self,
        filter: &FilterOf<Stats>,
        kind: SubjectKind,
        within: Within,
    ) -> Result<Vec<(String, i64)>, Error> {
        let Some(part) = within.part(kind) else { return Ok(Vec::new()) };
        let mut sql = Sql::default();
        sql.push("select part, count(*) as ranked from (select ").push(part).push(" as part from stat where ");
        filter.push(&mut sql);
        sql.push(") as ranked where part is not null group by part");
        let count = |found: &sea_orm::QueryResult| Ok((found.try_get("", "part")?, found.try_get("", "ranked")?));
        self.query(sql).await?.iter().map(count).collect()
    }
}

/// The figure that a ranking goes by.
fn selector_of(filter: &FilterOf<Stats>) -> Option<&StatSelector> {
    match filter {
        Filter::Is(Condition::Selected(_, selector)) => Some(selector),
        Filter::All(filters) => filters.iter().find_map(selector_of),
        _ => None,
    }
}
