//! HTTP: the routes, and what every response has.

mod asked;
pub(crate) mod connections;
pub(crate) mod cross_site;
mod geojson;
mod graphql;
mod health;
pub(crate) mod media_type;
mod refusal;
mod request_id;
pub(crate) mod running;

use std::sync::Arc;

use ::graphql::{Options, Schema};
use actix_web::{
    App, Error, FromRequest, Handler, HttpResponse, Resource, Responder,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    guard,
    http::header,
    middleware::{Compress, from_fn},
    web,
};
use store::Store;

use self::{media_type::Profile, running::Running};
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
    telemetry: Telemetry,
}

impl State {
    pub(crate) fn new(store: Arc<Store>, settings: &Settings, telemetry: Telemetry) -> Self {
        Self {
            store,
            schema: Schema::new(Options { introspection: !settings.cross_site.no_introspection, ..Options::default() }),
            profile: settings.http_profile,
            running: Running::new(settings.running),
            cross_site: Arc::new(settings.cross_site.clone()),
            telemetry,
        }
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
        // Within the compression, because it takes only one header Vary for all.
        .wrap(cross_site.middleware())
        .wrap(Compress::default())
        .wrap(cross_site::default_headers())
        .wrap(from_fn(request_id::middleware))
        .wrap(from_fn(connections::middleware))
        .service(
            web::resource("/graphql")
                .route(web::route().guard(guard::Any(guard::Get()).or(guard::Head())).to(graphql::get))
                .route(web::post().to(graphql::post))
                .route(web::route().guard(guard::Query()).to(graphql::query))
                .route(web::route().guard(guard::Options()).to(graphql::options))
                .default_service(web::to(graphql::other_method)),
        )
        .configure(|routes| {
            if !cross_site.no_playground {
                routes
                    .service(readable("/", pages::index))
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

async fn schema(state: web::Data<State>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(state.schema.sdl())
}

async fn not_found() -> HttpResponse {
    HttpResponse::NotFound()
        .content_type("text/plain; charset=utf-8")
        .body("There is nothing here. The API is at /graphql, the playground at /, the schema at /schema.graphql, clusters for maps at \
             /clusters.geojson.\n")
}
