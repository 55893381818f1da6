//! The answers of a subscription, one for each event.
//!
//! Each event is an execution of its own, with a session and a loader of its own: it sees the data as it is then, and takes
//! one statement per level, as a query does.

use std::sync::Arc;

use async_graphql::{Request, Response, Variables, parser::types::ExecutableDocument};
use engine::{check::Checked, execution::execute_event};
use futures_util::{
    StreamExt,
    stream::{self, BoxStream},
};
use store::{ReleaseStamp, Store, Watched};
use tokio::sync::watch;

use crate::{
    loader::Loader,
    schema::{Answer, Executor},
    subscription::Event,
};

/// An operation that is run anew for each event.
struct Subscribed {
    executor: Executor,
    store: Arc<Store>,
    document: ExecutableDocument,
    variables: Variables,
}

impl Subscribed {
    /// Answers an event, if there is an answer, and returns the release that the client knows then.
    async fn answer(&self, known: Option<ReleaseStamp>, is_opening: bool) -> (Option<Answer>, Option<ReleaseStamp>) {
        let event = Arc::new(Event::new(known, is_opening));
        let loader = Arc::new(Loader::new(self.store.session()));
        let mut request = Request::new("").variables(self.variables.clone());
        request.set_parsed_query(self.document.clone());
        let request = request.data(Arc::clone(&event));
        let response: Option<Response> = execute_event(&self.executor, request, &loader).await;
        (response.map(|response| Answer::executed(response, None)), event.sent().or(known))
    }
}

/// Runs a subscription for as long as the releases are watched.
pub(crate) async fn open(
    executor: Executor,
    checked: Checked,
    store: Arc<Store>,
    mut releases: watch::Receiver<Watched>,
) -> BoxStream<'static, Answer> {
    let (document, variables) = checked.into_document();
    let subscribed = Subscribed { executor, store, document, variables };

    let mut known = releases.borrow_and_update().release;
    if known.is_none() {
        // No release has been announced yet. Should this read fail, the current release is sent as if it were new.
        let current = subscribed.store.session().release_current().await;
        known = current.ok().flatten().map(|release| ReleaseStamp::from(&release));
    }
    let (first, known) = subscribed.answer(known, true).await;
    let rest = stream::unfold((subscribed, releases, known), |(subscribed, mut releases, known)| async move {
        loop {
            releases.changed().await.ok()?;
            let watched = *releases.borrow_and_update();
            if watched.release.is_none() || watched.release == known {
                continue;
            }
            if let (Some(answer), known) = subscribed.answer(known, false).await {
                return Some((answer, (subscribed, releases, known)));
            }
        }
    });
    stream::iter(first).chain(rest).boxed()
}
