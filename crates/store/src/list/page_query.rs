//! The query of one page: keyset pagination, down to the ranges that an index leads to.

use super::{FilterOf, ListParent, Page, Position, Resource, SUBJECT_KEY, push_where, selectors, sort_columns};
use crate::{
    order::{Column, Direction, SortField},
    sql::Sql,
    stat_selector::StatSelector,
};

/// Which rows of a list a statement reads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// All.
    Whole,
    /// Those that have the figure which decides first.
    Valued,
    /// Those that do not have it, which end the list.
    Unvalued,
}

/// Adds the query of one page.
pub(super) fn push_page<N: Resource>(
    sql: &mut Sql,
    parent: Option<N::Parent>,
    filter: &FilterOf<N>,
    order: &[(N::Field, Direction)],
    page: &Page,
) {
    let by_stat = order.first().is_some_and(|(field, _)| field.selector().is_some());
    if !by_stat || parent.is_some() {
        return push_part::<N>(sql, parent, filter, order, page, Part::Whole);
    }
    // An index leads through the figures in their order, but not to the rows that have none: they are read by
    // themselves, and only if the page is not full, for `limit` stops at it.
    let parts = if page.backwards { [Part::Unvalued, Part::Valued] } else { [Part::Valued, Part::Unvalued] };
    sql.push("select * from ((");
    push_part::<N>(sql, parent, filter, order, page, parts[0]);
    sql.push(") union all (");
    push_part::<N>(sql, parent, filter, order, page, parts[1]);
    sql.push(")) as part limit ").bind(page.rows());
}

fn push_part<N: Resource>(
    sql: &mut Sql,
    parent: Option<N::Parent>,
    filter: &FilterOf<N>,
    order: &[(N::Field, Direction)],
    page: &Page,
    part: Part,
) {
    let mut all = sort_columns::<N>(order);
    if let Some(join) = parent.and_then(ListParent::join) {
        for (column, _) in &mut all {
            let other = join.columns.iter().find(|(name, _)| *name == column.name);
            *column = other.map_or(*column, |(_, other)| *other);
        }
    }
    let mut columns = all.clone();
    match (part, columns.first_mut()) {
        (Part::Valued, Some((figure, _))) => {
            figure.nullable = false;
            // The stat repeats the key of its subject, and the index has it behind the value.
            if let [tie] = N::TIE {
                let ties = columns.iter_mut().filter(|(column, _)| column.name == tie.name);
                ties.for_each(|(column, _)| *column = SUBJECT_KEY);
            }
        }
        (Part::Unvalued, Some(_)) => {
            columns.remove(0);
        }
        _ => {}
    }
    let (after, before) = (Bound::of(part, page.after.as_ref(), false), Bound::of(part, page.before.as_ref(), true));
    let (start, end) = if page.backwards { (before, after) } else { (after, before) };
    let push_select = |sql: &mut Sql, range: Option<(&[Option<String>], usize)>| {
        sql.push("select ").push(if page.brief { N::brief_columns() } else { N::columns() });
        push_position(sql, &all, page);
        push_from::<N>(sql, parent, filter, order, part);
        push_where::<N>(sql, parent, filter);
        if let Some((name, selector)) = selectors::<N>(order).next().filter(|_| part != Part::Whole) {
            push_part_condition::<N>(sql, name, selector, part);
        }
        match range {
            Some((position, equal)) => push_range(sql, &columns, position, equal, page.backwards),
            None => start.push(sql, &columns, page.backwards),
        }
        end.push(sql, &columns, !page.backwards);
        push_order(sql, &columns, page);
    };
    match start {
        // What follows the first column's value alone can be half of the table, all of which would be read to find the row
        // where the page starts. So each number of columns that are equal is a range of its own, which an index leads to;
        // the next is read only if the page is not full.
        Bound::Beyond(position)
            if N::INDEXED && columns.len() > 1 && columns.iter().all(|(column, _)| !column.nullable) =>
        {
            sql.push("select * from (");
            for equal in (0..columns.len()).rev() {
                sql.push("(");
                push_select(sql, Some((position, equal)));
                sql.push(if equal > 0 { ") union all " } else { ")" });
            }
            sql.push(") as range limit ").bind(page.rows());
        }
        _ => push_select(sql, None),
    }
}

/// What a position means for a part of a list.
#[derive(Clone, Copy)]
enum Bound<'a> {
    /// All rows of the part are beyond it.
    All,
    /// No row of the part is.
    None,
    /// Those beyond these values are.
    Beyond(&'a [Option<String>]),
}

impl<'a> Bound<'a> {
    fn of(part: Part, position: Option<&'a Position>, reversed: bool) -> Self {
        let Some(position) = position else { return Self::All };
        match (part, position.split_first()) {
            // All that has a value precedes what has none.
            (Part::Valued, Some((None, _))) if reversed => Self::All,
            (Part::Unvalued, Some((Some(_), _))) if !reversed => Self::All,
            (Part::Valued, Some((None, _))) | (Part::Unvalued, Some((Some(_), _))) => Self::None,
            (Part::Unvalued, Some((None, rest))) => Self::Beyond(rest),
            _ => Self::Beyond(position),
        }
    }

    fn push(self, sql: &mut Sql, columns: &[(Column, Direction)], reversed: bool) {
        match self {
            Self::All => {}
            Self::None => {
                sql.push(" and false");
            }
            Self::Beyond(position) => push_beyond(sql, columns, position, reversed),
        }
    }
}

