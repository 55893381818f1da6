//! Lists: the one way in which rows of any noun are filtered, ordered, cut into pages and counted, for one list or for
//! the children of many parents in one statement.

use std::hash::Hash;

use sea_orm::{DbErr, FromQueryResult, QueryResult};

pub use crate::sql::Sql;
use crate::{
    Error, Session,
    filter::{Filter, FilterCondition},
    order::{Column, Direction, SortField},
    stat_selector::StatSelector,
};

/// A noun that comes in lists.
pub trait Resource: Copy + Eq + Hash + Send + Sync + 'static {
    /// A row.
    type Row: FromQueryResult + Send + Sync + 'static;
    /// What a list can be narrowed by.
    type Condition: FilterCondition;
    /// What a list can be ordered by.
    type Field: SortField;
    /// What the noun can be a child of.
    type Parent: ListParent;

    /// Its name in a cursor; also its table.
    const TABLE: &'static str;
    /// The order of a list for which none is asked.
    const DEFAULT_ORDER: &'static [(Self::Field, Direction)];
    /// Columns that no two rows share: they end every order.
    const TIE: &'static [Column];
    /// Whether its orders have indexes. Rows that are worked out for the question have none: they are read once and sorted.
    const INDEXED: bool = true;

    /// The select list.
    fn columns() -> &'static str;

    /// The select list of a page for which brief rows are enough.
    #[must_use]
    fn brief_columns() -> &'static str {
        Self::columns()
    }

    /// Reads a row whose columns begin at a place, and which may be a brief one. By their names, unless lists of it are so
    /// long that it pays to know the places.
    fn read(row: &QueryResult, _first: usize, _brief: bool) -> Result<Self::Row, DbErr> {
        Self::Row::from_query_result(row, "")
    }

    /// Adds what the rows are read from, under the name of the table.
    fn push_from(sql: &mut Sql, _filter: &FilterOf<Self>) {
        sql.push(Self::TABLE);
    }
}

/// What a list of a noun is narrowed by.
pub type FilterOf<N> = Filter<<N as Resource>::Condition>;

/// A row under which lists of a noun hang.
pub trait ListParent: Copy + Eq + Hash + Send + Sync + 'static {
    /// What leads to the children of the row whose id is `parent.id`, if it is another table.
    fn join(self) -> Option<&'static Join> {
        None
    }
    /// A condition which holds for the children of the row whose id is `parent.id`, joined as they are.
    fn condition(self) -> &'static str;
    /// The id of the row.
    fn id(self) -> i64;
    /// The kind of parent: parents of one kind are read in one statement.
    fn kind(self) -> std::mem::Discriminant<Self> {
        std::mem::discriminant(&self)
    }
}

/// A table that leads to the children of a parent.
#[derive(Debug)]
pub struct Join {
    /// The join, with the table of the children to its left. Each child matches once.
    pub(crate) text: &'static str,
    /// Columns of the children, by name, for which others stand in an order: an index of the joined table has them, and
    /// PostgreSQL does not see by itself that they are equal.
    pub(crate) columns: &'static [(&'static str, Column)],
}

/// For a noun that is nobody's child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoParent {}

impl ListParent for NoParent {
    fn condition(self) -> &'static str {
        match self {}
    }
    fn id(self) -> i64 {
        match self {}
    }
}

/// The most fields of an order.
pub const MAX_ORDER: usize = SELECTED_STATS.len();

/// An order: at most [`MAX_ORDER`] fields with their directions, the one that decides first.
pub type Order<N> = Vec<(<N as Resource>::Field, Direction)>;

/// Which part of a list is wanted, and what of it.
#[expect(clippy::struct_excessive_bools, reason = "each is asked for by itself")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Page {
    /// At most so many rows.
    pub limit: u32,
    /// From the end of the list instead of its start.
    pub backwards: bool,
    /// Only what follows the row with these values of the order's columns.
    pub after: Option<Position>,
    /// Only what precedes the row with these values.
    pub before: Option<Position>,
    /// Whether the position of each row is wanted.
    pub positions: bool,
    /// Whether it is wanted to know if the list goes on beyond the page.
    pub more: bool,
    /// Whether the columns of brief rows are enough, for a noun that has such.
    pub brief: bool,
}

impl Page {
    /// Rows to read: one more than asked tells whether the list goes on.
    fn rows(&self) -> i64 {
        i64::from(self.limit) + i64::from(self.more)
    }
}

