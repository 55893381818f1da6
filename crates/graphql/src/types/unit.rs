//! Units in the schema.

use std::sync::Arc;

use async_graphql::{Context, Description, Enum, ID, Object, Result};
use entity::unit;

use crate::{
    connection::{ConnectionField, ConnectionNode, NoArguments},
    global_id::global_id,
    language::Language,
    loaders::{read, read_required, unit::UnitCode},
    row_ref::Row,
    types::{indicator::Indicator, stat::Stat},
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
    /// Opaque and global: give it to `node`. It stays the same from release to release.
    pub(crate) async fn id(&self) -> ID {
        global_id("Unit", &self.0.code)
    }

    /// Natural key: ISO 4217 for a currency, such as CNY; otherwise a word, such as percent.
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

    /// What it counts. Figures of different units are never added.
    fn kind(&self) -> UnitKind {
        self.0.kind.into()
    }

    #[graphql(flatten)]
    fn indicator_list(&self) -> ConnectionField<Indicator> {
        ConnectionField::under(store::indicator::Parent::Unit(self.0.id))
    }

    #[graphql(flatten)]
    fn stat_list(&self) -> ConnectionField<Stat> {
        ConnectionField::under(store::stat::Parent::Unit(self.0.id))
    }
}

impl ConnectionNode for Unit {
    type Noun = store::Units;
    type Arguments = NoArguments;

    const FIELD: &'static str = "units";
    const DESCRIPTION: &'static str = "The units which the figures use. By code.";

    fn from_row(row: Arc<unit::Model>) -> Self {
        Self(row)
    }
}

impl Row for Unit {
    type Key = UnitCode;

    const NAME: &'static str = "unit";

    fn from_row(row: Arc<unit::Model>) -> Self {
        Self(row)
    }
}

impl Unit {
    pub(crate) async fn fetch(context: &Context<'_>, code: &str) -> Result<Self> {
        read_required(context, UnitCode(code.to_owned()), "unit").await.map(Self)
    }

    pub(crate) async fn by_key(context: &Context<'_>, key: String) -> Result<Option<Self>> {
        Ok(read(context, UnitCode(key)).await?.map(Self))
    }
}
