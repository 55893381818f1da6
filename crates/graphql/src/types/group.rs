//! What groups of stats and of clusters share.

use std::sync::Arc;

use async_graphql::{Context, Description, Enum, InputObject, MaybeUndefined, Object, Result};
use chrono::NaiveDate;
use store::{
    filter::{Comparison, Filter},
    group::{Condition, Dimension, Field, Groups, Measure, Measures},
    list::{FilterOf, MAX_ORDER},
    order::Direction,
};

use crate::{
    argument_path::ArgumentPath,
    connection::{Connection, OrderDirection, PageArguments, Paged},
    filter::{self, Comparisons, DecimalFilter, FilterInput},
    limits::check_filter,
    loaders::group::GroupPage,
    noun::Noun,
    provenance::{cites_each, is_requested},
    scalars::{Date, Decimal, Given},
    types::unit::Unit,
};

/// The most dimensions of groups.
const MAX_DIMENSIONS: usize = 5;

/// Why the figures of a group are not added up. If several reasons hold, the first in this order is told: `NO_FIGURES`,
/// `NOT_ADDITIVE`, `SEVERAL_PERIODS`, `SEVERAL_KINDS`, `SEVERAL_SOURCES`, `SEVERAL_SCOPES`, `OVERLAPPING_SUBJECTS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "store::group::SumUnavailableReason")]
pub enum SumUnavailableReason {
    /// The group has none, or none were asked for.
    NoFigures,
    /// They are shares or rates, which do not add up to anything.
    NotAdditive,
    /// They are for different periods. Group by `PERIOD`, or choose one.
    SeveralPeriods,
    /// They are about subjects of different kinds, such as provinces and cities, which lie inside one another. Group by
    /// `SUBJECT_KIND`, or choose one.
    SeveralKinds,
    /// There are several figures for the same subject, from several sources. Group by `SOURCE`, or take preferred figures
    /// only.
    SeveralSources,
    /// They are limited to different scopes, products, thresholds or rounds. Choose a scope or a product.
    SeveralScopes,
    /// One subject lies inside another one of the group: a county-level city inside its prefecture-level city, a track
    /// inside its field, a round inside a list or running total. Group by `SUBJECT`, or choose the subjects.
    OverlappingSubjects,
}

/// What groups can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum GroupOrderField {
    /// How many there are in the group.
    Count,
    /// The sum of the figures; groups without one come last.
    Sum,
    /// Their average.
    Average,
    /// The least of them.
    Minimum,
    /// The greatest of them.
    Maximum,
    /// What they are grouped by, in the order of `by`: by code or slug, periods by their last day.
    Key,
}

impl From<GroupOrderField> for Field {
    fn from(field: GroupOrderField) -> Self {
        Self::Measure(match field {
            GroupOrderField::Count => Measure::Count,
            GroupOrderField::Sum => Measure::Sum,
            GroupOrderField::Average => Measure::Average,
            GroupOrderField::Minimum => Measure::Minimum,
            GroupOrderField::Maximum => Measure::Maximum,
            GroupOrderField::Key => return Self::Key,
        })
    }
}

/// An order of groups.
#[derive(Debug, InputObject)]
pub(crate) struct GroupOrder {
    /// What to compare. Figures of groups with different units are compared as bare numbers.
    pub field: GroupOrderField,
    /// Which way.
    #[graphql(default_with = "OrderDirection::Ascending")]
    pub direction: OrderDirection,
}

/// Compares a whole number.
#[derive(Debug, InputObject)]
pub(crate) struct CountFilter {
    /// Equal to this.
    pub eq: MaybeUndefined<i32>,
    /// Greater than this.
    pub gt: MaybeUndefined<i32>,
    /// Greater than this, or equal.
    pub gte: MaybeUndefined<i32>,
    /// Less than this.
    pub lt: MaybeUndefined<i32>,
    /// Less than this, or equal.
    pub lte: MaybeUndefined<i32>,
}

/// Narrows groups by what was measured of them; every part given must hold. A group without a sum does not satisfy a
/// condition about its sum, and so on.
#[derive(Debug, InputObject)]
pub(crate) struct GroupHaving {
    /// How many there are in the group.
    pub count: MaybeUndefined<CountFilter>,
    /// The sum of the figures.
    pub sum: MaybeUndefined<DecimalFilter>,
    /// Their average, rounded as it is shown.
    pub average: MaybeUndefined<DecimalFilter>,
    /// The least of them.
    pub minimum: MaybeUndefined<DecimalFilter>,
    /// The greatest of them.
    pub maximum: MaybeUndefined<DecimalFilter>,
}

