//! The state that all handlers share.

use std::sync::Arc;

use ::graphql::{Options, Schema};
use store::{Store, Watched};
use tokio::sync::watch;

use super::{
    admission::Admission, body::Body, client_address::ClientAddresses, content_negotiation::Profile, cors,
    persisted_documents::PersistedDocuments, rate_limit::RateLimit, request::MAX_BODY, response_cache::ResponseCache,
    subscription::open_connections::Connections,
};
use crate::{error::Error, settings::Settings, telemetry::Telemetry};

/// The state that all handlers share. Cheap to clone.
#[derive(Clone)]
pub(crate) struct State {
    pub(crate) store: Arc<Store>,
    pub(crate) schema: Schema,
    pub(crate) profile: Profile,
    pub(crate) admission: Admission,
    pub(crate) cors: Arc<cors::Settings>,
    /// Whether the pages are served.
    pub(crate) playground: bool,
    /// Whether the schema is served.
    pub(crate) introspection: bool,
    pub(crate) subscriptions: Arc<Connections>,
    pub(crate) telemetry: Telemetry,
    pub(crate) documents: PersistedDocuments,
    pub(crate) addresses: ClientAddresses,
    pub(crate) rate_limit: RateLimit,
    /// The current release, as far as the server has heard of it.
    pub(crate) watched: watch::Receiver<Watched>,
    pub(crate) cache: ResponseCache,
    pub(crate) sdl: Body,
}

/// The parts of the state that read files: made before the database is opened, so that a faulty file ends the program at
/// once.
#[derive(Clone, Debug)]
pub(crate) struct Policies {
    documents: PersistedDocuments,
    addresses: ClientAddresses,
    rate_limit: RateLimit,
}

impl Policies {
    /// Reads the files that the settings name.
    pub(crate) fn read(settings: &Settings) -> Result<Self, Error> {
        let documents = PersistedDocuments::new(&settings.persisted)?;
        let addresses = ClientAddresses::new(&settings.client_address);
        let rate_limit = RateLimit::new(&settings.rate_limit, &settings.api_keys, addresses.clone(), settings.listen)?;
        Ok(Self { documents, addresses, rate_limit })
    }
}

impl State {
    /// Starts to watch for releases in the current runtime: the runtime of a worker would end before the server.
    pub(crate) fn new(
        store: Arc<Store>,
        settings: &Settings,
        Policies { documents, addresses, rate_limit }: Policies,
        telemetry: Telemetry,
    ) -> Self {
        let introspection = !settings.no_introspection;
        let admission = Admission::new(settings.admission);
        let subscriptions = Arc::new(Connections::new(settings.subscriptions.clone()));
        let body = ::graphql::Limit::new("bodyBytes", MAX_BODY as u64, "bytes", "The body of a request.");
        let more_limits =
            [vec![body], admission.service_limits(), rate_limit.service_limits(), subscriptions.service_limits()];
        let more_limits = more_limits.concat();
        let schema = Schema::new(Options { introspection, more_limits, ..Options::default() });
        Self {
            watched: store.watch(),
            sdl: Body::new(Schema::sdl().to_owned()),
            store,
            schema,
            documents,
            addresses,
            rate_limit,
            cache: ResponseCache::new(settings.cache),
            profile: settings.http_profile,
            admission,
            cors: Arc::new(settings.cors.clone()),
            playground: !settings.no_playground,
            introspection,
            subscriptions,
            telemetry,
        }
    }

    /// Closes subscriptions, which would otherwise stay open: a server that stops waits for them.
    pub(crate) fn stop(&self) {
        self.subscriptions.stop();
    }
}
