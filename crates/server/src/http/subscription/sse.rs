//! An event stream by the protocol of `graphql-sse`, in its mode of distinct connections: one operation, one stream.

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

use super::{Admission, Output, Streams, run};
use crate::http::{State, asked::Asked, refusal::Refusal};

/// Sent to keep a connection open, and to notice that it is not.
const COMMENT: &str = ":\n\n";

/// Whether a request wants an event stream before anything else. HEAD cannot have one.
pub(crate) fn is_asked(http: &HttpRequest) -> bool {
    if *http.method() == Method::HEAD {
        return false;
    }
    let Ok(mut accept) = Accept::parse(http) else { return false };
    accept.retain(|range| range.quality > Quality::ZERO);
    accept.ranked().first().is_some_and(|range| *range == TEXT_EVENT_STREAM)
}

/// Answers a request with an event stream, which ends with the operation, with the client or with the server. A document
/// that is at fault is told in the stream, too: a browser shows its page nothing of an answer that is no event stream.
pub(crate) fn respond(state: &State, http: &HttpRequest, asked: Asked) -> Result<HttpResponse, Refusal> {
    let admission = state.streams.admit(state.limit.address(http))?;
    let outputs = run(state.clone(), http.clone(), asked);
    let response = HttpResponse::Ok()
        .content_type("text/event-stream; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // An encoder would hold back what is too little for it, and proxies do so, too.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header(("x-accel-buffering", "no"))
        .streaming(events(Arc::clone(&state.streams), outputs, admission));
    Ok(response)
}

/// An event stream that is being sent.
struct Events {
    streams: Arc<Streams>,
    outputs: LocalBoxStream<'static, Output>,
    ticks: Interval,
    _admission: Admission,
}

impl Drop for Events {
    fn drop(&mut self) {
        tracing::debug!("an event stream has ended");
    }
}

fn events(
    streams: Arc<Streams>,
    outputs: LocalBoxStream<'static, Output>,
    admission: Admission,
) -> impl Stream<Item = Result<Bytes, Infallible>> {
    // The first tick comes at once: the client sees that the stream is open.
    let mut ticks = interval(streams.limits.keep_alive);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let events = Events { streams, outputs, ticks, _admission: admission };
    stream::unfold(events, |mut events| async move {
        let text = tokio::select! {
            // No `complete`: the operation has not come to its end, and the client may open it again elsewhere.
            () = events.streams.stopped() => return None,
            _ = events.ticks.tick() => COMMENT.to_owned(),
            output = events.outputs.next() => match output? {
                Output::Next(json) | Output::Refused(json) => format!("event: next\ndata: {json}\n\n"),
                Output::End => "event: complete\ndata:\n\n".to_owned(),
            },
        };
        Some((Ok(Bytes::from(text)), events))
    })
}
