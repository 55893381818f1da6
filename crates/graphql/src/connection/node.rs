//! What a type has to say for itself so that it can be listed.

use std::{future::Future, sync::Arc};

use async_graphql::{
    Context, OutputType, Result,
    registry::{MetaInputValue, Registry},
};
use store::list::{FilterOf, Order, Resource};

/// A type whose rows come in lists.
pub(crate) trait ConnectionNode:
    OutputType + From<Arc<<<Self as ConnectionNode>::Resource as Resource>::Row>> + 'static
{
    /// The noun it shows.
    type Resource: Resource;
    /// The arguments of its lists.
    type Arguments: ConnectionArguments<Self::Resource>;

    /// The field under which its lists stand.
    const FIELD: &'static str;
    /// The description of that field.
    const DESCRIPTION: &'static str;
    /// Its fields for which a brief row is enough, for a noun that has such.
    const BRIEF: &'static [&'static str] = &[];

    /// Makes it from a row of a list with this filter, for a type that tells of its place in it.
    fn from_list(row: Arc<<Self::Resource as Resource>::Row>, _: &Arc<FilterOf<Self::Resource>>) -> Self {
        row.into()
    }
}

/// The arguments of a list beside those that cut it into pages.
pub(crate) trait ConnectionArguments<N: Resource>: Sized + Send {
    /// How they stand in the schema.
    fn describe() -> Vec<MetaInputValue>;
    /// Registers their types.
    fn register(registry: &mut Registry);
    /// Takes them from the field.
    fn read(context: &Context<'_>) -> Result<Self>;
    /// What they mean.
    fn resolve(self, context: &Context<'_>) -> impl Future<Output = Result<(FilterOf<N>, Order<N>)>> + Send;
}
