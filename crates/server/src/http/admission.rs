//! Admits operations: limits how many run at the same time, and how long each may take.

use std::{sync::Arc, time::Duration};

use ::graphql::Code;
use actix_web::http::StatusCode;
use clap::Args;
use tokio::{sync::Semaphore, time::timeout};

use super::error_response::ErrorResponse;

/// Settings of the concurrency limit and the time-out.
#[derive(Args, Clone, Copy, Debug)]
#[group(skip)]
pub(crate) struct Settings {
    /// Maximum time of an operation, such as 10s or 500ms; reads still running then are cancelled
    #[arg(long, env = "ATLAS_REQUEST_TIMEOUT", default_value = "10s", global = true, value_name = "DURATION",
          value_parser = humantime::parse_duration)]
    pub(crate) request_timeout: Duration,
    /// Maximum number of operations that run at the same time; further ones are rejected with Retry-After
    #[arg(long, env = "ATLAS_MAX_OPERATIONS", default_value_t = 256, global = true, value_name = "NUMBER",
          value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) max_operations: u32,
}

/// The concurrency limit and the time-out of all operations. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Admission {
    settings: Settings,
    permits: Arc<Semaphore>,
}

impl Admission {
    pub(crate) fn new(settings: Settings) -> Self {
        Self { settings, permits: Arc::new(Semaphore::new(settings.max_operations as usize)) }
    }

    /// The limits, for `serviceLimits`.
    pub(crate) fn service_limits(&self) -> Vec<graphql::Limit> {
        let milliseconds = u64::try_from(self.settings.request_timeout.as_millis()).unwrap_or(u64::MAX);
        vec![
            graphql::Limit::new("time", milliseconds, "milliseconds", "From the start of an operation to its answer."),
            graphql::Limit::new(
                "runningOperations",
                self.settings.max_operations.into(),
                "operations",
                "Operations of all clients that run at the same time.",
            ),
        ]
    }

    /// Runs an operation, given its time limit, to its end or until the time is over. Dropping the future drops the
    /// operation and so cancels its reads.
    pub(crate) async fn run<T>(&self, operation: impl AsyncFnOnce(Duration) -> T) -> Result<T, ErrorResponse> {
        let Ok(_permit) = self.permits.try_acquire() else {
            return Err(ErrorResponse::retry_after(
                StatusCode::SERVICE_UNAVAILABLE,
                Code::Overloaded,
                1,
                format!(
                    "The server is already running {} operations. Try again in a second.",
                    self.settings.max_operations
                ),
            ));
        };
        let limit = self.settings.request_timeout;
        timeout(limit, operation(limit)).await.map_err(|_| self.timed_out())
    }

    /// The error of an operation that took too long.
    pub(crate) fn timed_out(&self) -> ErrorResponse {
        let message = format!(
            "The operation took longer than {} and was cancelled. Ask for less at a time: fewer fields, smaller pages.",
            humantime::format_duration(self.settings.request_timeout)
        );
        ErrorResponse::new(StatusCode::GATEWAY_TIMEOUT, Code::Timeout, message)
    }
}