impl CountFilter {
    fn parts(self, path: ArgumentPath<'_>) -> Result<Comparisons<entity::Decimal>> {
        let given = [
            ("eq", Comparison::Equal, self.eq),
            ("gt", Comparison::Greater, self.gt),
            ("gte", Comparison::AtLeast, self.gte),
            ("lt", Comparison::Less, self.lt),
            ("lte", Comparison::AtMost, self.lte),
        ];
        let part = |(name, comparison, value)| {
            let number: Option<i32> = path.member(name).given(value)?;
            Ok(number.map(|number| (comparison, entity::Decimal(number.to_string()))))
        };
        given.into_iter().filter_map(|given| part(given).transpose()).collect()
    }
}

impl GroupHaving {
    /// What it says. Without figures there is nothing but the count to compare.
    fn resolve(self, path: ArgumentPath<'_>, has_figures: bool) -> Result<Filter<Condition>> {
        let mut parts = Vec::new();
        let mut add = |measure, one_of: Option<Vec<entity::Decimal>>, comparisons: Comparisons<entity::Decimal>| {
            parts.extend(one_of.map(|values| Filter::Is(Condition::OneOf(measure, values))));
            let is = |(comparison, value)| Filter::Is(Condition::Is(measure, comparison, value));
            parts.extend(comparisons.into_iter().map(is));
        };
        let at = path.member("count");
        if let Some(count) = at.given(self.count)? {
            add(Measure::Count, None, count.parts(at)?);
        }
        let figures = [
            ("sum", Measure::Sum, self.sum),
            ("average", Measure::Average, self.average),
            ("minimum", Measure::Minimum, self.minimum),
            ("maximum", Measure::Maximum, self.maximum),
        ];
        for (name, measure, filter) in figures {
            let at = path.member(name);
            if let Some(filter) = at.given(filter)? {
                if !has_figures {
                    return Err(at.refuse(NEEDS_FIGURES));
                }
                let (one_of, comparisons) = filter.parts(at)?;
                add(measure, one_of, comparisons);
            }
        }
        Ok(Filter::All(parts))
    }
}

const NEEDS_FIGURES: &str = "needs figures: say with stat which figure of each cluster is meant.";

/// A question for groups, as it was asked.
pub(crate) struct GroupQuery<I, F> {
    pub(crate) by: Vec<I>,
    pub(crate) filter: MaybeUndefined<Given<F>>,
    pub(crate) having: MaybeUndefined<GroupHaving>,
    pub(crate) order_by: Option<Vec<GroupOrder>>,
    pub(crate) page: PageArguments,
}

impl<I: Copy + PartialEq, F> GroupQuery<I, F> {
    /// The groups; `choice` says which figures count, and `has_figures` whether any do.
    pub(crate) async fn groups<T, D>(
        self,
        context: &Context<'_>,
        choice: D::Choice,
        has_figures: bool,
    ) -> Result<Connection<T>>
    where
        T: Paged<Key = GroupPage<D>>,
        D: Dimension + From<I>,
        F: FilterInput<D::Resource>,
    {
        check_dimensions(&self.by)?;
        let filter = resolve_filter::<D, F>(self.filter, context).await?;
        let path = ArgumentPath::argument("having");
        let having = path.given(self.having)?.map(|having| having.resolve(path, has_figures)).transpose()?;
        let groups = Arc::new(Groups {
            by: self.by.into_iter().map(D::from).collect(),
            filter,
            choice,
            having: having.unwrap_or_default(),
            order: resolve_order(self.order_by.unwrap_or_default(), has_figures)?,
            sources: is_requested(context),
        });
        let fits = |position: &_| groups.position_fits(position);
        let page = self.page.page::<GroupPage<D>>(context, || groups.signature(), fits)?;
        Ok(Connection { key: GroupPage { groups, page } })
    }
}

fn check_dimensions<I: PartialEq>(by: &[I]) -> Result<()> {
    let path = ArgumentPath::argument("by");
    if by.is_empty() {
        return Err(path.refuse("groups by nothing: name at least one dimension."));
    }
    path.check_length(by, MAX_DIMENSIONS, "dimensions")?;
    match (1..by.len()).find(|&index| by[..index].contains(&by[index])) {
        Some(index) => Err(path.item(index).refuse("repeats a dimension; leave it out.")),
        None => Ok(()),
    }
}

