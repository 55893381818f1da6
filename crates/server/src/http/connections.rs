//! How many clients may be connected, and how slow they may be.
//!
//! actix-web cuts a client whose first head is slow. It waits for ever for the rest of a later head on a kept connection,
//! for a body, and for a client to take its answer. So each connection has a watch here, which ends it when its time is
//! over, and the body of a request has a time of its own, after which it is answered with 408.

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

use crate::settings::positive_duration;

/// How long what is left of a refused request is read and thrown away, so that the client sees the refusal.
pub(crate) const LINGER: Duration = Duration::from_secs(1);

/// The clock of actix-web ticks so often. Its times run out up to a tick early, so they get one more.
const TICK: Duration = Duration::from_millis(500);

/// Open files of a connection: its socket, and the hold of its watch on it.
const FILES_EACH: usize = 2;
/// Open files for everything else: the database, the log, the workers.
const OTHER_FILES: usize = 256;

/// The settings.
#[derive(Args, Clone, Copy, Debug)]
#[group(skip)]
pub(crate) struct Limits {
    /// Most connections of clients at a time; further ones wait until one ends
    #[arg(long, env = "ATLAS_MAX_CONNECTIONS", default_value = "10000", global = true, value_name = "NUMBER")]
    max_connections: NonZero<usize>,
    /// How long the head of a request may take, such as 5s or 500ms
    #[arg(long, env = "ATLAS_HEADER_TIMEOUT", default_value = "5s", global = true, value_name = "DURATION",
          value_parser = positive_duration)]
    header_timeout: Duration,
    /// How long the body of a request may take
    #[arg(long, env = "ATLAS_BODY_TIMEOUT", default_value = "10s", global = true, value_name = "DURATION",
          value_parser = positive_duration)]
    body_timeout: Duration,
    /// How long a client may take to fetch an answer that is ready
    #[arg(long, env = "ATLAS_SEND_TIMEOUT", default_value = "60s", global = true, value_name = "DURATION",
          value_parser = positive_duration)]
    send_timeout: Duration,
    /// How long a connection is kept for the next request
    #[arg(long, env = "ATLAS_KEEP_ALIVE", default_value = "75s", global = true, value_name = "DURATION",
          value_parser = positive_duration)]
    keep_alive: Duration,
}

impl Limits {
    /// How many threads serve, and the most connections of each.
    pub(crate) fn per_worker(&self) -> (usize, usize) {
        let most = self.that_fit();
        let workers = available_parallelism().map_or(1, NonZero::get).min(most);
        (workers, most / workers)
    }

    /// The most connections for which there are files, after asking the system for as many as are needed.
    fn that_fit(&self) -> usize {
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

    /// How long actix-web waits for the first head of a connection.
    pub(crate) fn first_head(&self) -> Duration {
        self.header_timeout + TICK
    }

    /// How long actix-web keeps a connection.
    pub(crate) fn keep_alive(&self) -> Duration {
        self.keep_alive + TICK
    }

    /// Called by the server for each new connection: starts its watch.
    pub(crate) fn watch(&self, io: &dyn Any, data: &mut Extensions) {
        // Of what accepts connections here, all are these.
        let Some(io) = io.downcast_ref::<TcpStream>() else { return };
        match io.as_fd().try_clone_to_owned() {
            Ok(socket) => {
                let connection =
                    Rc::new(Connection { socket: socket.into(), deadline: Cell::new(None), limits: *self });
                // A slow first head is for actix-web, which answers it with 408.
                connection.may_take(self.first_head() + self.send_timeout);
                spawn(watch(Rc::downgrade(&connection), *self));
                data.insert(connection);
            }
            Err(error) => tracing::warn!("a connection is not watched: {error}"),
        }
    }
}

/// What is known of a connection. It lives as long as the server has the connection.
struct Connection {
    socket: std::net::TcpStream,
    /// When it is cut, unless something happens before.
    deadline: Cell<Option<Instant>>,
    limits: Limits,
}

impl Connection {
    fn may_take(&self, time: Duration) {
        self.deadline.set(Instant::now().checked_add(time));
    }
}

/// Cuts a connection at its deadline. It looks when the deadline may have come, so that a request costs no timer.
async fn watch(connection: Weak<Connection>, limits: Limits) {
    // The shortest time for which a deadline is set.
    let shortest = LINGER.min(limits.send_timeout).min(limits.keep_alive + limits.header_timeout);
    let mut next = Instant::now() + shortest;
    loop {
        sleep_until(next).await;
        let Some(connection) = connection.upgrade() else { return };
        let now = Instant::now();
        next = match connection.deadline.get() {
            Some(deadline) if deadline <= now => {
                tracing::debug!("a client is too slow; its connection is cut");
                // It may be gone already, which is as good.
                connection.socket.shutdown(Shutdown::Both).ok();
                return;
            }
            Some(deadline) => deadline.min(now + shortest),
            None => now + shortest,
        };
    }
}

/// Gives the body of a request its time, and the connection its deadlines.
pub(crate) async fn middleware(
    mut request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let Some(connection) = request.request().conn_data::<Rc<Connection>>().map(Rc::clone) else {
        let response = next.call(request).await?;
        return Ok(response.map_body(|_, body| Answer { body: Box::pin(body), _turn: None }));
    };
    let body = time_body(&mut request, connection.limits.body_timeout);
    connection.deadline.set(None);
    let turn = Turn { connection, body };
    let response = next.call(request).await?;
    if !is_endless(&response) {
        turn.connection.may_take(turn.connection.limits.send_timeout);
    }
    Ok(response.map_body(|_, body| Answer { body: Box::pin(body), _turn: Some(turn) }))
}

/// A request until its answer is sent, or given up.
struct Turn {
    connection: Rc<Connection>,
    body: Option<IsRead>,
}

impl Drop for Turn {
    fn drop(&mut self) {
        let Limits { keep_alive, header_timeout, .. } = self.connection.limits;
        let is_read = self.body.as_ref().is_none_or(|is_read| is_read.get());
        // Before the next request, actix-web reads what is left of this one, however long that takes.
        self.connection.may_take(if is_read { keep_alive + header_timeout } else { LINGER });
    }
}

/// The body of an answer, which ends the turn when it is dropped.
struct Answer<B> {
    body: Pin<Box<B>>,
    _turn: Option<Turn>,
}

impl<B: MessageBody> MessageBody for Answer<B> {
    type Error = B::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<web::Bytes, Self::Error>>> {
        self.body.as_mut().poll_next(context)
    }
}

/// Whether it ends when client or server want it to, and not when everything is said.
fn is_endless(response: &ServiceResponse<impl MessageBody>) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).map(header::HeaderValue::as_bytes);
    response.status() == StatusCode::SWITCHING_PROTOCOLS
        || kind.is_some_and(|kind| kind.starts_with(b"text/event-stream"))
}

/// Whether a body was read to its end.
type IsRead = Rc<Cell<bool>>;

/// Puts the body of a request under a deadline, if it has one.
fn time_body(request: &mut ServiceRequest, time: Duration) -> Option<IsRead> {
    // What follows the head of a GET is no body that is read, but may be a WebSocket, which takes as long as it likes.
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

/// A body that fails when it has not come in time.
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

/// Whether a body could not be read because it did not come in time.
pub(crate) fn is_too_slow(error: &Error) -> bool {
    matches!(error.as_error(), Some(PayloadError::Io(error)) if error.kind() == io::ErrorKind::TimedOut)
}
