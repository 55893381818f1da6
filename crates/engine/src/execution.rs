//! Runs operations that were checked.

use std::{panic::AssertUnwindSafe, sync::Arc};

use async_graphql::{Executor, ObjectType, Request, Response, Schema, SchemaBuilder, SubscriptionType, ValidationMode};
use futures_util::{FutureExt, StreamExt};

use crate::{
    error::panicked,
    loader::{Backend, Loader},
};

/// As deep as the limits of levels, depth and introspection let a document be.
const RECURSION: usize = 32;

/// Sets the recursion that the limits allow.
pub(crate) fn with_recursion<Q, M, S>(builder: SchemaBuilder<Q, M, S>) -> SchemaBuilder<Q, M, S>
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    builder.limit_recursive_depth(2 * RECURSION)
}

/// A schema that runs operations. It does not validate them again: they come from a [`Checker`](crate::check::Checker).
#[must_use]
pub fn executor<Q, M, S>(builder: SchemaBuilder<Q, M, S>) -> Schema<Q, M, S>
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    with_recursion(builder).validation_mode(ValidationMode::Fast).finish()
}

/// Runs a query or mutation. Resolvers find the loader in their context as `Arc<Loader<B>>`.
pub async fn execute<B: Backend>(executor: &impl Executor, request: Request, loader: &Arc<Loader<B>>) -> Response {
    let request = request.data(Arc::clone(loader));
    without_panic(loader.drive(executor.execute(request))).await
}

/// Runs a subscription up to its first response; `None` if it has none.
///
/// async-graphql would run a subscription from its first event to its last as one execution. To run each event by itself
/// gives it a session and a loader of its own: it sees the data as it is then, and takes one statement per level.
pub async fn execute_event<B: Backend>(
    executor: &impl Executor,
    request: Request,
    loader: &Arc<Loader<B>>,
) -> Option<Response> {
    let mut responses = executor.execute_stream(request.data(Arc::clone(loader)), None);
    without_panic(loader.drive(responses.next())).await
}

/// The response of a future, or an error if it panics.
async fn without_panic<T: From<Response>>(run: impl Future<Output = T>) -> T {
    match AssertUnwindSafe(run).catch_unwind().await {
        Ok(response) => response,
        Err(cause) => Response::from_errors(vec![panicked(&*cause)]).into(),
    }
}
