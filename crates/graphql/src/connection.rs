//! Connections: lists in pages, after the Relay specification, with keyset cursors.

mod arguments;
mod cursor;
mod field;
mod keys;
mod node;
mod order;

use std::{borrow::Cow, sync::Arc};

use async_graphql::{Context, Object, OutputType, Result, SelectionField, SimpleObject, TypeName};
use store::list::{self as rows, FilterOf, Order, Page, Resource, Rows, order_signature, position_fits};

use self::cursor::encoder;
pub(crate) use self::{
    arguments::{
        Filtered, NoArguments, OrderDirection, OrderInput, Ordered, PageArguments, read_filter, resolve_filter,
    },
    field::{ConnectionField, ConnectionOf},
    keys::{PageKey, PageRequest},
    node::{ConnectionArguments, ConnectionNode},
    order::order_input,
};
use crate::{
    error::{bad_user_input, unreadable},
    loader::{Key, Loader},
};

pub use engine::limits::{DEFAULT_LIMIT, MAX_LIMIT};

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

impl<T: ConnectionNode> Connection<T> {
    /// A part of a list; under a parent, or of everything.
    pub(crate) fn new(parent: Option<<T::Resource as Resource>::Parent>, list: Arc<PageRequest<T::Resource>>) -> Self {
        Self { key: PageKey::new(parent, list) }
    }

    /// The part that the arguments ask for.
    pub(crate) fn list(
        context: &Context<'_>,
        arguments: &PageArguments,
        filter: FilterOf<T::Resource>,
        order: Order<T::Resource>,
    ) -> Result<Arc<PageRequest<T::Resource>>> {
        for (index, (field, _)) in order.iter().enumerate() {
            if order[..index].iter().any(|(earlier, _)| earlier == field) {
                return Err(bad_user_input("orderBy", "orderBy names a field twice; leave one out."));
            }
        }
        let page = arguments.page::<PageKey<T::Resource>>(
            context,
            || order_signature::<T::Resource>(&order),
            |position| position_fits::<T::Resource>(&order, position),
        )?;
        let page = Page { brief: asks_only(context, T::BRIEF), ..page };
        Ok(Arc::new(PageRequest::new(filter, order, page)))
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
        let cursor = encoder(&self.key);
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
        let cursor = |row: &rows::ListRow<_>| row.position.as_ref().map(encoder(&self.key));
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
