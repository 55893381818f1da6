//! Fields that several types share and that lead back to these types: each is defined once, and flattened into the types
//! with `#[graphql(flatten)]`.
//!
//! They are registered by hand rather than with `#[Object]`: where a list of items leads to owners, which have lists of
//! items, the derived code registers the type of a field before the field, and then finds its own type half registered.

use std::borrow::Cow;

use async_graphql::{
    ContainerType, Context, ContextSelectionSet, InputType, ObjectType, OutputType, Positioned, Result, ServerResult,
    Value,
    indexmap::IndexMap,
    parser::types::Field,
    registry::{MetaField, MetaInputValue, MetaTypeId, ObjectBuilder, Registry},
};
use futures_util::{FutureExt, future::BoxFuture};

use crate::resolver::resolve_container;

/// A field that several types share.
pub trait SharedField: Send + Sync {
    /// The type of the field. An error inside an option nulls only the field.
    type Answer: OutputType;

    /// The name of the field.
    const NAME: &'static str;
    /// The description of the field.
    const DESCRIPTION: &'static str;

    /// The arguments of the field, as the schema describes them.
    fn arguments() -> Vec<MetaInputValue>;

    /// Registers the types of the arguments.
    fn register(registry: &mut Registry);

    /// Resolves the field. Boxed, because such fields nest: each level would reserve the space of all below it.
    fn answer<'a>(&'a self, context: &'a Context<'_>) -> BoxFuture<'a, Self::Answer>;
}

/// A set of fields that several types share: one field, two sets, or none.
pub trait FieldSet: Send + Sync {
    /// Describes the fields, without registering their types.
    fn describe(fields: &mut IndexMap<String, MetaField>);

    /// Registers the types of the fields and of their arguments.
    fn register(registry: &mut Registry);

    /// Answers the selected field, if it is one of the set.
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
pub struct Flatten<F>(pub F);

impl<F: FieldSet> OutputType for Flatten<F> {
    fn type_name() -> Cow<'static, str> {
        // The type is not in the schema, but needs a name of its own.
        std::any::type_name::<F>().into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        let name = registry.create_output_type::<Self, _>(MetaTypeId::Object, |_| {
            let mut fields = IndexMap::new();
            F::describe(&mut fields);
            ObjectBuilder::new(Self::type_name(), fields).build()
        });
        // The types of the fields are registered last, since they may lead back here.
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

/// Describes an argument for [`SharedField::arguments`].
#[must_use]
pub fn described<T: InputType>(name: &str, text: &str) -> MetaInputValue {
    let mut argument = MetaInputValue::new(name, T::qualified_type_name());
    argument.description = Some(text.to_owned());
    argument
}

/// Reads an argument of the field that is being resolved.
pub fn argument<T: InputType>(context: &Context<'_>, name: &str) -> Result<T> {
    let (_, value) = context.param_value(name, None).map_err(|error| async_graphql::Error {
        message: error.message,
        source: error.source,
        extensions: error.extensions,
    })?;
    Ok(value)
}
