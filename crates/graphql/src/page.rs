//! Connections: lists in pages, after the Relay specification, with keyset cursors.

use std::{borrow::Cow, collections::HashMap, hash::Hash, sync::Arc};

use async_graphql::{Context, Object, OutputType, Result, SelectionField, SimpleObject, TypeName};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use store::{
    Session,
    list::{self as rows, FilterOf, ListParent, Order, Page, Position, Resource, Rows, order_signature, position_fits},
};

use crate::{
    error::{bad_user_input, unreadable},
    listed::Listed,
    loader::{Found, Key, Loader, together},
};

/// Rows of a page for which no number is asked.
pub const DEFAULT_LIMIT: i32 = 20;
/// The largest page.
pub const MAX_LIMIT: i32 = 100;

/// The arguments of the Relay specification.
pub(crate) struct PageArguments {
    pub(crate) first: Option<i32>,
    pub(crate) after: Option<String>,
    pub(crate) last: Option<i32>,
    pub(crate) before: Option<String>,
}

/// A type that comes in pages.
pub(crate) trait Paged: OutputType + 'static {
    /// Asks for a page of it.
    type Key: PageOf;

    /// Makes it from a row of the page that was asked for.
    fn node(row: Arc<<Self::Key as PageOf>::Row>, key: &Self::Key) -> Self;
}

/// Asks for a page of a list.
pub(crate) trait PageOf: Key<Value = Arc<Rows<Arc<<Self as PageOf>::Row>>>> {
    /// What the list consists of.
    type Row: Send + Sync;
    /// Asks for the length of the list.
    type Count: Key<Value = i64>;

    /// The kind of list, in a cursor.
    const LIST: &'static str;
    /// The arguments on which its order depends.
    const ORDERED_BY: &'static str = "orderBy";

    /// Which part of the list.
    fn page(&self) -> &Page;
    /// The order of the list in words: what a cursor is good for.
    fn signature(&self) -> String;
    /// What asks for the length of the list.
    fn count(&self) -> Self::Count;
}

/// A list in pages.
pub(crate) struct Connection<T: Paged> {
    pub(crate) key: T::Key,
}

impl<T: Listed> Connection<T> {
    /// A part of a list; under a parent, or of everything.
    pub(crate) fn new(parent: Option<<T::Noun as Resource>::Parent>, list: Arc<ListPage<T::Noun>>) -> Self {
        Self { key: PageKey { parent, list } }
    }

    /// The part that the arguments ask for.
    pub(crate) fn list(
        context: &Context<'_>,
        arguments: &PageArguments,
        filter: FilterOf<T::Noun>,
        order: Order<T::Noun>,
    ) -> Result<Arc<ListPage<T::Noun>>> {
        for (index, (field, _)) in order.iter().enumerate() {
            if order[..index].iter().any(|(earlier, _)| earlier == field) {
                return Err(bad_user_input("orderBy", "orderBy names a field twice; leave one out."));
            }
        }
        let page = arguments.page::<PageKey<T::Noun>>(
            context,
            || order_signature::<T::Noun>(&order),
            |position| position_fits::<T::Noun>(&order, position),
        )?;
        let page = Page { brief: asks_only(context, T::BRIEF), ..page };
        Ok(Arc::new(ListPage { filter: Arc::new(filter), order, page }))
    }
}

impl<T: Paged> Connection<T> {
    async fn rows(&self, context: &Context<'_>) -> Result<<T::Key as Key>::Value> {
        let loader = context.data_unchecked::<Arc<Loader>>();
        let rows = loader.load(self.key.clone()).await.map_err(|error| unreadable(&error))?;
        Ok(rows.unwrap_or_default())
    }

    fn item(&self, row: &rows::ListRow<Arc<<T::Key as PageOf>::Row>>) -> T {
        T::node(Arc::clone(&row.row), &self.key)
    }

    /// What turns the position of a row into its cursor.
    fn cursors(&self) -> impl Fn(&Position) -> String {
        let signature = self.key.signature();
        move |position| {
            let cursor = serde_json::json!([T::Key::LIST, signature, position]);
            BASE64_URL_SAFE_NO_PAD.encode(cursor.to_string())
        }
    }
}

impl<T: Paged> TypeName for Connection<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", T::type_name()).into()
    }
}

