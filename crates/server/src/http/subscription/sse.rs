//! Server-sent events by the protocol of `graphql-sse`, in its mode of distinct connections: one operation, one stream.

use std::{convert::Infallible, sync::Arc};

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        Method,
        header::{self, Accept, Header, Quality},
    },
    mime::TEXT_EVENT_STREAM,
    web::Bytes,
};
use futures_util::{
    StreamExt,
    stream::{self, LocalBoxStream, Stream},
};
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::{
    OperationEvent,
    open_connections::{Connections, Permit},
    run,
};
use crate::http::{error_response::ErrorResponse, request::GraphqlRequest, state::State};

/// Sent to keep a connection open, and to detect that it is closed.
const COMMENT: &str = ":\n\n";

/// Whether a request prefers an event stream to any other media type. HEAD cannot have one.
pub(crate) fn is_requested(http: &HttpRequest) -> bool {
    if *http.method() == Method::HEAD {
        return false;
    }
    let Ok(mut accept) = Accept::parse(http) else { return false };
    accept.retain(|range| range.quality > Quality::ZERO);
    accept.ranked().first().is_some_and(|range| *range == TEXT_EVENT_STREAM)
}

/// Responds with an event stream, which ends when the operation, the client or the server ends it. The errors of a
/// document are sent in the stream, too: a browser shows a page nothing of a response that is not an event stream.
pub(crate) fn respond(
    state: &State,
    http: &HttpRequest,
    request: GraphqlRequest,
) -> Result<HttpResponse, ErrorResponse> {
    let permit = state.subscriptions.admit(state.addresses.find(http))?;
    let events = run(state.clone(), http.clone(), request);
    let response = HttpResponse::Ok()
        .content_type("text/event-stream; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // A compressor holds back small pieces, and so do proxies.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header(("x-accel-buffering", "no"))
        .streaming(encode(Arc::clone(&state.subscriptions), events, permit));
    Ok(response)
}

/// An open event stream.
struct EventStream {
    connections: Arc<Connections>,
    events: LocalBoxStream<'static, OperationEvent>,
    ticks: Interval,
    _permit: Permit,
}

impl Drop for EventStream {
    fn drop(&mut self) {
        tracing::debug!("an event stream has ended");
    }
}

fn encode(
    connections: Arc<Connections>,
    events: LocalBoxStream<'static, OperationEvent>,
    permit: Permit,
) -> impl Stream<Item = Result<Bytes, Infallible>> {
    // The first tick comes at once and shows the client that the stream is open.
    let mut ticks = interval(connections.settings.keep_alive);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let stream = EventStream { connections, events, ticks, _permit: permit };
    stream::unfold(stream, |mut stream| async move {
        let text = tokio::select! {
            // No `complete`: the operation has not ended, and the client may subscribe again elsewhere.
            () = stream.connections.stopped() => return None,
            _ = stream.ticks.tick() => COMMENT.to_owned(),
            event = stream.events.next() => match event? {
                OperationEvent::Next(json) | OperationEvent::Error(json) => format!("event: next\ndata: {json}\n\n"),
                OperationEvent::Complete => "event: complete\ndata:\n\n".to_owned(),
            },
        };
        Some((Ok(Bytes::from(text)), stream))
    })
}
