//! The way to the server and back.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use graphql_client::{GraphQLQuery, QueryBody};
use reqwest::{
    RequestBuilder, Response, StatusCode, Url,
    header::{ACCEPT, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH},
};
use serde::{Deserialize, Serialize};
use tracing::{Span, debug, field::Empty, instrument, warn};

use crate::{
    Error, GraphqlError, Retry,
    cache::{CachedResponse, ResponseCache},
    retry::{is_passing, retry_after},
};

const API_KEY: HeaderName = HeaderName::from_static("x-api-key");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const ACCEPTED: &str = "application/graphql-response+json, application/json;q=0.9";
/// A longer address is sent as a body, for proxies that take none so long. What is sent so is not kept.
const LONGEST_ADDRESS: usize = 8_000;
/// As long as an answer may take.
const TIMEOUT: Duration = Duration::from_secs(30);
/// Bytes of the answers that are kept.
const KEPT: u64 = 16 * 1024 * 1024;

/// A client of one API. Cheap to clone: clones share connections and what is kept.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    url: Arc<Url>,
    key: Option<HeaderValue>,
    retry: Retry,
    answers: ResponseCache,
}

/// How a client is made.
#[derive(Clone, Debug)]
#[must_use]
pub struct Builder {
    url: String,
    http: Option<reqwest::Client>,
    key: Option<String>,
    retry: Retry,
    cached: u64,
}

/// An answer, also one in part.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Answer<T> {
    /// The data. What an error stands for is null in it; none at all if nothing was executed.
    pub data: Option<T>,
    /// The errors.
    pub errors: Vec<GraphqlError>,
    /// How long the server asks to wait before asking again, if it does.
    pub retry_after: Option<Duration>,
    /// The id under which the log of the server has the request.
    pub request_id: Option<String>,
    /// Whether the server said that nothing has changed (304), so that this is what the client had kept.
    pub unchanged: bool,
    /// Requests that it took.
    pub attempts: u32,
}

impl Builder {
    /// Sends an `X-API-Key`.
    pub fn api_key(self, key: impl Into<String>) -> Self {
        Self { key: Some(key.into()), ..self }
    }

    /// Repeats requests in another way.
    pub fn retry(self, retry: Retry) -> Self {
        Self { retry, ..self }
    }

    /// Keeps so many bytes of answers, to ask only whether they still hold; 16 MiB unless said, 0 for none.
    pub fn kept_bytes(self, bytes: u64) -> Self {
        Self { cached: bytes, ..self }
    }

    /// Uses an HTTP client with settings of its own, such as proxies, certificates and times.
    pub fn http(self, http: reqwest::Client) -> Self {
        Self { http: Some(http), ..self }
    }

    /// Makes the client. Connects to nothing yet.
    pub fn build(self) -> Result<Client, Error> {
        let url: Url = self.url.parse().map_err(|_| Error::Setting("the address of the API"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Error::Setting("the address of the API"));
        }
        let secret = |key: String| {
            let mut key = HeaderValue::from_str(&key).map_err(|_| Error::Setting("the API key"))?;
            key.set_sensitive(true);
            Ok::<_, Error>(key)
        };
        let http = self.http.map_or_else(standard, Ok)?;
        Ok(Client {
            http,
            url: Arc::new(url),
            key: self.key.map(secret).transpose()?,
            retry: self.retry,
            answers: ResponseCache::new(self.cached),
        })
    }
}

/// The HTTP client of those who bring none.
fn standard() -> Result<reqwest::Client, reqwest::Error> {
    // Unless the program has chosen another.
    #[cfg(feature = "https")]
    let _ = rustls::crypto::ring::default_provider().install_default();
    let agent = concat!("cluster-atlas-client/", env!("CARGO_PKG_VERSION"));
    reqwest::Client::builder().user_agent(agent).timeout(TIMEOUT).build()
}

impl Client {
    /// A client of the API at an address, such as `http://127.0.0.1:8080/graphql`.
    pub fn new(url: impl Into<String>) -> Result<Self, Error> {
        Self::builder(url).build()
    }

    /// Makes a client with other settings.
    pub fn builder(url: impl Into<String>) -> Builder {
        Builder { url: url.into(), http: None, key: None, retry: Retry::default(), cached: KEPT }
    }

    /// Asks, and takes nothing but an answer without errors.
    pub async fn query<Q: GraphQLQuery>(&self, variables: Q::Variables) -> Result<Q::ResponseData, Error> {
        let Answer { data, errors, retry_after, .. } = self.answer::<Q>(variables).await?;
        match data {
            Some(data) if errors.is_empty() => Ok(data),
            _ => Err(Error::Graphql { errors, retry_after }),
        }
    }

    /// Asks, and takes what there is: data, errors, or both.
    pub async fn answer<Q: GraphQLQuery>(&self, variables: Q::Variables) -> Result<Answer<Q::ResponseData>, Error> {
        let Received { body, retry_after, request_id, unchanged, attempts } =
            self.ask(&PreparedRequest::new(&Q::build_query(variables))?).await?;
        let Body { data, mut errors } = serde_json::from_slice(&body)?;
        for error in &mut errors {
            error.request_id = error.request_id.take().or_else(|| request_id.clone());
        }
        Ok(Answer { data, errors, retry_after, request_id, unchanged, attempts })
    }

