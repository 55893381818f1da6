//! Changes to the types of the schema, once the derived code has described them.

use std::{borrow::Cow, marker::PhantomData};

use async_graphql::{
    ContextSelectionSet, OutputType, Positioned, ServerResult, Value, parser::types::Field, registry::Registry,
};

/// A change to what is registered.
pub(crate) trait SchemaTransform: Send + Sync {
    fn transform(registry: &mut Registry);
}

/// Registers no type: to register it makes the change, to all that was registered before.
pub(crate) struct Transformed<R>(PhantomData<R>);

impl<R: SchemaTransform> OutputType for Transformed<R> {
    fn type_name() -> Cow<'static, str> {
        "Transformed".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        R::transform(registry);
        String::new()
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
        Ok(Value::Null)
    }
}
