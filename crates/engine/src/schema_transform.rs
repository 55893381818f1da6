//! Changes to the registered types, after the derive macros have described them.

use std::{borrow::Cow, marker::PhantomData};

use async_graphql::{
    ContextSelectionSet, OutputType, Positioned, ServerResult, Value, parser::types::Field, registry::Registry,
};

/// A change to the registered types.
pub trait SchemaTransform: Send + Sync {
    /// Makes the change.
    fn transform(registry: &mut Registry);
}

/// Registers no type. Registering it transforms all types that were registered before.
#[derive(Debug)]
pub struct Transformed<R>(PhantomData<R>);

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
