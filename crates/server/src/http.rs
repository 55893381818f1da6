//! HTTP: the routes, and what every response has.

mod asked;
pub(crate) mod cache;
pub(crate) mod connections;
pub(crate) mod cross_site;
mod geojson;
mod graphql;
mod health;
pub(crate) mod media_type;
pub(crate) mod persisted;
pub(crate) mod rate;
mod refusal;
mod request_id;
pub(crate) mod running;
pub(crate) mod subscription;

use std::sync::Arc;

use ::graphql::{Options, Schema};
use actix_web::{
    App, Error, FromRequest, Handler, HttpRequest, HttpResponse, Resource, Responder,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    guard,
    http::header,
    middleware::from_fn,
    web,
};
use store::{Store, Watched};
use tokio::sync::watch;

use self::{
    cache::{Cache, Content},
    media_type::Profile,
    persisted::Documents,
    rate::Limit,
    running::Running,
    subscription::{Streams, ws},
};
use crate::{pages, settings::Settings, telemetry::Telemetry};

/// The largest body of a request, in bytes.
const MAX_BODY: usize = 256 * 1024;

/// What the handlers share.
#[derive(Clone)]
pub(crate) struct State {
    store: Arc<Store>,
    schema: Schema,
    profile: Profile,
    running: Running,
    cross_site: Arc<cross_site::Settings>,
    streams: Arc<Streams>,
    telemetry: Telemetry,
    documents: Documents,
    limit: Limit,
    watched: watch::Receiver<Watched>,
    /// The answers that are kept.
    pub(crate) cache: Cache,
    sdl: Content,
}

/// What the settings name files for.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    documents: Documents,
    limit: Limit,
}

impl Rules {
    /// Reads the files.
    pub(crate) fn read(settings: &Settings) -> Result<Self, crate::Error> {
        let documents = Documents::new(&settings.persisted)?;
        Ok(Self { documents, limit: Limit::new(&settings.rate, settings.listen)? })
    }
}

impl State {
    /// Begins to watch the releases, in the runtime it is called from: that of a worker would end before the server.
    pub(crate) fn new(
        store: Arc<Store>,
        settings: &Settings,
        Rules { documents, limit }: Rules,
        telemetry: Telemetry,
    ) -> Self {
        let introspection = !settings.cross_site.no_introspection;
        let running = Running::new(settings.running);
        let streams = Arc::new(Streams::new(settings.subscriptions.clone()));
        let body = ::graphql::Limit::new("bodyBytes", MAX_BODY as u64, "bytes", "The body of a request.");
        let more_limits = [vec![body], running.shown(), limit.shown(), streams.shown()].concat();
        let schema = Schema::new(Options { introspection, more_limits, ..Options::default() });
        Self {
            watched: store.watch(),
            sdl: Content::new(Schema::sdl().to_owned()),
            store,
            schema,
            documents,
            limit,
            cache: Cache::new(settings.cache),
            profile: settings.http_profile,
            running,
            cross_site: Arc::new(settings.cross_site.clone()),
            streams,
            telemetry,
        }
    }

    /// Ends what would otherwise stay open: a server that stops waits for it.
    pub(crate) fn stop(&self) {
        self.streams.stop();
    }
}

/// The routes of one worker.
pub(crate) fn app(
    state: State,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let cross_site = Arc::clone(&state.cross_site);
    App::new()
        .app_data(web::Data::new(state))
        .app_data(web::PayloadConfig::new(MAX_BODY))
        .wrap(cross_site.middleware())
        .wrap(cross_site::default_headers())
        .wrap(from_fn(request_id::middleware))
        .wrap(from_fn(connections::middleware))
        .service(
            web::resource("/graphql")
                .route(web::get().guard(guard::fn_guard(ws::is_asked)).to(ws::upgrade))
                .route(web::route().guard(guard::Any(guard::Get()).or(guard::Head())).to(graphql::get))
                .route(web::post().to(graphql::post))
                .route(web::route().guard(guard::Query()).to(graphql::query))
                .route(web::route().guard(guard::Options()).to(graphql::options))
                .default_service(web::to(graphql::other_method)),
        )
        .configure(|routes| {
            if !cross_site.no_playground {
                for path in pages::paths() {
                    routes.service(readable(&path, pages::atlas));
                }
                for path in pages::docs_paths() {
                    routes.service(readable(&path, pages::docs));
                }
                routes
                    .service(readable("/playground", pages::playground))
                    .service(readable("/assets/{name}", pages::asset))
                    .service(readable("/licenses.md", pages::licenses));
            }
            if !cross_site.no_introspection {
                routes.service(readable("/schema.graphql", schema));
            }
        })
        .service(readable(geojson::PATH, geojson::clusters))
        .service(readable("/healthz", health::live))
        .service(readable("/readyz", health::ready))
        .default_service(web::to(not_found))
}

/// What is there to be read: GET and HEAD, and no other method.
fn readable<F, Arguments>(path: &str, handler: F) -> Resource
where
    F: Handler<Arguments>,
    Arguments: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    web::resource(path)
        .route(web::route().guard(guard::Any(guard::Get()).or(guard::Head())).to(handler))
        .default_service(web::to(not_writable))
}

async fn not_writable() -> HttpResponse {
    HttpResponse::MethodNotAllowed()
        .insert_header((header::ALLOW, "GET, HEAD"))
        .content_type("text/plain; charset=utf-8")
        .body("This can only be read.\n")
}

async fn schema(state: web::Data<State>, http: HttpRequest) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    response.content_type("text/plain; charset=utf-8").insert_header((header::CACHE_CONTROL, "no-cache"));
    state.cache.send(&http, response, &state.sdl).await
}

async fn not_found() -> HttpResponse {
    HttpResponse::NotFound().content_type("text/plain; charset=utf-8").body(
        "There is nothing here. The API is at /graphql, the playground at /playground, the schema at /schema.graphql, \
             clusters for maps at /clusters.geojson.\n",
    )
}
