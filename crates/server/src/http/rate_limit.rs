//! Limits the cost that each client may use, in points: a token bucket for each address or API key.
//!
//! A request costs one point, and an operation that is executed costs its estimate; an answer from the cache or an
//! unchanged one (304) costs one point. A request over the limit is not charged.

use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use ::graphql::Code;
use actix_web::{
    HttpMessage, HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{HeaderMap, HeaderName, HeaderValue},
    },
};
use clap::Args;
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DashMapStateStore,
};

use super::{
    api_keys::{self, KeyHash},
    client_address::ClientAddresses,
    error_response::ErrorResponse,
};

/// Settings of the rate limit.
#[derive(Args, Clone, Debug)]
#[group(skip)]
pub(crate) struct Settings {
    /// Points of cost that a client may use per minute; 0 for no limit. Without it, 300000, or no limit when listening on
    /// a loopback address
    #[arg(long, env = "ATLAS_RATE_LIMIT", global = true, value_name = "POINTS")]
    rate_limit: Option<u32>,
    /// Points that a client may use at once after a pause; without it, those of a minute
    #[arg(long, env = "ATLAS_RATE_BURST", global = true, value_name = "POINTS")]
    rate_burst: Option<NonZeroU32>,
}

/// Points per minute when other machines can connect: enough for some of the costliest operations.
const DEFAULT_RATE: u32 = 300_000;
const MINUTE: Duration = Duration::from_mins(1);
/// The number of requests after which idle clients are forgotten.
const REQUESTS_BETWEEN_CLEANUPS: u32 = 10_000;

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const REMAINING: HeaderName = HeaderName::from_static("ratelimit");

/// The owner of a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Client {
    /// An address; for IPv6 the network of 64 bits, all of which usually belong to one client.
    Address(IpAddr),
    /// An API key.
    Key(KeyHash),
}

impl Client {
    fn at(address: IpAddr) -> Self {
        Self::Address(match address.to_canonical() {
            IpAddr::V6(address) => IpAddr::V6((u128::from(address) >> 64 << 64).into()),
            address @ IpAddr::V4(_) => address,
        })
    }
}

/// Buckets of one size, one for each client.
#[derive(Debug)]
struct TokenBuckets {
    name: &'static str,
    rate: NonZeroU32,
    burst: NonZeroU32,
    /// The time in which one point is refilled.
    period: Duration,
    limiter: RateLimiter<Client, DashMapStateStore<Client>, DefaultClock, StateInformationMiddleware>,
    counted: AtomicU32,
}

/// The points that a client has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Remaining {
    name: &'static str,
    rate: NonZeroU32,
    points: u32,
    /// Seconds until the bucket is full.
    full_in: u64,
}

/// The request costs more than its client may use now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RateLimitExceeded {
    /// The client should wait.
    RetryAfter {
        /// The cost of the request.
        cost: u32,
        /// Points per minute.
        rate: u32,
        /// Seconds to wait, at least 1.
        seconds: u64,
    },
    /// Waiting does not help: the request costs more than a full bucket.
    ExceedsBurst {
        /// The cost of the request.
        cost: u64,
        /// The points of a full bucket.
        burst: u32,
    },
}

impl From<RateLimitExceeded> for ErrorResponse {
    fn from(exceeded: RateLimitExceeded) -> Self {
        match exceeded {
            RateLimitExceeded::RetryAfter { cost, rate, seconds } => Self::retry_after(
                StatusCode::TOO_MANY_REQUESTS,
                Code::RateLimited,
                seconds,
                format!(
                    "The request costs {cost}, which is more than is left of your {rate} points per minute. Try again in \
                     {seconds} seconds, or ask for less."
                ),
            ),
            RateLimitExceeded::ExceedsBurst { cost, burst } => Self::new(
                StatusCode::BAD_REQUEST,
                Code::LimitExceeded,
                format!(
                    "The request costs {cost}, and a client can use at most {burst} points at once. Ask for less: fewer \
                     fields, smaller pages."
                ),
            )
            .with("limit", burst)
            .with("actual", cost),
        }
    }
}

