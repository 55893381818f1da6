//! Lazy references to rows that many others refer to, such as the unit of a stat.

use std::{borrow::Cow, sync::Arc};

use async_graphql::{
    ContextSelectionSet, OutputType, Positioned, ServerResult, Value,
    parser::types::{Field, Selection},
    registry::Registry,
};

use crate::{
    loader::{Key, Loader},
    loaders::read_required,
    provenance::is_requested,
};

/// A reference to a row, by its key. As long as only fields without selections of their own are asked of the row, it is
/// read and written once for each place of the document, and the bytes are repeated wherever it is referred to.
pub(crate) struct RowRef<T: Row>(pub(crate) T::Key);

/// A type that rows of other types refer to.
pub(crate) trait Row: OutputType {
    /// Identifies a row among those of its type.
    type Key: Key;

    /// Names the type in the log if the row is missing.
    const NAME: &'static str;

    /// Makes the object from its row.
    fn from_row(row: <Self::Key as Key>::Value) -> Self;
}

impl<T: Row> OutputType for RowRef<T> {
    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry)
    }

    async fn resolve(&self, context: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        let Self(key) = self;
        let plain = |selection: &Positioned<Selection>| matches!(&selection.node, Selection::Field(field) if field.node.selection_set.node.items.is_empty());
        // Provenance is noted for each place in the answer, so the fields have to run for each.
        let memo = !is_requested(context) && context.item.node.items.iter().all(plain);
        let memo = memo.then(|| context.data_unchecked::<Arc<Loader>>().field_memo());
        if let Some(value) = memo.and_then(|memo| memo.get(field, key)) {
            return Ok(value);
        }
        let row = read_required(context, key.clone(), T::NAME).await;
        let row = row.map_err(|error| context.set_error_path(error.into_server_error(field.pos)))?;
        let value = T::from_row(row).resolve(context, field).await?;
        if let Some(memo) = memo {
            memo.insert(field, key.clone(), value.clone());
        }
        Ok(value)
    }
}
