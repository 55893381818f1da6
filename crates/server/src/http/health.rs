//! Health checks: liveness and readiness.

use actix_web::{HttpResponse, web};

use super::state::State;

/// Liveness: the process answers.
pub(crate) async fn live() -> &'static str {
    "alive\n"
}

/// Readiness: the database is reachable, migrated and has data.
pub(crate) async fn ready(state: web::Data<State>) -> HttpResponse {
    let (status, text) = match state.store.readiness().await {
        Ok(readiness) if readiness.is_ready() => (HttpResponse::Ok(), "ready\n".to_owned()),
        Ok(readiness) => (HttpResponse::ServiceUnavailable(), format!("not ready: {readiness}\n")),
        Err(error) => {
            tracing::warn!("not ready: {error}: {:?}", std::error::Error::source(&error));
            (HttpResponse::ServiceUnavailable(), "not ready: the database cannot be read\n".to_owned())
        }
    };
    let mut status = status;
    status.content_type("text/plain; charset=utf-8").insert_header(("cache-control", "no-store")).body(text)
}