/// A list in pages. Ask for `nodes`, or for `edges` where the cursor of each is needed.
#[Object(crate = "crate::engine", name_type)]
impl<T: Paged> Connection<T> {
    /// What is on this page.
    async fn nodes(&self, context: &Context<'_>) -> Result<Vec<T>> {
        Ok(self.rows(context).await?.rows.iter().map(|row| self.item(row)).collect())
    }

    /// What is on this page, each with its cursor.
    async fn edges(&self, context: &Context<'_>) -> Result<Vec<Edge<T>>> {
        let rows = self.rows(context).await?;
        let cursor = self.cursors();
        let edge = |row: &rows::ListRow<Arc<_>>| Edge {
            // Without a position nobody has asked for the cursor.
            cursor: row.position.as_ref().map(&cursor).unwrap_or_default(),
            node: self.item(row),
        };
        Ok(rows.rows.iter().map(edge).collect())
    }

    /// Where this page stands in the list.
    async fn page_info(&self, context: &Context<'_>) -> Result<PageInfo> {
        let rows = self.rows(context).await?;
        let page = self.key.page();
        let cursor = |row: &rows::ListRow<_>| row.position.as_ref().map(self.cursors());
        Ok(PageInfo {
            has_next_page: if page.backwards { page.before.is_some() } else { rows.more },
            has_previous_page: if page.backwards { rows.more } else { page.after.is_some() },
            start_cursor: rows.rows.first().and_then(cursor),
            end_cursor: rows.rows.last().and_then(cursor),
        })
    }

    /// How many there are in all pages together. Counted only when asked for.
    async fn total_count(&self, context: &Context<'_>) -> Result<i32> {
        let loader = context.data_unchecked::<Arc<Loader>>();
        let total = loader.load(self.key.count()).await.map_err(|error| unreadable(&error))?;
        Ok(total.and_then(|total| i32::try_from(total).ok()).unwrap_or_default())
    }
}

/// One item of a list, with its cursor.
pub(crate) struct Edge<T: Paged> {
    cursor: String,
    node: T,
}

impl<T: Paged> TypeName for Edge<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", T::type_name()).into()
    }
}

/// One item of a list, with its cursor.
#[Object(crate = "crate::engine", name_type)]
impl<T: Paged> Edge<T> {
    /// Opaque; give it to `after` or `before` of the same list in the same order.
    fn cursor(&self) -> &str {
        &self.cursor
    }

    /// The item.
    fn node(&self) -> &T {
        &self.node
    }
}

/// Where a page stands in its list.
#[derive(SimpleObject)]
#[graphql(crate = "crate::engine")]
pub(crate) struct PageInfo {
    /// Whether the list goes on after this page. When paging backwards with `last`: whether `before` was given.
    has_next_page: bool,
    /// Whether there is something before this page. When paging forwards with `first`: whether `after` was given.
    has_previous_page: bool,
    /// Cursor of the first item; null on an empty page.
    start_cursor: Option<String>,
    /// Cursor of the last item; null on an empty page.
    end_cursor: Option<String>,
}

impl PageArguments {
    /// The page that is asked for, of a list with such an order and such positions.
    pub(crate) fn page<K: PageOf>(
        &self,
        context: &Context<'_>,
        signature: impl Fn() -> String,
        fits: impl Fn(&Position) -> bool,
    ) -> Result<Page> {
        let (limit, backwards) = self.limit()?;
        let decode = |name, cursor: Option<&String>| {
            cursor.map(|cursor| decode_cursor::<K>(name, cursor, &signature(), &fits)).transpose()
        };
        let look = context.look_ahead();
        let positions = look.field("edges").field("cursor").exists()
            || look.field("pageInfo").field("startCursor").exists()
            || look.field("pageInfo").field("endCursor").exists();
        let page_info = look.field("pageInfo");
        let more = page_info.field("hasNextPage").exists() || page_info.field("hasPreviousPage").exists();
        let (after, before) = (decode("after", self.after.as_ref())?, decode("before", self.before.as_ref())?);
        Ok(Page { limit, backwards, after, before, positions, more, brief: false })
    }

    /// The number of rows, and whether they are taken from the end.
    fn limit(&self) -> Result<(u32, bool)> {
        let (name, number, backwards) = match (self.first, self.last) {
            (Some(_), Some(_)) => {
                return Err(bad_user_input("last", "Give first or last, not both."));
            }
            (None, Some(last)) => ("last", last, true),
            (first, None) => ("first", first.unwrap_or(DEFAULT_LIMIT), false),
        };
        match u32::try_from(number) {
            Ok(limit) if (1..=MAX_LIMIT).contains(&number) => Ok((limit, backwards)),
            _ => Err(bad_user_input(name, format!("{name} must be from 1 to {MAX_LIMIT}, not {number}."))),
        }
    }
}