async fn resolve_filter<D: Dimension, F: FilterInput<D::Resource>>(
    given: MaybeUndefined<Given<F>>,
    context: &Context<'_>,
) -> Result<FilterOf<D::Resource>> {
    let path = ArgumentPath::argument("filter");
    let Some(given) = path.given(given)? else { return Ok(FilterOf::<D::Resource>::default()) };
    check_filter("filter", &given.value)?;
    let filter = F::parse(Some(given.value)).map_err(|error| {
        let error = error.into_server_error(context.item.pos);
        async_graphql::Error::new(error.message)
    })?;
    filter::resolve(filter, context, path).await
}

fn resolve_order(order_by: Vec<GroupOrder>, has_figures: bool) -> Result<Vec<(Field, Direction)>> {
    let path = ArgumentPath::argument("orderBy");
    path.check_length(&order_by, MAX_ORDER, "entries")?;
    let mut order: Vec<(Field, Direction)> = Vec::new();
    for (index, GroupOrder { field, direction }) in order_by.into_iter().enumerate() {
        let at = path.item(index);
        let at = at.member("field");
        if !has_figures && !matches!(field, GroupOrderField::Count | GroupOrderField::Key) {
            return Err(at.refuse(NEEDS_FIGURES));
        }
        let field = Field::from(field);
        if order.iter().any(|(earlier, _)| *earlier == field) {
            return Err(path.refuse("names a field twice; leave one out."));
        }
        order.push((field, direction.into()));
    }
    Ok(order)
}

/// The time that the figures of a group are for.
#[derive(Description)]
pub(crate) struct GroupPeriod {
    pub(crate) label: String,
    pub(crate) start: NaiveDate,
    pub(crate) end: NaiveDate,
}

#[Object(crate = "crate::engine", use_type_description)]
impl GroupPeriod {
    /// ISO 8601 year, month, day or interval, as the data writes it: `2020`, `2022-01/2022-06`. Where it writes the same
    /// days in several ways, the first of these in alphabetical order.
    fn label(&self) -> &str {
        &self.label
    }

    /// First day.
    fn start(&self) -> Date {
        Date(self.start)
    }

    /// Last day.
    fn end(&self) -> Date {
        Date(self.end)
    }
}

/// The threshold above which the things of a group were counted.
#[derive(Description)]
pub(crate) struct GroupThreshold {
    pub(crate) value: Decimal,
    pub(crate) unit_code: String,
}

#[Object(crate = "crate::engine", use_type_description)]
impl GroupThreshold {
    /// The bound in its unit, exact, without zeros at its end.
    fn value(&self) -> &Decimal {
        &self.value
    }

    /// Its unit.
    async fn unit(&self, context: &Context<'_>) -> Result<Unit> {
        Unit::find_required(context, &self.unit_code).await
    }
}

/// What was measured of the figures of a group.
pub(crate) struct GroupMeasures<'a>(pub(crate) &'a Measures);

/// What was measured of the figures of a group.
#[Object(crate = "crate::engine", guard = cites_each(self.0.sources()))]
impl GroupMeasures<'_> {
    /// How many of the figures have a qualifier other than `EXACT`, such as "over 6,000". If there are any, what is said of the figures here is as rough as they are: a sum of figures of which some are `OVER` is a lower bound.
    fn qualified_count(&self) -> i32 {
        self.0.qualified
    }

    /// The exact sum of the figures in their unit, with as many digits after the point as the finest of them. Null where they cannot be added without adding what does not add up, or counting something twice: see `sumUnavailableReason`.
    fn sum(&self) -> Option<Decimal> {
        self.0.sum.as_ref().map(Decimal::from)
    }

    /// Why there is no sum. Null where there is one.
    fn sum_unavailable_reason(&self) -> Option<SumUnavailableReason> {
        self.0.sum_unavailable_reason.map(SumUnavailableReason::from)
    }

    /// The average of the figures in their unit, each counting the same: their exact sum divided by their number, rounded once, half away from zero, to six digits more after the point than the finest of them has, without zeros at its end. Null where there are no figures.
    fn average(&self) -> Option<Decimal> {
        self.0.average.as_ref().map(Decimal::from)
    }

    /// The least of the figures, in their unit, without zeros at its end. Null where there are no figures.
    fn minimum(&self) -> Option<Decimal> {
        self.0.minimum.as_ref().map(Decimal::from)
    }

    /// The greatest of the figures, in their unit, without zeros at its end. Null where there are no figures.
    fn maximum(&self) -> Option<Decimal> {
        self.0.maximum.as_ref().map(Decimal::from)
    }
}
