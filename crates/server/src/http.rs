//! HTTP: the routes, and what every response has.

mod geojson;
mod graphql;
mod health;
mod request_id;
pub(crate) mod subscription;

use std::sync::Arc;

use ::graphql::Schema;
use actix_web::{
    App, Error, FromRequest, Handler, HttpRequest, HttpResponse, Resource, Responder,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    guard,
    http::header,
    middleware::{Compress, from_fn},
    web,
};
use store::Store;

use self::subscription::{Connections, ws};
use crate::{pages, settings::Settings};

/// The largest body of a request, in bytes.
const MAX_BODY: usize = 256 * 1024;

/// What the handlers share.
#[derive(Clone)]
pub(crate) struct State {
    store: Arc<Store>,
    schema: Schema,
    connections: Arc<Connections>,
}

impl State {
    pub(crate) fn new(store: Arc<Store>, settings: &Settings) -> Self {
        let connections = Arc::new(Connections::new(settings.subscriptions.clone()));
        Self { store, schema: Schema::new(), connections }
    }

    /// Ends what would otherwise stay open: a server that stops waits for it.
    pub(crate) fn stop(&self) {
        self.connections.stop();
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
    App::new()
        .app_data(web::Data::new(state))
        .app_data(web::PayloadConfig::new(MAX_BODY))
        .wrap(Compress::default())
        .wrap(from_fn(request_id::middleware))
        .service(
            web::resource("/graphql")
                .route(web::get().guard(guard::fn_guard(ws::is_asked)).to(web_socket))
                .route(web::get().to(graphql::get))
                .route(web::post().to(graphql::post))
                .default_service(web::to(graphql::other_method)),
        )
        .service(readable("/", pages::index))
        .service(readable("/assets/{name}", pages::asset))
        .service(readable("/licenses.md", pages::licenses))
        .service(readable("/schema.graphql", schema))
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

/// The data is public and nothing is known of a client by its cookies, so pages from anywhere may connect.
async fn web_socket(state: web::Data<State>, http: HttpRequest, payload: web::Payload) -> HttpResponse {
    ws::upgrade(&state, &http, payload, |_| true)
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