/// The values of the order's columns in one row, as text.
pub type Position = Vec<Option<String>>;

/// A row of a list, with its place in it.
#[derive(Debug)]
pub struct ListRow<R> {
    /// The row.
    pub row: R,
    /// Its values of the order's columns, if asked.
    pub position: Option<Position>,
}

/// One page.
#[derive(Debug)]
pub struct Rows<R> {
    /// The rows, in the order of the list, whichever end it was read from.
    pub rows: Vec<ListRow<R>>,
    /// Whether the list goes on beyond the page, in the direction of reading; false if that was not wanted.
    pub more: bool,
}

impl<R> Rows<R> {
    /// The same page of something made from each row.
    pub fn map<S>(self, make: impl Fn(R) -> S) -> Rows<S> {
        let listed = |listed: ListRow<R>| ListRow { row: make(listed.row), position: listed.position };
        Rows { rows: self.rows.into_iter().map(listed).collect(), more: self.more }
    }
}

impl<R> Default for Rows<R> {
    fn default() -> Self {
        Self { rows: Vec::new(), more: false }
    }
}

/// The rows of `stat` that an order looks at, and their values, by the place of the figure among those of the order.
const SELECTED_STATS: [(&str, Column); 5] = [
    ("figure_1", Column::of("figure_1.value", "numeric").or_null()),
    ("figure_2", Column::of("figure_2.value", "numeric").or_null()),
    ("figure_3", Column::of("figure_3.value", "numeric").or_null()),
    ("figure_4", Column::of("figure_4.value", "numeric").or_null()),
    ("figure_5", Column::of("figure_5.value", "numeric").or_null()),
];

/// The key of the subject in the row of the first figure: what ends an order of subjects.
const SUBJECT_KEY: Column = Column::text("figure_1.subject_key");

/// The order's figures, each with the name of its row.
fn selectors<N: Resource>(order: &[(N::Field, Direction)]) -> impl Iterator<Item = (&'static str, &StatSelector)> {
    let names = SELECTED_STATS.iter().map(|(name, _)| *name);
    names.zip(order.iter().filter_map(|(field, _)| field.selector()))
}

/// The order's columns with their directions, down to the tie.
pub fn sort_columns<N: Resource>(order: &[(N::Field, Direction)]) -> Vec<(Column, Direction)> {
    let requested = if order.is_empty() { N::DEFAULT_ORDER } else { order };
    let mut values = SELECTED_STATS.iter().map(|(_, value)| std::slice::from_ref(value));
    let mut columns: Vec<(Column, Direction)> = Vec::new();
    let fields = requested.iter().flat_map(|(field, direction)| {
        let columns = if field.selector().is_some() { values.next().unwrap_or_default() } else { field.columns() };
        columns.iter().map(move |column| (column, *direction))
    });
    for (column, direction) in fields.chain(N::TIE.iter().map(|column| (column, Direction::Ascending))) {
        if columns.iter().all(|(earlier, _)| earlier.name != column.name) {
            columns.push((*column, direction));
        }
    }
    columns
}

impl Session {
    /// Reads one page of all rows.
    pub async fn list<N: Resource>(
        &self,
        filter: &FilterOf<N>,
        order: &[(N::Field, Direction)],
        page: &Page,
    ) -> Result<Rows<N::Row>, Error> {
        let mut sql = Sql::default();
        push_page::<N>(&mut sql, None, filter, order, page);
        let mut rows = Rows::default();
        for row in self.query(sql).await? {
            rows.rows.push(list_row(&row, page, N::read(&row, 0, page.brief)?)?);
        }
        Ok(trim(rows, page))
    }

    /// Reads one page of the children of each parent, in one statement. All parents must be of one kind. The answer has
    /// one page for each parent, in the order of the parents.
    pub async fn list_of<N: Resource>(
        &self,
        parents: &[N::Parent],
        filter: &FilterOf<N>,
        order: &[(N::Field, Direction)],
        page: &Page,
    ) -> Result<Vec<Rows<N::Row>>, Error> {
        let mut pages: Vec<Rows<N::Row>> = parents.iter().map(|_| Rows::default()).collect();
        let Some(first) = parents.first() else { return Ok(pages) };
        let mut sql = Sql::default();
        // A function scan on the outer side of a lateral join leaves only a nested loop, which keeps the inner order.
        sql.push("select parent.ordinal, child.* from unnest(").bind(ids(parents));
        sql.push("::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (");
        push_page::<N>(&mut sql, Some(*first), filter, order, page);
        sql.push(") as child");
        for row in self.query(sql).await? {
            let ordinal: i64 = row.try_get_by_index(0)?;
            let page_of_parent = usize::try_from(ordinal - 1).ok().and_then(|index| pages.get_mut(index));
            if let Some(rows) = page_of_parent {
                rows.rows.push(list_row(&row, page, N::read(&row, 1, page.brief)?)?);
            }
        }
        Ok(pages.into_iter().map(|rows| trim(rows, page)).collect())
    }

