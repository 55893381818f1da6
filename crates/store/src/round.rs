//! Reads of rounds.

use std::borrow::Cow;

use entity::{
    ContestId, RoundId,
    round::{self, Relation},
};
use sea_orm::RelationTrait;

use crate::{
    Error, Session,
    filter::NoCondition,
    keyed::Children,
    list::{NoParent, Resource},
    order::{Column, Direction, SortField},
};

/// By day of announcement, rounds without one last, then by slug.
pub(crate) const BY_ANNOUNCEMENT: &str = "round.announced_on, round.slug";

/// Lists of rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rounds {}

/// What a list of rounds can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Slug.
    Slug,
    /// Day of announcement; rounds without one come last.
    Announced,
    /// English name.
    Name,
    /// Chinese name.
    NameZh,
}

impl SortField for Field {
    fn columns(&self) -> &'static [Column] {
        match self {
            Self::Slug => const { &[Column::text("round.slug")] },
            Self::Announced => const { &[Column::date("round.announced_on").or_null()] },
            Self::Name => const { &[Column::text("round.name_en")] },
            Self::NameZh => const { &[Column::text("round.name_zh")] },
        }
    }

    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Slug => "slug",
            Self::Announced => "announced",
            Self::Name => "name",
            Self::NameZh => "name_zh",
        })
    }
}

impl Resource for Rounds {
    type Entity = round::Entity;
    type Row = round::Model;
    type Condition = NoCondition;
    type Field = Field;
    type Parent = NoParent;

    const TABLE: &'static str = "round";
    const DEFAULT_ORDER: &'static [(Field, Direction)] = &[(Field::Slug, Direction::Ascending)];
    const TIE: &'static [Column] = &[Column::text("round.slug")];
}

impl Session {
    /// Rounds by id.
    pub async fn round_by_ids(&self, ids: &[RoundId]) -> Result<Vec<round::Model>, Error> {
        self.rows_by(round::Column::Id, ids).await
    }

    /// Rounds by slug.
    pub async fn round_by_slugs(&self, slugs: &[String]) -> Result<Vec<round::Model>, Error> {
        self.rows_by(round::Column::Slug, slugs).await
    }

    /// The rounds of each contest, by announcement, then by slug.
    pub async fn round_by_contests(&self, contests: &[ContestId]) -> Result<Vec<(ContestId, round::Model)>, Error> {
        self.rows_under(contests, Children::of::<round::Entity>(Relation::Contest.def(), BY_ANNOUNCEMENT)).await
    }

    /// The rounds directly inside each round, by announcement, then by slug.
    pub async fn round_by_parents(&self, parents: &[RoundId]) -> Result<Vec<(RoundId, round::Model)>, Error> {
        self.rows_under(parents, Children::of::<round::Entity>(Relation::Parent.def(), BY_ANNOUNCEMENT)).await
    }
}
