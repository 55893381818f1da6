//! Serves the metrics for Prometheus on an address of their own: the public one does not have them.

use std::{io, net::TcpListener, sync::Arc};

use actix_web::{App, HttpResponse, HttpServer, dev::Server, guard, web};
use store::Store;

use super::Telemetry;

const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Serves `/metrics` until its handle stops it.
pub(crate) fn serve(listener: TcpListener, telemetry: &Telemetry, store: &Arc<Store>) -> io::Result<Server> {
    let (telemetry, store) = (telemetry.clone(), web::Data::from(Arc::clone(store)));
    let app = move || {
        App::new()
            .app_data(web::Data::new(telemetry.clone()))
            .app_data(store.clone())
            .route("/metrics", web::route().guard(guard::Any(guard::Get()).or(guard::Head())).to(metrics))
    };
    let server = HttpServer::new(app).workers(1).disable_signals().shutdown_timeout(1).listen(listener)?;
    Ok(server.run())
}

async fn metrics(telemetry: web::Data<Telemetry>, store: web::Data<Store>) -> HttpResponse {
    let Some(metrics) = telemetry.metrics() else { return HttpResponse::NotFound().finish() };
    match metrics.text(&store).await {
        Ok(text) => HttpResponse::Ok().content_type(CONTENT_TYPE).body(text),
        Err(error) => {
            tracing::error!("the metrics cannot be written: {error}");
            HttpResponse::InternalServerError().finish()
        }
    }
}
