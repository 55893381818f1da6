//! The engine as the derived code of our types sees it (`crate = "crate::engine"`): an object is written by us, as JSON at
//! once.
//!
//! The engine makes a future on the heap for each field and a map for each object. Nearly all fields are answered without
//! waiting, so here each is asked once, in its place; only those that wait are put aside. What is written is passed
//! upwards as bytes, and stands in the answer as it is.

pub(crate) use async_graphql::*;

pub(crate) mod resolver_utils {
    pub(crate) use async_graphql::resolver_utils::*;

    pub(crate) use super::resolve_container;
}

use std::{
    any::{Any, TypeId},
    borrow::Cow,
    collections::HashMap,
    future::{Future, poll_fn},
    hash::Hash,
    mem,
    pin::{Pin, pin},
    sync::{Arc, Mutex, PoisonError},
    task::{self, Poll},
};

use parser::types::{Field, Selection};

use crate::{
    loader::{Key, Loader},
    loaders::read_required,
    provenance::is_requested,
};

/// Bytes of a small object.
const ROOM: usize = 192;

/// Resolves the fields of an object, all at the same time, and writes them in their order.
pub(crate) async fn resolve_container<'a, T: ContainerType + ?Sized>(
    context: &ContextSelectionSet<'a>,
    object: &'a T,
) -> ServerResult<Value> {
    let selections = &context.item.node.items;
    if !selections.iter().all(|selection| matches!(selection.node, Selection::Field(_))) {
        // Below what can be of several types. The object is a map then; what is in its fields is written by us again.
        return async_graphql::resolver_utils::resolve_container(context, object).await;
    }
    let mut writing = Writing::default();
    let mut begun = false;
    poll_fn(
        move |task| {
            if mem::replace(&mut begun, true) { writing.go_on(task) } else { writing.begin(task, context, object) }
        },
    )
    .await
}

/// A row that many others refer to, by its key. As long as only fields without objects are asked of it, it is read and
/// written once for each place of the document that asks, and stands wherever it is referred to.
pub(crate) struct Shared<T: Row>(pub(crate) T::Key);

/// What can be shared.
pub(crate) trait Row: OutputType {
    /// Tells it from other rows of its type.
    type Key: Key;

    /// What it is, should it be missing.
    const NAME: &'static str;

    /// Makes it.
    fn from_row(row: <Self::Key as Key>::Value) -> Self;
}

impl<T: Row> OutputType for Shared<T> {
    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn create_type_info(registry: &mut registry::Registry) -> String {
        T::create_type_info(registry)
    }

