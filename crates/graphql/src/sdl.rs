//! The types of the schema, and the texts in the schema definition language that are made from them.

use std::sync::LazyLock;

use async_graphql::{EmptyMutation, SDLExportOptions, SchemaBuilder};
use engine::{schema_transform::Transformed, sdl::sorted_sdl};

use crate::{
    cost::DescribeCosts,
    federation::{ForGateways, WithoutGatewayFields},
    query::Query,
    subscription::Subscription,
    types::{Node, Subject},
};

/// All types, without data for their resolvers.
pub(crate) fn types() -> SchemaBuilder<Query, EmptyMutation, Subscription> {
    async_graphql::Schema::build(Query, EmptyMutation, Subscription)
        .register_output_type::<Node>()
        .register_output_type::<Subject>()
        .register_output_type::<Transformed<DescribeCosts>>()
}

/// The published schema, without the fields and types that only gateways use.
pub(crate) fn published() -> &'static str {
    static SDL: LazyLock<String> = LazyLock::new(|| {
        let schema = types().register_output_type::<Transformed<WithoutGatewayFields>>().finish();
        sorted_sdl(&schema, |options| options)
    });
    &SDL
}

/// The schema for gateways of Apollo Federation 2, with keys.
pub(crate) fn federated() -> &'static str {
    static SDL: LazyLock<String> = LazyLock::new(|| {
        let schema = types().register_output_type::<Transformed<ForGateways>>().finish();
        sorted_sdl(&schema, SDLExportOptions::federation)
    });
    &SDL
}
