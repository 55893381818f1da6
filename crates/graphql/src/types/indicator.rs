//! Indicators in the schema.

use std::{mem::take, sync::Arc};

use async_graphql::{Context, Description, Enum, ID, InputObject, MaybeUndefined, Object, Result};
use entity::{IndicatorId, indicator};
use store::{
    filter::Filter,
    indicator::{Condition, Field, Indicators},
    order::Direction,
    stat::Stats,
};

use crate::{
    argument_path::ArgumentPath,
    connection::{ConnectionField, ConnectionNode, Filtered, OrderDirection, OrderInput},
    filter::{FilterInput, Logic, NameFilter, some},
    global_id::global_id,
    language::Language,
    loaders::{indicator::IndicatorCode, read, read_required},
    row_ref::Row,
    types::{
        stat::{Stat, StatsFilter},
        unit::Unit,
    },
};

/// Kinds of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::indicator::IndicatorKind")]
pub enum IndicatorKind {
    /// A number of things.
    Number,
    /// An amount of money.
    Amount,
    /// A part of a whole, in percent.
    Share,
    /// A rate of change, or of one thing to another.
    Rate,
    /// A quantity of goods.
    Quantity,
}

/// Narrows a list of indicators; every part given must hold.
#[derive(Debug, InputObject)]
pub(crate) struct IndicatorFilter {
    /// All of these hold; an empty list is satisfied by everything. At most 100.
    pub and: MaybeUndefined<Vec<IndicatorFilter>>,
    /// At least one of these holds; an empty list is satisfied by nothing. At most 100.
    pub or: MaybeUndefined<Vec<IndicatorFilter>>,
    /// This does not hold.
    pub not: MaybeUndefined<Box<IndicatorFilter>>,
    /// Its official names.
    pub name: MaybeUndefined<NameFilter>,
    /// The stats that measure it.
    pub stats: MaybeUndefined<StatsFilter>,
}

impl FilterInput<Indicators> for IndicatorFilter {
    fn logic(&mut self) -> Logic<Self> {
        Logic { and: take(&mut self.and), or: take(&mut self.or), not: take(&mut self.not) }
    }

    async fn parts(self, context: &Context<'_>, path: ArgumentPath<'_>) -> Result<Vec<Filter<Condition>>> {
        let mut parts = Vec::new();
        let at = path.member("name");
        if let Some(name) = at.given(self.name)? {
            parts.extend(name.text(at)?.map(|text| Filter::Is(Condition::NameContains(text))));
        }
        let at = path.member("stats");
        if let Some(stats) = at.given(self.stats)? {
            parts.extend(
                some::<Stats, _>(stats.some, context, at).await?.map(|filter| Filter::Is(Condition::Stats(filter))),
            );
        }
        Ok(parts)
    }
}

/// What indicators can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "store::indicator::Field")]
pub enum IndicatorOrderField {
    /// Code.
    Code,
    /// English name.
    Name,
    /// Chinese name, by code point.
    NameZh,
}

/// An order of indicators.
#[derive(Debug, InputObject)]
pub(crate) struct IndicatorOrder {
    /// What to compare.
    pub field: IndicatorOrderField,
    /// Which way.
    #[graphql(default_with = "OrderDirection::Ascending")]
    pub direction: OrderDirection,
}

impl OrderInput<Indicators> for IndicatorOrder {
    async fn resolve(self, _: &Context<'_>, _: ArgumentPath<'_>) -> Result<(Field, Direction)> {
        Ok((self.field.into(), self.direction.into()))
    }
}

/// What a figure measures.
#[derive(Description)]
pub(crate) struct Indicator(pub(crate) Arc<indicator::Model>);

#[Object(crate = "crate::engine", use_type_description)]
impl Indicator {
    /// Opaque and global: give it to `node`. It stays the same from release to release.
    pub(crate) async fn id(&self) -> ID {
        global_id("Indicator", &self.0.code)
    }

    /// Natural key, such as `gross_domestic_product`.
    fn code(&self) -> &str {
        &self.0.code
    }

    /// The official name, in English unless another language is asked.
    pub(crate) async fn name(
        &self,
        #[graphql(default_with = "Language::En", desc = "Language of the name.")] language: Language,
    ) -> &str {
        language.pick(&self.0.name_en, &self.0.name_zh)
    }

    /// Kind of value.
    fn kind(&self) -> IndicatorKind {
        self.0.kind.into()
    }

    /// What is measured, in English.
    fn description(&self) -> &str {
        &self.0.description
    }

    /// The usual unit. Null where it depends on the product. Each figure has its own.
    async fn unit(&self, context: &Context<'_>) -> Option<Result<Unit>> {
        Some(Unit::fetch(context, self.0.unit_code.as_ref()?).await)
    }

    #[graphql(flatten)]
    fn stat_list(&self) -> ConnectionField<Stat> {
        ConnectionField::under(store::stat::Parent::Indicator(self.0.id))
    }
}

impl ConnectionNode for Indicator {
    type Noun = Indicators;
    type Arguments = Filtered<IndicatorFilter, IndicatorOrder>;

    const FIELD: &'static str = "indicators";
    const DESCRIPTION: &'static str = "What figures measure; under a unit, the indicators whose usual unit it is. By code unless another order is asked.";

    fn from_row(row: Arc<indicator::Model>) -> Self {
        Self(row)
    }
}

impl Row for Indicator {
    type Key = IndicatorId;

    const NAME: &'static str = "indicator";

    fn from_row(row: Arc<indicator::Model>) -> Self {
        Self(row)
    }
}

impl Indicator {
    pub(crate) async fn fetch(context: &Context<'_>, id: IndicatorId) -> Result<Self> {
        read_required(context, id, "indicator").await.map(Self)
    }

    pub(crate) async fn by_key(context: &Context<'_>, key: String) -> Result<Option<Self>> {
        Ok(read(context, IndicatorCode(key)).await?.map(Self))
    }
}
