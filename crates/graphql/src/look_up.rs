//! The look-ups at the root: each noun by its natural key.

use std::marker::PhantomData;

use async_graphql::{
    Context, InputType, Result,
    registry::{MetaInputValue, Registry},
};
use futures_util::{FutureExt, future::BoxFuture};

use crate::{
    noun::Noun,
    shared_field::{SharedField, argument, described},
};

/// The field that looks up a noun.
pub(crate) struct LookUp<T>(PhantomData<fn() -> T>);

impl<T> Default for LookUp<T> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<T: Noun> SharedField for LookUp<T> {
    /// The result is inside the option, so that an error leaves a null in its place and the rest of the answer stands.
    type Answer = Option<Result<T>>;

    const NAME: &'static str = T::NAME;
    const DESCRIPTION: &'static str = T::LOOK_UP;

    fn arguments() -> Vec<MetaInputValue> {
        vec![described::<String>(T::KEY.field(), T::LOOK_UP_KEY)]
    }

    fn register(registry: &mut Registry) {
        <String as InputType>::create_type_info(registry);
    }

    fn answer<'a>(&'a self, context: &'a Context<'_>) -> BoxFuture<'a, Self::Answer> {
        let found = async move {
            let name = T::KEY.field();
            let key = T::KEY.check(name, argument(context, name)?)?;
            T::find(context, key).await
        };
        found.map(Result::transpose).boxed()
    }
}