/// Whether only these fields are asked of the items of a list.
fn asks_only(context: &Context<'_>, fields: &[&str]) -> bool {
    let only = |node: &SelectionField<'_>| {
        node.selection_set().all(|field| field.name() == "__typename" || fields.contains(&field.name()))
    };
    context.field().selection_set().all(|field| match field.name() {
        "nodes" => only(&field),
        "edges" => field.selection_set().all(|field| field.name() != "node" || only(&field)),
        _ => true,
    })
}

fn decode_cursor<K: PageOf>(
    name: &'static str,
    cursor: &str,
    signature: &str,
    fits: impl Fn(&Position) -> bool,
) -> Result<Position> {
    let decoded: Option<(String, String, Position)> =
        BASE64_URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let refused = |what: &str| Err(bad_user_input(name, format!("The cursor given as {name} {what}.")));
    match decoded {
        Some((made_for, _, _)) if made_for != K::LIST => refused("belongs to another kind of list"),
        Some((_, made_for, _)) if made_for != signature => {
            refused(&format!("belongs to another order of this list: keep {} while paging", K::ORDERED_BY))
        }
        Some((_, _, position)) if fits(&position) => Ok(position),
        _ => refused("is broken: use one from pageInfo or edges as it is"),
    }
}

/// A part of a list, without its parent.
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct ListPage<N: Resource> {
    filter: Arc<FilterOf<N>>,
    order: Order<N>,
    page: Page,
}

type SharedRows<N> = Rows<Arc<<N as Resource>::Row>>;

/// Asks for a page.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct PageKey<N: Resource> {
    parent: Option<N::Parent>,
    list: Arc<ListPage<N>>,
}

/// Asks for the length of a list.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct CountKey<N: Resource> {
    parent: Option<N::Parent>,
    filter: Arc<FilterOf<N>>,
}

impl<T: Listed> Paged for T {
    type Key = PageKey<T::Noun>;

    fn node(row: Arc<<T::Noun as Resource>::Row>, key: &Self::Key) -> Self {
        Self::from_list(row, &key.list.filter)
    }
}

impl<N: Resource> PageOf for PageKey<N> {
    type Row = N::Row;
    type Count = CountKey<N>;

    const LIST: &'static str = N::TABLE;

    fn page(&self) -> &Page {
        &self.list.page
    }

    fn signature(&self) -> String {
        order_signature::<N>(&self.list.order)
    }

    fn count(&self) -> CountKey<N> {
        CountKey { parent: self.parent, filter: Arc::clone(&self.list.filter) }
    }
}

impl<N: Resource> Key for PageKey<N> {
    type Value = Arc<SharedRows<N>>;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let mut found = HashMap::with_capacity(keys.len());
        for ((list, _), parents) in together(keys.iter().map(|key| ((&key.list, kind(key.parent)), key.parent))) {
            let ListPage { filter, order, page } = &**list;
            let rows: Vec<_> = parents.iter().copied().flatten().collect();
            let pages = if rows.is_empty() {
                vec![session.list::<N>(filter, order, page).await?]
            } else {
                session.list_of::<N>(&rows, filter, order, page).await?
            };
            for (parent, rows) in parents.into_iter().zip(pages) {
                found.insert(Self { parent, list: Arc::clone(list) }, Arc::new(rows.map(Arc::new)));
            }
        }
        Ok(found)
    }
}

impl<N: Resource> Key for CountKey<N> {
    type Value = i64;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let mut found = HashMap::with_capacity(keys.len());
        for ((filter, _), parents) in together(keys.iter().map(|key| ((&key.filter, kind(key.parent)), key.parent))) {
            let rows: Vec<_> = parents.iter().copied().flatten().collect();
            let totals = if rows.is_empty() {
                vec![session.count::<N>(filter).await?]
            } else {
                session.count_of::<N>(&rows, filter).await?
            };
            for (parent, total) in parents.into_iter().zip(totals) {
                found.insert(Self { parent, filter: Arc::clone(filter) }, total);
            }
        }
        Ok(found)
    }
}

/// Parents of one kind are read in one statement; the root has none.
fn kind<P: ListParent>(parent: Option<P>) -> Option<std::mem::Discriminant<P>> {
    parent.map(ListParent::kind)
}