    /// The JSON of an answer, whatever status it came with.
    #[instrument(
        level = "debug", name = "query", skip_all,
        fields(operation = request.operation, status = Empty, attempts = Empty, unchanged = Empty, request_id = Empty)
    )]
    async fn ask(&self, request: &PreparedRequest) -> Result<Received, Error> {
        let address = request.address(&self.url);
        let cached = address.as_ref().and_then(|address| self.answers.get(address.as_str()));
        let mut attempts = 0;
        let response = loop {
            attempts += 1;
            let sent = self.request(request, address.as_ref(), cached.as_deref()).send().await;
            let (passing, asked_to_wait) = match &sent {
                Ok(response) => (is_passing(response.status()), retry_after(response.headers(), SystemTime::now())),
                Err(error) => (error.is_connect(), None),
            };
            let wait = if passing { self.retry.wait(attempts, asked_to_wait) } else { None };
            let Some(wait) = wait else { break sent? };
            warn!(status = sent.as_ref().ok().map(|response| response.status().as_u16()), ?wait, "asking once more");
            tokio::time::sleep(wait).await;
        };
        self.read(response, address.as_ref(), cached.as_deref(), attempts).await
    }

    async fn read(
        &self,
        response: Response,
        address: Option<&Url>,
        cached: Option<&CachedResponse>,
        attempts: u32,
    ) -> Result<Received, Error> {
        let (status, headers) = (response.status(), response.headers());
        let request_id = text(headers, &REQUEST_ID);
        let retry_after = retry_after(headers, SystemTime::now());
        let unchanged = status == StatusCode::NOT_MODIFIED;
        let span = Span::current();
        span.record("status", status.as_u16()).record("attempts", attempts).record("unchanged", unchanged);
        span.record("request_id", request_id.as_deref());
        debug!("answered");
        if let (true, Some(cached)) = (unchanged, cached) {
            return Ok(Received { body: cached.body.clone(), retry_after, request_id, unchanged, attempts });
        }
        if !text(headers, &CONTENT_TYPE).is_some_and(|kind| is_json(&kind)) {
            return Err(Error::Status { status, request_id, retry_after });
        }
        let etag = headers.get(ETAG).cloned();
        let body = Vec::from(response.bytes().await?);
        match (address, etag) {
            (Some(address), Some(etag)) => self.answers.keep(address.as_str(), etag, body.clone()),
            (Some(address), None) => self.answers.forget(address.as_str()),
            (None, _) => {}
        }
        Ok(Received { body, retry_after, request_id, unchanged, attempts })
    }

    fn request(
        &self,
        request: &PreparedRequest,
        address: Option<&Url>,
        cached: Option<&CachedResponse>,
    ) -> RequestBuilder {
        let mut request = match address {
            Some(address) => self.http.get(address.clone()),
            None => {
                self.http.post((*self.url).clone()).header(CONTENT_TYPE, "application/json").body(request.json.clone())
            }
        };
        if let Some(key) = &self.key {
            request = request.header(API_KEY, key);
        }
        if let Some(cached) = cached {
            request = request.header(IF_NONE_MATCH, &cached.etag);
        }
        request.header(ACCEPT, ACCEPTED)
    }
}

/// A request, as it is written.
struct PreparedRequest {
    operation: &'static str,
    document: &'static str,
    variables: String,
    json: String,
}

impl PreparedRequest {
    fn new<V: Serialize>(body: &QueryBody<V>) -> Result<Self, Error> {
        Ok(Self {
            operation: body.operation_name,
            document: body.query,
            variables: serde_json::to_string(&body.variables)?,
            json: serde_json::to_string(body)?,
        })
    }

    /// The address that asks it, unless that would be too long.
    fn address(&self, url: &Url) -> Option<Url> {
        let mut url = url.clone();
        url.query_pairs_mut()
            .append_pair("query", self.document)
            .append_pair("operationName", self.operation)
            .append_pair("variables", &self.variables);
        (url.as_str().len() <= LONGEST_ADDRESS).then_some(url)
    }
}

/// An answer, not read yet.
struct Received {
    body: Vec<u8>,
    retry_after: Option<Duration>,
    request_id: Option<String>,
    unchanged: bool,
    attempts: u32,
}

#[derive(Deserialize)]
#[serde(bound = "T: Deserialize<'de>")]
struct Body<T> {
    data: Option<T>,
    #[serde(default)]
    errors: Vec<GraphqlError>,
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.to_owned())
}

fn is_json(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind == "application/json" || kind.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use graphql_client::QueryBody;

    use super::{Client, LONGEST_ADDRESS, PreparedRequest, is_json};

    #[test]
    fn a_short_question_is_an_address_and_a_long_one_is_none() {
        let client = Client::new("https://atlas.example/graphql?from=test").expect("a client");
        let request = |variable: String| {
            PreparedRequest::new(&QueryBody { variables: [variable], query: "{ a & b }", operation_name: "A" })
                .expect("JSON")
        };
        let address = request("省".to_owned()).address(&client.url).expect("an address");
        let expected = "from=test&query=%7B+a+%26+b+%7D&operationName=A&variables=%5B%22%E7%9C%81%22%5D";
        assert_eq!(address.query(), Some(expected));
        assert_eq!(request("x".repeat(LONGEST_ADDRESS)).address(&client.url), None);
    }

    #[test]
    fn what_is_no_address_or_no_key_makes_no_client() {
        for url in ["", "/graphql", "ftp://atlas.example/"] {
            assert_eq!(Client::new(url).expect_err(url).to_string(), "the address of the API cannot be used");
        }
        let key = Client::builder("http://atlas.example/").api_key("two\nlines").build();
        assert_eq!(key.expect_err("no key").to_string(), "the API key cannot be used");
    }

    #[test]
    fn json_is_known_by_its_media_type() {
        for (kind, is) in [
            ("application/json", true),
            ("application/graphql-response+json; charset=utf-8", true),
            ("text/html", false),
            ("application/jsonlines", false),
        ] {
            assert_eq!(is_json(kind), is, "{kind}");
        }
    }
}
