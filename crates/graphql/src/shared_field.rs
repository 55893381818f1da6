//! Fields that several types have in common and that lead back to them: each is defined once, and flattened into the types
//! with `#[graphql(flatten)]`.
//!
//! Written by hand on the engine's registry rather than with `#[Object]`: stats lead to subjects, which have stats. The
//! derived code describes what a field leads to before it describes the field, and then finds itself half described.

use std::borrow::Cow;

use async_graphql::{
    ContainerType, Context, ContextSelectionSet, InputType, ObjectType, OutputType, Positioned, Result, ServerResult,
    Value,
    indexmap::IndexMap,
    parser::types::Field,
    registry::{MetaField, MetaInputValue, MetaTypeId, ObjectBuilder, Registry},
};
use futures_util::{FutureExt, future::BoxFuture};

use crate::engine::resolver_utils::resolve_container;

/// A field that several types have.
pub(crate) trait SharedField: Send + Sync {
    /// What it answers with. An error inside an option nulls only the field.
    type Answer: OutputType;

    /// Its name.
    const NAME: &'static str;
    /// Its description.
    const DESCRIPTION: &'static str;

    /// Its arguments, as they stand in the schema.
    fn arguments() -> Vec<MetaInputValue>;

    /// Registers the types of the arguments.
    fn register(registry: &mut Registry);

    /// Boxed, because such fields lie within each other: their space would be taken at each level.
    fn answer<'a>(&'a self, context: &'a Context<'_>) -> BoxFuture<'a, Self::Answer>;
}

/// Several fields that several types have: a field, two sets of them, or none.
pub(crate) trait FieldSet: Send + Sync {
    /// Describes each field without what it leads to.
    fn describe(fields: &mut IndexMap<String, MetaField>);

    /// Registers the types that the fields lead to, and those of their arguments.
    fn register(registry: &mut Registry);

    /// Answers the field that is asked for, if it is one of them.
    fn answer_field<'a>(&'a self, context: &'a Context<'_>) -> Option<BoxFuture<'a, ServerResult<Value>>>;
}

impl<F: SharedField> FieldSet for F {
    fn describe(fields: &mut IndexMap<String, MetaField>) {
        let mut field = MetaField::new(F::NAME, F::Answer::qualified_type_name());
        field.description = Some(F::DESCRIPTION.to_owned());
        field.args = F::arguments().into_iter().map(|argument| (argument.name.clone(), argument)).collect();
        fields.insert(F::NAME.to_owned(), field);
    }

    fn register(registry: &mut Registry) {
        F::Answer::create_type_info(registry);
        F::register(registry);
    }

    fn answer_field<'a>(&'a self, context: &'a Context<'_>) -> Option<BoxFuture<'a, ServerResult<Value>>> {
        (context.item.node.name.node == F::NAME).then(|| {
            let answer = async move {
                let answer = self.answer(context).await;
                let selection = context.with_selection_set(&context.item.node.selection_set);
                answer.resolve(&selection, context.item).await
            };
            answer.boxed()
        })
    }
}

impl<A: FieldSet, B: FieldSet> FieldSet for (A, B) {
    fn describe(fields: &mut IndexMap<String, MetaField>) {
        A::describe(fields);
        B::describe(fields);
    }

    fn register(registry: &mut Registry) {
        A::register(registry);
        B::register(registry);
    }

    fn answer_field<'a>(&'a self, context: &'a Context<'_>) -> Option<BoxFuture<'a, ServerResult<Value>>> {
        self.0.answer_field(context).or_else(|| self.1.answer_field(context))
    }
}

impl FieldSet for () {
    fn describe(_: &mut IndexMap<String, MetaField>) {}

    fn register(_: &mut Registry) {}

    fn answer_field<'a>(&'a self, _: &'a Context<'_>) -> Option<BoxFuture<'a, ServerResult<Value>>> {
        None
    }
}

/// The object of some fields, flattened into a type with `#[graphql(flatten)]`.
#[derive(Default)]
pub(crate) struct Flatten<F>(pub(crate) F);

impl<F: FieldSet> OutputType for Flatten<F> {
    fn type_name() -> Cow<'static, str> {
        // It stands nowhere in the schema, but each needs a name of its own.
        std::any::type_name::<F>().into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        let name = registry.create_output_type::<Self, _>(MetaTypeId::Object, |_| {
            let mut fields = IndexMap::new();
            F::describe(&mut fields);
            ObjectBuilder::new(Self::type_name(), fields).build()
        });
        // Only now what the fields lead to: it may lead back here.
        F::register(registry);
        name
    }

    async fn resolve(&self, context: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
        resolve_container(context, self).await
    }
}

impl<F: FieldSet> ContainerType for Flatten<F> {
    async fn resolve_field(&self, context: &Context<'_>) -> ServerResult<Option<Value>> {
        match self.0.answer_field(context) {
            Some(value) => value.await.map(Some),
            None => Ok(None),
        }
    }
}

impl<F: FieldSet> ObjectType for Flatten<F> {}

/// An argument with its description.
pub(crate) fn described<T: InputType>(name: &str, text: &str) -> MetaInputValue {
    let mut argument = MetaInputValue::new(name, T::qualified_type_name());
    argument.description = Some(text.to_owned());
    argument
}

/// An argument of the field that is asked for.
pub(crate) fn argument<T: InputType>(context: &Context<'_>, name: &str) -> Result<T> {
    let (_, value) = context.param_value(name, None).map_err(|error| async_graphql::Error {
        message: error.message,
        source: error.source,
        extensions: error.extensions,
    })?;
    Ok(value)
}
