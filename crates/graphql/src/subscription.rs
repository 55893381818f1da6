//! What can be subscribed to, and how each event is answered.
//!
//! The engine would run a subscription from its first event to its last as one execution. Here each event is an execution
//! of its own, with a session and a loader of its own: it sees the data as it is then, and reads one statement for each
//! level, as a query does.

use std::sync::{Arc, OnceLock};

use async_graphql::{
    Context, Description, MaybeUndefined, Positioned, Request, Response, Result, ServerError,
    Subscription as Subscribable, Variables,
    parser::types::{ExecutableDocument, OperationDefinition},
};
use entity::ReleaseId;
use futures_util::{
    StreamExt,
    stream::{self, BoxStream, Stream},
};
use store::{ReleaseStamp, Store, Watched};
use tokio::sync::watch;

use crate::{
    error::{Code, bad_user_input},
    loader::Loader,
    schema::{Answer, Checked, Schema, document, refused, without_panic},
    types::release::Dataset,
};

/// Where every subscription starts. Over WebSocket by the protocol `graphql-transport-ws`, or as an event stream.
#[derive(Debug, Description)]
pub(crate) struct Subscription;

/// What the resolver of an event has to know, and what it found.
struct Event {
    /// Nothing has happened yet: the subscription is only being opened.
    is_opening: bool,
    /// The release that the client was told of last, or that was current when it subscribed.
    known: Option<ReleaseStamp>,
    /// The release that it is told of now.
    told: OnceLock<ReleaseStamp>,
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
        let news = match since {
            MaybeUndefined::Null => {
                return Err(bad_user_input(
                    "since",
                    "since must be the number of a release; leave it out to wait for the next.",
                ));
            }
            _ if !event.is_opening => {
                Dataset::current(context).await?.filter(|dataset| Some(dataset.stamp()) != event.known)
            }
            MaybeUndefined::Value(number) => {
                let known = ReleaseId(number.into());
                Dataset::current(context).await?.filter(|dataset| dataset.stamp().id != known)
            }
            MaybeUndefined::Undefined => None,
        };
        if let Some(dataset) = &news {
            // It is set once: each event has one of its own.
            let _ = event.told.set(dataset.stamp());
        }
        Ok(stream::iter(news))
    }
}

/// An operation that is run anew for each event.
struct Operation {
    schema: Schema,
    store: Arc<Store>,
    document: ExecutableDocument,
    variables: Variables,
}

impl Operation {
    /// Answers an event, if there is anything to say, and tells which release the client knows then.
    async fn answer(&self, known: Option<ReleaseStamp>, is_opening: bool) -> (Option<Answer>, Option<ReleaseStamp>) {
        let event = Arc::new(Event { is_opening, known, told: OnceLock::new() });
        let loader = Arc::new(Loader::new(self.store.session()));
        let mut request = Request::new("").variables(self.variables.clone());
        request.set_parsed_query(self.document.clone());
        let request = request.data(Arc::clone(&event)).data(Arc::clone(&loader));
        let mut answers = self.schema.engine.execute_stream(request);
        let response: Option<Response> = without_panic(loader.drive(answers.next())).await;
        (response.map(Answer::executed), event.told.get().copied().or(known))
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
        check_root(&checked.operation).map_err(|error| refused(error, Code::ValidationFailed))?;
        let document = document(checked.name, checked.operation);
        let operation = Operation { schema: self.clone(), store, document, variables: checked.request.variables };

        let mut known = releases.borrow_and_update().release;
        if known.is_none() {
            // Nothing was heard yet. Should this fail, the current release is told as if it were new.
            let current = operation.store.session().release_current().await;
            known = current.ok().flatten().map(|release| ReleaseStamp::from(&release));
        }
        let (first, known) = operation.answer(known, true).await;
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

/// What the specification wants of a subscription, and the engine does not ask for. The operation has no fragments any more.
fn check_root(operation: &Positioned<OperationDefinition>) -> Result<(), ServerError> {
    if operation.node.selection_set.node.items.len() == 1 {
        return Ok(());
    }
    let message = "A subscription must have exactly one field at its root. Subscribe to each field by itself.";
    Err(ServerError::new(message, Some(operation.pos)))
}
