//! The fields that are lists: `stats`, `clusters` and so on mean the same at the root and under every parent, so each is
//! defined once, here for all nouns, and flattened into the types.

use std::sync::Arc;

use async_graphql::{
    Context, InputType, Result,
    registry::{MetaInputValue, Registry},
};
use futures_util::{FutureExt, future::BoxFuture};
use store::list::Resource;

use super::{Connection, ConnectionArguments, ConnectionNode, DEFAULT_LIMIT, MAX_LIMIT, PageArguments};
use crate::{
    loader::Loader,
    shared_field::{Flatten, SharedField, argument, described},
};

/// The field for the lists of a noun.
pub(crate) type ConnectionField<T> = Flatten<ConnectionOf<T>>;

/// The lists of a noun: of all, or of what is under one parent.
pub(crate) struct ConnectionOf<T: ConnectionNode> {
    parent: Option<<T::Resource as Resource>::Parent>,
}

/// The list of all there are.
impl<T: ConnectionNode> Default for ConnectionOf<T> {
    fn default() -> Self {
        Self { parent: None }
    }
}

impl<T: ConnectionNode> ConnectionOf<T> {
    /// Those under a row, to be flattened into the type of the row.
    pub(crate) fn under(parent: <T::Resource as Resource>::Parent) -> ConnectionField<T> {
        Flatten(Self::of(parent))
    }

    /// Those under a row, as one field of several.
    pub(crate) fn of(parent: <T::Resource as Resource>::Parent) -> Self {
        Self { parent: Some(parent) }
    }
}

impl<T: ConnectionNode> SharedField for ConnectionOf<T> {
    type Answer = Result<Connection<T>>;

    const NAME: &'static str = T::FIELD;
    const DESCRIPTION: &'static str = T::DESCRIPTION;

    fn arguments() -> Vec<MetaInputValue> {
        let count = |name, from: &str| {
            let text = format!("How many from the {from} of the list: 1 to {MAX_LIMIT}.");
            described::<Option<i32>>(name, &text)
        };
        let mut first = count("first", "start");
        first.description =
            first.description.map(|text| format!("{text} {DEFAULT_LIMIT} if neither first nor last is given."));
        let mut arguments = vec![
            first,
            described::<Option<String>>("after", "Only what follows this cursor."),
            count("last", "end"),
            described::<Option<String>>("before", "Only what precedes this cursor."),
        ];
        arguments.extend(T::Arguments::describe());
        arguments
    }

    fn register(registry: &mut Registry) {
        <i32 as InputType>::create_type_info(registry);
        <String as InputType>::create_type_info(registry);
        T::Arguments::register(registry);
    }

    fn answer<'a>(&'a self, context: &'a Context<'_>) -> BoxFuture<'a, Self::Answer> {
        async move {
            let memo = context.data_unchecked::<Arc<Loader>>().field_memo();
            if let Some(list) = memo.get(context.item, &()) {
                return Ok(Connection::new(self.parent, list));
            }
            let page = PageArguments {
                first: argument(context, "first")?,
                after: argument(context, "after")?,
                last: argument(context, "last")?,
                before: argument(context, "before")?,
            };
            let (filter, order) = T::Arguments::read(context)?.resolve(context).await?;
            let list = Connection::<T>::list(context, &page, filter, order)?;
            memo.insert(context.item, (), Arc::clone(&list));
            Ok(Connection::new(self.parent, list))
        }
        .boxed()
    }
}
