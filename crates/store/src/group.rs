//! Groups: rows put together by what they have in common, with what their figures come to.
//!
//! Figures are put together only where they can be compared, and a sum is given only where nothing in it is counted
//! twice: see [`SumUnavailableReason`]. All of it is computed by PostgreSQL in `numeric`, which keeps every digit.

use std::{fmt::Debug, hash::Hash};

use entity::{Decimal, IndicatorId, SourceId};
use sea_orm::{DbErr, DeriveActiveEnum, EnumIter, FromQueryResult, QueryResult};

use crate::{
    Error, Session,
    filter::{Comparison, Filter, FilterCondition},
    list::{FilterOf, Page, Position, Resource, Rows, fits, list_row, push_beyond, push_order, push_position, trim},
    order::{Column, Direction},
    sql::Sql,
};

/// What the rows of a noun can be grouped by.
pub trait Dimension: Copy + Debug + Eq + Hash + Send + Sync + 'static {
    /// What is grouped.
    type Resource: Resource;
    /// Which figures of the rows count.
    type Choice: Clone + Eq + Hash + Send + Sync + 'static;
    /// What the rows of a group have in common.
    type Key: FromQueryResult + Send + Sync + 'static;

    /// The name of these groups in a cursor.
    const NAME: &'static str;
    /// Those that always tell groups apart, asked for or not.
    const ALWAYS: &'static [Self];

    /// How it is read.
    fn part(self) -> &'static Part;

    /// Adds the measures of each group, to a select list that begins with its key, and the rows that are grouped.
    fn push_members(sql: &mut Sql, groups: &Groups<Self>);
}

/// How one dimension is read.
#[derive(Debug)]
pub struct Part {
    /// Its name in a cursor.
    pub(crate) name: &'static str,
    /// What is equal in all rows of a group.
    pub(crate) by: &'static [Expression],
    /// What is read of the rows of a group beside it.
    pub(crate) beside: &'static [Expression],
    /// A join which finds the natural key.
    pub(crate) look_up: &'static str,
    /// The natural key.
    pub(crate) natural: Option<(&'static str, &'static str)>,
    /// The columns which put groups in order by it.
    pub(crate) order: &'static [Column],
}

impl Part {
    /// Without anything, for the others to begin with.
    pub(crate) const PLAIN: Self = Self { name: "", by: &[], beside: &[], look_up: "", natural: None, order: &[] };
}

/// An expression over the rows of a group.
#[derive(Debug)]
pub struct Expression {
    /// The expression.
    pub(crate) sql: &'static str,
    /// The column it becomes.
    pub(crate) name: &'static str,
    /// How that column is read.
    pub(crate) read_as: &'static str,
}

impl Expression {
    pub(crate) const fn of(sql: &'static str, name: &'static str) -> Self {
        Self { sql, name, read_as: "" }
    }

    pub(crate) const fn decimal(sql: &'static str, name: &'static str) -> Self {
        Self { sql, name, read_as: "::text" }
    }
}

/// A question for groups.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Groups<D: Dimension> {
    /// What to group by.
    pub by: Vec<D>,
    /// Which rows.
    pub filter: FilterOf<D::Resource>,
    /// Which figures of them.
    pub choice: D::Choice,
    /// Which groups.
    pub having: Filter<Condition>,
    /// Their order; by key if empty. What is equal in all of it is in the order of the key.
    pub order: Vec<(Field, Direction)>,
    /// Whether to read where the figures come from.
    pub sources: bool,
}

/// What is measured of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// How many rows it has.
    Count,
    /// What its figures add up to.
    Sum,
    /// Their sum divided by their number.
    Average,
    /// The least of them.
    Minimum,
    /// The greatest of them.
    Maximum,
}

impl Measure {
    fn column(self) -> Column {
        match self {
            Self::Count => Column::of("grouped.count", "integer"),
            Self::Sum => Column::of("grouped.sum", "numeric").or_null(),
            Self::Average => Column::of("grouped.average", "numeric").or_null(),
            Self::Minimum => Column::of("grouped.minimum", "numeric").or_null(),
            Self::Maximum => Column::of("grouped.maximum", "numeric").or_null(),
        }
    }
}

/// What groups can be put in order by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Something measured. Groups without it come last.
    Measure(Measure),
    /// What they are grouped by, in the order in which it was asked for.
    Key,
}

/// What can be said of a group.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// It measures such.
    Is(Measure, Comparison, Decimal),
    /// It measures one of these.
    OneOf(Measure, Vec<Decimal>),
}

impl FilterCondition for Condition {
    fn push(&self, sql: &mut Sql) {
        match self {
            Self::Is(measure, comparison, value) => {
                sql.push(measure.column().name).push(comparison.operator());
                sql.push("cast(").bind(value.0.clone()).push(" as numeric)");
            }
            Self::OneOf(measure, values) => {
                let values: Vec<String> = values.iter().map(ToString::to_string).collect();
                sql.push(measure.column().name).push(" = any(").bind(values).push("::numeric[])");
            }
        }
    }
}

