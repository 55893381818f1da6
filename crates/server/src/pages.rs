//! The pages that `web/` builds, embedded in the program.

use std::borrow::Cow;

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::http::{body::Body, response, state::State};

/// The Content-Security-Policy of the pages, and that of the playground: see `web/README.md`.
const POLICY: &str = include_str!("../../../web/csp.txt");
const PLAYGROUND_POLICY: &str = include_str!("../../../web/csp-playground.txt");

/// The paths of the atlas, as `web/src/routes.ts` has them.
const PATHS: [&str; 9] = [
    "/",
    "/provinces/{code}",
    "/clusters/{slug}",
    "/industries/{slug}",
    "/contests/{slug}",
    "/rounds/{slug}",
    "/sources/{slug}",
    "/explore",
    "/compare",
];

/// The prefix of the paths in Chinese.
const CHINESE: &str = "/zh";

/// The paths of the atlas in every language.
pub(crate) fn paths() -> impl Iterator<Item = String> {
    let chinese = PATHS.iter().map(|path| format!("{CHINESE}{path}"));
    PATHS.iter().map(ToString::to_string).chain(chinese).chain([CHINESE.to_owned()])
}

/// Shown instead of the pages by a program that was built without them.
const NOT_BUILT: &str = "<!doctype html>
<html lang=\"en\"><meta charset=\"utf-8\"><title>Cluster Atlas</title>
<h1>Cluster Atlas</h1>
<p>The API is served at <a href=\"/graphql?query=%7Bdataset%7Bversion%7D%7D\">/graphql</a>,
its schema at <a href=\"/schema.graphql\">/schema.graphql</a>.</p>
<p>This program was built without its pages. To build them, install Node.js 20.19 or newer and run
<code>script/server</code>, or run <code>npm ci</code> and <code>npm run build</code> in <code>web/</code> and build the
program again.</p>
</html>
";

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Files;

/// The page of the atlas, which shows the subject that its path names.
pub(crate) async fn atlas(state: web::Data<State>, request: HttpRequest) -> HttpResponse {
    page(&state, &request, "index.html", POLICY).await
}

/// The playground.
pub(crate) async fn playground(state: web::Data<State>, request: HttpRequest) -> HttpResponse {
    page(&state, &request, "playground.html", PLAYGROUND_POLICY).await
}

async fn page(state: &State, request: &HttpRequest, path: &str, policy: &'static str) -> HttpResponse {
    match Files::get(path) {
        Some(file) => respond(state, request, path, file, "no-cache", policy).await,
        None => not_built(),
    }
}

fn not_built() -> HttpResponse {
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(NOT_BUILT)
}

/// The paths of the documentation in every language.
pub(crate) fn docs_paths() -> impl Iterator<Item = String> {
    ["", CHINESE].into_iter().flat_map(|language| [format!("{language}/docs"), format!("{language}/docs/{{page:.*}}")])
}

/// A page of the documentation: a file of the name of its path. Any other path gets the page that says so.
pub(crate) async fn docs(state: web::Data<State>, request: HttpRequest) -> HttpResponse {
    let name = request.path().trim_start_matches('/');
    let missing = if name.starts_with("zh/") { "zh/404.html" } else { "404.html" };
    if let Some(file) = Files::get(&format!("{name}.html")) {
        return respond(&state, &request, "docs.html", file, "no-cache", POLICY).await;
    }
    let Some(file) = Files::get(missing) else { return not_built() };
    let mut response = HttpResponse::NotFound();
    response.content_type(media_type(missing)).insert_header((header::CONTENT_SECURITY_POLICY, POLICY.trim_end()));
    response::send_uncached(&request, response, file.data.into_owned()).await
}

/// A file that a page loads. Its name changes with its content, so it may be cached forever.
pub(crate) async fn asset(state: web::Data<State>, request: HttpRequest, name: web::Path<String>) -> HttpResponse {
    let path = format!("assets/{name}");
    match Files::get(&path) {
        Some(file) => respond(&state, &request, &path, file, "public, max-age=31536000, immutable", POLICY).await,
        None => HttpResponse::NotFound().content_type("text/plain; charset=utf-8").body("There is no such file.\n"),
    }
}

/// The licence notices of the libraries in the pages.
pub(crate) async fn licenses(state: web::Data<State>, request: HttpRequest) -> HttpResponse {
    match Files::get("licenses.md") {
        Some(file) => respond(&state, &request, "licenses.md", file, "no-cache", POLICY).await,
        None => HttpResponse::NotFound().finish(),
    }
}

async fn respond(
    state: &State,
    request: &HttpRequest,
    path: &str,
    file: EmbeddedFile,
    cache_control: &'static str,
    policy: &'static str,
) -> HttpResponse {
    let hash = file.metadata.sha256_hash();
    let bytes = match file.data {
        Cow::Borrowed(bytes) => web::Bytes::from_static(bytes),
        Cow::Owned(bytes) => bytes.into(),
    };
    let mut builder = HttpResponse::Ok();
    builder
        .content_type(media_type(path))
        .insert_header((header::CACHE_CONTROL, cache_control))
        .insert_header((header::CONTENT_SECURITY_POLICY, policy.trim_end()));
    response::send(&state.cache, request, builder, &Body::with_sha256(bytes, hash)).await
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("ttf") => "font/ttf",
        Some("woff2") => "font/woff2",
        Some("md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
