//! The least that can answer: one SQL statement that builds the JSON, written through as it is, and answers that are fixed.
//!
//! | path | answer |
//! |---|---|
//! | `/nested` | the nested query's |
//! | `/flat` | the flat query's |
//! | `/fixed` | the bytes of the file `FIXED_FILE` |
//! | `/fixed-304` | with any `If-None-Match` an empty 304, otherwise as `/fixed` |

use std::{cell::Cell, env, error::Error, fs, rc::Rc};

use actix_web::{
    App, HttpRequest, HttpResponse, HttpServer,
    error::ErrorInternalServerError,
    http::header::{self, HeaderValue},
    rt,
    web::{Bytes, Data, to},
};
use tokio_postgres::{Client, Config, NoTls, Statement, config::Host};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const NESTED: &str = include_str!("nested.sql");
const FLAT: &str = include_str!("flat.sql");
const JSON: HeaderValue = HeaderValue::from_static("application/graphql-response+json");
const TAG: HeaderValue = HeaderValue::from_static("\"fixed\"");

/// A connection with its prepared statements. Requests that share one are pipelined.
struct Connection {
    client: Client,
    nested: Statement,
    flat: Statement,
    waiting: Cell<usize>,
}

/// The connections of one worker: nothing is shared between threads, so nothing is locked.
type Connections = Rc<[Connection]>;

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let config = config(&env::var("DATABASE_URL")?)?;
    let port: u16 = env::var("PORT")?.parse()?;
    let connections: usize = env::var("CONNECTIONS").map_or(Ok(8), |number| number.parse())?;
    let fixed = Bytes::from(env::var("FIXED_FILE").map_or(Ok(Vec::new()), fs::read)?);
    let workers = std::thread::available_parallelism()?.get();
    let each = connections.div_ceil(workers);
    HttpServer::new(move || {
        let config = config.clone();
        App::new()
            .data_factory(move || connect(config.clone(), each))
            .app_data(Data::new(fixed.clone()))
            .route("/nested", to(nested))
            .route("/flat", to(flat))
            .route("/fixed", to(fixed_answer))
            .route("/fixed-304", to(unchanged))
    })
    .workers(workers)
    .bind(("127.0.0.1", port))?
    .run()
    .await?;
    Ok(())
}

/// A URL that names the directory of a socket names a host, too; then only the socket is meant.
fn config(url: &str) -> Result<Config, tokio_postgres::Error> {
    let config: Config = url.parse()?;
    let Some(Host::Unix(directory)) = config.get_hosts().iter().find(|host| matches!(host, Host::Unix(_))) else {
        return Ok(config);
    };
    let mut local = Config::new();
    local.host_path(directory);
    config.get_ports().last().map(|port| local.port(*port));
    config.get_user().map(|user| local.user(user));
    config.get_password().map(|password| local.password(password));
    config.get_dbname().map(|name| local.dbname(name));
    Ok(local)
}

async fn connect(config: Config, number: usize) -> Result<Connections, tokio_postgres::Error> {
    let mut connections = Vec::new();
    for _ in 0..number {
        let (client, connection) = config.connect(NoTls).await?;
        rt::spawn(connection);
        // Measured faster than with the just-in-time compiler, and what a private PostgreSQL of the server has.
        client.batch_execute("set jit = off").await?;
        let nested = client.prepare(NESTED).await?;
        let flat = client.prepare(FLAT).await?;
        connections.push(Connection { client, nested, flat, waiting: Cell::new(0) });
    }
    Ok(connections.into())
}

async fn nested(connections: Data<Connections>) -> actix_web::Result<HttpResponse> {
    answer(&connections, |connection| &connection.nested).await
}

async fn flat(connections: Data<Connections>) -> actix_web::Result<HttpResponse> {
    answer(&connections, |connection| &connection.flat).await
}

async fn answer(
    connections: &Connections,
    statement: impl Fn(&Connection) -> &Statement,
) -> actix_web::Result<HttpResponse> {
    let connection = connections.iter().min_by_key(|connection| connection.waiting.get());
    let connection = connection.ok_or_else(|| ErrorInternalServerError("no connection"))?;
    connection.waiting.update(|number| number + 1);
    let row = connection.client.query_one(statement(connection), &[]).await;
    connection.waiting.update(|number| number - 1);
    let row = row.map_err(ErrorInternalServerError)?;
    let json: &str = row.try_get(0).map_err(ErrorInternalServerError)?;
    Ok(json_answer(Bytes::copy_from_slice(json.as_bytes())))
}

async fn fixed_answer(fixed: Data<Bytes>) -> HttpResponse {
    json_answer(fixed.as_ref().clone())
}

async fn unchanged(request: HttpRequest, fixed: Data<Bytes>) -> HttpResponse {
    if request.headers().contains_key(header::IF_NONE_MATCH) {
        HttpResponse::NotModified().insert_header((header::ETAG, TAG)).finish()
    } else {
        json_answer(fixed.as_ref().clone())
    }
}

fn json_answer(json: Bytes) -> HttpResponse {
    HttpResponse::Ok().insert_header((header::CONTENT_TYPE, JSON)).body(json)
}
