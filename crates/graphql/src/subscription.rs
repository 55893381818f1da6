//! What can be subscribed to, and how each event is answered.
//!
//! The engine would run a subscription from its first event to its last as one execution. Here each event is an execution
//! of its own, with a session and a loader of its own: it sees the data as it is then, and reads one statement for each
//! level, as a query does.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, OnceLock},
};

use async_graphql::{
    Context, Description, MaybeUndefined, Name, Positioned, Request, Result, ServerError, Subscription as Subscribable,
    Variables,
    parser::types::{
        DocumentOperations, ExecutableDocument, Field, FragmentDefinition, OperationType, Selection, SelectionSet,
    },
};
use entity::ReleaseId;
use futures_util::{
    StreamExt,
    stream::{self, BoxStream, Stream},
};
use store::{Store, Watched};
use tokio::sync::watch;

use crate::{
    error::{Code, bad_user_input},
    loader::Loader,
    schema::{Answer, Checked, Schema, refused},
    types::release::Dataset,
};

/// Name of the root type.
const ROOT: &str = "Subscription";

/// Where every subscription starts. Over WebSocket by the protocol `graphql-transport-ws`, or as an event stream.
#[derive(Debug, Description)]
pub(crate) struct Subscription;

/// What the resolver of an event has to know, and what it found.
struct Event {
    /// Nothing has happened yet: the subscription is only being opened.
    is_opening: bool,
    /// The release that the client was told of last, or that was current when it subscribed.
    known: Option<ReleaseId>,
    /// The release that it is told of now.
    told: OnceLock<ReleaseId>,
}

#[Subscribable(use_type_description)]
impl Subscription {
    /// The dataset, each time an import has made a new release of it. Nothing comes for the release that is current at the time of subscribing, unless `since` says that you know another. Releases that follow each other closely may come as one, the last. If the dataset cannot be read, an error comes in its place, and the dataset once it can be read again.
    async fn dataset_changed(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Number of the release that you know, such as the last one before a connection was lost: if another is current by now, it comes at once."
        )]
        since: MaybeUndefined<i32>,
    ) -> Result<impl Stream<Item = Dataset>> {
        let event = context.data::<Arc<Event>>()?;
        let known = match since {
            MaybeUndefined::Null => {
                return Err(bad_user_input(
                    "since",
                    "since must be the number of a release; leave it out to wait for the next.",
                ));
            }
            _ if !event.is_opening => event.known,
            MaybeUndefined::Value(number) => Some(ReleaseId(number.into())),
            MaybeUndefined::Undefined => return Ok(stream::iter(None)),
        };
        let news = Dataset::current(context).await?.filter(|dataset| Some(dataset.release_id()) != known);
        if let Some(dataset) = &news {
            // It is set once: each event has one of its own.
            let _ = event.told.set(dataset.release_id());
        }
        Ok(stream::iter(news))
    }
}

/// An operation that is run anew for each event.
struct Operation {
    schema: Schema,
    store: Arc<Store>,
    document: ExecutableDocument,
    name: Option<String>,
    variables: Variables,
}

impl Operation {
    /// Answers an event, if there is anything to say, and tells which release the client knows then.
    async fn answer(&self, known: Option<ReleaseId>, is_opening: bool) -> (Option<Answer>, Option<ReleaseId>) {
        let event = Arc::new(Event { is_opening, known, told: OnceLock::new() });
        let loader = Arc::new(Loader::new(self.store.session()));
        let mut request = Request::new("").variables(self.variables.clone());
        request.set_parsed_query(self.document.clone());
        request.operation_name.clone_from(&self.name);
        let request = request.data(Arc::clone(&event)).data(Arc::clone(&loader));
        let mut answers = self.schema.0.execute_stream(request);
        let answer = loader.drive(answers.next()).await.map(Answer::new);
        (answer, event.told.get().copied().or(known))
    }
}

