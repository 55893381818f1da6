//! The log of slow operations: enough to find the document again, and nothing that a client may want to keep private.

use std::time::Duration;

use super::event::FinishedOperation;

/// Logs operations that take at least this time.
pub(super) struct SlowLog(Duration);

impl SlowLog {
    pub(super) fn new(threshold: Duration) -> Self {
        Self(threshold)
    }

    pub(super) fn operation_finished(&self, operation: &FinishedOperation<'_>) {
        if operation.elapsed >= self.0 {
            tracing::warn!(
                operation = operation.name,
                document = operation.document_hash(),
                cost = operation.cost,
                statements = operation.statements,
                rows = operation.rows,
                milliseconds = u64::try_from(operation.elapsed.as_millis()).unwrap_or(u64::MAX),
                request_id = operation.request_id,
                code = operation.code,
                "slow operation"
            );
        }
    }
}
