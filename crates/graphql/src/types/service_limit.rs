//! The limits of the service, as clients see them.

use async_graphql::{Context, SimpleObject};

use crate::limits::Limit;

/// The limits that the schema was built with.
pub(crate) struct ShownLimits(pub(crate) Vec<Limit>);

/// A limit of the service: a request that asks for more is refused with the code `LIMIT_EXCEEDED`, or with another that
/// the description names.
#[derive(SimpleObject)]
#[graphql(crate = "crate::engine")]
pub(crate) struct ServiceLimit {
    /// Its name, such as depth.
    name: &'static str,
    /// The most that is allowed.
    value: i32,
    /// What is counted, such as levels.
    unit: &'static str,
    /// What it limits.
    description: &'static str,
}

impl ServiceLimit {
    /// All of them.
    pub(crate) fn all(context: &Context<'_>) -> Vec<Self> {
        let limit = |limit: &Limit| Self {
            name: limit.name,
            value: i32::try_from(limit.value).unwrap_or(i32::MAX),
            unit: limit.unit,
            description: limit.description,
        };
        context.data_unchecked::<ShownLimits>().0.iter().map(limit).collect()
    }
}
