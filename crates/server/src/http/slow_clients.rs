//! Protects the server against slow clients, and limits the number of connections.
//!
//! actix-web closes a connection whose first request head is slow. It waits forever for the rest of a later head on a
//! keep-alive connection, for a body, and for a client to read its response. So each connection has a watchdog here, which
//! closes it at its deadline, and the body of a request has a time limit of its own, answered with 408.

use std::{
    any::Any,
    cell::Cell,
    io,
    net::Shutdown,
    num::NonZero,
    os::fd::AsFd,
    pin::Pin,
    rc::{Rc, Weak},
    task::{Context, Poll},
    thread::available_parallelism,
    time::Duration,
};

use actix_web::{
    Error, HttpMessage,
    body::{BodySize, MessageBody},
    dev::{Extensions, Payload, ServiceRequest, ServiceResponse},
    error::PayloadError,
    http::{Method, StatusCode, header},
    middleware::Next,
    rt::{
        net::TcpStream,
        spawn,
        time::{Instant, Sleep, sleep, sleep_until},
    },
    web,
};
use clap::Args;
use futures_util::Stream;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::settings::value::positive_duration;

/// How long the rest of a rejected request is read and discarded, so that the client sees the response.
pub(crate) const LINGER: Duration = Duration::from_secs(1);

/// The tick of actix-web's clock. Its timeouts fire up to a tick early, so they get one more.
const TICK: Duration = Duration::from_millis(500);

/// Open files per connection: its socket, and the watchdog's duplicate of it.
const FILES_EACH: usize = 2;
/// Open files for everything else: the database, the log, the workers.
const OTHER_FILES: usize = 256;

/// Settings of connections.
#[derive(Args, Clone, Copy, Debug)]
#[group(skip)]
pub(crate) struct Settings {
    /// Maximum number of client connections at a time; further ones wait until one ends
    #[arg(long, env = "ATLAS_MAX_CONNECTIONS", default_value = "10000", global = true, value_name = "NUMBER")]
    max_connections: NonZero<usize>,
    /// Maximum time for the head of a request, such as 5s or 500ms
    #[arg(long, env = "ATLAS_HEADER_TIMEOUT", default_value = "5s", global = true, value_name = "DURATION",
          value_parser = positive_duration)]
    header_timeout: Duration,
    /// Maximum time for the body of a request
    #[arg(long, env = "ATLAS_BODY_TIMEOUT", default_value = "10s", global = true, value_name = "DURATION",
          value_parser = positive_duration)]
    body_timeout: Duration,
    /// Maximum time for a client to read a response that is ready
    #[arg(long, env = "ATLAS_SEND_TIMEOUT", default_value = "60s", global = true, value_name = "DURATION",
          value_parser = positive_duration)]
    send_timeout: Duration,
    /// How long an idle connection is kept open for the next request
    #[arg(long, env = "ATLAS_KEEP_ALIVE", default_value = "75s", global = true, value_name = "DURATION",
          value_parser = positive_duration)]
    keep_alive: Duration,
}

impl Settings {
    /// The number of worker threads, and the maximum number of connections of each.
    pub(crate) fn per_worker(&self) -> (usize, usize) {
        let most = self.that_fit_open_files();
        let workers = available_parallelism().map_or(1, NonZero::get).min(most);
        (workers, most / workers)
    }

    /// The number of connections that the limit of open files allows, after raising it as far as needed and possible.
    fn that_fit_open_files(&self) -> usize {
        let wanted = self.max_connections.get();
        let needed = wanted.saturating_mul(FILES_EACH).saturating_add(OTHER_FILES);
        let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
        let files = |limit: Option<u64>| limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
        let mut allowed = files(current);
        if allowed < needed {
            let raised = needed.min(files(maximum));
            match setrlimit(Resource::Nofile, Rlimit { current: u64::try_from(raised).ok(), maximum }) {
                Ok(()) => allowed = raised,
                Err(error) => tracing::warn!("the limit of open files stays at {allowed}: {error}"),
            }
        }
        let fit = (allowed.saturating_sub(OTHER_FILES) / FILES_EACH).clamp(1, wanted);
        if fit < wanted {
            tracing::info!(
                "{fit} connections at a time instead of {wanted}, because only {allowed} files may be open; raise that \
                 limit (ulimit -n), or lower --max-connections"
            );
        }
        fit
    }

    /// How long actix-web waits for the first request head of a connection.
    pub(crate) fn first_head(&self) -> Duration {
        self.header_timeout + TICK
    }

    /// How long actix-web keeps an idle connection open.
    pub(crate) fn keep_alive(&self) -> Duration {
        self.keep_alive + TICK
    }

    /// Called by the server for each new connection: starts its watchdog.
    pub(crate) fn watch(&self, io: &dyn Any, data: &mut Extensions) {
        // All listeners of this server accept such streams.
        let Some(io) = io.downcast_ref::<TcpStream>() else { return };
        match io.as_fd().try_clone_to_owned() {
            Ok(socket) => {
                let connection =
                    Rc::new(Connection { socket: socket.into(), deadline: Cell::new(None), settings: *self });
                // actix-web answers a slow first head with 408.
                connection.close_after(self.first_head() + self.send_timeout);
                spawn(close_at_deadline(Rc::downgrade(&connection), *self));
                data.insert(connection);
            }
            Err(error) => tracing::warn!("a connection has no watchdog: {error}"),
        }
    }
}

