//! A `WebSocket` with the sub-protocol `graphql-transport-ws`: frames, timers and running operations around [`Protocol`].

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
    OperationEvent,
    open_connections::Permit,
    protocol::{self, Close, Protocol, Step, SubscribePayload},
    run,
};
use crate::http::{cors, request::GraphqlRequest, state::State};

/// Whether a request asks for a WebSocket.
pub(crate) fn is_requested(context: &GuardContext<'_>) -> bool {
    let upgrade = context.head().headers().get(header::UPGRADE).and_then(|value| value.to_str().ok());
    upgrade.is_some_and(|upgrade| upgrade.eq_ignore_ascii_case("websocket"))
}

/// Opens a WebSocket. A browser names the origin of the page that asks for it: a page of another site may connect only if
/// it may use the API.
pub(crate) async fn upgrade(state: web::Data<State>, http: HttpRequest, payload: web::Payload) -> HttpResponse {
    let permit = match state.subscriptions.admit(state.addresses.find(&http)) {
        Ok(permit) => permit,
        Err(error) => return error.respond(&http),
    };
    let (response, session, messages) = match actix_ws::handle_with_protocols(&http, payload, &[protocol::NAME]) {
        Ok(opened) => opened,
        Err(error) => return HttpResponse::from_error(error),
    };
    // A page sees the reason only on an open socket.
    let rejection = if !is_allowed(&http, &state.cors) {
        Some(Close::forbidden())
    } else if !response.headers().contains_key(header::SEC_WEBSOCKET_PROTOCOL) {
        Some(Close::not_acceptable())
    } else {
        None
    };
    let settings = &state.subscriptions.settings;
    let size = usize::try_from(settings.message_size).unwrap_or(usize::MAX);
    let messages = messages.max_frame_size(size).aggregate_continuations().max_continuation_size(size);
    let socket = Socket {
        protocol: Protocol::new(settings.init_timeout, settings.idle_timeout, settings.operations, Instant::now()),
        session,
        events: SelectAll::new(),
        running: HashMap::new(),
        http,
        state: State::clone(&state),
        _permit: permit,
    };
    rt::spawn(async move {
        match rejection {
            Some(close) => socket.close(close).await,
            None => socket.run(messages).await,
        }
    });
    response
}

fn is_allowed(http: &HttpRequest, cors: &cors::Settings) -> bool {
    let Some(origin) = http.headers().get(header::ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    let host = http.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let own = origin.split_once("://").map(|(_, own)| own);
    (own.is_some() && own == host) || cors.allows(origin)
}

/// An open WebSocket.
struct Socket {
    protocol: Protocol,
    session: Session,
    /// The events of the running operations, each with its id. An aborted operation has none.
    events: SelectAll<LocalBoxStream<'static, (String, OperationEvent)>>,
    running: HashMap<String, AbortHandle>,
    http: HttpRequest,
    state: State,
    _permit: Permit,
}

/// The end of a WebSocket.
enum End {
    /// The server closes it.
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
                // The client waits for the same in return, or is gone.
                let _ = self.within(async |session: Session| session.close(reason).await).await;
            }
            End::Gone => tracing::debug!("the client of a WebSocket is gone"),
        }
    }

    /// Handles messages, events and timers until the end.
    async fn converse(&mut self, messages: &mut AggregatedMessageStream) -> Result<std::convert::Infallible, End> {
        let connections = std::sync::Arc::clone(&self.state.subscriptions);
        let stopped = connections.stopped();
        tokio::pin!(stopped);
        let mut ticks = interval(connections.settings.keep_alive);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        ticks.tick().await;
        let mut is_alive = true;
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
                    is_alive = true;
                    self.receive(message).await?;
                }
                Some((id, event)) = self.events.next() => self.forward(&id, event).await?,
                () = overdue => {
                    if let Some((_, close)) = deadline {
                        return Err(End::Close(close));
                    }
                }
                _ = ticks.tick() => {
                    if !std::mem::take(&mut is_alive) {
                        return Err(End::Gone);
                    }
                    self.within(async |mut session: Session| session.ping(b"").await).await?;
                }
            }
        }
    }

    /// Handles a message of the client.
    async fn receive(&mut self, message: Option<Result<AggregatedMessage, ProtocolError>>) -> Result<(), End> {
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
                return Err(End::Close(Close::too_big(self.state.subscriptions.settings.message_size)));
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
            Step::Start(id, payload) => {
                let events = run(self.state.clone(), self.http.clone(), graphql_request(payload));
                let (events, handle) = abortable(events);
                self.running.insert(id.clone(), handle);
                self.events.push(events.map(move |event| (id.clone(), event)).boxed_local());
                Ok(())
            }
        }
    }

    /// Sends the client an event of an operation.
    async fn forward(&mut self, id: &str, event: OperationEvent) -> Result<(), End> {
        let message = match event {
            OperationEvent::Next(result) => self.protocol.next(id, &result),
            OperationEvent::Error(answer) => self.protocol.error(id, &answer, Instant::now()),
            OperationEvent::Complete => {
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

    /// Sends something; a client that does not read it in time counts as gone.
    async fn within(&self, send: impl AsyncFnOnce(Session) -> Result<(), Closed>) -> Result<(), End> {
        let patience: Duration = self.state.subscriptions.settings.keep_alive;
        Ok(timeout(patience, send(self.session.clone())).await.map_err(|_| End::Gone)??)
    }

    async fn close(self, Close { code, reason }: Close) {
        tracing::debug!(code, reason, "closing a WebSocket");
        let reason = CloseReason { code: CloseCode::from(code), description: Some(reason) };
        // A client that is gone needs no reason.
        let _ = self.within(async |session: Session| session.close(Some(reason)).await).await;
    }
}

fn graphql_request(
    SubscribePayload { query, operation_name, variables, extensions }: SubscribePayload,
) -> GraphqlRequest {
    GraphqlRequest {
        query: Some(query),
        document_id: None,
        operation_name,
        variables: variables.unwrap_or_default(),
        extensions: extensions.unwrap_or_default(),
    }
}
