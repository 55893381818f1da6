//! The root of every subscription.

use std::sync::{Arc, OnceLock};

use async_graphql::{Context, Description, MaybeUndefined, Result, Subscription as Subscribable};
use entity::ReleaseId;
use futures_util::stream::{self, Stream};
use store::ReleaseStamp;

use crate::{error::bad_user_input, types::release::Dataset};

/// Where every subscription starts. Over WebSocket by the protocol `graphql-transport-ws`, or as an event stream.
#[derive(Debug, Description)]
pub(crate) struct Subscription;

/// The state of an event, in the context of its resolver.
pub(crate) struct Event {
    /// Nothing has happened yet: the subscription is only being opened.
    is_opening: bool,
    /// The release that was last sent to the client, or that was current when it subscribed.
    known: Option<ReleaseStamp>,
    /// The release that this event sends.
    sent: OnceLock<ReleaseStamp>,
}

impl Event {
    /// An event for a client that knows a release.
    pub(crate) fn new(known: Option<ReleaseStamp>, is_opening: bool) -> Self {
        Self { is_opening, known, sent: OnceLock::new() }
    }

    /// The release that the event has sent, if any.
    pub(crate) fn sent(&self) -> Option<ReleaseStamp> {
        self.sent.get().copied()
    }
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
            let _ = event.sent.set(dataset.stamp());
        }
        Ok(stream::iter(news))
    }
}
