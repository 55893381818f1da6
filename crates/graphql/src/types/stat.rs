//! Stats in the schema: the figures.

mod filter;

use std::{fmt::Write, sync::Arc};

use async_graphql::{Context, Description, Enum, ID, MaybeUndefined, Object, Result};
use entity::{StatId, stat};
use futures_util::{FutureExt, try_join};
use store::{
    Session,
    stat::{StatRow, StatRows},
};

pub(crate) use self::filter::{StatFilter, StatOrder, StatsFilter};
use crate::{
    citation::{self, CitationStyle},
    connection::{ConnectionNode, Filtered},
    error::internal,
    global_id::global_id,
    language::Language,
    loaders::{
        read_required,
        row::{ById, ByKey},
        stat::FigureOf,
    },
    natural_key::KeySyntax,
    noun::{Noun, Referenced},
    number_format::format_figure,
    provenance::cites,
    row_ref::RowRef,
    scalars::{Date, Decimal},
    types::{
        Subject,
        conversion::{Amount, ConvertedValue, RateBasis, Scale},
        indicator::Indicator,
        round::Round,
        source::Source,
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

/// The time a figure is for.
#[derive(Description)]
pub(crate) struct Period(pub(crate) StatRow);

#[Object(crate = "crate::engine", use_type_description)]
impl Period {
    /// ISO 8601 year, month, day or interval, as the data writes it: `2020`, `2022-01/2022-06`.
    fn label(&self) -> &str {
        self.0.period_label()
    }

    /// First day.
    fn start(&self) -> Date {
        Date(*self.0.period_start())
    }

    /// Last day.
    fn end(&self) -> Date {
        Date(*self.0.period_end())
    }

    /// Whether the source states it.
    fn basis(&self) -> PeriodBasis {
        (*self.0.period_basis()).into()
    }
}

/// A bound: of "14 clusters above 100 billion yuan", the 100 billion yuan.
#[derive(Description)]
pub(crate) struct Threshold {
    value: entity::Decimal,
    unit_code: String,
    stat: Arc<stat::Model>,
}

#[Object(crate = "crate::engine", use_type_description)]
impl Threshold {
    /// The bound, in its unit, exact.
    fn value(&self) -> Decimal {
        Decimal::from(&self.value)
    }

    /// Its unit.
    async fn unit(&self, context: &Context<'_>) -> Result<Unit> {
        Unit::find_required(context, &self.unit_code).await
    }

    /// The bound in another unit, scale or currency, as `Stat.valueIn` gives the figure: by a rate for the period of the figure, or by one of its source. Null, with an error, if the unit is unknown or of another kind.
    async fn value_in(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Code of the unit: that of a unit of the data, or `share` or `per_mille`. The own unit if left out."
        )]
        unit: MaybeUndefined<String>,
        #[graphql(default_with = "Scale::One", desc = "By what the bound is divided.")] scale: Scale,
        #[graphql(
            default_with = "RateBasis::Period",
            desc = "Which exchange rate to use. Without effect unless the currency changes."
        )]
        rate: RateBasis,
    ) -> Option<Result<ConvertedValue>> {
        let amount = Amount { value: &self.value, unit_code: &self.unit_code, stat: &self.stat };
        Some(amount.value_in(context, unit, scale, rate).await)
    }

    /// The bound as a person would read it, as `Stat.formatted` writes the figure.
    async fn formatted(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "Language::En", desc = "Language of words and unit.")] language: Language,
    ) -> Result<String> {
        let unit = Unit::find_required(context, &self.unit_code).await?;
        format_figure(&self.value, stat::Qualifier::Exact, &unit.0, language)
    }
}

impl Threshold {
    /// The threshold of a stat, if it has one.
    pub(crate) fn of(stat: &Arc<stat::Model>) -> Option<Self> {
        let (value, unit_code) = stat.threshold_value.clone().zip(stat.threshold_unit_code.clone())?;
        Some(Self { value, unit_code, stat: Arc::clone(stat) })
    }
}

/// One figure of one source. Where sources disagree, each has a stat of its own.
#[derive(Clone, Description)]
pub(crate) struct Stat(pub(crate) StatRow);

#[Object(crate = "crate::engine", use_type_description, guard = cites(*self.0.source_id()))]
impl Stat {
    /// Opaque and global: give it to `node`. It stays the same from release to release.
    fn id(&self) -> ID {
        global_id("Stat", self.0.key())
    }

    /// Natural key, such as o-6800a43a44ea; stable as long as subject, indicator, period, unit, qualifiers and source are.
    fn key(&self) -> &str {
        self.0.key()
    }

    /// What it measures.
    fn indicator(&self) -> RowRef<Indicator> {
        RowRef(ById::<Indicator>::id(*self.0.indicator_id()))
    }

