//! Checks and executes operations. Each is charged to the rate limit before it runs, admitted, and reported to telemetry
//! once; the response cache answers or coalesces those that may be cached.

use std::sync::Arc;

use ::graphql::{Answer, Checked, Code, Request, Usage};
use actix_web::{HttpRequest, http::StatusCode};
use tracing::{Instrument, field::Empty, info_span};

use super::{
    body::Body,
    content_negotiation::Outcome,
    error_response::ErrorResponse,
    operation::{Operation, OperationReport},
    request_id,
    response_cache::{CacheKey, CachedResponse, Executed},
    state::State,
};
use crate::telemetry::event::CacheResult;

/// `Retry-After` while the database is away, in seconds.
const RETRY_AFTER_OUTAGE: u64 = 2;

/// An operation that did not succeed as a whole.
#[derive(Clone, Debug)]
pub(crate) enum ExecutionError {
    /// It was not executed, or not to its end.
    Rejected(ErrorResponse),
    /// Its answer has errors, perhaps beside data.
    Errors(Box<Answer>),
}

impl ExecutionError {
    /// The code of the first error.
    fn code(&self) -> Option<&str> {
        match self {
            Self::Rejected(error) => Some(error.code().as_str()),
            Self::Errors(answer) => answer.code(),
        }
    }
}

/// Parses and validates a request, and counts its error, if any.
pub(crate) fn check(state: &State, request: Request) -> Result<Checked, Box<Answer>> {
    let checked = info_span!("check").in_scope(|| state.schema.check(request));
    if let Some(code) = checked.as_ref().err().and_then(|answer| answer.code()) {
        state.telemetry.request_failed(code);
    }
    checked
}

/// Looks up the response in the cache: then its document was checked when it was made. Charges the client one point.
pub(crate) async fn look_up(
    state: &State,
    http: &HttpRequest,
    key: CacheKey,
    document: &str,
) -> Option<Result<CachedResponse, ExecutionError>> {
    let request_id = request_id::of(http);
    let report = OperationReport::start(document, &request_id);
    let watched = *state.watched.borrow();
    let cached = state.cache.look_up(key, watched).await?;
    let charged = state.rate_limit.charge(http, 1).map_err(|exceeded| ExecutionError::Rejected(exceeded.into()));
    let code = charged.as_ref().err().and_then(ExecutionError::code);
    finish(state, report, cached.operation.as_deref()?, code, cached.status.result());
    Some(charged.map(|()| cached))
}

/// Executes an operation and caches the body that `write` makes of its answer, unless that has errors; or waits for the
/// response to an equal request that is being executed. Charges the client the cost of the operation.
pub(crate) async fn execute_cached(
    state: &State,
    http: &HttpRequest,
    key: CacheKey,
    document: &str,
    checked: Checked,
    write: impl FnOnce(Answer) -> Result<Body, ErrorResponse>,
) -> Result<CachedResponse, ExecutionError> {
    let request_id = request_id::of(http);
    let report = OperationReport::start(document, &request_id);
    let operation = Arc::new(Operation::of(&checked));
    let result = charge_and_cache(state, http, key, checked, &operation, write, &report).await;
    let (code, cache) = match &result {
        Ok(cached) => (None, cached.status.result()),
        Err(error) => (error.code(), CacheResult::Miss),
    };
    finish(state, report, &operation, code, cache);
    result
}

async fn charge_and_cache(
    state: &State,
    http: &HttpRequest,
    key: CacheKey,
    checked: Checked,
    operation: &Arc<Operation>,
    write: impl FnOnce(Answer) -> Result<Body, ErrorResponse>,
    report: &OperationReport<'_>,
) -> Result<CachedResponse, ExecutionError> {
    let watched = *state.watched.borrow();
    let cost = checked.cost();
    state.rate_limit.charge(http, cost).map_err(|exceeded| ExecutionError::Rejected(exceeded.into()))?;
    let execution = async {
        let (answer, usage) = run(state, checked).await.map_err(ExecutionError::Rejected)?;
        report.set_usage(usage);
        if Outcome::of(&answer) != Outcome::Complete {
            return Err(ExecutionError::Errors(answer.into()));
        }
        // An answer that read nothing is the same in every release.
        let release = answer.release.or(if usage.statements == 0 { watched.release } else { None });
        let body = write(answer).map_err(ExecutionError::Rejected)?;
        Ok(Executed { body, operation: Some(Arc::clone(operation)), release })
    };
    // On the heap, as it is large, and passed on more than once.
    let result = state.cache.get_or_execute(key, watched, Box::pin(execution)).await;
    result.map_err(|error| ExecutionError::clone(&error))
}

/// Executes an operation for this request alone, past the cache. Charges the client the cost of the operation.
pub(crate) async fn execute_uncached(
    state: &State,
    http: &HttpRequest,
    document: &str,
    checked: Checked,
) -> Result<Answer, ErrorResponse> {
    let request_id = request_id::of(http);
    let report = OperationReport::start(document, &request_id);
    let operation = Operation::of(&checked);
    let execution = async {
        state.rate_limit.charge(http, checked.cost()).map_err(ErrorResponse::from)?;
        let (answer, usage) = run(state, checked).await?;
        report.set_usage(usage);
        Ok(answer)
    };
    let result: Result<Answer, ErrorResponse> = Box::pin(execution).await;
    let code = match &result {
        Ok(answer) => answer.code(),
        Err(error) => Some(error.code().as_str()),
    };
    finish(state, report, &operation, code, CacheResult::Bypass);
    result
}

/// Reports an operation, and the size of the cache after it.
fn finish(state: &State, report: OperationReport<'_>, operation: &Operation, code: Option<&str>, cache: CacheResult) {
    report.finish(&state.telemetry, operation, code, cache);
    state.telemetry.set_cache_bytes(state.cache.bytes());
}

/// Runs an operation that is admitted.
async fn run(state: &State, checked: Checked) -> Result<(Answer, Usage), ErrorResponse> {
    let span = info_span!("execute", statements = Empty, rows = Empty);
    let operation = async |limit| state.schema.execute(checked, state.store.session_within(limit)).await;
    let (answer, usage) = state.admission.run(operation).instrument(span.clone()).await?;
    span.record("statements", usage.statements).record("rows", usage.rows);
    tracing::debug!(statements = usage.statements, rows = usage.rows, "executed");
    // A part of an answer is of no use when the rest is missing for want of the database, and caches and clients go by the
    // status.
    if answer.has(Code::Timeout) {
        return Err(state.admission.timed_out());
    }
    if answer.has(Code::Unavailable) {
        return Err(ErrorResponse::retry_after(
            StatusCode::SERVICE_UNAVAILABLE,
            Code::Unavailable,
            RETRY_AFTER_OUTAGE,
            "The database cannot be reached at the moment. Try again in a few seconds.",
        ));
    }
    Ok((answer, usage))
}
