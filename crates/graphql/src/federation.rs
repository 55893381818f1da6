//! What the API is as a subgraph of Apollo Federation 2: what a gateway asks `_service` and `_entities`.
//!
//! The engine has an `_entities` of its own, which fails as a whole if one thing is unknown and tells no path. So these
//! are fields like all others, and only the text for the gateway is written by the engine.

use std::sync::LazyLock;

use async_graphql::{
    Any, Context, Result, SDLExportOptions, SimpleObject, Value,
    registry::{MetaType, Registry},
};

use crate::{
    argument_path::ArgumentPath,
    schema::{Options, builder, exported},
    schema_transform::{SchemaTransform, Transformed},
    types::Entity,
};

/// What is for gateways alone: fields of the root, and their types.
const FIELDS: [&str; 2] = ["_entities", "_service"];
const TYPES: [&str; 3] = ["_Any", "_Entity", "_Service"];

/// Makes the union of the types that other subgraphs can refer to by their natural key.
macro_rules! entities {
    ($($object:ident),+ $(,)?) => {
        /// Anything that other subgraphs can refer to by its natural key.
        #[derive(::async_graphql::Union)]
        #[graphql(crate = "crate::engine", name = "_Entity")]
        pub(crate) enum Entity {
            $($object($object),)+
        }

        impl Entity {
            /// The types, each with what its natural key looks like.
            pub(crate) const TYPES: &[(&str, $crate::natural_key::KeySyntax)] =
                &[$((stringify!($object), <$object as $crate::noun::Noun>::KEY)),+];

            /// What a type has under a key, if anything.
            pub(crate) async fn find(
                context: &::async_graphql::Context<'_>,
                type_name: &str,
                key: String,
            ) -> ::async_graphql::Result<Option<Self>> {
                $(if type_name == stringify!($object) {
                    let found = <$object as $crate::noun::Noun>::find(context, key).await?;
                    return Ok(found.map(Self::$object));
                })+
                Ok(None)
            }
        }
    };
}

pub(crate) use entities;

impl Entity {
    /// What a representation stands for, if there is such a thing.
    pub(crate) async fn fetch(
        context: &Context<'_>,
        at: ArgumentPath<'_>,
        representation: &Any,
    ) -> Result<Option<Self>> {
        let text = |name: &'static str| match &representation.0 {
            Value::Object(members) => match members.get(name) {
                Some(Value::String(text)) => Ok(text.clone()),
                _ => Err(at.member(name).refuse("must be a text.")),
            },
            _ => Err(at.refuse("must be an object with `__typename` and the key of that type.")),
        };
        let type_name = text("__typename")?;
        let Some((_, key)) = Self::TYPES.iter().find(|(name, _)| *name == type_name) else {
            let names: Vec<&str> = Self::TYPES.iter().map(|(name, _)| *name).collect();
            return Err(at.member("__typename").refuse(format!("must be one of {}.", names.join(", "))));
        };
        let key = key.check(&at.member(key.field()).to_string(), text(key.field())?)?;
        Self::find(context, &type_name, key).await
    }
}

/// This API as one of several that a gateway puts together.
#[derive(SimpleObject)]
#[graphql(crate = "crate::engine", name = "_Service")]
pub(crate) struct Service {
    /// The schema with the directives of Apollo Federation 2, in the schema definition language. Subscriptions are not in
    /// it.
    sdl: &'static str,
}

impl Service {
    pub(crate) fn new() -> Self {
        Self { sdl: federated() }
    }
}

/// The schema as gateways need it.
pub(crate) fn federated() -> &'static str {
    static SDL: LazyLock<String> = LazyLock::new(|| {
        let engine = builder(&Options::default()).register_output_type::<Transformed<Federated>>().finish();
        exported(&engine, SDLExportOptions::federation)
    });
    &SDL
}

/// The schema as it is published: without what only a gateway asks.
pub(crate) fn published() -> &'static str {
    static SDL: LazyLock<String> = LazyLock::new(|| {
        let engine = builder(&Options::default()).register_output_type::<Transformed<Alone>>().finish();
        exported(&engine, |options| options)
    });
    &SDL
}

/// Gives the types that other subgraphs can refer to their keys, and lets others have what each API with pages has.
struct Federated;

impl SchemaTransform for Federated {
    fn transform(registry: &mut Registry) {
        for (name, key) in Entity::TYPES {
            registry.add_keys(name, key.field());
        }
        if let Some(MetaType::Object { shareable, .. }) = registry.types.get_mut("PageInfo") {
            *shareable = true;
        }
    }
}

/// Takes away what is for gateways.
struct Alone;

impl SchemaTransform for Alone {
    fn transform(registry: &mut Registry) {
        registry.types.retain(|name, _| !TYPES.contains(&name.as_str()));
        if let Some(MetaType::Object { fields, .. }) = registry.types.get_mut("Query") {
            fields.retain(|name, _| !FIELDS.contains(&name.as_str()));
        }
    }
}
