//! What lists of stats are narrowed and ordered by.

use std::mem::take;

use async_graphql::{Context, InputObject, MaybeUndefined, Result};
use store::{
    filter::Filter,
    list,
    stat::{Condition, Field},
};

use crate::{
    argument_path::ArgumentPath,
    connection::{OrderDirection, order_input},
    filter::{DateFilter, DecimalFilter, FilterInput, KeyFilter, Logic, Parts, TextFilter, check_range},
    types::{SubjectKind, indicator::Indicator, province::Province, round::Round, source::Source, unit::Unit},
};

/// Compares the period of a figure.
#[derive(Debug, InputObject)]
pub(crate) struct PeriodFilter {
    /// The label: an ISO 8601 year, month, day or interval, exactly as the data writes it.
    pub label: MaybeUndefined<TextFilter>,
    /// Its first day.
    pub start: MaybeUndefined<DateFilter>,
    /// Its last day.
    pub end: MaybeUndefined<DateFilter>,
}

/// Looks into the stats of something.
#[derive(Debug, InputObject)]
pub(crate) struct StatsFilter {
    /// There is a stat that satisfies this.
    pub some: MaybeUndefined<Box<StatFilter>>,
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
    /// All of these hold; an empty list is satisfied by everything. At most 100.
    pub and: MaybeUndefined<Vec<StatFilter>>,
    /// At least one of these holds; an empty list is satisfied by nothing. At most 100.
    pub or: MaybeUndefined<Vec<StatFilter>>,
    /// This does not hold.
    pub not: MaybeUndefined<Box<StatFilter>>,
    /// What is measured, by code.
    pub indicator: MaybeUndefined<KeyFilter>,
    /// Where it was read, by slug.
    pub source: MaybeUndefined<KeyFilter>,
    /// The round of a contest to which a count is limited, by slug: this very round, not those inside it.
    pub round: MaybeUndefined<KeyFilter>,
    /// Its unit, by code.
    pub unit: MaybeUndefined<KeyFilter>,
    /// The figure itself, in its unit. Filter by indicator or unit too, or figures of different units are compared.
    pub value: MaybeUndefined<DecimalFilter>,
    /// The time it is for.
    pub period: MaybeUndefined<PeriodFilter>,
    /// What kind of thing it is about.
    pub subject_kind: MaybeUndefined<SubjectKindFilter>,
    /// Where its subject lies: the province itself, a city in it, or a cluster with a location in it; by ISO 3166-2 or GB/T 2260 code.
    pub province: MaybeUndefined<KeyFilter>,
    /// What it is limited to, exactly as the data writes it.
    pub scope: MaybeUndefined<TextFilter>,
    /// The product or industry it is limited to, exactly as the data writes it.
    pub product: MaybeUndefined<TextFilter>,
    /// Of several sources for one figure only the preferred one; false is as if it were left out.
    pub preferred_only: MaybeUndefined<bool>,
    /// True: only figures for which the sources give different values; false: only others.
    pub disputed: MaybeUndefined<bool>,
}

impl<N: list::Resource<Condition = Condition>> FilterInput<N> for StatFilter {
    fn logic(&mut self) -> Logic<Self> {
        Logic { and: take(&mut self.and), or: take(&mut self.or), not: take(&mut self.not) }
    }

    async fn parts(self, context: &Context<'_>, path: ArgumentPath<'_>) -> Result<Vec<Filter<Condition>>> {
        let mut parts = Parts::new(context, path);
        parts.ids::<Indicator>("indicator", self.indicator, Condition::Indicators).await?;
        parts.ids::<Source>("source", self.source, Condition::Sources).await?;
        parts.ids::<Round>("round", self.round, Condition::Rounds).await?;
        parts.keys::<Unit>("unit", self.unit, Condition::Units).await?;
        parts.decimal("value", self.value, Condition::Values, Condition::Value)?;
        period_parts(&mut parts, path.member("period"), self.period)?;
        parts.one_of("subjectKind", self.subject_kind, |kind| (kind.eq, kind.one_of), Condition::SubjectKinds)?;
        parts.ids::<Province>("province", self.province, Condition::Provinces).await?;
        parts.text("scope", self.scope, Condition::Scopes)?;
        parts.text("product", self.product, Condition::Products)?;
        if path.member("preferredOnly").given(self.preferred_only)? == Some(true) {
            parts.push(Filter::Is(Condition::Preferred));
        }
        if let Some(disputed) = path.member("disputed").given(self.disputed)? {
            let is_disputed = Filter::Is(Condition::Disputed);
            parts.push(if disputed { is_disputed } else { Filter::Not(Box::new(is_disputed)) });
        }
        Ok(parts.finish())
    }
}

/// What is said of the period: its label, its first and its last day.
fn period_parts(
    parts: &mut Parts<'_, Condition>,
    at: ArgumentPath<'_>,
    period: MaybeUndefined<PeriodFilter>,
) -> Result<()> {
    let Some(PeriodFilter { label, start, end }) = at.given(period)? else { return Ok(()) };
    let label_at = at.member("label");
    if let Some(label) = label_at.given(label)? {
        parts.push(label.texts(label_at)?.map(|texts| Filter::Is(Condition::PeriodLabels(texts))));
    }
    let (start_at, end_at) = (at.member("start"), at.member("end"));
    let start = start_at.given(start)?.map(|start| start.parts(start_at)).transpose()?.unwrap_or_default();
    let end = end_at.given(end)?.map(|end| end.parts(end_at)).transpose()?.unwrap_or_default();
    check_range(at, &start, &end)?;
    for (how, day) in start {
        parts.push(Filter::Is(Condition::PeriodStart(how, day)));
    }
    for (how, day) in end {
        parts.push(Filter::Is(Condition::PeriodEnd(how, day)));
    }
    Ok(())
}

order_input! {
    /// What stats can be ordered by.
    StatOrderField for Field {
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
    StatOrder
}
