//! Operations whose answers come over time: the limits of their connections, and how one is run.

mod protocol;
pub(super) mod sse;
pub(super) mod ws;

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use ::graphql::Code;
use actix_web::{HttpRequest, http::StatusCode};
use futures_util::{
    FutureExt, StreamExt,
    future::ready,
    stream::{self, LocalBoxStream},
};
use tokio::sync::watch;

use super::{
    State,
    asked::Asked,
    graphql::{check, request, run_once},
    media_type::MediaType,
    refusal::Refusal,
    request_id,
};

/// Limits of what stays open: `WebSocket` connections and event streams.
#[derive(clap::Args, Clone, Debug)]
#[group(skip)]
pub(crate) struct Limits {
    #[expect(clippy::doc_markdown, reason = "the text of --help")]
    /// Most WebSockets and event streams that one client address may have open
    #[arg(id = "subscription-connections", long, env = "ATLAS_SUBSCRIPTION_CONNECTIONS", default_value_t = 100,
          global = true, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    connections: u32,
    /// Most operations that may run on one WebSocket at a time
    #[arg(id = "subscription-operations", long, env = "ATLAS_SUBSCRIPTION_OPERATIONS", default_value_t = 50,
          global = true, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    operations: u32,
    /// Largest message that a WebSocket takes, in bytes
    #[arg(id = "subscription-message-size", long, env = "ATLAS_SUBSCRIPTION_MESSAGE_SIZE", default_value_t = 256 * 1024,
          global = true, value_name = "BYTES", value_parser = clap::value_parser!(u32).range(1024..))]
    message_size: u32,
    /// How long a WebSocket waits for `connection_init`
    #[arg(id = "subscription-init-timeout", long, env = "ATLAS_SUBSCRIPTION_INIT_TIMEOUT", default_value = "10s",
          global = true, value_name = "DURATION", value_parser = humantime::parse_duration)]
    init_timeout: Duration,
    /// How long a WebSocket may have neither a message nor an operation
    #[arg(id = "subscription-idle-timeout", long, env = "ATLAS_SUBSCRIPTION_IDLE_TIMEOUT", default_value = "60s",
          global = true, value_name = "DURATION", value_parser = humantime::parse_duration)]
    idle_timeout: Duration,
    /// How often an open connection is asked whether the client is still there; one that does not answer is closed
    #[arg(id = "subscription-keep-alive", long, env = "ATLAS_SUBSCRIPTION_KEEP_ALIVE", default_value = "15s",
          global = true, value_name = "DURATION", value_parser = pause)]
    keep_alive: Duration,
}

/// A duration that is long enough to do something between.
fn pause(text: &str) -> Result<Duration, String> {
    let duration = humantime::parse_duration(text).map_err(|error| error.to_string())?;
    if duration < Duration::from_millis(10) { Err("it must be at least 10ms".to_owned()) } else { Ok(duration) }
}

/// What is open: `WebSocket` connections and event streams.
pub(crate) struct Streams {
    limits: Limits,
    open: Mutex<HashMap<IpAddr, u32>>,
    stopping: watch::Sender<bool>,
}

/// The right to have a connection open, until dropped.
struct Admission {
    streams: Arc<Streams>,
    client: IpAddr,
}

impl Streams {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, open: Mutex::default(), stopping: watch::Sender::new(false) }
    }

    /// What `serviceLimits` shows of them.
    pub(crate) fn shown(&self) -> Vec<graphql::Limit> {
        let Limits { connections, operations, message_size, .. } = self.limits;
        [
            ("subscriptionConnections", connections, "connections", "WebSockets and event streams of one client."),
            ("subscriptionOperations", operations, "operations", "Operations at a time on one WebSocket."),
            ("subscriptionMessageBytes", message_size, "bytes", "One message to a WebSocket."),
        ]
        .map(|(name, value, unit, text)| graphql::Limit::new(name, value.into(), unit, text))
        .into()
    }

    /// Has all of them closed, and from now on each new one at once: a server that stops waits for them.
    pub(crate) fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Waits until the server stops.
    async fn stopped(&self) {
        // The sender is in `self`, so there is always one.
        let _ = self.stopping.subscribe().wait_for(|stopping| *stopping).await;
    }

    /// Lets a client open one more connection; what comes back instead is the answer to one that has too many.
    fn admit(self: &Arc<Self>, client: IpAddr) -> Result<Admission, Refusal> {
        let limit = self.limits.connections;
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(client).or_default();
        if *count >= limit {
            let message = format!(
                "This address has {count} WebSockets and event streams open; the limit is {limit}. Close one, or run several \
                 operations on one WebSocket."
            );
            let refusal = Refusal::new(StatusCode::TOO_MANY_REQUESTS, Code::LimitExceeded, message);
            return Err(refusal.with("limit", limit).with("actual", *count + 1));
        }
        *count += 1;
        Ok(Admission { streams: Arc::clone(self), client })
    }
}

impl Drop for Admission {
    fn drop(&mut self) {
        let mut open = self.streams.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.client) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.client);
            }
        }
    }
}

/// What an operation says, as JSON.
enum Output {
    /// A result.
    Next(String),
    /// The only result of a request that was at fault: nothing was run.
    Refused(String),
    /// There is nothing more.
    End,
}

/// Runs an operation of any kind: a query has one result, a subscription one for each event. The client is charged as by
/// any other request.
fn run(state: State, http: HttpRequest, asked: Asked) -> LocalBoxStream<'static, Output> {
    let outputs = async move {
        let request_id = request_id::of(&http);
        let refused = |refusal: Refusal| {
            state.telemetry.refused(refusal.code().as_str());
            once(Output::Refused(refusal.to_json(&request_id)))
        };
        let Asked { query, document_id, operation_name, variables, extensions } = asked;
        let document = match state.documents.find(query, document_id.as_deref(), &extensions) {
            Ok(document) => document,
            Err(unknown) => return refused(unknown.refusal(MediaType::Json)),
        };
        let checked = match check(&state, request(&document.text, operation_name, variables)) {
            Ok(checked) => checked,
            Err(answer) => return once(Output::Refused(answer.into_json(&request_id))),
        };
        state.documents.remember(&document);
        if !checked.is_subscription() {
            return once(match run_once(&state, &http, &document.text, checked).await {
                Ok(answer) => Output::Next(answer.into_json(&request_id)),
                Err(refusal) => Output::Refused(refusal.to_json(&request_id)),
            });
        }
        if let Err(poor) = state.limit.charge(&http, checked.cost()) {
            return refused(poor.into());
        }
        let open = state.telemetry.subscription_opened();
        match state.schema.subscribe(checked, Arc::clone(&state.store), state.watched.clone()).await {
            Ok(answers) => answers
                .map(move |answer| {
                    let _open = &open;
                    Output::Next(answer.into_json(&request_id))
                })
                .boxed_local(),
            Err(answer) => once(Output::Refused(answer.into_json(&request_id))),
        }
    };
    outputs.flatten_stream().chain(once(Output::End)).boxed_local()
}

fn once(output: Output) -> LocalBoxStream<'static, Output> {
    stream::once(ready(output)).boxed_local()
}
