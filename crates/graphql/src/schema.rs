//! The schema of the API: what it is built from, and how a request is checked and answered with it.

use std::{ops::Deref, sync::Arc, time::Instant};

use async_graphql::{EmptyMutation, Name, Request, SchemaBuilder, Value};
use engine::{
    check::{self, CheckRules, Checker},
    execution::{self, executor},
    json,
};
use futures_util::{FutureExt, future::BoxFuture, stream::BoxStream};
use store::{ReleaseStamp, Session, Store, Usage, Watched};
use tokio::sync::watch;

use crate::{
    cost::COST_RULES,
    event_stream,
    federation::FederationSdl,
    limits::{Limit, Limits},
    loader::{Database, Loader},
    provenance::Provenance,
    query::Query,
    sdl,
    subscription::Subscription,
    types::service_limit::ShownLimits,
};

/// The schema as async-graphql has it.
pub(crate) type Executor = async_graphql::Schema<Query, EmptyMutation, Subscription>;

/// An answer, made from one release.
pub type Answer = engine::answer::Answer<ReleaseStamp>;

type RowCache = engine::row_cache::RowCache<<Database as engine::loader::Backend>::Release>;

/// The schema of the API. It holds no data: each request brings a session to read from.
#[derive(Clone)]
pub struct Schema {
    checker: Arc<Checker<Executor>>,
    executor: Executor,
    row_cache: Arc<RowCache>,
    options: Arc<Options>,
}

/// How a schema is served.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether clients may ask for the schema itself. If not, no message names anything that they did not send.
    pub introspection: bool,
    /// The limit of the estimated cost of an operation, in points.
    pub max_cost: u64,
    /// Limits of the layers around this one, which `serviceLimits` lists after those of the engine.
    pub more_limits: Vec<Limit>,
}

impl Default for Options {
    fn default() -> Self {
        Self { introspection: true, max_cost: Limits::COST.value, more_limits: Vec::new() }
    }
}

impl Options {
    fn cost(&self) -> Limit {
        Limits::COST.with_value(self.max_cost)
    }

    fn limits(&self) -> Vec<Limit> {
        let ours =
            Limits::ALL.into_iter().map(|limit| if limit.name == Limits::COST.name { self.cost() } else { limit });
        ours.chain(self.more_limits.iter().cloned()).collect()
    }
}

/// A request that may run, and what its answer reports besides the data.
#[derive(Debug)]
pub struct Checked {
    request: check::Checked,
    citations: bool,
    cost_report: bool,
}

impl Deref for Checked {
    type Target = check::Checked;

    fn deref(&self) -> &check::Checked {
        &self.request
    }
}

impl Checked {
    /// Adds `extensions.citations` to the answer: the sources of the data, each once, by slug.
    #[must_use]
    pub fn with_citations(self) -> Self {
        Self { citations: true, ..self }
    }

    /// Adds `extensions.cost` to the answer: the estimated and the actual cost of the operation.
    #[must_use]
    pub fn with_cost_report(self) -> Self {
        Self { cost_report: true, ..self }
    }

    /// An answer without data, with the estimated cost in `extensions.cost`.
    #[must_use]
    pub fn estimate(&self) -> Answer {
        self.request.estimate()
    }
}

impl Default for Schema {
    fn default() -> Self {
        Self::new(Options::default())
    }
}

// `execute`, `execute_with` and `subscribe` return boxed futures, made in functions that are not generic. As `async fn`s they
// would be part of the future of whoever awaits them, and the compiler would generate the code of all resolvers again in each
// such crate: in the program, each test and each bench. Boxed, it is generated once, here. One allocation a request.
impl Schema {
    /// Builds the schema. Needs no database.
    #[must_use]
    pub fn new(options: Options) -> Self {
        let rules = CheckRules { introspection: options.introspection, cost_limit: options.cost(), costs: COST_RULES };
        let checker = Arc::new(Checker::new(builder(&options), rules));
        let executor = executor(builder(&options));
        Self { checker, executor, row_cache: Arc::default(), options: Arc::new(options) }
    }