    /// What it is about.
    async fn subject(&self, context: &Context<'_>) -> Result<Subject> {
        let stat = self.whole()?;
        Subject::fetch(context, stat.subject_kind, stat.subject_id).await
    }

    /// The figure written out in its unit, exact. Read it with its qualifier: `OVER` 6000 is not 6000.
    fn value(&self) -> Decimal {
        Decimal::from(self.0.value())
    }

    /// What it is counted in.
    fn unit(&self) -> RowRef<Unit> {
        RowRef(ByKey::<Unit>::new(self.0.unit_code().clone()))
    }

    /// The figure in another unit, scale or currency.
    ///
    /// Scales and shares (`percent`, `share`, `per_mille`) are exact: all digits stay. Between currencies it is converted only by a rate that is in the data, which the answer names; where there is none, its value is null and a reason is given. Null, with an error, if the unit is unknown or of another kind.
    async fn value_in(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Code of the unit: that of a unit of the data, or `share` or `per_mille`. The own unit if left out."
        )]
        unit: MaybeUndefined<String>,
        #[graphql(default_with = "Scale::One", desc = "By what the figure is divided.")] scale: Scale,
        #[graphql(
            default_with = "RateBasis::Period",
            desc = "Which exchange rate to use. Without effect unless the currency changes."
        )]
        rate: RateBasis,
    ) -> Option<Result<ConvertedValue>> {
        let convert = async || Amount::of(self.whole()?).value_in(context, unit, scale, rate).await;
        // Boxed: the futures of all fields of a stat would take its space.
        Some(convert().boxed().await)
    }

    /// The figure as a person would read it, with its qualifier and its unit: "over 6,000", "1.34 trillion yuan", "1.34万亿元".
    ///
    /// Nothing is rounded: every digit stays, and so do zeros at the end of a fraction. The greatest of million, billion and trillion (万, 亿 and 万亿) that fits is used where it saves at least two digits; otherwise digits are written out, in English with a comma before every third. A bare count has no unit.
    async fn formatted(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "Language::En", desc = "Language of words and unit.")] language: Language,
    ) -> Result<String> {
        let unit = Unit::find_required(context, self.0.unit_code()).await?;
        format_figure(self.0.value(), *self.0.qualifier(), &unit.0, language)
    }

    /// How the source words it.
    fn qualifier(&self) -> Qualifier {
        (*self.0.qualifier()).into()
    }

    /// The figure in the words of the source. Null where the source does not print it as one figure.
    fn as_printed(&self) -> Option<&str> {
        self.0.as_printed().as_deref()
    }

    /// The time it is for.
    fn period(&self) -> Period {
        Period(self.0.clone())
    }

    /// What it is limited to: part of an area, a group of enterprises, a market, or a vintage of statistics. Null where it is not limited. Figures of different scope must not be added.
    fn scope(&self) -> Result<Option<&str>> {
        Ok(self.whole()?.scope.as_deref())
    }

    /// The product or industry it is limited to. Null where it is not limited.
    fn product(&self) -> Result<Option<&str>> {
        Ok(self.whole()?.product.as_deref())
    }

    /// The threshold of a count above a threshold, or the amount a currency equivalent belongs to. Null for other figures.
    fn threshold(&self) -> Result<Option<Threshold>> {
        self.whole().map(Threshold::of)
    }

    /// The round of a contest to which a count is limited. Null for other figures.
    async fn round(&self, context: &Context<'_>) -> Option<Result<Round>> {
        match self.whole() {
            Ok(stat) => Round::fetch_optional(context, stat.round_id).await,
            Err(error) => Some(Err(error)),
        }
    }

    /// Where it was read. Never missing.
    fn source(&self) -> RowRef<Source> {
        RowRef(ById::<Source>::id(*self.0.source_id()))
    }

    /// Whether it is the one to take among those for the same subject, indicator, unit, period, scope, product, threshold and round in all sources. The first of these that differs decides: a period which the source states is preferred to the day of publication in its place, and that to an estimated one; an exact value to one with a qualifier; the source published last (of 2021 and 2021-03-22 the latter; one without a date after all others); the key that comes first.
    fn preferred(&self) -> Result<bool> {
        Ok(self.whole()?.preferred)
    }

    /// Whether it stands for its subject, indicator, unit and period as a whole, as rankings and orders need it: the preferred figure that is limited by the fewest of scope, product, threshold and round. Where several are limited by equally few, none is headline.
    fn headline(&self) -> Result<bool> {
        Ok(self.whole()?.headline)
    }

    /// Whether the sources give different values for this figure, compared as numbers, whatever their qualifiers: then its alternatives, and `conflicts` at the root, tell them.
    fn disputed(&self) -> Result<bool> {
        Ok(self.whole()?.disputed)
    }

    /// The same figure in other sources: for the same subject, indicator, unit, period (its first and last day), scope, product, threshold and round, whether it agrees or not. The preferred one first, then in the order of preference. Empty where no other source has it.
    async fn alternatives(&self, context: &Context<'_>) -> Result<Vec<Self>> {
        let id = self.whole()?.id;
        let figure = figure_in_all_sources(context, id).await?;
        Ok(figure.into_iter().filter(|other| other.id != id).map(Self::from).collect())
    }

    /// How to cite it: the source, and which figure of it is meant, by indicator, subject, product, scope, period, value, and the words of the source.
    async fn citation(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "CitationStyle::Plain", desc = "The form.")] style: CitationStyle,
        #[graphql(
            default_with = "Language::En",
            desc = "Language of the figure and of the names of indicator, subject and unit. All else is as the source or the style has it."
        )]
        language: Language,
    ) -> Result<String> {
        let cite = async || {
            let stat = self.whole()?;
            let (source, figure) = try_join!(Source::fetch(context, stat.source_id), figure(context, stat, language))?;
            Ok(citation::of_source(&source.0).with_figure(&stat.key, &figure).cite(style.into()))
        };
        cite().boxed().await
    }

    /// Remarks of the compiler, in English. Null where there is nothing to remark.
    fn note(&self) -> Result<Option<&str>> {
        Ok(self.whole()?.note.as_deref())
    }
}

