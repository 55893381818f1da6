//! Loader keys of pages and counts: one statement for all parents of a level.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use store::{
    Session,
    list::{FilterOf, ListParent, Order, Page, Resource, Rows, order_signature},
};

use super::{ConnectionNode, PageOf, Paged};
use crate::loader::{Found, Key, group_by_arguments};

/// A part of a list, without its parent.
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct PageRequest<N: Resource> {
    filter: Arc<FilterOf<N>>,
    order: Order<N>,
    page: Page,
}

impl<N: Resource> PageRequest<N> {
    pub(crate) fn new(filter: FilterOf<N>, order: Order<N>, page: Page) -> Self {
        Self { filter: Arc::new(filter), order, page }
    }
}

type SharedRows<N> = Rows<Arc<<N as Resource>::Row>>;

/// Asks for a page.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct PageKey<N: Resource> {
    parent: Option<N::Parent>,
    list: Arc<PageRequest<N>>,
}

impl<N: Resource> PageKey<N> {
    pub(crate) fn new(parent: Option<N::Parent>, list: Arc<PageRequest<N>>) -> Self {
        Self { parent, list }
    }
}

/// Asks for the length of a list.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct CountKey<N: Resource> {
    parent: Option<N::Parent>,
    filter: Arc<FilterOf<N>>,
}

impl<T: ConnectionNode> Paged for T {
    type Key = PageKey<T::Resource>;

    fn node(row: Arc<<T::Resource as Resource>::Row>, key: &Self::Key) -> Self {
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
        for ((list, _), parents) in
            group_by_arguments(keys.iter().map(|key| ((&key.list, kind(key.parent)), key.parent)))
        {
            let PageRequest { filter, order, page } = &**list;
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
        for ((filter, _), parents) in
            group_by_arguments(keys.iter().map(|key| ((&key.filter, kind(key.parent)), key.parent)))
        {
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