/// An open connection: dropped when the server drops its socket.
struct Connection {
    socket: std::net::TcpStream,
    /// When the watchdog closes it.
    deadline: Cell<Option<Instant>>,
    settings: Settings,
}

impl Connection {
    fn close_after(&self, time: Duration) {
        self.deadline.set(Instant::now().checked_add(time));
    }
}

/// Closes a connection at its deadline. It polls when a deadline may have passed, so that a request needs no timer of its
/// own.
async fn close_at_deadline(connection: Weak<Connection>, settings: Settings) {
    // No deadline is set for less.
    let shortest = LINGER.min(settings.send_timeout).min(settings.keep_alive + settings.header_timeout);
    let mut next = Instant::now() + shortest;
    loop {
        sleep_until(next).await;
        let Some(connection) = connection.upgrade() else { return };
        let now = Instant::now();
        next = match connection.deadline.get() {
            Some(deadline) if deadline <= now => {
                tracing::debug!("a client is too slow; its connection is closed");
                // It may be closed already.
                connection.socket.shutdown(Shutdown::Both).ok();
                return;
            }
            Some(deadline) => deadline.min(now + shortest),
            None => now + shortest,
        };
    }
}

/// Sets the time limit of the body and the deadlines of the connection.
pub(crate) async fn middleware(
    mut request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let Some(connection) = request.request().conn_data::<Rc<Connection>>().map(Rc::clone) else {
        let response = next.call(request).await?;
        return Ok(response.map_body(|_, body| ResponseBody { body: Box::pin(body), _exchange: None }));
    };
    let body = time_body(&mut request, connection.settings.body_timeout);
    connection.deadline.set(None);
    let exchange = Exchange { connection, body };
    let response = next.call(request).await?;
    if !is_endless(&response) {
        exchange.connection.close_after(exchange.connection.settings.send_timeout);
    }
    Ok(response.map_body(|_, body| ResponseBody { body: Box::pin(body), _exchange: Some(exchange) }))
}

/// A request until its response is sent or dropped.
struct Exchange {
    connection: Rc<Connection>,
    body: Option<IsRead>,
}

impl Drop for Exchange {
    fn drop(&mut self) {
        let Settings { keep_alive, header_timeout, .. } = self.connection.settings;
        let is_read = self.body.as_ref().is_none_or(|is_read| is_read.get());
        // Before the next request, actix-web reads the rest of this one, however long that takes.
        self.connection.close_after(if is_read { keep_alive + header_timeout } else { LINGER });
    }
}

/// The body of a response, which ends the exchange when it is dropped.
struct ResponseBody<B> {
    body: Pin<Box<B>>,
    _exchange: Option<Exchange>,
}

impl<B: MessageBody> MessageBody for ResponseBody<B> {
    type Error = B::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<web::Bytes, Self::Error>>> {
        self.body.as_mut().poll_next(context)
    }
}

/// Whether a response ends only when client or server close it: a WebSocket or an event stream.
fn is_endless(response: &ServiceResponse<impl MessageBody>) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).map(header::HeaderValue::as_bytes);
    response.status() == StatusCode::SWITCHING_PROTOCOLS
        || kind.is_some_and(|kind| kind.starts_with(b"text/event-stream"))
}

/// Set once a body was read to its end.
type IsRead = Rc<Cell<bool>>;

/// Gives the body of a request, if it has one, a time limit.
fn time_body(request: &mut ServiceRequest, time: Duration) -> Option<IsRead> {
    // After the head of a GET comes no body that is read, but perhaps a WebSocket, which may take any time.
    if request.method() == Method::GET {
        return None;
    }
    let payload = request.take_payload();
    if matches!(payload, Payload::None) {
        return None;
    }
    let is_read = IsRead::default();
    let timed = TimedBody { payload, time: Box::pin(sleep(time)), is_read: Rc::clone(&is_read) };
    request.set_payload(Payload::Stream { payload: Box::pin(timed) });
    Some(is_read)
}

/// A body that fails when it does not arrive in time.
struct TimedBody {
    payload: Payload,
    time: Pin<Box<Sleep>>,
    is_read: IsRead,
}

impl Stream for TimedBody {
    type Item = Result<web::Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match Pin::new(&mut self.payload).poll_next(context) {
            Poll::Pending => self.time.as_mut().poll(context).map(|()| Some(Err(too_slow()))),
            Poll::Ready(None) => {
                self.is_read.set(true);
                Poll::Ready(None)
            }
            ready @ Poll::Ready(Some(_)) => ready,
        }
    }
}

fn too_slow() -> PayloadError {
    PayloadError::Io(io::ErrorKind::TimedOut.into())
}

/// Whether a body could not be read because it did not arrive in time.
pub(crate) fn is_too_slow(error: &Error) -> bool {
    matches!(error.as_error(), Some(PayloadError::Io(error)) if error.kind() == io::ErrorKind::TimedOut)
}