impl TokenBuckets {
    fn new(name: &'static str, rate: NonZeroU32, burst: NonZeroU32) -> Self {
        let period = MINUTE / rate.get();
        let quota = Quota::per_minute(rate).allow_burst(burst);
        let limiter = RateLimiter::dashmap(quota).with_middleware();
        Self { name, rate, burst, period, limiter, counted: AtomicU32::new(0) }
    }

    fn take(&self, client: Client, cost: u64) -> (Remaining, Result<(), RateLimitExceeded>) {
        self.forget_idle_clients();
        let wanted = u32::try_from(cost.max(1)).ok().and_then(NonZeroU32::new);
        let taken = wanted.filter(|wanted| *wanted <= self.burst).map(|wanted| {
            // `wanted <= burst`, so `check_key_n` does not fail for want of capacity.
            (wanted.get(), self.limiter.check_key_n(&client, wanted))
        });
        let (points, result) = match taken {
            Some((_, Ok(Ok(state)))) => (state.remaining_burst_capacity(), Ok(())),
            Some((cost, Ok(Err(not_until)))) => {
                let wait = not_until.wait_time_from(DefaultClock::default().now());
                let lacking = u32::try_from(wait.as_nanos().div_ceil(self.period.as_nanos())).unwrap_or(u32::MAX);
                let seconds = seconds_rounded_up(wait).max(1);
                let exceeded = RateLimitExceeded::RetryAfter { cost, rate: self.rate.get(), seconds };
                (cost.saturating_sub(lacking), Err(exceeded))
            }
            None | Some((_, Err(_))) => (0, Err(RateLimitExceeded::ExceedsBurst { cost, burst: self.burst.get() })),
        };
        let full_in = seconds_rounded_up(self.period.saturating_mul(self.burst.get().saturating_sub(points)));
        (Remaining { name: self.name, rate: self.rate, points, full_in }, result)
    }

    fn forget_idle_clients(&self) {
        if self.counted.fetch_add(1, Ordering::Relaxed) % REQUESTS_BETWEEN_CLEANUPS == REQUESTS_BETWEEN_CLEANUPS - 1 {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
    }
}

fn seconds_rounded_up(duration: Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}

/// The rate limit of all clients. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct RateLimit {
    /// The buckets of clients without an API key; `None` for no limit at all.
    anonymous: Option<Arc<TokenBuckets>>,
    keys: Arc<HashMap<KeyHash, Arc<TokenBuckets>>>,
    addresses: ClientAddresses,
}

impl RateLimit {
    /// The rate limit of a server that listens on an address; reads the file of API keys, if there is a limit.
    pub(crate) fn new(
        settings: &Settings,
        api_keys: &api_keys::Settings,
        addresses: ClientAddresses,
        listen: SocketAddr,
    ) -> Result<Self, api_keys::Error> {
        let default = if listen.ip().is_loopback() { 0 } else { DEFAULT_RATE };
        let Some(rate) = NonZeroU32::new(settings.rate_limit.unwrap_or(default)) else {
            return Ok(Self { anonymous: None, keys: Arc::default(), addresses });
        };
        let buckets = |name, rate| Arc::new(TokenBuckets::new(name, rate, settings.rate_burst.unwrap_or(rate)));
        let keys = api_keys::read(api_keys)?;
        let keys = keys.into_iter().map(|(key, own)| (key, buckets("key", own.unwrap_or(rate))));
        Ok(Self { keys: Arc::new(keys.collect()), anonymous: Some(buckets("address", rate)), addresses })
    }

    /// The limits of clients without an API key, for `serviceLimits`.
    pub(crate) fn service_limits(&self) -> Vec<graphql::Limit> {
        let limits = |buckets: &Arc<TokenBuckets>| {
            let (rate, burst) = (buckets.rate.get().into(), buckets.burst.get().into());
            [
                graphql::Limit::new(
                    "rate",
                    rate,
                    "points per minute",
                    "Cost of all requests of one client. An executed operation costs its estimate, any other request one \
                     point.",
                ),
                graphql::Limit::new("burst", burst, "points", "Cost that one client can use at once after a pause."),
            ]
        };
        self.anonymous.iter().flat_map(limits).collect()
    }