    async fn resolve(&self, context: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        let Self(key) = self;
        let plain = |selection: &Positioned<Selection>| matches!(&selection.node, Selection::Field(field) if field.node.selection_set.node.items.is_empty());
        // What it cites, it cites for each place in the answer.
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

/// What is the same at a place of the document for all parents under which one execution comes by there, by key.
#[derive(Debug, Default)]
pub(crate) struct FieldMemo(Mutex<HashMap<(usize, TypeId), Box<dyn Any + Send>>>);

impl FieldMemo {
    /// What was left there.
    pub(crate) fn get<K: Eq + Hash + 'static, V: Clone + 'static>(
        &self,
        place: &Positioned<Field>,
        key: &K,
    ) -> Option<V> {
        let values = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        values.get(&at::<K, V>(place))?.downcast_ref::<HashMap<K, V>>()?.get(key).cloned()
    }

    /// Leaves it there.
    pub(crate) fn insert<K: Eq + Hash + Send + 'static, V: Send + 'static>(
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

/// The document stays where it is for as long as it is executed.
fn at<K: 'static, V: 'static>(place: &Positioned<Field>) -> (usize, TypeId) {
    (std::ptr::from_ref(place).addr(), TypeId::of::<(K, V)>())
}

type Answer<'a> = Pin<Box<dyn Future<Output = ServerResult<Option<Value>>> + Send + 'a>>;

/// An object on its way.
#[derive(Default)]
struct Writing<'a> {
    /// It, up to the first field that waits.
    json: Vec<u8>,
    /// The fields from there on: their values, where they are known.
    rest: Vec<(&'a Positioned<Field>, Value)>,
    /// What is waited for, each with its place in the rest.
    waiting: Vec<(usize, Answer<'a>)>,
}

impl<'a> Writing<'a> {
    fn begin<T: ContainerType + ?Sized>(
        &mut self,
        task: &mut task::Context<'_>,
        context: &ContextSelectionSet<'a>,
        object: &'a T,
    ) -> Poll<ServerResult<Value>> {
        self.json.reserve(ROOM);
        self.json.push(b'{');
        for selection in &context.item.node.items {
            let Selection::Field(field) = &selection.node else { continue };
            match answer(task, context, object, field) {
                Ok(value) => self.add(field, value?),
                Err(waiting) => {
                    self.waiting.push((self.rest.len(), waiting));
                    self.rest.push((field, Value::Null));
                }
            }
        }
        self.end()
    }

    fn go_on(&mut self, task: &mut task::Context<'_>) -> Poll<ServerResult<Value>> {
        let mut failed = None;
        self.waiting.retain_mut(|(place, answer)| match answer.as_mut().poll(task) {
            Poll::Pending => true,
            Poll::Ready(Ok(value)) => {
                self.rest[*place].1 = value.unwrap_or_default();
                false
            }
            Poll::Ready(Err(error)) => {
                failed.get_or_insert(error);
                false
            }
        });
        match failed {
            Some(error) => Poll::Ready(Err(error)),
            None => self.end(),
        }
    }

    fn add(&mut self, field: &'a Positioned<Field>, value: Value) {
        if self.waiting.is_empty() {
            push_member(&mut self.json, field, &value);
        } else {
            self.rest.push((field, value));
        }
    }

    fn end(&mut self) -> Poll<ServerResult<Value>> {
        if !self.waiting.is_empty() {
            return Poll::Pending;
        }
        for (field, value) in self.rest.drain(..) {
            push_member(&mut self.json, field, &value);
        }
        self.json.push(b'}');
        Poll::Ready(Ok(Value::Binary(mem::take(&mut self.json).into())))
    }
}

/// The value of a field, or what it waits for.
fn answer<'a, T: ContainerType + ?Sized>(
    task: &mut task::Context<'_>,
    context: &ContextSelectionSet<'a>,
    object: &'a T,
    field: &'a Positioned<Field>,
) -> Result<ServerResult<Value>, Answer<'a>> {
    if field.node.name.node == "__typename" {
        return Ok(Ok(Value::String(object.introspection_type_name().into_owned())));
    }
    if field.node.selection_set.node.items.is_empty() {
        // Nearly always there, so it is asked on the stack; if not, once more, to wait on the heap. Not so an object: what is
        // in it may have left errors behind already.
        let at = context.with_field(field);
        if let Poll::Ready(value) = pin!(object.resolve_field(&at)).poll(task) {
            return Ok(value.map(Option::unwrap_or_default));
        }
    }
    let context = context.clone();
    let mut answer: Answer<'a> = Box::pin(async move {
        let at = context.with_field(field);
        object.resolve_field(&at).await
    });
    match answer.as_mut().poll(task) {
        Poll::Ready(value) => Ok(value.map(Option::unwrap_or_default)),
        Poll::Pending => Err(answer),
    }
}

fn push_member(json: &mut Vec<u8>, field: &Positioned<Field>, value: &Value) {
    if json.len() > 1 {
        json.push(b',');
    }
    json.push(b'"');
    // Names need no escapes.
    json.extend_from_slice(field.node.response_key().node.as_bytes());
    json.extend_from_slice(b"\":");
    push_json(json, value);
}

/// A value with nothing in it that is written already, for those who look into it.
pub(crate) fn read(value: &Value) -> Value {
    let mut json = Vec::new();
    push_json(&mut json, value);
    // It was written from values.
    serde_json::from_slice(&json).unwrap_or_default()
}

/// Writes a value; what is written already, as it is.
pub(crate) fn push_json(json: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Binary(written) => json.extend_from_slice(written),
        Value::List(items) => {
            json.reserve(items.iter().map(room).sum());
            json.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    json.push(b',');
                }
                push_json(json, item);
            }
            json.push(b']');
        }
        Value::Object(members) => {
            json.push(b'{');
            for (index, (name, member)) in members.iter().enumerate() {
                if index > 0 {
                    json.push(b',');
                }
                push_scalar(json, name);
                json.push(b':');
                push_json(json, member);
            }
            json.push(b'}');
        }
        scalar => push_scalar(json, scalar),
    }
}

/// What an item of a list takes at least, in bytes.
fn room(item: &Value) -> usize {
    if let Value::Binary(written) = item { written.len() + ",".len() } else { "0,".len() }
}

pub(crate) fn push_scalar(json: &mut Vec<u8>, value: &(impl serde::Serialize + ?Sized)) {
    // Neither a vector nor a scalar has a way to fail.
    let _ = serde_json::to_writer(json, value);
}
