//! Stats in the schema: the figures.

use std::sync::Arc;

use async_graphql::{Context, Description, Enum, ID, InputObject, MaybeUndefined, Object, Result};
use entity::stat;
use store::{
    order::Direction,
    stat::{Field, Filter, Stats},
};

use crate::{
    filter::{KeyFilter, TextFilter, given, values},
    list::{FilterInput, Filtered, OrderDirection, OrderInput},
    loaders::{indicator::IndicatorCode, read, round::RoundSlug, source::SourceSlug, stat::StatKey},
    node::global_id,
    page::Listed,
    scalars::{Date, Decimal},
    types::{
        indicator::Indicator,
        round::Round,
        source::Source,
        subject::{Subject, SubjectKind},
        unit::Unit,
    },
};

/// How a source words a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::stat::Qualifier")]
pub enum Qualifier {
    /// The figure as it stands.
    Exact,
    /// More than the figure.
    Over,
    /// Somewhat less than the figure.
    Nearly,
    /// Around the figure.
    About,
    /// The figure or more.
    AtLeast,
}

/// Where the period of a figure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::stat::PeriodBasis")]
pub enum PeriodBasis {
    /// The source states it.
    Stated,
    /// The source states none, so the date of publication stands in.
    Publication,
    /// The date itself is an estimate, as on an undated page; the note explains.
    Estimated,
}

/// Compares the period of a figure.
#[derive(Debug, InputObject)]
pub(crate) struct PeriodFilter {
    /// The label: an ISO 8601 year, month, day or interval, exactly as the data writes it.
    pub label: MaybeUndefined<TextFilter>,
}

/// Compares the kind of subject.
#[derive(Debug, InputObject)]
pub(crate) struct SubjectKindFilter {
    /// Exactly this one.
    pub eq: MaybeUndefined<SubjectKind>,
    /// Any of these. An empty list matches nothing.
    #[graphql(name = "in")]
    pub one_of: MaybeUndefined<Vec<SubjectKind>>,
}

/// Narrows a list of stats; every part given must hold.
#[derive(Debug, InputObject)]
pub(crate) struct StatFilter {
    /// What is measured, by code.
    pub indicator: MaybeUndefined<KeyFilter>,
    /// Where it was read, by slug.
    pub source: MaybeUndefined<KeyFilter>,
    /// The round of a contest to which a count is limited, by slug: this very round, not those inside it.
    pub round: MaybeUndefined<KeyFilter>,
    /// The time it is for.
    pub period: MaybeUndefined<PeriodFilter>,
    /// What kind of thing it is about.
    pub subject_kind: MaybeUndefined<SubjectKindFilter>,
    /// What it is limited to, exactly as the data writes it.
    pub scope: MaybeUndefined<TextFilter>,
    /// The product or industry it is limited to, exactly as the data writes it.
    pub product: MaybeUndefined<TextFilter>,
}

impl FilterInput<Stats> for StatFilter {
    async fn resolve(self, context: &Context<'_>) -> Result<Filter> {
        let mut filter = Filter::default();
        if let Some(indicator) = given("filter.indicator", self.indicator)? {
            filter.indicators =
                indicator.ids(context, "filter.indicator", "indicator", IndicatorCode, |row| row.id).await?;
        }
        if let Some(source) = given("filter.source", self.source)? {
            filter.sources = source.ids(context, "filter.source", "source", SourceSlug, |row| row.id).await?;
        }
        if let Some(round) = given("filter.round", self.round)? {
            filter.rounds = round.ids(context, "filter.round", "round", RoundSlug, |row| row.id).await?;
        }
        if let Some(period) = given("filter.period", self.period)?
            && let Some(label) = given("filter.period.label", period.label)?
        {
            filter.period_labels = label.texts("filter.period.label")?;
        }
        if let Some(kind) = given("filter.subjectKind", self.subject_kind)? {
            let kinds = values("filter.subjectKind", kind.eq, kind.one_of)?;
            filter.subject_kinds = kinds.map(|kinds| kinds.into_iter().map(Into::into).collect());
        }
        if let Some(scope) = given("filter.scope", self.scope)? {
            filter.scopes = scope.texts("filter.scope")?;
        }
        if let Some(product) = given("filter.product", self.product)? {
            filter.products = product.texts("filter.product")?;
        }
        Ok(filter)
    }
}

/// What stats can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "store::stat::Field")]
pub enum StatOrderField {
    /// Period: by its last day, then by its first.
    Period,
    /// The figure itself. Figures of different units are compared as bare numbers, so filter by indicator.
    Value,
    /// Code of the indicator.
    Indicator,
    /// Kind of the subject in alphabetical order, then its code or slug.
    Subject,
}

/// An order of stats.
#[derive(Debug, InputObject)]
pub(crate) struct StatOrder {
    /// What to compare.
    pub field: StatOrderField,
    /// Which way.
    #[graphql(default_with = "OrderDirection::Ascending")]
    pub direction: OrderDirection,
}

