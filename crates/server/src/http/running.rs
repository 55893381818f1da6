//! Runs operations: so many at a time, and each for so long.

use std::{sync::Arc, time::Duration};

use ::graphql::{Answer, Checked, Code, Schema, Usage};
use actix_web::http::StatusCode;
use clap::Args;
use store::Store;
use tokio::{sync::Semaphore, time::timeout};

use super::refusal::Refusal;

/// How many, and how long.
#[derive(Args, Clone, Copy, Debug)]
#[group(skip)]
pub(crate) struct Settings {
    /// Longest time an operation may take, such as 10s or 500ms; what it still reads is cancelled
    #[arg(long, env = "ATLAS_REQUEST_TIMEOUT", default_value = "10s", global = true, value_name = "DURATION",
          value_parser = humantime::parse_duration)]
    pub(crate) request_timeout: Duration,
    /// Most operations that run at the same time; others are told to come back later
    #[arg(long, env = "ATLAS_MAX_OPERATIONS", default_value_t = 256, global = true, value_name = "NUMBER",
          value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) max_operations: u32,
}

/// Runs operations.
#[derive(Clone, Debug)]
pub(crate) struct Running {
    settings: Settings,
    places: Arc<Semaphore>,
}

impl Running {
    pub(crate) fn new(settings: Settings) -> Self {
        Self { settings, places: Arc::new(Semaphore::new(settings.max_operations as usize)) }
    }

    /// What `serviceLimits` shows.
    pub(crate) fn shown(&self) -> Vec<graphql::Limit> {
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

    /// Runs an operation to its end, or to that of its time. If the future is dropped, so is what it reads.
    pub(crate) async fn run(
        &self,
        schema: &Schema,
        store: &Store,
        checked: Checked,
    ) -> Result<(Answer, Usage), Refusal> {
        let Ok(_place) = self.places.try_acquire() else {
            return Err(Refusal::later(
                StatusCode::SERVICE_UNAVAILABLE,
                Code::Overloaded,
                1,
                format!("The server runs {} operations already. Try again in a second.", self.settings.max_operations),
            ));
        };
        let limit = self.settings.request_timeout;
        match timeout(limit, schema.execute(checked, store.session_within(limit))).await {
            Ok(answered) => Ok(answered),
            Err(_) => Err(self.timed_out()),
        }
    }

    /// What an operation is told whose time is over.
    pub(crate) fn timed_out(&self) -> Refusal {
        let message = format!(
            "The operation took longer than {} and was ended. Ask for less at a time: fewer fields, smaller pages.",
            humantime::format_duration(self.settings.request_timeout)
        );
        Refusal::new(StatusCode::GATEWAY_TIMEOUT, Code::Timeout, message)
    }
}
