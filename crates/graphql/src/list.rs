//! The fields that are lists: `stats`, `clusters` and so on mean the same at the root and under every parent, so each is
//! defined once, here for all nouns, and joined to the types.

use std::{future::Future, sync::Arc};

use async_graphql::{
    Any, Context, Enum, InputType, MaybeUndefined, Result,
    registry::{MetaInputValue, Registry},
};
use futures_util::{
    FutureExt,
    future::{BoxFuture, join_all},
};
use store::list::{FilterOf, MAX_ORDER, Order, Resource};

use crate::{
    filter::{self, FilterInput, Path},
    joined::{Joined, JoinedField, argument, described},
    limits::check_filter,
    listed::{ListArguments, Listed},
    loader::Loader,
    page::{Connection, DEFAULT_LIMIT, MAX_LIMIT, PageArguments},
};

/// The field for the lists of a noun.
pub(crate) type List<T> = Joined<ListOf<T>>;

/// The lists of a noun: of all, or of what is under one parent.
pub(crate) struct ListOf<T: Listed> {
    parent: Option<<T::Noun as Resource>::Parent>,
}

impl<T: Listed> List<T> {
    /// Of all there are.
    pub(crate) fn of_all() -> Self {
        Self(ListOf { parent: None })
    }

    /// Of what is under a row.
    pub(crate) fn under(parent: <T::Noun as Resource>::Parent) -> Self {
        Self(ListOf { parent: Some(parent) })
    }

    /// The page that is asked for.
    pub(crate) async fn page(
        &self,
        context: &Context<'_>,
        page: &PageArguments,
        arguments: T::Arguments,
    ) -> Result<Connection<T>> {
        let (filter, order) = arguments.resolve(context).await?;
        Ok(Connection::new(self.0.parent, Connection::<T>::list(context, page, filter, order)?))
    }
}

impl<T: Listed> JoinedField for ListOf<T> {
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
            let once = context.data_unchecked::<Arc<Loader>>().once();
            if let Some(list) = once.get(context.item, &()) {
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
            once.insert(context.item, (), Arc::clone(&list));
            Ok(Connection::new(self.parent, list))
        }
        .boxed()
    }
}

/// An order as an argument.
pub(crate) trait OrderInput<N: Resource>: InputType {
    /// The field with its direction.
    fn resolve(
        self,
        context: &Context<'_>,
        path: Path<'_>,
    ) -> impl Future<Output = Result<(N::Field, store::order::Direction)>> + Send;
}

/// No arguments.
pub(crate) struct Plain;

impl<N: Resource> ListArguments<N> for Plain {
    fn describe() -> Vec<MetaInputValue> {
        Vec::new()
    }

    fn register(_: &mut Registry) {}

    fn read(_: &Context<'_>) -> Result<Self> {
        Ok(Self)
    }

    async fn resolve(self, _: &Context<'_>) -> Result<(FilterOf<N>, Order<N>)> {
        Ok((FilterOf::<N>::default(), Vec::new()))
    }
}

/// `orderBy`.
pub(crate) struct Ordered<O> {
    pub(crate) order_by: Option<Vec<O>>,
}

impl<N: Resource, O: OrderInput<N>> ListArguments<N> for Ordered<O> {
    fn describe() -> Vec<MetaInputValue> {
        vec![describe_order::<O>()]
    }

    fn register(registry: &mut Registry) {
        O::create_type_info(registry);
    }

    fn read(context: &Context<'_>) -> Result<Self> {
        Ok(Self { order_by: argument(context, "orderBy")? })
    }

    async fn resolve(self, context: &Context<'_>) -> Result<(FilterOf<N>, Order<N>)> {
        Ok((FilterOf::<N>::default(), resolve_order::<N, O>(self.order_by, context).await?))
    }
}

/// `filter` and `orderBy`.
pub(crate) struct Filtered<F, O> {
    pub(crate) filter: MaybeUndefined<F>,
    pub(crate) order_by: Option<Vec<O>>,
}

impl<N: Resource, F: FilterInput<N>, O: OrderInput<N>> ListArguments<N> for Filtered<F, O> {
    fn describe() -> Vec<MetaInputValue> {
        let text = "Only what satisfies every part that is given. It may be left out, but must not be null.";
        vec![described::<MaybeUndefined<F>>("filter", text), describe_order::<O>()]
    }

    fn register(registry: &mut Registry) {
        F::create_type_info(registry);
        O::create_type_info(registry);
    }

    fn read(context: &Context<'_>) -> Result<Self> {
        Ok(Self { filter: read_filter(context)?, order_by: argument(context, "orderBy")? })
    }

    async fn resolve(self, context: &Context<'_>) -> Result<(FilterOf<N>, Order<N>)> {
        let filter = resolve_filter::<N, F>(self.filter, context).await?.unwrap_or_default();
        Ok((filter, resolve_order::<N, O>(self.order_by, context).await?))
    }
}

/// The argument `filter`, if it is not too large.
pub(crate) fn read_filter<F: InputType>(context: &Context<'_>) -> Result<MaybeUndefined<F>> {
    if let Some(Any(filter)) = argument(context, FILTER)? {
        check_filter(FILTER, &filter)?;
    }
    argument(context, FILTER)
}

/// What the argument `filter` means, if it is given.
pub(crate) async fn resolve_filter<N: Resource, F: FilterInput<N>>(
    given: MaybeUndefined<F>,
    context: &Context<'_>,
) -> Result<Option<FilterOf<N>>> {
    let path = Path::argument(FILTER);
    match path.given(given)? {
        Some(filter) => filter::resolve(filter, context, path).await.map(Some),
        None => Ok(None),
    }
}

const FILTER: &str = "filter";

/// Which way an order runs. What has no value comes last either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "store::order::Direction")]
pub enum OrderDirection {
    /// Smallest, earliest or alphabetically first at the start.
    #[graphql(name = "ASC")]
    Ascending,
    /// Largest, latest or alphabetically last at the start.
    #[graphql(name = "DESC")]
    Descending,
}

fn describe_order<O: InputType>() -> MetaInputValue {
    let text = format!(
        "The order; the first entry decides first. What is equal in all of them comes by natural key. At most {MAX_ORDER} entries."
    );
    described::<Option<Vec<O>>>("orderBy", &text)
}

async fn resolve_order<N: Resource, O: OrderInput<N>>(
    order_by: Option<Vec<O>>,
    context: &Context<'_>,
) -> Result<Order<N>> {
    let path = Path::argument("orderBy");
    let order_by = order_by.unwrap_or_default();
    path.check_length(&order_by, MAX_ORDER, "entries")?;
    let resolve = |(index, order): (usize, O)| async move { order.resolve(context, path.item(index)).await };
    join_all(order_by.into_iter().enumerate().map(resolve)).await.into_iter().collect()
}
