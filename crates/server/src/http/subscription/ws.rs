//! A WebSocket that speaks `graphql-transport-ws`: frames, timers and running operations around [`Protocol`].

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use actix_web::{HttpRequest, HttpResponse, guard::GuardContext, http::header, rt, web};
use actix_ws::{AggregatedMessage, AggregatedMessageStream, CloseCode, CloseReason, Closed, ProtocolError, Session};
use futures_util::{
    StreamExt,
    stream::{AbortHandle, LocalBoxStream, SelectAll, abortable},
};
use tokio::time::{MissedTickBehavior, interval, sleep_until, timeout};

use super::{
    Admission, Output,
    protocol::{self, Close, Operation, Protocol, Step},
    run,
};
use crate::http::{State, asked::Asked, cross_site};

/// Whether a request wants a WebSocket.
pub(crate) fn is_asked(context: &GuardContext<'_>) -> bool {
    let upgrade = context.head().headers().get(header::UPGRADE).and_then(|value| value.to_str().ok());
    upgrade.is_some_and(|upgrade| upgrade.eq_ignore_ascii_case("websocket"))
}

/// Opens a WebSocket. A browser says which page wants it: one from elsewhere may only if it may use the API.
pub(crate) async fn upgrade(state: web::Data<State>, http: HttpRequest, payload: web::Payload) -> HttpResponse {
    let admission = match state.streams.admit(state.limit.address(&http)) {
        Ok(admission) => admission,
        Err(refusal) => return refusal.respond(&http),
    };
    let (response, session, messages) = match actix_ws::handle_with_protocols(&http, payload, &[protocol::NAME]) {
        Ok(opened) => opened,
        Err(error) => return HttpResponse::from_error(error),
    };
    // The page sees why it is refused only on an open socket.
    let refusal = if !is_allowed(&http, &state.cross_site) {
        Some(Close::forbidden())
    } else if !response.headers().contains_key(header::SEC_WEBSOCKET_PROTOCOL) {
        Some(Close::not_acceptable())
    } else {
        None
    };
    let limits = &state.streams.limits;
    let size = usize::try_from(limits.message_size).unwrap_or(usize::MAX);
    let messages = messages.max_frame_size(size).aggregate_continuations().max_continuation_size(size);
    let socket = Socket {
        protocol: Protocol::new(limits.init_timeout, limits.idle_timeout, limits.operations, Instant::now()),
        session,
        outputs: SelectAll::new(),
        running: HashMap::new(),
        http,
        state: State::clone(&state),
        _admission: admission,
    };
    rt::spawn(async move {
        match refusal {
            Some(refusal) => socket.close(refusal).await,
            None => socket.run(messages).await,
        }
    });
    response
}

