//! Subscriptions, over `WebSocket` connections and event streams. Both run operations of any kind.

pub(crate) mod open_connections;
mod protocol;
pub(super) mod sse;
pub(super) mod websocket;

use std::sync::Arc;

use actix_web::HttpRequest;
use futures_util::{
    FutureExt, StreamExt,
    future::ready,
    stream::{self, LocalBoxStream},
};

use super::{
    content_negotiation::MediaType,
    error_response::ErrorResponse,
    execution::{check, execute_uncached},
    request::{GraphqlRequest, schema_request},
    request_id,
    state::State,
};

/// An event of a running operation, with its answer as JSON.
enum OperationEvent {
    /// A result.
    Next(String),
    /// The only result of a request that was not executed.
    Error(String),
    /// The operation has ended.
    Complete,
}

/// Runs an operation of any kind: a query has one result, a subscription one for each event. Charges the client like any
/// other request.
fn run(state: State, http: HttpRequest, request: GraphqlRequest) -> LocalBoxStream<'static, OperationEvent> {
    let events = async move {
        let request_id = request_id::of(&http);
        let rejected = |error: ErrorResponse| {
            state.telemetry.request_failed(error.code().as_str());
            once(OperationEvent::Error(error.to_json(&request_id)))
        };
        let GraphqlRequest { query, document_id, operation_name, variables, extensions } = request;
        let document = match state.documents.find(query, document_id.as_deref(), &extensions) {
            Ok(document) => document,
            Err(error) => return rejected(error.into_response(MediaType::Json)),
        };
        let checked = match check(&state, schema_request(&document.text, operation_name, variables)) {
            Ok(checked) => checked,
            Err(answer) => return once(OperationEvent::Error(answer.into_json(&request_id))),
        };
        state.documents.remember(&document);
        if !checked.is_subscription() {
            return once(match execute_uncached(&state, &http, &document.text, checked).await {
                Ok(answer) => OperationEvent::Next(answer.into_json(&request_id)),
                Err(error) => OperationEvent::Error(error.to_json(&request_id)),
            });
        }
        if let Err(exceeded) = state.rate_limit.charge(&http, checked.cost()) {
            return rejected(exceeded.into());
        }
        let open = state.telemetry.subscription_opened();
        match state.schema.subscribe(checked, Arc::clone(&state.store), state.watched.clone()).await {
            Ok(answers) => answers
                .map(move |answer| {
                    let _open = &open;
                    OperationEvent::Next(answer.into_json(&request_id))
                })
                .boxed_local(),
            Err(answer) => once(OperationEvent::Error(answer.into_json(&request_id))),
        }
    };
    events.flatten_stream().chain(once(OperationEvent::Complete)).boxed_local()
}

fn once(event: OperationEvent) -> LocalBoxStream<'static, OperationEvent> {
    stream::once(ready(event)).boxed_local()
}
