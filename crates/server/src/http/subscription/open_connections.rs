//! The open `WebSocket` connections and event streams: the limit for each client, and closing them when the server stops.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use ::graphql::Code;
use actix_web::http::StatusCode;
use tokio::sync::watch;

use crate::http::error_response::ErrorResponse;

/// Settings of subscriptions over `WebSocket` connections and event streams.
#[derive(clap::Args, Clone, Debug)]
#[group(skip)]
pub(crate) struct Settings {
    #[expect(clippy::doc_markdown, reason = "the text of --help")]
    /// Maximum number of WebSockets and event streams per client address
    #[arg(id = "subscription-connections", long, env = "ATLAS_SUBSCRIPTION_CONNECTIONS", default_value_t = 100,
          global = true, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    connections: u32,
    /// Maximum number of operations that run on one WebSocket at a time
    #[arg(id = "subscription-operations", long, env = "ATLAS_SUBSCRIPTION_OPERATIONS", default_value_t = 50,
          global = true, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) operations: u32,
    /// Maximum size of a message to a WebSocket, in bytes
    #[arg(id = "subscription-message-size", long, env = "ATLAS_SUBSCRIPTION_MESSAGE_SIZE", default_value_t = 256 * 1024,
          global = true, value_name = "BYTES", value_parser = clap::value_parser!(u32).range(1024..))]
    pub(super) message_size: u32,
    /// How long a WebSocket waits for `connection_init`
    #[arg(id = "subscription-init-timeout", long, env = "ATLAS_SUBSCRIPTION_INIT_TIMEOUT", default_value = "10s",
          global = true, value_name = "DURATION", value_parser = humantime::parse_duration)]
    pub(super) init_timeout: Duration,
    /// How long a WebSocket may be idle, without a message or an operation
    #[arg(id = "subscription-idle-timeout", long, env = "ATLAS_SUBSCRIPTION_IDLE_TIMEOUT", default_value = "60s",
          global = true, value_name = "DURATION", value_parser = humantime::parse_duration)]
    pub(super) idle_timeout: Duration,
    /// Interval of keep-alive pings; a client that does not reply in time is disconnected
    #[arg(id = "subscription-keep-alive", long, env = "ATLAS_SUBSCRIPTION_KEEP_ALIVE", default_value = "15s",
          global = true, value_name = "DURATION", value_parser = interval)]
    pub(super) keep_alive: Duration,
}

/// Parses an interval that is long enough to do something in it.
fn interval(text: &str) -> Result<Duration, String> {
    let duration = humantime::parse_duration(text).map_err(|error| error.to_string())?;
    if duration < Duration::from_millis(10) { Err("it must be at least 10ms".to_owned()) } else { Ok(duration) }
}

/// All open `WebSocket` connections and event streams.
pub(crate) struct Connections {
    pub(super) settings: Settings,
    open: Mutex<HashMap<IpAddr, u32>>,
    stopping: watch::Sender<bool>,
}

/// The permission to keep a connection open; dropping it frees the place.
pub(super) struct Permit {
    connections: Arc<Connections>,
    client: IpAddr,
}

impl Connections {
    pub(crate) fn new(settings: Settings) -> Self {
        Self { settings, open: Mutex::default(), stopping: watch::Sender::new(false) }
    }

    /// The limits, for `serviceLimits`.
    pub(crate) fn service_limits(&self) -> Vec<graphql::Limit> {
        let Settings { connections, operations, message_size, .. } = self.settings;
        [
            ("subscriptionConnections", connections, "connections", "WebSockets and event streams of one client."),
            ("subscriptionOperations", operations, "operations", "Operations at a time on one WebSocket."),
            ("subscriptionMessageBytes", message_size, "bytes", "One message to a WebSocket."),
        ]
        .map(|(name, value, unit, text)| graphql::Limit::new(name, value.into(), unit, text))
        .into()
    }

    /// Closes all connections, and each new one at once: a server that stops waits for them.
    pub(crate) fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Waits until the server stops.
    pub(super) async fn stopped(&self) {
        // `self` holds the sender, so the channel stays open.
        let _ = self.stopping.subscribe().wait_for(|stopping| *stopping).await;
    }

    /// Lets a client open one more connection, unless it has too many.
    pub(super) fn admit(self: &Arc<Self>, client: IpAddr) -> Result<Permit, ErrorResponse> {
        let limit = self.settings.connections;
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(client).or_default();
        if *count >= limit {
            let message = format!(
                "This address has {count} WebSockets and event streams open; the limit is {limit}. Close one, or run several \
                 operations on one WebSocket."
            );
            let error = ErrorResponse::new(StatusCode::TOO_MANY_REQUESTS, Code::LimitExceeded, message);
            return Err(error.with("limit", limit).with("actual", *count + 1));
        }
        *count += 1;
        Ok(Permit { connections: Arc::clone(self), client })
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut open = self.connections.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.client) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.client);
            }
        }
    }
}
