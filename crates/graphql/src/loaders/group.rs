//! How groups are read.

use std::sync::Arc;

use store::{
    Session,
    group::{Dimension, Group, Groups},
    list::{Page, Rows},
};

use crate::{
    connection::PageOf,
    loader::{Found, Key},
};

/// Asks for a page of groups.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct GroupPage<D: Dimension> {
    pub(crate) groups: Arc<Groups<D>>,
    pub(crate) page: Page,
}

/// Asks for the number of groups.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct GroupCount<D: Dimension>(Arc<Groups<D>>);

impl<D: Dimension> PageOf for GroupPage<D> {
    type Row = Group<D::Key>;
    type Count = GroupCount<D>;

    const LIST: &'static str = D::NAME;
    const ORDERED_BY: &'static str = "by and orderBy";

    fn page(&self) -> &Page {
        &self.page
    }

    fn signature(&self) -> String {
        self.groups.signature()
    }

    fn count(&self) -> GroupCount<D> {
        GroupCount(Arc::clone(&self.groups))
    }
}

impl<D: Dimension> Key for GroupPage<D> {
    type Value = Arc<Rows<Arc<Group<D::Key>>>>;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let mut found = Found::<Self>::with_capacity(keys.len());
        for key in keys {
            let rows = session.group_page(&key.groups, &key.page).await?;
            found.insert(key.clone(), Arc::new(rows.map(Arc::new)));
        }
        Ok(found)
    }
}

impl<D: Dimension> Key for GroupCount<D> {
    type Value = i64;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let mut found = Found::<Self>::with_capacity(keys.len());
        for key in keys {
            found.insert(key.clone(), session.group_count(&key.0).await?);
        }
        Ok(found)
    }
}
