//! The log of slow operations: enough to find the document again, and nothing that a client may want kept to itself.

use std::time::Duration;

use sha2::{Digest, Sha256};

use super::Operation;

pub(super) struct Slow(Duration);

impl Slow {
    pub(super) fn new(threshold: Duration) -> Self {
        Self(threshold)
    }

    pub(super) fn finished(&self, operation: &Operation<'_>) {
        if operation.elapsed >= self.0 {
            tracing::warn!(
                operation = operation.name,
                document = hash(operation.document),
                cost = operation.cost.or(operation.cost_estimate),
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

/// SHA-256 of a document, in hexadecimal.
pub(super) fn hash(document: &str) -> String {
    format!("{:x}", Sha256::digest(document))
}
