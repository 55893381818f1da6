//! Resolves objects, and writes them as JSON at once.
//!
//! async-graphql boxes a future for each field and builds a map for each object. Nearly all fields are ready at once, so
//! here each is polled once, in place; only those that wait are set aside. An object passes upwards as bytes
//! (`Value::Binary`), which the answer copies as they are.
//!
//! The code that the derive macros generate calls [`resolve_container`] where they are given this crate:
//! `#[graphql(crate = "engine")]`.

use std::{
    future::{Future, poll_fn},
    mem,
    pin::{Pin, pin},
    task::{self, Poll},
};

use async_graphql::{
    ContainerType, ContextSelectionSet, Positioned, ServerResult, Value,
    parser::types::{Field, Selection},
};

use crate::json::push_json;

/// Bytes of a small object.
const ROOM: usize = 192;

/// Resolves the fields of an object concurrently, and writes them in the order of the selection.
pub async fn resolve_container<'a, T: ContainerType + ?Sized>(
    context: &ContextSelectionSet<'a>,
    object: &'a T,
) -> ServerResult<Value> {
    let selections = &context.item.node.items;
    if !selections.iter().all(|selection| matches!(selection.node, Selection::Field(_))) {
        // A selection on an interface or union has inline fragments: such an object is built as a map, its fields are written here again.
        return async_graphql::resolver_utils::resolve_container(context, object).await;
    }
    let mut writing = Writing::default();
    let mut begun = false;
    poll_fn(
        move |task| {
            if mem::replace(&mut begun, true) { writing.resume(task) } else { writing.begin(task, context, object) }
        },
    )
    .await
}

type Pending<'a> = Pin<Box<dyn Future<Output = ServerResult<Option<Value>>> + Send + 'a>>;

/// An object that is being written.
#[derive(Default)]
struct Writing<'a> {
    /// The object up to the first field that waits.
    json: Vec<u8>,
    /// The fields from there on, with their values where they are known.
    rest: Vec<(&'a Positioned<Field>, Value)>,
    /// The pending fields, each with its index in `rest`.
    waiting: Vec<(usize, Pending<'a>)>,
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
            match resolve_field(task, context, object, field) {
                Ok(value) => self.add(field, value?),
                Err(waiting) => {
                    self.waiting.push((self.rest.len(), waiting));
                    self.rest.push((field, Value::Null));
                }
            }
        }
        self.end()
    }

    fn resume(&mut self, task: &mut task::Context<'_>) -> Poll<ServerResult<Value>> {
        let mut failed = None;
        self.waiting.retain_mut(|(place, pending)| match pending.as_mut().poll(task) {
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

/// The value of a field, or the future that waits for it.
fn resolve_field<'a, T: ContainerType + ?Sized>(
    task: &mut task::Context<'_>,
    context: &ContextSelectionSet<'a>,
    object: &'a T,
    field: &'a Positioned<Field>,
) -> Result<ServerResult<Value>, Pending<'a>> {
    if field.node.name.node == "__typename" {
        return Ok(Ok(Value::String(object.introspection_type_name().into_owned())));
    }
    if field.node.selection_set.node.items.is_empty() {
        // Nearly always ready, so it is polled on the stack; if not, it is started again, to wait on the heap. An object is
        // not started twice: its fields may have recorded errors by then.
        let at = context.with_field(field);
        if let Poll::Ready(value) = pin!(object.resolve_field(&at)).poll(task) {
            return Ok(value.map(Option::unwrap_or_default));
        }
    }
    let context = context.clone();
    let mut pending: Pending<'a> = Box::pin(async move {
        let at = context.with_field(field);
        object.resolve_field(&at).await
    });
    match pending.as_mut().poll(task) {
        Poll::Ready(value) => Ok(value.map(Option::unwrap_or_default)),
        Poll::Pending => Err(pending),
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
