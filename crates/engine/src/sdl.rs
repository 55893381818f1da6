//! Exports of a schema in the schema definition language.

use async_graphql::{ObjectType, SDLExportOptions, Schema, SubscriptionType};

/// The schema definition language of a schema, sorted, with the options that `form` adds.
#[must_use]
pub fn sorted_sdl<Q, M, S>(schema: &Schema<Q, M, S>, form: impl Fn(SDLExportOptions) -> SDLExportOptions) -> String
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    let options = SDLExportOptions::new().sorted_fields().sorted_arguments().sorted_enum_items().include_specified_by();
    let mut sdl = schema.sdl_with_options(form(options)).trim().to_owned();
    sdl.push('\n');
    sdl
}
