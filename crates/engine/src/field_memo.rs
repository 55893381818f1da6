//! Values that are the same for every parent at one place of the document, computed once per execution.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
};

use async_graphql::{Positioned, parser::types::Field};

/// Values by place of the document and by key. A resolver that is called for many parents stores here what does not depend
/// on the parent beyond that key.
#[derive(Debug, Default)]
pub struct FieldMemo(Mutex<HashMap<(usize, TypeId), Box<dyn Any + Send>>>);

impl FieldMemo {
    /// The value stored for a key at a place.
    #[must_use]
    pub fn get<K: Eq + Hash + 'static, V: Clone + 'static>(&self, place: &Positioned<Field>, key: &K) -> Option<V> {
        let values = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        values.get(&at::<K, V>(place))?.downcast_ref::<HashMap<K, V>>()?.get(key).cloned()
    }

    /// Stores a value for a key at a place.
    pub fn insert<K: Eq + Hash + Send + 'static, V: Send + 'static>(
        &self,
        place: &Positioned<Field>,
        key: K,
        value: V,
    ) {
        let mut values = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let values = values.entry(at::<K, V>(place)).or_insert_with(|| Box::new(HashMap::<K, V>::new()));
        if let Some(values) = values.downcast_mut::<HashMap<K, V>>() {
            values.insert(key, value);
        }
    }
}

/// The address of a field identifies its place: the document is not moved for as long as it is executed.
fn at<K: 'static, V: 'static>(place: &Positioned<Field>) -> (usize, TypeId) {
    (std::ptr::from_ref(place).addr(), TypeId::of::<(K, V)>())
}