    /// The schema in the schema definition language, sorted, without the fields that only gateways use.
    #[must_use]
    pub fn sdl() -> &'static str {
        sdl::published()
    }

    /// The schema for gateways of Apollo Federation 2, as `_service` returns it.
    #[must_use]
    pub fn federation_sdl() -> &'static str {
        sdl::federated()
    }

    /// The limits that `serviceLimits` lists.
    #[must_use]
    pub fn limits(&self) -> Vec<Limit> {
        self.options.limits()
    }

    /// Parses and validates a request, checks its size, and estimates its cost. The error is the answer to a request that
    /// must not run.
    pub fn check(&self, request: Request) -> Result<Checked, Box<Answer>> {
        match self.checker.check(request) {
            Ok(checked) => Ok(Checked { request: checked, citations: false, cost_report: false }),
            Err(errors) => Err(Box::new(Answer::refused(errors))),
        }
    }

    /// Whether the operation of a document is a mutation; false if the document cannot be parsed.
    #[must_use]
    pub fn writes(&self, document: &str, operation_name: Option<&str>) -> bool {
        self.checker.is_mutation(document, operation_name)
    }

    /// Answers a request with the data of a session, and returns what the session used.
    pub fn execute(&self, checked: Checked, session: Session) -> BoxFuture<'_, (Answer, Usage)> {
        async move {
            let loader = Arc::new(Loader::with_row_cache(session, Arc::clone(&self.row_cache)));
            let answer = self.answer(checked, &loader).await;
            (answer, loader.session().usage())
        }
        .boxed()
    }

    /// Answers a request with a loader, whose session can be inspected afterwards.
    pub fn execute_with<'a>(&'a self, checked: Checked, loader: &'a Arc<Loader>) -> BoxFuture<'a, Answer> {
        self.answer(checked, loader).boxed()
    }

    /// Opens a subscription: an answer for each event, for as long as the releases are watched. The error is the answer to a
    /// request that is at fault.
    pub fn subscribe(
        &self,
        checked: Checked,
        store: Arc<Store>,
        releases: watch::Receiver<Watched>,
    ) -> BoxFuture<'static, Result<BoxStream<'static, Answer>, Box<Answer>>> {
        let executor = self.executor.clone();
        async move {
            if let Err(error) = checked.check_single_root() {
                return Err(Box::new(Answer::refused(vec![error])));
            }
            Ok(event_stream::open(executor, checked.request, store, releases).await)
        }
        .boxed()
    }

    async fn answer(&self, checked: Checked, loader: &Arc<Loader>) -> Answer {
        let started = Instant::now();
        let Checked { request: checked, citations, cost_report } = checked;
        let metered = cost_report.then(|| (checked.cost(), checked.metered()));
        let mut request = checked.into_request();
        let provenance = citations.then(Arc::<Provenance>::default);
        if let Some(provenance) = &provenance {
            request = request.data(Arc::clone(provenance));
        }
        let mut response = execution::execute(&self.executor, request, loader).await;
        if provenance.is_some() || metered.is_some() {
            response.data = json::parse(&response.data);
        }
        if let Some(provenance) = provenance {
            provenance.add_to(&mut response, loader).await;
        }
        if let Some((estimate, operation)) = metered {
            let actual = self.checker.actual_cost(&operation, &response.data);
            let usage = loader.session().usage();
            let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
            let members = [
                ("estimate", estimate),
                ("actual", actual),
                ("statements", usage.statements),
                ("rows", usage.rows),
                ("milliseconds", milliseconds),
            ];
            let members = members.into_iter().map(|(name, number)| (Name::new(name), Value::from(number)));
            response.extensions.insert("cost".to_owned(), Value::Object(members.collect()));
        }
        Answer::executed(response, loader.session().release())
    }
}

fn builder(options: &Options) -> SchemaBuilder<Query, EmptyMutation, Subscription> {
    let builder = sdl::types().data(ShownLimits(options.limits())).data(FederationSdl(sdl::federated));
    if options.introspection { builder } else { builder.disable_introspection().disable_suggestions() }
}