fn is_allowed(http: &HttpRequest, cross_site: &cross_site::Settings) -> bool {
    let Some(origin) = http.headers().get(header::ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    let host = http.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let own = origin.split_once("://").map(|(_, own)| own);
    (own.is_some() && own == host) || cross_site.allows(origin)
}

/// An open WebSocket.
struct Socket {
    protocol: Protocol,
    session: Session,
    /// What the operations say, each with its id. One that is aborted says nothing more.
    outputs: SelectAll<LocalBoxStream<'static, (String, Output)>>,
    running: HashMap<String, AbortHandle>,
    http: HttpRequest,
    state: State,
    _admission: Admission,
}

/// How a WebSocket ends.
enum End {
    /// We close it.
    Close(Close),
    /// The client has closed it.
    Closed(Option<CloseReason>),
    /// The client is gone.
    Gone,
}

impl From<Closed> for End {
    fn from(_: Closed) -> Self {
        Self::Gone
    }
}

impl Socket {
    async fn run(mut self, mut messages: AggregatedMessageStream) {
        let end = match self.converse(&mut messages).await {
            Ok(never) => match never {},
            Err(end) => end,
        };
        match end {
            End::Close(close) => self.close(close).await,
            End::Closed(reason) => {
                tracing::debug!("a WebSocket was closed by its client");
                // It waits for the same in return, or is gone.
                let _ = self.within(async |session: Session| session.close(reason).await).await;
            }
            End::Gone => tracing::debug!("the client of a WebSocket is gone"),
        }
    }

    /// Takes turns until the end.
    async fn converse(&mut self, messages: &mut AggregatedMessageStream) -> Result<std::convert::Infallible, End> {
        let streams = std::sync::Arc::clone(&self.state.streams);
        let stopped = streams.stopped();
        tokio::pin!(stopped);
        let mut ticks = interval(streams.limits.keep_alive);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        ticks.tick().await;
        let mut is_heard = true;
        loop {
            let deadline = self.protocol.deadline();
            let overdue = async {
                match &deadline {
                    Some((when, _)) => sleep_until((*when).into()).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = &mut stopped => return Err(End::Close(Close::going_away())),
                message = messages.recv() => {
                    is_heard = true;
                    self.take(message).await?;
                }
                Some((id, output)) = self.outputs.next() => self.tell(&id, output).await?,
                () = overdue => {
                    if let Some((_, close)) = deadline {
                        return Err(End::Close(close));
                    }
                }
                _ = ticks.tick() => {
                    if !std::mem::take(&mut is_heard) {
                        return Err(End::Gone);
                    }
                    self.within(async |mut session: Session| session.ping(b"").await).await?;
                }
            }
        }
    }

    /// Does what follows from what the client sent.
    async fn take(&mut self, message: Option<Result<AggregatedMessage, ProtocolError>>) -> Result<(), End> {
        let text = match message {
            Some(Ok(AggregatedMessage::Text(text))) => text,
            Some(Ok(AggregatedMessage::Ping(bytes))) => {
                return self.within(async |mut session: Session| session.pong(&bytes).await).await;
            }
            Some(Ok(AggregatedMessage::Pong(_))) => return Ok(()),
            Some(Ok(AggregatedMessage::Binary(_))) => {
                return Err(End::Close(Close::invalid("Invalid message: binary, not text")));
            }
            Some(Ok(AggregatedMessage::Close(reason))) => return Err(End::Closed(reason)),
            Some(Err(ProtocolError::Overflow)) => {
                return Err(End::Close(Close::too_big(self.state.streams.limits.message_size)));
            }
            Some(Err(ProtocolError::Io(error))) if error.kind() == std::io::ErrorKind::InvalidData => {
                return Err(End::Close(Close::invalid("Invalid message: it is not UTF-8")));
            }
            Some(Err(_)) | None => return Err(End::Gone),
        };
        match self.protocol.receive(&text, Instant::now()) {
            Step::Nothing => Ok(()),
            Step::Send(text) => self.send(text).await,
            Step::Close(close) => Err(End::Close(close)),
            Step::Stop(id) => {
                if let Some(running) = self.running.remove(&id) {
                    running.abort();
                }
                Ok(())
            }
            Step::Start(id, operation) => {
                let outputs = run(self.state.clone(), self.http.clone(), asked(operation));
                let (outputs, handle) = abortable(outputs);
                self.running.insert(id.clone(), handle);
                self.outputs.push(outputs.map(move |output| (id.clone(), output)).boxed_local());
                Ok(())
            }
        }
    }

    /// Tells the client what an operation says.
    async fn tell(&mut self, id: &str, output: Output) -> Result<(), End> {
        let message = match output {
            Output::Next(result) => self.protocol.next(id, &result),
            Output::Refused(answer) => self.protocol.error(id, &answer, Instant::now()),
            Output::End => {
                self.running.remove(id);
                self.protocol.complete(id, Instant::now())
            }
        };
        match message {
            Some(message) => self.send(message).await,
            None => Ok(()),
        }
    }

    async fn send(&mut self, text: String) -> Result<(), End> {
        self.within(async |mut session: Session| session.text(text).await).await
    }

    /// A client that does not read is as good as gone.
    async fn within(&self, send: impl AsyncFnOnce(Session) -> Result<(), Closed>) -> Result<(), End> {
        let patience: Duration = self.state.streams.limits.keep_alive;
        Ok(timeout(patience, send(self.session.clone())).await.map_err(|_| End::Gone)??)
    }

    async fn close(self, Close { code, reason }: Close) {
        tracing::debug!(code, reason, "closing a WebSocket");
        let reason = CloseReason { code: CloseCode::from(code), description: Some(reason) };
        // Whoever is gone need not be told.
        let _ = self.within(async |session: Session| session.close(Some(reason)).await).await;
    }
}

fn asked(Operation { query, name, variables, extensions }: Operation) -> Asked {
    Asked {
        query: Some(query),
        document_id: None,
        operation_name: name,
        variables: variables.unwrap_or_default(),
        extensions: extensions.unwrap_or_default(),
    }
}
