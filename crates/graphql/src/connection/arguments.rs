//! The arguments of connections: the page, the filter and the order.

use std::future::Future;

use async_graphql::{
    Any, Context, Enum, InputType, MaybeUndefined, Result,
    registry::{MetaInputValue, Registry},
};
use futures_util::future::join_all;
use store::list::{FilterOf, MAX_ORDER, Order, Page, Position, Resource};

use super::{ConnectionArguments, DEFAULT_LIMIT, MAX_LIMIT, PageOf, cursor::decode_cursor};
use crate::{
    argument_path::ArgumentPath,
    error::bad_user_input,
    filter::{self, FilterInput},
    limits::check_filter,
    shared_field::{argument, described},
};

/// The arguments of the Relay specification.
pub(crate) struct PageArguments {
    pub(crate) first: Option<i32>,
    pub(crate) after: Option<String>,
    pub(crate) last: Option<i32>,
    pub(crate) before: Option<String>,
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

/// An order as an argument.
pub(crate) trait OrderInput<N: Resource>: InputType {
    /// The field with its direction.
    fn resolve(
        self,
        context: &Context<'_>,
        path: ArgumentPath<'_>,
    ) -> impl Future<Output = Result<(N::Field, store::order::Direction)>> + Send;
}

/// No arguments.
pub(crate) struct NoArguments;

impl<N: Resource> ConnectionArguments<N> for NoArguments {
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

impl<N: Resource, O: OrderInput<N>> ConnectionArguments<N> for Ordered<O> {
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

impl<N: Resource, F: FilterInput<N>, O: OrderInput<N>> ConnectionArguments<N> for Filtered<F, O> {
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
    let path = ArgumentPath::argument(FILTER);
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
    let path = ArgumentPath::argument("orderBy");
    let order_by = order_by.unwrap_or_default();
    path.check_length(&order_by, MAX_ORDER, "entries")?;
    let resolve = |(index, order): (usize, O)| async move { order.resolve(context, path.item(index)).await };
    join_all(order_by.into_iter().enumerate().map(resolve)).await.into_iter().collect()
}