impl OrderInput<Stats> for StatOrder {
    fn resolve(self) -> (Field, Direction) {
        (self.field.into(), self.direction.into())
    }
}

/// The time a figure is for.
#[derive(Description)]
pub(crate) struct Period(Arc<stat::Model>);

#[Object(use_type_description)]
impl Period {
    /// ISO 8601 year, month, day or interval, as the data writes it: `2020`, `2022-01/2022-06`.
    async fn label(&self) -> &str {
        &self.0.period_label
    }

    /// First day.
    async fn start(&self) -> Date {
        Date(self.0.period_start)
    }

    /// Last day.
    async fn end(&self) -> Date {
        Date(self.0.period_end)
    }

    /// Whether the source states it.
    async fn basis(&self) -> PeriodBasis {
        self.0.period_basis.into()
    }
}

/// A bound: of "14 clusters above 100 billion yuan", the 100 billion yuan.
#[derive(Description)]
pub(crate) struct Threshold {
    value: Decimal,
    unit_code: String,
}

#[Object(use_type_description)]
impl Threshold {
    /// The bound, in its unit, exact.
    async fn value(&self) -> &Decimal {
        &self.value
    }

    /// Its unit.
    async fn unit(&self, context: &Context<'_>) -> Result<Unit> {
        Unit::fetch(context, &self.unit_code).await
    }
}

/// One figure of one source. Where sources disagree, each has a stat of its own.
#[derive(Description)]
pub(crate) struct Stat(pub(crate) Arc<stat::Model>);

#[Object(use_type_description)]
impl Stat {
    /// Opaque and global: give it to `node`. It stays the same from release to release.
    pub(crate) async fn id(&self) -> ID {
        global_id("Stat", &self.0.key)
    }

    /// Natural key, such as o-6800a43a44ea; stable as long as subject, indicator, period, unit, qualifiers and source are.
    async fn key(&self) -> &str {
        &self.0.key
    }

    /// What it measures.
    async fn indicator(&self, context: &Context<'_>) -> Result<Indicator> {
        Indicator::fetch(context, self.0.indicator_id).await
    }

    /// What it is about.
    async fn subject(&self, context: &Context<'_>) -> Result<Subject> {
        Subject::fetch(context, self.0.subject_kind, self.0.subject_id).await
    }

    /// The figure written out in its unit, exact. Read it with its qualifier: `OVER` 6000 is not 6000.
    async fn value(&self) -> Decimal {
        Decimal::from(&self.0.value)
    }

    /// What it is counted in.
    async fn unit(&self, context: &Context<'_>) -> Result<Unit> {
        Unit::fetch(context, &self.0.unit_code).await
    }

    /// How the source words it.
    async fn qualifier(&self) -> Qualifier {
        self.0.qualifier.into()
    }

    /// The figure in the words of the source. Null where the source does not print it as one figure.
    async fn as_printed(&self) -> Option<&str> {
        self.0.as_printed.as_deref()
    }

    /// The time it is for.
    async fn period(&self) -> Period {
        Period(Arc::clone(&self.0))
    }

    /// What it is limited to: part of an area, a group of enterprises, a market, or a vintage of statistics. Null where it is not limited. Figures of different scope must not be added.
    async fn scope(&self) -> Option<&str> {
        self.0.scope.as_deref()
    }

    /// The product or industry it is limited to. Null where it is not limited.
    async fn product(&self) -> Option<&str> {
        self.0.product.as_deref()
    }

    /// The threshold of a count above a threshold, or the amount a currency equivalent belongs to. Null for other figures.
    async fn threshold(&self) -> Option<Threshold> {
        let (value, unit_code) = self.0.threshold_value.as_ref().zip(self.0.threshold_unit_code.clone())?;
        Some(Threshold { value: Decimal::from(value), unit_code })
    }

    /// The round of a contest to which a count is limited. Null for other figures.
    async fn round(&self, context: &Context<'_>) -> Option<Result<Round>> {
        Round::fetch_optional(context, self.0.round_id).await
    }

    /// Where it was read. Never missing.
    async fn source(&self, context: &Context<'_>) -> Result<Source> {
        Source::fetch(context, self.0.source_id).await
    }

    /// Remarks of the compiler, in English. Null where there is nothing to remark.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }
}

impl Listed for Stat {
    type Noun = Stats;
    type Arguments = Filtered<StatFilter, StatOrder>;

    const FIELD: &'static str = "stats";
    const DESCRIPTION: &'static str = "Figures, each of one source. Newest period first, then by code of the indicator, unless another order is asked; equal ones by key.";

    fn from_row(row: Arc<stat::Model>) -> Self {
        Self(row)
    }
}

impl Stat {
    pub(crate) async fn by_key(context: &Context<'_>, key: String) -> Result<Option<Self>> {
        Ok(read(context, StatKey(key)).await?.map(Self))
    }
}