    /// Takes the cost of a request from the bucket of its client. [`RateLimit::settle`] reports what is left.
    pub(crate) fn charge(&self, http: &HttpRequest, cost: u64) -> Result<(), RateLimitExceeded> {
        let Some(anonymous) = &self.anonymous else { return Ok(()) };
        let (client, buckets) =
            self.by_key(http.headers()).unwrap_or_else(|| (Client::at(self.addresses.find(http)), anonymous));
        let (remaining, result) = buckets.take(client, cost);
        http.extensions_mut().insert(remaining);
        result
    }

    /// Reports the remaining points in the headers of the response. A request that failed before its cost was known is
    /// charged one point here; if that is over the limit, the response says so instead.
    pub(crate) fn settle(&self, http: &HttpRequest, mut response: HttpResponse) -> HttpResponse {
        if self.anonymous.is_none() {
            return response;
        }
        if !http.extensions().contains::<Remaining>()
            && let Err(exceeded) = self.charge(http, 1)
        {
            response = ErrorResponse::from(exceeded).respond(http);
        }
        let remaining = http.extensions().get::<Remaining>().copied();
        if let Some(Remaining { name, rate, points, full_in }) = remaining {
            for (header, value) in [
                (POLICY, format!("\"{name}\";q={rate};w={}", MINUTE.as_secs())),
                (REMAINING, format!("\"{name}\";r={points};t={full_in}")),
            ] {
                if let Ok(value) = HeaderValue::from_str(&value) {
                    response.headers_mut().insert(header, value);
                }
            }
        }
        response
    }