impl ConnectionNode for Stat {
    type Resource = StatRows;
    type Arguments = Filtered<StatFilter, StatOrder>;

    const FIELD: &'static str = "stats";
    const DESCRIPTION: &'static str = "Figures, each of one source. Newest period first, then by code of the indicator, unless another order is asked; equal ones by key.";

    /// All that an entry tells, brief or whole.
    const BRIEF: &'static [&'static str] =
        &["id", "key", "indicator", "value", "unit", "formatted", "qualifier", "asPrinted", "period", "source"];
}

impl From<Arc<StatRow>> for Stat {
    fn from(row: Arc<StatRow>) -> Self {
        Self(Arc::unwrap_or_clone(row))
    }
}

impl From<Arc<stat::Model>> for Stat {
    fn from(row: Arc<stat::Model>) -> Self {
        Self(StatRow::Whole(row))
    }
}

impl Stat {
    /// All columns. A list has read them unless only fields of [`ConnectionNode::BRIEF`] are asked.
    fn whole(&self) -> Result<&Arc<stat::Model>> {
        match &self.0 {
            StatRow::Whole(row) => Ok(row),
            StatRow::Brief(_) => Err(internal("a column of a stat is wanted that was not read")),
        }
    }
}

/// The same figure in all sources, that of this stat included, in the order of preference.
pub(crate) async fn figure_in_all_sources(context: &Context<'_>, id: StatId) -> Result<Vec<Arc<stat::Model>>> {
    read_required(context, FigureOf(id), "stat").await
}

/// Tells a stat from the other figures of its source.
async fn figure(context: &Context<'_>, stat: &stat::Model, language: Language) -> Result<String> {
    let (indicator, subject, unit) = try_join!(
        Indicator::fetch(context, stat.indicator_id),
        Subject::fetch(context, stat.subject_kind, stat.subject_id),
        Unit::find_required(context, &stat.unit_code),
    )?;
    let (indicator, unit) = (&indicator.0, &unit.0);
    let mut figure =
        format!("{}, {}", language.pick(&indicator.name_en, &indicator.name_zh), subject.official_name(language));
    let limits: Vec<&str> = [&stat.product, &stat.scope].into_iter().filter_map(Option::as_deref).collect();
    // Writing to a text has no way to fail.
    if !limits.is_empty() {
        let _ = write!(figure, " ({})", limits.join("; "));
    }
    let value = format_figure(&stat.value, stat.qualifier, unit, language)?;
    let _ = write!(figure, ", {}: {value}", stat.period_label);
    if let Some(printed) = &stat.as_printed {
        let _ = write!(figure, ", printed as “{printed}”");
    }
    Ok(figure)
}

impl Noun for Stat {
    type Row = stat::Model;

    const NAME: &'static str = "stat";
    const KEY: KeySyntax = KeySyntax::StatKey;
    const LOOK_UP: &'static str = "A figure. Null if there is none with this key.";
    const LOOK_UP_KEY: &'static str = "Such as o-6800a43a44ea.";
    const CACHED: bool = false;

    fn key(row: &stat::Model) -> &str {
        &row.key
    }

    async fn by_keys(session: &Session, keys: &[String]) -> Result<Vec<stat::Model>, store::Error> {
        session.stat_by_keys(keys).await
    }
}
