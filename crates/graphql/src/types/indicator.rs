//! Indicators in the schema.

use std::{mem::take, sync::Arc};

use async_graphql::{Context, Description, Enum, InputObject, MaybeUndefined, Object, OutputType, Result};
use entity::{IndicatorId, indicator};
use store::{
    Session,
    filter::Filter,
    indicator::{Condition, Field, Indicators},
    stat::Stats,
};

use crate::{
    argument_path::ArgumentPath,
    connection::{ConnectionField, ConnectionNode, ConnectionOf, Filtered, OrderDirection, order_input},
    filter::{FilterInput, Logic, NameFilter, Parts},
    loaders::row::ById,
    natural_key::KeySyntax,
    noun::{Noun, Referenced},
    row_ref::Row,
    types::{
        named::Named,
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
        let mut parts = Parts::new(context, path);
        parts.name_contains("name", self.name, Condition::NameContains)?;
        parts.some::<Stats, _, _>("stats", self.stats, |stats| stats.some, Condition::Stats).await?;
        Ok(parts.finish())
    }
}

order_input! {
    /// What indicators can be ordered by.
    IndicatorOrderField for Field {
        /// Code.
        Code,
        /// English name.
        Name,
        /// Chinese name, by code point.
        NameZh,
    }

    /// An order of indicators.
    IndicatorOrder
}

/// What a figure measures.
#[derive(Description)]
pub(crate) struct Indicator(pub(crate) Arc<indicator::Model>);

#[Object(crate = "crate::engine", use_type_description)]
impl Indicator {
    #[graphql(flatten)]
    fn as_named(&self) -> Named<'_> {
        Named {
            type_name: Self::type_name(),
            key: &self.0.code,
            english: &self.0.name_en,
            chinese: &self.0.name_zh,
            source: None,
            english_source: None,
        }
    }

    /// Natural key, such as `gross_domestic_product`.
    fn code(&self) -> &str {
        &self.0.code
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
        Some(Unit::find_required(context, self.0.unit_code.as_ref()?).await)
    }

    #[graphql(flatten)]
    fn stat_list(&self) -> ConnectionField<Stat> {
        ConnectionOf::under(store::stat::Parent::Indicator(self.0.id))
    }
}

impl ConnectionNode for Indicator {
    type Resource = Indicators;
    type Arguments = Filtered<IndicatorFilter, IndicatorOrder>;

    const FIELD: &'static str = "indicators";
    const DESCRIPTION: &'static str = "What figures measure; under a unit, the indicators whose usual unit it is. By code unless another order is asked.";
}

impl From<Arc<indicator::Model>> for Indicator {
    fn from(row: Arc<indicator::Model>) -> Self {
        Self(row)
    }
}

impl Row for Indicator {
    type Key = ById<Self>;

    const NAME: &'static str = <Self as Noun>::NAME;

    fn from_row(row: Arc<indicator::Model>) -> Self {
        Self(row)
    }
}

impl Noun for Indicator {
    type Row = indicator::Model;

    const NAME: &'static str = "indicator";
    const KEY: KeySyntax = KeySyntax::IndicatorCode;
    const LOOK_UP: &'static str = "An indicator. Null if there is none with this code.";
    const LOOK_UP_KEY: &'static str = "Such as gross_domestic_product.";

    fn key(row: &indicator::Model) -> &str {
        &row.code
    }

    async fn by_keys(session: &Session, codes: &[String]) -> Result<Vec<indicator::Model>, store::Error> {
        session.indicator_by_codes(codes).await
    }
}

impl Referenced for Indicator {
    type Id = IndicatorId;

    fn id(row: &indicator::Model) -> IndicatorId {
        row.id
    }

    async fn by_ids(session: &Session, ids: &[IndicatorId]) -> Result<Vec<indicator::Model>, store::Error> {
        session.indicator_by_ids(ids).await
    }
}