/// Adds the condition that a row equals `position` in so many columns, and stands after it, or before it when `reversed`,
/// by the next. No column is nullable.
fn push_range(
    sql: &mut Sql,
    columns: &[(Column, Direction)],
    position: &[Option<String>],
    equal: usize,
    reversed: bool,
) {
    for (index, ((column, direction), value)) in columns.iter().zip(position).take(equal + 1).enumerate() {
        let descending = (*direction == Direction::Descending) != reversed;
        let operator = if index < equal {
            " = "
        } else if descending {
            " < "
        } else {
            " > "
        };
        sql.push(" and ").push(column.name).push(operator);
        push_value(sql, *column, value.as_ref());
    }
}

/// Adds the position of each row to a select list, if it is wanted.
pub(crate) fn push_position(sql: &mut Sql, columns: &[(Column, Direction)], page: &Page) {
    if page.positions {
        sql.push(", json_build_array(");
        for (index, (column, _)) in columns.iter().enumerate() {
            sql.push(if index > 0 { ", " } else { "" }).push(column.name).push("::text");
        }
        sql.push(")::text as position");
    }
}

/// Adds the order and the limit of a page.
pub(crate) fn push_order(sql: &mut Sql, columns: &[(Column, Direction)], page: &Page) {
    sql.push(" order by ");
    for (index, (column, direction)) in columns.iter().enumerate() {
        let descending = (*direction == Direction::Descending) != page.backwards;
        sql.push(if index > 0 { ", " } else { "" }).push(column.name);
        sql.push(if descending { " desc" } else { "" });
        if column.nullable {
            // Nulls end the list, so they start it when it is read backwards.
            sql.push(if page.backwards { " nulls first" } else { " nulls last" });
        }
    }
    sql.push(" limit ").bind(page.rows());
}

/// Adds the tables: that of the noun, and for each figure of the order the row that holds it, if any.
fn push_from<N: Resource>(
    sql: &mut Sql,
    parent: Option<N::Parent>,
    filter: &FilterOf<N>,
    order: &[(N::Field, Direction)],
    part: Part,
) {
    sql.push(" from ");
    let mut selectors = selectors::<N>(order);
    match (part, if part == Part::Whole { None } else { selectors.next() }) {
        (Part::Valued, Some((name, _))) => {
            sql.push("stat as ").push(name).push(" join ").push(N::TABLE).push(" on ");
            sql.push(N::TABLE).push(".id = ").push(name).push(".subject_id");
        }
        (Part::Unvalued, Some((name, _))) => {
            sql.push(N::TABLE).push(" cross join (select null::numeric as value) as ").push(name);
        }
        _ => N::push_from(sql, filter),
    }
    sql.push(parent.and_then(ListParent::join).map_or("", |join| join.text));
    for (name, selector) in selectors {
        sql.push(" left join stat as ").push(name).push(" on ").push(name).push(".subject_id = ");
        sql.push(N::TABLE).push(".id and ");
        selector.push(sql, name);
    }
}

fn push_part_condition<N: Resource>(sql: &mut Sql, name: &str, selector: &StatSelector, part: Part) {
    if part == Part::Valued {
        sql.push(" and ").push(name).push(".subject_kind = '").push(N::TABLE).push("' and ");
        selector.push(sql, name);
    } else {
        sql.push(" and not exists (select from stat as ").push(name).push(" where ");
        sql.push(name).push(".subject_id = ").push(N::TABLE).push(".id and ");
        selector.push(sql, name);
        sql.push(")");
    }
}

/// Adds the condition that a row stands after `position` in the list, or before it when `reversed`.
///
/// `(a, b, c) > (x, y, z)`, spelled out because directions may differ and nulls come last:
/// `a > x or (a = x and (b > y or (b = y and c > z)))`.
pub(crate) fn push_beyond(sql: &mut Sql, columns: &[(Column, Direction)], position: &[Option<String>], reversed: bool) {
    // The first column bounds the rest, which lets an index start at the right place.
    sql.push(" and ");
    let ((first, direction), first_value) = match (columns.first(), position.first()) {
        (Some((column, direction)), Some(value)) => ((column, direction), value),
        _ => return,
    };
    if !first.nullable && columns.len() > 1 {
        let descending = (*direction == Direction::Descending) != reversed;
        sql.push(first.name).push(if descending { " <= " } else { " >= " });
        push_value(sql, *first, first_value.as_ref());
        sql.push(" and ");
    }
    sql.push("(");
    for (index, ((column, direction), value)) in columns.iter().zip(position).enumerate() {
        if index > 0 {
            sql.push(" or (");
            let ((earlier, _), earlier_value) = (&columns[index - 1], &position[index - 1]);
            match earlier_value {
                None => {
                    sql.push(earlier.name).push(" is null");
                }
                value => {
                    sql.push(earlier.name).push(" = ");
                    push_value(sql, *earlier, value.as_ref());
                }
            }
            sql.push(" and (");
        }
        let descending = (*direction == Direction::Descending) != reversed;
        match (value, reversed) {
            // Nothing follows a null; everything that is not null precedes it.
            (None, false) => {
                sql.push("false");
            }
            (None, true) => {
                sql.push(column.name).push(" is not null");
            }
            (value, _) => {
                sql.push(column.name).push(if descending { " < " } else { " > " });
                push_value(sql, *column, value.as_ref());
                if column.nullable && !reversed {
                    sql.push(" or ").push(column.name).push(" is null");
                }
            }
        }
    }
    for _ in 1..columns.len() {
        sql.push("))");
    }
    sql.push(")");
}

fn push_value(sql: &mut Sql, column: Column, value: Option<&String>) {
    sql.push("cast(").bind(value.cloned()).push(" as ").push(column.kind).push(")");
}
