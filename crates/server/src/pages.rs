//! The pages: what `web/` builds, embedded in the program.

use std::fmt::Write;

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use rust_embed::{EmbeddedFile, RustEmbed};

/// Which sources the pages may use: see `web/README.md`.
const CONTENT_SECURITY_POLICY: &str = include_str!("../../../web/csp.txt");

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

/// The home page.
pub(crate) async fn index(request: HttpRequest) -> HttpResponse {
    match Files::get("index.html") {
        Some(file) => respond(&request, "index.html", file, "no-cache"),
        None => HttpResponse::Ok().content_type("text/html; charset=utf-8").body(NOT_BUILT),
    }
}

/// A file which the home page loads. Its name changes with its content, so it may be kept for ever.
pub(crate) async fn asset(request: HttpRequest, name: web::Path<String>) -> HttpResponse {
    let path = format!("assets/{name}");
    match Files::get(&path) {
        Some(file) => respond(&request, &path, file, "public, max-age=31536000, immutable"),
        None => HttpResponse::NotFound().content_type("text/plain; charset=utf-8").body("There is no such file.\n"),
    }
}

/// The notices of the libraries in the pages.
pub(crate) async fn licenses(request: HttpRequest) -> HttpResponse {
    match Files::get("licenses.md") {
        Some(file) => respond(&request, "licenses.md", file, "no-cache"),
        None => HttpResponse::NotFound().finish(),
    }
}

fn respond(request: &HttpRequest, path: &str, file: EmbeddedFile, cache: &str) -> HttpResponse {
    let hash = file.metadata.sha256_hash().iter().fold(String::new(), |mut hash, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hash, "{byte:02x}");
        hash
    });
    let tag = header::EntityTag::new_strong(hash);
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CACHE_CONTROL, cache))
        .insert_header((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY.trim_end()))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::REFERRER_POLICY, "no-referrer"))
        .insert_header(header::ETag(tag.clone()));
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known.is_some_and(|known| known.split(',').any(|known| known.trim() == tag.to_string())) {
        return response.status(actix_web::http::StatusCode::NOT_MODIFIED).finish();
    }
    response.content_type(media_type(path)).body(file.data.into_owned())
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("ttf") => "font/ttf",
        Some("woff2") => "font/woff2",
        Some("md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
