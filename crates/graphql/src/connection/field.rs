//! The fields that are lists: `stats`, `clusters` and so on mean the same at the root and under every parent, so each is
//! defined once, here for all nouns, and flattened into the types.

use std::{borrow::Cow, sync::Arc};

use async_graphql::{
    ContainerType, Context, ContextSelectionSet, InputType, ObjectType, OutputType, Positioned, Result, ServerResult,
    Value,
    parser::types::Field,
    registry::{MetaInputValue, Registry},
};
use futures_util::{FutureExt, future::BoxFuture};
use store::list::Noun;

use super::{Connection, ConnectionArguments, ConnectionNode, DEFAULT_LIMIT, MAX_LIMIT, PageArguments};
use crate::{
    loader::Loader,
    shared_field::{Flatten, SharedField, argument, described},
};

/// The field for the lists of a noun, to be flattened into the types that have it. It wraps the flattened object of the
/// engine to have constructors of its own.
pub(crate) struct ConnectionField<T: ConnectionNode>(Flatten<ConnectionOf<T>>);

/// The lists of a noun: of all, or of what is under one parent.
pub(crate) struct ConnectionOf<T: ConnectionNode> {
    parent: Option<<T::Noun as Noun>::Parent>,
}

impl<T: ConnectionNode> ConnectionField<T> {
    /// Of all there are.
    pub(crate) fn of_all() -> Self {
        Self(Flatten(ConnectionOf { parent: None }))
    }

    /// Of what is under a row.
    pub(crate) fn under(parent: <T::Noun as Noun>::Parent) -> Self {
        Self(Flatten(ConnectionOf { parent: Some(parent) }))
    }

    /// The page that is asked for.
    pub(crate) async fn page(
        &self,
        context: &Context<'_>,
        page: &PageArguments,
        arguments: T::Arguments,
    ) -> Result<Connection<T>> {
        let (filter, order) = arguments.resolve(context).await?;
        Ok(Connection::new(self.0.0.parent, Connection::<T>::list(context, page, filter, order)?))
    }
}

impl<T: ConnectionNode> OutputType for ConnectionField<T> {
    fn type_name() -> Cow<'static, str> {
        Flatten::<ConnectionOf<T>>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Flatten::<ConnectionOf<T>>::create_type_info(registry)
    }

    fn resolve(
        &self,
        context: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> impl Future<Output = ServerResult<Value>> + Send {
        self.0.resolve(context, field)
    }
}

impl<T: ConnectionNode> ContainerType for ConnectionField<T> {
    fn resolve_field(&self, context: &Context<'_>) -> impl Future<Output = ServerResult<Option<Value>>> + Send {
        self.0.resolve_field(context)
    }
}

impl<T: ConnectionNode> ObjectType for ConnectionField<T> {}

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