    /// The buckets of the API key in the headers. An unknown key counts as none: the policy in the response shows that.
    fn by_key(&self, headers: &HeaderMap) -> Option<(Client, &Arc<TokenBuckets>)> {
        let key = api_keys::in_headers(headers)?;
        Some((Client::Key(key), self.keys.get(&key)?))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use actix_web::test::TestRequest;

    use super::*;
    use crate::http::client_address::{self, ProxyHeader};

    fn settings(rate: u32) -> Settings {
        Settings { rate_limit: Some(rate), rate_burst: None }
    }

    fn addresses() -> ClientAddresses {
        let (trusted_proxies, proxy_header) = (Vec::new(), ProxyHeader::XForwardedFor);
        ClientAddresses::new(&client_address::Settings { trusted_proxies, proxy_header })
    }

    fn listening(settings: &Settings, listen: &str) -> RateLimit {
        let listen = listen.parse().expect("an address");
        RateLimit::new(settings, &api_keys::Settings { api_keys_file: None }, addresses(), listen).expect("a limit")
    }

    fn limit(settings: &Settings) -> RateLimit {
        listening(settings, "127.0.0.1:8080")
    }

    fn charge(limit: &RateLimit, peer: &str, cost: u64) -> Result<(), RateLimitExceeded> {
        let peer = SocketAddr::new(peer.parse().expect("an address"), 1);
        limit.charge(&TestRequest::get().peer_addr(peer).to_http_request(), cost)
    }

    #[test]
    fn at_the_limit_and_past_it() {
        let limit = limit(&settings(60));
        let exceeds = |cost| Err(RateLimitExceeded::ExceedsBurst { cost, burst: 60 });
        assert_eq!(charge(&limit, "192.0.2.1", 61), exceeds(61));
        assert_eq!(charge(&limit, "192.0.2.1", u64::MAX), exceeds(u64::MAX));
        assert_eq!(charge(&limit, "192.0.2.1", 60), Ok(()));
        let exceeded = charge(&limit, "192.0.2.1", 30).expect_err("it is empty");
        let waits = matches!(exceeded, RateLimitExceeded::RetryAfter { cost: 30, rate: 60, seconds: 29..=30 });
        assert!(waits, "{exceeded:?}");
        // Other clients have their own.
        assert_eq!(charge(&limit, "192.0.2.2", 60), Ok(()));
        // A network of 64 bits is one client; the next is another.
        assert_eq!(charge(&limit, "2001:db8::1", 60), Ok(()));
        assert!(charge(&limit, "2001:db8::ffff:ffff:ffff:ffff", 2).is_err());
        assert_eq!(charge(&limit, "2001:db8:0:1::", 60), Ok(()));
        // The same address, written in the other way.
        assert!(charge(&limit, "::ffff:192.0.2.2", 2).is_err());
    }

    #[test]
    fn the_default_depends_on_the_listening_address() {
        for (listen, limited) in
            [("127.0.0.1:1", false), ("[::1]:1", false), ("0.0.0.0:1", true), ("192.0.2.1:1", true)]
        {
            let limit = listening(&Settings { rate_limit: None, ..settings(0) }, listen);
            assert_eq!(limit.anonymous.is_some(), limited, "{listen}");
        }
        let off = listening(&settings(0), "0.0.0.0:1");
        assert_eq!(charge(&off, "192.0.2.1", u64::MAX), Ok(()));
    }

    #[test]
    fn headers_report_the_remaining_points() {
        let limit = limit(&Settings { rate_burst: NonZeroU32::new(90), ..settings(60) });
        let remaining = |cost| {
            let request = TestRequest::get().peer_addr("192.0.2.1:1".parse().expect("an address")).to_http_request();
            limit.charge(&request, cost).ok();
            let response = limit.settle(&request, HttpResponse::Ok().finish());
            assert_eq!(response.status(), StatusCode::OK);
            let headers = response.headers();
            assert_eq!(headers.get("ratelimit-policy").expect("a policy"), "\"address\";q=60;w=60");
            headers.get("ratelimit").expect("a header").to_str().expect("a text").to_owned()
        };
        assert_eq!(remaining(30), "\"address\";r=60;t=30");
        assert_eq!(remaining(60), "\"address\";r=0;t=90");
        assert_eq!(remaining(91), "\"address\";r=0;t=90");
        // A request without a cost costs one point, which is not there.
        let request = TestRequest::get().peer_addr("192.0.2.1:1".parse().expect("an address")).to_http_request();
        let response = limit.settle(&request, HttpResponse::Ok().finish());
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(response.headers().get("retry-after").expect("seconds"), "1");
    }

    #[test]
    fn idle_clients_are_forgotten() {
        // A point is refilled in less than a microsecond, so each client is idle by the next cleanup.
        let limit = limit(&settings(u32::MAX));
        let requests = 3 * REQUESTS_BETWEEN_CLEANUPS;
        for number in 0..requests {
            charge(&limit, &std::net::Ipv4Addr::from(number).to_string(), 1).expect("it is within the limit");
        }
        let buckets = limit.anonymous.expect("it is on");
        assert!(buckets.limiter.len() < 2 * REQUESTS_BETWEEN_CLEANUPS as usize, "{}", buckets.limiter.len());
    }

    #[test]
    fn keys_have_their_own_buckets() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        fs::write(file.path(), "# partners\n\nlarge 100\n  small\t\n").expect("a file");
        let api_keys = api_keys::Settings { api_keys_file: Some(file.path().to_owned()) };
        let listen = "127.0.0.1:8080".parse().expect("an address");
        let limit = RateLimit::new(&settings(10), &api_keys, addresses(), listen).expect("a limit");
        let charge = |key: &str, cost| {
            let request = TestRequest::get().peer_addr("192.0.2.1:1".parse().expect("an address"));
            let request = request.insert_header(("x-api-key", key)).to_http_request();
            let result = limit.charge(&request, cost);
            let response = limit.settle(&request, HttpResponse::Ok().finish());
            let headers = response.headers();
            (result.is_ok(), headers.get("ratelimit-policy").expect("a policy").to_str().expect("a text").to_owned())
        };
        assert_eq!(charge("large", 100), (true, "\"key\";q=100;w=60".to_owned()));
        assert!(!charge("large", 50).0);
        assert_eq!(charge("small", 10), (true, "\"key\";q=10;w=60".to_owned()));
        // An unknown key counts as none.
        assert_eq!(charge("unknown", 10), (true, "\"address\";q=10;w=60".to_owned()));
        assert!(!charge("other", 5).0);
    }
}
