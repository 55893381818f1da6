//! Anything with a global id.

use async_graphql::{
    Context, ID, OutputType, Result,
    indexmap::IndexMap,
    registry::{MetaField, Registry},
};
use futures_util::{FutureExt, future::BoxFuture};

use crate::noun::Noun;

/// A type that is found by the key in a global id.
pub(crate) trait FromGlobalId: Sized {
    /// What has this key, if anything. `None` at once for what cannot be such a key.
    fn from_global_key<'a>(context: &'a Context<'_>, key: String) -> Option<BoxFuture<'a, Result<Option<Self>>>>;
}

impl<T: Noun> FromGlobalId for T {
    fn from_global_key<'a>(context: &'a Context<'_>, key: String) -> Option<BoxFuture<'a, Result<Option<Self>>>> {
        Some(T::find(context, key).boxed())
    }
}

/// Describes the fields of every node.
pub(crate) fn describe_node_fields(registry: &mut Registry) -> IndexMap<String, MetaField> {
    let mut id = MetaField::new("id", <ID as OutputType>::create_type_info(registry));
    id.description = Some("Opaque and global: give it to `node`.".to_owned());
    IndexMap::from_iter([("id".to_owned(), id)])
}

/// Makes the interface `Node`.
macro_rules! nodes {
    ($($object:ident),+ $(,)?) => {
        $crate::interface::interface! {
            /// Anything with a global id.
            Node with $crate::node::describe_node_fields { $($object),+ }
        }

        impl Node {
            /// What has this id, if anything; an error if it is no id of ours.
            pub(crate) async fn fetch(
                context: &::async_graphql::Context<'_>,
                argument: &str,
                id: &::async_graphql::ID,
            ) -> ::async_graphql::Result<Option<Self>> {
                use ::async_graphql::OutputType;

                use $crate::node::FromGlobalId;

                let refused = || {
                    let what = "is not an id of this API: use one from a field `id` as it is.";
                    $crate::error::bad_user_input(argument, format!("{argument} {what}"))
                };
                let (type_name, key) = $crate::global_id::type_and_key(id).ok_or_else(refused)?;
                $(if type_name == $object::type_name() {
                    let found = $object::from_global_key(context, key).ok_or_else(refused)?;
                    return Ok(found.await?.map(Self::$object));
                })+
                Err(refused())
            }
        }
    };
}

pub(crate) use nodes;