/// Why the figures of a group are not added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum SumUnavailableReason {
    /// There are none.
    NoFigures,
    /// They are shares or rates.
    NotAdditive,
    /// They are for several periods.
    SeveralPeriods,
    /// They are about subjects of several kinds.
    SeveralKinds,
    /// Several sources tell of one subject.
    SeveralSources,
    /// They are limited to different scopes, products, thresholds or rounds.
    SeveralScopes,
    /// One of their subjects lies inside another.
    OverlappingSubjects,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group<K> {
    /// What its rows have in common.
    pub key: K,
    /// What was measured.
    pub measures: Measures,
}

/// What was measured of a group.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Measures {
    /// What all figures measure; none if no figures were asked for.
    pub indicator_id: Option<IndicatorId>,
    /// Their unit.
    pub unit_code: Option<String>,
    /// How many rows it has.
    pub count: i32,
    /// How many figures they have.
    pub figures: i32,
    /// How many of these are not exact.
    pub qualified: i32,
    /// The sum, with as many digits after the point as the finest figure.
    pub sum: Option<Decimal>,
    /// Why there is no sum.
    #[sea_orm(from_alias = "refusal")]
    pub sum_unavailable_reason: Option<SumUnavailableReason>,
    /// The average, rounded half away from zero to six digits more than the finest figure has.
    pub average: Option<Decimal>,
    /// The least figure.
    pub minimum: Option<Decimal>,
    /// The greatest figure.
    pub maximum: Option<Decimal>,
    /// Where the figures come from, if asked.
    sources: Option<Vec<i64>>,
}

impl Measures {
    /// Where the figures come from, if asked.
    #[must_use]
    pub fn sources(&self) -> Vec<SourceId> {
        self.sources.iter().flatten().copied().map(SourceId).collect()
    }
}

impl<K: FromQueryResult> FromQueryResult for Group<K> {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self { key: K::from_query_result(row, prefix)?, measures: Measures::from_query_result(row, prefix)? })
    }
}

impl<D: Dimension> Groups<D> {
    /// All that tells groups apart: what was asked for first.
    fn dimensions(&self) -> impl Iterator<Item = &'static Part> {
        let always = D::ALWAYS.iter().filter(|dimension| !self.by.contains(dimension));
        self.by.iter().chain(always).map(|dimension| dimension.part())
    }

    /// Whether groups are told apart by it.
    pub(crate) fn are_by(&self, dimension: D) -> bool {
        self.by.contains(&dimension) || D::ALWAYS.contains(&dimension)
    }

    fn sort_columns(&self) -> Vec<(Column, Direction)> {
        let key = |direction| {
            self.dimensions().flat_map(move |part| part.order.iter().map(move |column| (*column, direction)))
        };
        let asked = self.order.iter().flat_map(|(field, direction)| match field {
            Field::Measure(measure) => vec![(measure.column(), *direction)],
            Field::Key => key(*direction).collect(),
        });
        let mut columns: Vec<(Column, Direction)> = Vec::new();
        for (column, direction) in asked.chain(key(Direction::Ascending)) {
            if columns.iter().all(|(earlier, _)| earlier.name != column.name) {
                columns.push((column, direction));
            }
        }
        columns
    }

    /// Dimensions and order in words, such as `province:count-`: what a cursor is good for.
    #[must_use]
    pub fn signature(&self) -> String {
        let by: Vec<&str> = self.dimensions().map(|part| part.name).collect();
        let order = self.order.iter().map(|(field, direction)| {
            let column = match field {
                Field::Measure(measure) => measure.column().name,
                Field::Key => "key",
            };
            format!("{}{}", column.trim_start_matches("grouped."), direction.sign())
        });
        format!("{}:{}", by.join(","), order.collect::<Vec<_>>().join(","))
    }

    /// Whether a position can belong to the list of these groups.
    #[must_use]
    pub fn position_fits(&self, position: &Position) -> bool {
        fits(&self.sort_columns(), position)
    }

    /// Adds the groups as a table, with those left out that are not wanted.
    fn push(&self, sql: &mut Sql) {
        sql.push(" from (select total.*");
        for (natural, name) in self.dimensions().filter_map(|part| part.natural) {
            sql.push(", ").push(natural).push(" as ").push(name);
        }
        sql.push(", case when judged.refusal is null then total.added end as sum, judged.refusal, ");
        // Counted in units of the last digit of the average, all numbers are whole, and the quotient plus a half, cut off,
        // is the quotient rounded. The division of PostgreSQL would round as well, to fewer digits where the sum is large.
        sql.push("trim_scale(sign(total.added) * div(2 * abs(total.added) * digit.units + total.figures, ");
        sql.push("2 * total.figures) * digit.unit) as average, ");
        sql.push("trim_scale(total.least) as minimum, trim_scale(total.greatest) as maximum from (select ");
        self.push_totals(sql);
        sql.push(") as total");
        sql.push(
            " left join indicator on indicator.id = total.indicator_id left join unit on unit.code = total.unit_code",
        );
        for part in self.dimensions() {
            sql.push(part.look_up);
        }
        sql.push(JUDGED);
        sql.push(") as grouped where ");
        self.having.push(sql);
    }

    fn push_totals(&self, sql: &mut Sql) {
        let by = self.expressions(|part| part.by);
        for expression in by.iter().copied().chain(self.expressions(|part| part.beside)) {
            sql.push(expression.sql).push(" as ").push(expression.name).push(", ");
        }
        sql.push(if self.sources {
            "array_agg(distinct stat.source_id) filter (where stat.source_id is not null) as sources, "
        } else {
            "null::bigint[] as sources, "
        });
        D::push_members(sql, self);
        for (index, expression) in by.into_iter().enumerate() {
            sql.push(if index == 0 { " group by " } else { ", " }).push(expression.sql);
        }
    }

    /// What is read of all dimensions; that which several share once.
    fn expressions(&self, read: fn(&'static Part) -> &'static [Expression]) -> Vec<&'static Expression> {
        let mut expressions: Vec<&Expression> = Vec::new();
        for expression in self.dimensions().flat_map(read) {
            if expressions.iter().all(|earlier| earlier.name != expression.name) {
                expressions.push(expression);
            }
        }
        expressions
    }

    /// Adds the columns of a row. The key has those that were asked for.
    fn push_columns(&self, sql: &mut Sql) {
        sql.push("grouped.indicator_id, grouped.unit_code, ");
        for Expression { name, read_as, .. } in
            self.expressions(|part| part.by).into_iter().chain(self.expressions(|part| part.beside))
        {
            if !["indicator_id", "unit_code"].contains(name) {
                sql.push("grouped.").push(name).push(read_as).push(", ");
            }
        }
        sql.push("grouped.count, grouped.figures, grouped.qualified, grouped.sum::text, grouped.refusal, ");
        sql.push("grouped.average::text, grouped.minimum::text, grouped.maximum::text, grouped.sources");
    }
}

