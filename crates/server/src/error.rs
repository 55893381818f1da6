//! The error that ends the program.

/// Printed as one sentence, with its causes.
pub(crate) type Error = Box<dyn std::error::Error + Send + Sync>;
