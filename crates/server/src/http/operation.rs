//! A GraphQL operation as telemetry reports it.

use std::{cell::Cell, time::Instant};

use ::graphql::{Checked, Code, Usage};

use crate::telemetry::{
    Telemetry,
    event::{CacheResult, FinishedOperation, OperationKind, Rejection},
};

/// An operation as it is known before it is executed. A cached response keeps it, so that a hit is reported like an
/// execution.
#[derive(Debug)]
pub(crate) struct Operation {
    name: Option<String>,
    cost: u64,
}

impl Operation {
    pub(crate) fn of(checked: &Checked) -> Self {
        Self { name: checked.operation_name().map(str::to_owned), cost: checked.cost() }
    }
}

/// Measures an operation from the start of the report, and reports it once.
pub(crate) struct OperationReport<'a> {
    started: Instant,
    document: &'a str,
    request_id: &'a str,
    usage: Cell<Option<Usage>>,
}

impl<'a> OperationReport<'a> {
    pub(crate) fn start(document: &'a str, request_id: &'a str) -> Self {
        Self { started: Instant::now(), document, request_id, usage: Cell::new(None) }
    }

    /// Adds the statements and rows that the execution read.
    pub(crate) fn set_usage(&self, usage: Usage) {
        self.usage.set(Some(usage));
    }

    /// Reports the operation, with the code of its first error, if any.
    pub(crate) fn finish(self, telemetry: &Telemetry, operation: &Operation, code: Option<&str>, cache: CacheResult) {
        let usage = self.usage.get().unwrap_or(Usage { statements: 0, rows: 0 });
        telemetry.operation_finished(&FinishedOperation {
            name: operation.name.as_deref(),
            kind: OperationKind::Query,
            code,
            document: self.document,
            cost: operation.cost,
            statements: usage.statements,
            rows: usage.rows,
            cache,
            elapsed: self.started.elapsed(),
            request_id: self.request_id,
        });
        let rejection = match code {
            Some(code) if code == Code::RateLimited.as_str() => Rejection::RateLimited,
            Some(code) if code == Code::Overloaded.as_str() => Rejection::Overloaded,
            _ => return,
        };
        telemetry.request_rejected(rejection);
    }
}
