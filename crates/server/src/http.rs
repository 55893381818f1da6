//! HTTP: the stages of a request, one file each, and the routes. README.md lists the stages in their order.

pub(crate) mod admission;
pub(crate) mod api_keys;
pub(crate) mod body;
pub(crate) mod client_address;
mod conditional;
mod content_coding;
pub(crate) mod content_negotiation;
pub(crate) mod cors;
mod error_response;
mod execution;
mod export;
mod geojson;
mod graphql;
mod health;
mod operation;
pub(crate) mod persisted_documents;
pub(crate) mod rate_limit;
mod request;
mod request_id;
pub(crate) mod response;
pub(crate) mod response_cache;
mod security_headers;
pub(crate) mod slow_clients;
pub(crate) mod state;
pub(crate) mod subscription;

use std::sync::Arc;

use actix_web::{
    App, Error, FromRequest, Handler, HttpRequest, HttpResponse, Resource, Responder,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    guard,
    http::header,
    middleware::from_fn,
    web,
};

use self::{request::MAX_BODY, state::State, subscription::websocket};
use crate::pages;

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
    let cors = Arc::clone(&state.cors);
    let (playground, introspection) = (state.playground, state.introspection);
    App::new()
        .app_data(web::Data::new(state.telemetry.clone()))
        .app_data(web::Data::new(state))
        .app_data(web::PayloadConfig::new(MAX_BODY))
        .wrap(cors.middleware())
        .wrap(security_headers::middleware())
        .wrap(from_fn(request_id::middleware))
        .wrap(from_fn(slow_clients::middleware))
        .service(
            web::resource("/graphql")
                .route(web::get().guard(guard::fn_guard(websocket::is_requested)).to(websocket::upgrade))
                .route(web::route().guard(guard::Any(guard::Get()).or(guard::Head())).to(graphql::get))
                .route(web::post().to(graphql::post))
                .route(web::route().guard(guard::Query()).to(graphql::query))
                .route(web::route().guard(guard::Options()).to(graphql::options))
                .default_service(web::to(graphql::other_method)),
        )
        .configure(|routes| {
            if playground {
                for path in pages::paths() {
                    routes.service(read_only(&path, pages::atlas));
                }
                for path in pages::docs_paths() {
                    routes.service(read_only(&path, pages::docs));
                }
                routes
                    .service(read_only("/playground", pages::playground))
                    .service(read_only("/assets/{name}", pages::asset))
                    .service(read_only("/licenses.md", pages::licenses));
            }
            if introspection {
                routes.service(read_only("/schema.graphql", schema));
            }
        })
        .service(read_only(geojson::CLUSTERS.path, geojson::clusters))
        .service(read_only("/healthz", health::live))
        .service(read_only("/readyz", health::ready))
        .default_service(web::to(not_found))
}

/// A resource for GET and HEAD; other methods get 405.
fn read_only<F, Arguments>(path: &str, handler: F) -> Resource
where
    F: Handler<Arguments>,
    Arguments: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    web::resource(path)
        .route(web::route().guard(guard::Any(guard::Get()).or(guard::Head())).to(handler))
        .default_service(web::to(method_not_allowed))
}

async fn method_not_allowed() -> HttpResponse {
    HttpResponse::MethodNotAllowed()
        .insert_header((header::ALLOW, "GET, HEAD"))
        .content_type("text/plain; charset=utf-8")
        .body("This resource is read-only.\n")
}

async fn schema(state: web::Data<State>, http: HttpRequest) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    response.content_type("text/plain; charset=utf-8").insert_header((header::CACHE_CONTROL, "no-cache"));
    response::send(&state.cache, &http, response, &state.sdl).await
}

async fn not_found() -> HttpResponse {
    HttpResponse::NotFound().content_type("text/plain; charset=utf-8").body(
        "There is nothing here. The API is at /graphql, the playground at /playground, the schema at /schema.graphql, \
             clusters for maps at /clusters.geojson.\n",
    )
}
