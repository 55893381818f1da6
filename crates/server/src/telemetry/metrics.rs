//! The metrics for Prometheus. docs/reference/metrics.md lists them; a test compares.
//!
//! No label takes an arbitrary value from a client: routes are those of the server, methods and codes come from closed
//! lists, and only the first hundred names of operations have a series of their own.

use std::{
    collections::HashSet,
    fmt,
    sync::{PoisonError, RwLock},
    time::Duration,
};

use ::graphql::Code;
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram, info::Info},
    registry::{Registry, Unit},
};
use store::Store;

use super::{
    event::{CacheResult, FinishedOperation, FinishedRequest, Rejection},
    process::Process,
};

/// The number of operation names that have a series of their own; further ones count as `other`.
const MAX_NAMES: usize = 100;
/// Longer names count as `other`.
const MAX_NAME_LENGTH: usize = 64;
/// Maximum time to read the release: a database that is away must not hide the other metrics.
const RELEASE_TIMEOUT: Duration = Duration::from_secs(1);
/// The methods that have a series of their own.
const METHODS: [&str; 8] = ["GET", "HEAD", "POST", "QUERY", "OPTIONS", "PUT", "PATCH", "DELETE"];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    route: String,
    method: &'static str,
    status: u16,
}

/// One label and its value.
type Label<V> = [(&'static str, V); 1];
type Counters = Family<Label<&'static str>, Counter>;
type Histograms = Family<Label<String>, Histogram, fn() -> Histogram>;

/// A set of names that grows to a limit.
struct Names {
    known: RwLock<HashSet<String>>,
    most: usize,
    longest: usize,
}

/// Counts as one until it is dropped.
#[derive(Default)]
pub(crate) struct CountGuard(Option<Gauge>);

pub(super) struct Metrics {
    registry: Registry,
    names: Names,
    requests: Family<RequestLabels, Counter>,
    request_durations: Histograms,
    in_flight: Gauge,
    rejected: Counters,
    operations: Counters,
    operation_durations: Histograms,
    errors: Counters,
    costs: Histogram,
    cache: Counters,
    cache_bytes: Gauge,
    statements: Counter,
    rows: Counter,
    subscriptions: Gauge,
    connections: Family<Label<&'static str>, Gauge>,
    connections_max: Gauge,
    release: Gauge,
    release_loaded: Gauge,
}

impl Metrics {
    pub(super) fn new() -> Self {
        let mut registry = Registry::default();
        let metrics = Self {
            names: Names::new(MAX_NAMES, MAX_NAME_LENGTH),
            requests: Family::default(),
            request_durations: Family::new_with_constructor(durations),
            in_flight: Gauge::default(),
            rejected: Family::default(),
            operations: Family::default(),
            operation_durations: Family::new_with_constructor(durations),
            errors: Family::default(),
            costs: costs(),
            cache: Family::default(),
            cache_bytes: Gauge::default(),
            statements: Counter::default(),
            rows: Counter::default(),
            subscriptions: Gauge::default(),
            connections: Family::default(),
            connections_max: Gauge::default(),
            release: Gauge::default(),
            release_loaded: Gauge::default(),
            registry: Registry::default(),
        };
        // A series without an event yet is 0, not missing.
        for rejection in Rejection::ALL {
            drop(metrics.rejected.get_or_create(&[("reason", rejection.as_str())]));
        }
        for result in CacheResult::ALL {
            drop(metrics.cache.get_or_create(&[("result", result.as_str())]));
        }
        registry.register_collector(Box::new(Process));
        metrics.register(registry.sub_registry_with_prefix("atlas"));
        Self { registry, ..metrics }
    }

    /// The registry adds a full stop to each description.
    fn register(&self, registry: &mut Registry) {
        registry.register("build", "Version of the program", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
        registry.register("http_requests", "Requests answered", self.requests.clone());
        registry.register_with_unit(
            "http_request_duration",
            "Time until the response started",
            Unit::Seconds,
            self.request_durations.clone(),
        );
        registry.register("http_requests_in_flight", "Requests in flight", self.in_flight.clone());
        registry.register("http_requests_rejected", "Requests rejected before they were read", self.rejected.clone());
        registry.register("operations", "Operations answered", self.operations.clone());
        registry.register_with_unit(
            "operation_duration",
            "Duration of an operation",
            Unit::Seconds,
            self.operation_durations.clone(),
        );
        registry.register(
            "errors",
            "Operations and requests with an error, by the code of the first",
            self.errors.clone(),
        );
        registry.register("operation_cost", "Estimated cost of an operation, in points", self.costs.clone());
        registry.register("response_cache_lookups", "Look-ups in the response cache", self.cache.clone());
        registry.register_with_unit(
            "response_cache",
            "Size of the response cache",
            Unit::Bytes,
            self.cache_bytes.clone(),
        );
        registry.register("sql_statements", "Statements sent to the database", self.statements.clone());
        registry.register("sql_rows", "Rows read from the database", self.rows.clone());
        registry.register("subscriptions_open", "Open subscriptions", self.subscriptions.clone());
        registry.register("database_connections", "Connections to the database", self.connections.clone());
        registry.register(
            "database_connections_max",
            "Maximum number of connections to the database",
            self.connections_max.clone(),
        );
        registry.register("release_id", "Current release of the data; 0 before the first import", self.release.clone());
        registry.register_with_unit(
            "release_loaded_timestamp",
            "Time at which the release was loaded, as a Unix timestamp",
            Unit::Seconds,
            self.release_loaded.clone(),
        );
    }

    pub(super) fn request_started(&self) -> CountGuard {
        CountGuard::new(&self.in_flight)
    }

    pub(super) fn subscription_opened(&self) -> CountGuard {
        CountGuard::new(&self.subscriptions)
    }

    pub(super) fn request_finished(&self, request: &FinishedRequest<'_>) {
        let route = request.route.unwrap_or("other");
        let method = METHODS.into_iter().find(|method| *method == request.method).unwrap_or("other");
        let labels = RequestLabels { route: route.to_owned(), method, status: request.status };
        self.requests.get_or_create(&labels).inc();
        self.request_durations.get_or_create(&[("route", route.to_owned())]).observe(request.elapsed.as_secs_f64());
    }

    pub(super) fn operation_finished(&self, operation: &FinishedOperation<'_>) {
        self.operations.get_or_create(&[("kind", operation.kind.as_str())]).inc();
        let name = operation.name.map_or("anonymous", |name| self.names.of(name));
        self.operation_durations
            .get_or_create(&[("operation", name.to_owned())])
            .observe(operation.elapsed.as_secs_f64());
        self.costs.observe(f64::from(u32::try_from(operation.cost).unwrap_or(u32::MAX)));
        self.cache.get_or_create(&[("result", operation.cache.as_str())]).inc();
        self.statements.inc_by(operation.statements);
        self.rows.inc_by(operation.rows);
        if let Some(code) = operation.code {
            self.count_error(code);
        }
    }

    pub(super) fn count_error(&self, code: &str) {
        // Any other code would be a mistake.
        let code = Code::ALL.into_iter().map(Code::as_str).find(|known| *known == code).unwrap_or("other");
        self.errors.get_or_create(&[("code", code)]).inc();
    }

    pub(super) fn request_rejected(&self, rejection: Rejection) {
        self.rejected.get_or_create(&[("reason", rejection.as_str())]).inc();
    }

    pub(super) fn set_cache_bytes(&self, bytes: u64) {
        self.cache_bytes.set(clamped(bytes));
    }

    /// The current values, in the text format of `OpenMetrics`.
    pub(super) async fn text(&self, store: &Store) -> Result<String, fmt::Error> {
        let connections = store.pool();
        self.connections.get_or_create(&[("state", "idle")]).set(clamped(connections.idle));
        let used = connections.size.saturating_sub(connections.idle);
        self.connections.get_or_create(&[("state", "used")]).set(clamped(used));
        self.connections_max.set(clamped(connections.max));
        let session = store.session();
        // If the release cannot be read, the last one stays.
        if let Ok(Ok(Some(release))) = tokio::time::timeout(RELEASE_TIMEOUT, session.release_current()).await {
            self.release.set(release.id.0);
            self.release_loaded.set(release.loaded_at.timestamp());
        }
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

impl Names {
    fn new(most: usize, longest: usize) -> Self {
        Self { known: RwLock::default(), most, longest }
    }

    /// The name itself, or `other`.
    fn of<'a>(&self, name: &'a str) -> &'a str {
        if name.len() > self.longest {
            return "other";
        }
        {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            if known.contains(name) {
                return name;
            }
            if known.len() >= self.most {
                return "other";
            }
        }
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        // Other names may have been added in between.
        if known.len() < self.most || known.contains(name) {
            known.insert(name.to_owned());
            return name;
        }
        "other"
    }
}

impl CountGuard {
    fn new(gauge: &Gauge) -> Self {
        gauge.inc();
        Self(Some(gauge.clone()))
    }
}

impl Drop for CountGuard {
    fn drop(&mut self) {
        if let Some(gauge) = &self.0 {
            gauge.dec();
        }
    }
}

fn durations() -> Histogram {
    Histogram::new([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0])
}

fn costs() -> Histogram {
    Histogram::new([1.0, 10.0, 30.0, 100.0, 300.0, 1_000.0, 3_000.0, 10_000.0, 30_000.0, 100_000.0])
}

fn clamped(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_limited() {
        let names = Names::new(2, 4);
        assert_eq!(names.of("long1"), "other");
        assert_eq!([names.of("a"), names.of("b"), names.of("c"), names.of("a")], ["a", "b", "other", "a"]);
    }

    #[test]
    fn a_guard_counts_until_it_is_dropped() {
        let gauge = Gauge::default();
        let (one, two) = (CountGuard::new(&gauge), CountGuard::new(&gauge));
        assert_eq!(gauge.get(), 2);
        drop(one);
        assert_eq!(gauge.get(), 1);
        drop(two);
        assert_eq!(gauge.get(), 0);
    }
}
