//! Lists: the one way in which rows of any noun are filtered, ordered, cut into pages and counted, for one list or for
//! the children of many parents in one statement.

mod page_query;

use std::hash::Hash;

use sea_orm::{DbErr, EntityTrait, FromQueryResult, QueryResult};

use self::page_query::push_page;
pub(crate) use self::page_query::{push_beyond, push_order, push_position};
pub use crate::sql::Sql;
use crate::{
    Error, Session,
    filter::{Filter, FilterCondition},
    order::{Column, Direction, SortField},
    sql::select_list,
    stat_selector::StatSelector,
};

/// A noun that comes in lists.
pub trait Resource: Copy + Eq + Hash + Send + Sync + 'static {
    /// The entity of its table.
    type Entity: EntityTrait;
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
    #[must_use]
    fn columns() -> &'static str {
        select_list::<Self::Entity>()
    }

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