    /// Counts all rows.
    pub async fn count<N: Resource>(&self, filter: &FilterOf<N>) -> Result<i64, Error> {
        let mut sql = Sql::default();
        if *filter == Filter::default() {
            // The release tells how many rows it brought; the rows of a table that no release brings are counted.
            sql.push("select coalesce((select (release.counts ->> '").push(N::TABLE);
            sql.push("')::bigint from release order by id desc limit 1), (");
            push_count::<N>(&mut sql, None, filter);
            sql.push(")) as total");
        } else {
            push_count::<N>(&mut sql, None, filter);
        }
        let rows = self.query(sql).await?;
        rows.first().map_or(Ok(0), |row| row.try_get("", "total").map_err(Error::from))
    }

    /// Counts the children of each parent, in one statement. All parents must be of one kind.
    pub async fn count_of<N: Resource>(&self, parents: &[N::Parent], filter: &FilterOf<N>) -> Result<Vec<i64>, Error> {
        let Some(first) = parents.first() else { return Ok(Vec::new()) };
        let mut sql = Sql::default();
        sql.push("select child.total from unnest(").bind(ids(parents));
        sql.push("::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (");
        push_count::<N>(&mut sql, Some(*first), filter);
        sql.push(") as child order by parent.ordinal");
        self.query(sql).await?.iter().map(|row| row.try_get("", "total").map_err(Error::from)).collect()
    }
}

/// Whether a position can belong to an order: one value for each column, and each of the column's type.
pub fn position_fits<N: Resource>(order: &[(N::Field, Direction)], position: &Position) -> bool {
    fits(&sort_columns::<N>(order), position)
}

/// Whether a position has one value for each column, and each of the column's type.
pub(crate) fn fits(columns: &[(Column, Direction)], position: &Position) -> bool {
    columns.len() == position.len()
        && columns.iter().zip(position).all(|((column, _), value)| column.accepts(value.as_deref()))
}

/// An order in words, such as `period-,indicator+`: what a cursor is good for.
pub fn order_signature<N: Resource>(order: &[(N::Field, Direction)]) -> String {
    let requested = if order.is_empty() { N::DEFAULT_ORDER } else { order };
    requested
        .iter()
        .map(|(field, direction)| format!("{}{}", field.name(), direction.sign()))
        .collect::<Vec<_>>()
        .join(",")
}

fn ids<P: ListParent>(parents: &[P]) -> Vec<i64> {
    parents.iter().map(|parent| parent.id()).collect()
}

fn push_count<N: Resource>(sql: &mut Sql, parent: Option<N::Parent>, filter: &FilterOf<N>) {
    sql.push("select count(*) as total from ");
    N::push_from(sql, filter);
    sql.push(parent.and_then(ListParent::join).map_or("", |join| join.text));
    push_where::<N>(sql, parent, filter);
}

fn push_where<N: Resource>(sql: &mut Sql, parent: Option<N::Parent>, filter: &FilterOf<N>) {
    sql.push(" where ").push(parent.map_or("true", ListParent::condition));
    if *filter != Filter::default() {
        sql.push(" and ");
        filter.push(sql);
    }
}

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

fn push_page<N: Resource>(
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

/// A row with its position, if that is wanted.
pub(crate) fn list_row<R>(at: &QueryResult, page: &Page, row: R) -> Result<ListRow<R>, Error> {
    let position = if page.positions {
        let json: String = at.try_get("", "position")?;
        serde_json::from_str(&json).ok()
    } else {
        None
    };
    Ok(ListRow { row, position })
}

pub(crate) fn trim<R>(mut rows: Rows<R>, page: &Page) -> Rows<R> {
    let limit = page.limit as usize;
    rows.more = rows.rows.len() > limit;
    rows.rows.truncate(limit);
    if page.backwards {
        rows.rows.reverse();
    }
    rows
}