/// Why there is no sum, if there is none. Without `offset` the planner would put it wherever it is used, to be worked out
/// again in each place.
const JUDGED: &str = " cross join lateral (select case when total.figures = 0 then 'no_figures'
    when indicator.kind in ('share', 'rate') or unit.kind in ('share', 'exchange_rate') then 'not_additive'
    when total.several_periods then 'several_periods'
    when total.several_kinds then 'several_kinds'
    when total.several_sources then 'several_sources'
    when total.several_scopes then 'several_scopes'
    when exists (select from city where city.id = any(total.nesting) and city.parent_id = any(total.nesting))
        or exists (select from industry where industry.id = any(total.nesting) and industry.parent_id = any(total.nesting))
        or exists (
            select from round_inside where round_inside.round_id = any(total.nesting)
                and round_inside.outer_id = any(total.nesting) and round_inside.round_id <> round_inside.outer_id
        )
        then 'overlapping_subjects'
    end as refusal offset 0) as judged
    cross join lateral (
        select ('1e' || total.scale + 6)::numeric as units, ('1e-' || total.scale + 6)::numeric as unit
    ) as digit";

/// What is measured of the figures of a group, in the rows of `stat`.
pub(crate) const MEASURES: &str = ", count(stat.value)::integer as figures,
    count(stat.value) filter (where stat.qualifier <> 'exact')::integer as qualified,
    sum(stat.value) as added, min(stat.value) as least, max(stat.value) as greatest, max(scale(stat.value)) as scale,
    min(stat.period_start) <> max(stat.period_start) or min(stat.period_end) <> max(stat.period_end) as several_periods";

/// Adds the places of each row, each once, if groups are told apart by any.
pub(crate) fn push_places(sql: &mut Sql, columns: &[&str], locations: &str) {
    for (index, column) in columns.iter().enumerate() {
        sql.push(if index == 0 { " left join lateral (select distinct " } else { ", " }).push(column);
    }
    if !columns.is_empty() {
        sql.push(" from ").push(locations).push(") as place on true");
    }
}

impl Session {
    /// Reads one page of groups.
    pub async fn group_page<D: Dimension>(
        &self,
        groups: &Groups<D>,
        page: &Page,
    ) -> Result<Rows<Group<D::Key>>, Error> {
        let columns = groups.sort_columns();
        let mut sql = Sql::default();
        sql.push("select ");
        groups.push_columns(&mut sql);
        push_position(&mut sql, &columns, page);
        groups.push(&mut sql);
        for (position, reversed) in [(&page.after, false), (&page.before, true)] {
            if let Some(position) = position {
                push_beyond(&mut sql, &columns, position, reversed);
            }
        }
        push_order(&mut sql, &columns, page);
        let mut rows = Rows::default();
        for row in self.query(sql).await? {
            rows.rows.push(list_row(&row, page, Group::from_query_result(&row, "")?)?);
        }
        Ok(trim(rows, page))
    }

    /// Counts groups.
    pub async fn group_count<D: Dimension>(&self, groups: &Groups<D>) -> Result<i64, Error> {
        let mut sql = Sql::default();
        sql.push("select count(*) as total");
        groups.push(&mut sql);
        let rows = self.query(sql).await?;
        rows.first().map_or(Ok(0), |row| row.try_get("", "total").map_err(Error::from))
    }
}