impl Schema {
    /// Opens a subscription: an answer for each event, for as long as the releases are watched. What comes back instead is
    /// the answer to a request that is at fault.
    pub async fn subscribe(
        &self,
        checked: Checked,
        store: Arc<Store>,
        mut releases: watch::Receiver<Watched>,
    ) -> Result<BoxStream<'static, Answer>, Box<Answer>> {
        let mut request = checked.request;
        let name = request.operation_name.take();
        let variables = std::mem::take(&mut request.variables);
        let document = request.parsed_query().cloned().and_then(with_plain_roots);
        let document = document.map_err(|error| refused(error, Code::ValidationFailed))?;
        let operation = Operation { schema: self.clone(), store, document, name, variables };

        let mut known = releases.borrow_and_update().release;
        if known.is_none() {
            // Nothing was heard yet. Should this fail, the current release is told as if it were new.
            let current = operation.store.session().release_current().await;
            known = current.ok().flatten().map(|release| release.id);
        }
        let (first, known) = operation.answer(known, true).await;
        let first = match first {
            Some(answer) if !answer.executed => return Err(Box::new(answer)),
            first => first,
        };
        let rest = stream::unfold((operation, releases, known), |(operation, mut releases, known)| async move {
            loop {
                releases.changed().await.ok()?;
                let watched = *releases.borrow_and_update();
                if watched.release.is_none() || watched.release == known {
                    continue;
                }
                if let (Some(answer), known) = operation.answer(known, false).await {
                    return Some((answer, (operation, releases, known)));
                }
            }
        });
        Ok(stream::iter(first).chain(rest).boxed())
    }
}

/// The document with the one root field of each subscription directly in its operation. The engine looks for it there
/// alone, and would not find it in a fragment; neither does it count root fields.
fn with_plain_roots(mut document: ExecutableDocument) -> Result<ExecutableDocument, ServerError> {
    let operations: Vec<_> = match &mut document.operations {
        DocumentOperations::Single(operation) => vec![operation],
        DocumentOperations::Multiple(operations) => operations.values_mut().collect(),
    };
    for operation in operations.into_iter().filter(|operation| operation.node.ty == OperationType::Subscription) {
        let root = &mut operation.node.selection_set.node;
        // The validation has something to say about what is no selection of this type.
        let Some(mut fields) = root_fields(root, &document.fragments)? else { return Ok(document) };
        let message = match &fields[..] {
            [field] if !field.node.name.node.starts_with("__") => {
                root.items =
                    fields.drain(..).map(|field| Positioned::new(Selection::Field(field), operation.pos)).collect();
                continue;
            }
            [_] => "A subscription cannot have an introspection field at its root. Send it as a query.",
            _ => "A subscription must have exactly one field at its root. Subscribe to each field by itself.",
        };
        return Err(ServerError::new(message, Some(operation.pos)));
    }
    // Nothing spreads them any more.
    document.fragments.retain(|_, fragment| fragment.node.type_condition.node.on.node != ROOT);
    Ok(document)
}

/// The fields of a root, those in fragments too; `None` if something there is not of the root type.
fn root_fields(
    root: &SelectionSet,
    fragments: &HashMap<Name, Positioned<FragmentDefinition>>,
) -> Result<Option<Vec<Positioned<Field>>>, ServerError> {
    let mut fields = Vec::new();
    let mut spread = HashSet::new();
    let mut open: Vec<_> = root.items.iter().collect();
    while let Some(selection) = open.pop() {
        if !selection.node.directives().is_empty() {
            let message = "The root of a subscription takes no directives: whether to subscribe is decided before.";
            return Err(ServerError::new(message, Some(selection.pos)));
        }
        let inner = match &selection.node {
            Selection::Field(field) => {
                fields.push(field.clone());
                continue;
            }
            Selection::InlineFragment(inline)
                if inline.node.type_condition.as_ref().is_none_or(|condition| condition.node.on.node == ROOT) =>
            {
                &inline.node.selection_set
            }
            Selection::FragmentSpread(name) => match fragments.get(&name.node.fragment_name.node) {
                Some(fragment) if fragment.node.type_condition.node.on.node == ROOT => {
                    if !spread.insert(&name.node.fragment_name.node) {
                        continue;
                    }
                    &fragment.node.selection_set
                }
                _ => return Ok(None),
            },
            Selection::InlineFragment(_) => return Ok(None),
        };
        open.extend(&inner.node.items);
    }
    Ok(Some(fields))
}
