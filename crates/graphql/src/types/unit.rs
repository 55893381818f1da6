//! Units in the schema.

use std::sync::Arc;

use async_graphql::{Description, Enum, Object, OutputType};
use entity::unit;
use store::Session;

use crate::{
    connection::{ConnectionField, ConnectionNode, ConnectionOf, NoArguments},
    loaders::row::ByKey,
    natural_key::KeySyntax,
    noun::Noun,
    row_ref::Row,
    types::{indicator::Indicator, named::Named, stat::Stat},
};

/// What a unit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::unit::UnitKind")]
pub enum UnitKind {
    /// An amount of money.
    Currency,
    /// An amount of one currency for one unit of another.
    ExchangeRate,
    /// A part of a whole.
    Share,
    /// A number of things.
    Count,
    /// A physical quantity.
    Quantity,
}

/// What a figure is counted in.
#[derive(Description)]
pub(crate) struct Unit(pub(crate) Arc<unit::Model>);

#[Object(crate = "crate::engine", use_type_description)]
impl Unit {
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

    /// Natural key: ISO 4217 for a currency, such as CNY; otherwise a word, such as percent.
    fn code(&self) -> &str {
        &self.0.code
    }

    /// What it counts. Figures of different units are never added.
    fn kind(&self) -> UnitKind {
        self.0.kind.into()
    }

    #[graphql(flatten)]
    fn indicator_list(&self) -> ConnectionField<Indicator> {
        ConnectionOf::under(store::indicator::Parent::Unit(self.0.id))
    }

    #[graphql(flatten)]
    fn stat_list(&self) -> ConnectionField<Stat> {
        ConnectionOf::under(store::stat::Parent::Unit(self.0.id))
    }
}

impl ConnectionNode for Unit {
    type Resource = store::Units;
    type Arguments = NoArguments;

    const FIELD: &'static str = "units";
    const DESCRIPTION: &'static str = "The units which the figures use. By code.";
}

impl From<Arc<unit::Model>> for Unit {
    fn from(row: Arc<unit::Model>) -> Self {
        Self(row)
    }
}

impl Row for Unit {
    type Key = ByKey<Self>;

    const NAME: &'static str = <Self as Noun>::NAME;

    fn from_row(row: Arc<unit::Model>) -> Self {
        Self(row)
    }
}

impl Noun for Unit {
    type Row = unit::Model;

    const NAME: &'static str = "unit";
    const KEY: KeySyntax = KeySyntax::UnitCode;
    const LOOK_UP: &'static str = "A unit. Null if no figure uses one with this code.";
    const LOOK_UP_KEY: &'static str = "Such as CNY or percent.";

    fn key(row: &unit::Model) -> &str {
        &row.code
    }

    async fn by_keys(session: &Session, codes: &[String]) -> Result<Vec<unit::Model>, store::Error> {
        session.unit_by_codes(codes).await
    }
}
