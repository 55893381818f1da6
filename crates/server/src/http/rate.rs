//! How much a client may ask for in a minute, in points of cost: a bucket of points for each address or API key.
//!
//! A request costs one point, and an operation that is executed costs what it was estimated at; an answer that was kept
//! or is unchanged costs one. A request that is refused for want of points costs none.

use std::{
    collections::HashMap,
    fs,
    net::{IpAddr, SocketAddr},
    num::NonZeroU32,
    path::PathBuf,
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
use clap::{Args, ValueEnum};
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DashMapStateStore,
};
use ipnet::IpNet;
use sha2::{Digest, Sha256};

use super::refusal::Refusal;
use crate::settings::given;

/// How much, and for whom.
#[derive(Args, Clone, Debug)]
#[group(skip)]
pub(crate) struct Settings {
    /// Points of cost that a client may use in a minute; 0 for no limit. Without it, 300000, or no limit when listening on
    /// a loopback address
    #[arg(long, env = "ATLAS_RATE_LIMIT", global = true, value_name = "POINTS")]
    rate_limit: Option<u32>,
    /// Points that a client may use at once after a rest; without it, those of a minute
    #[arg(long, env = "ATLAS_RATE_BURST", global = true, value_name = "POINTS")]
    rate_burst: Option<NonZeroU32>,
    /// API keys with a limit of their own: in each line a key and, if it differs, its points in a minute
    #[arg(long, env = "ATLAS_API_KEYS_FILE", global = true, value_name = "FILE")]
    api_keys_file: Option<PathBuf>,
    /// Networks of proxies whose word on the client's address is taken, such as `10.0.0.0/8`
    #[arg(long, env = "ATLAS_TRUSTED_PROXIES", global = true, value_name = "NETWORKS", value_delimiter = ',',
          value_parser = network)]
    trusted_proxies: Vec<IpNet>,
    /// Header in which the trusted proxies tell the client's address; the other one is never believed
    #[arg(long, env = "ATLAS_PROXY_HEADER", default_value = "x-forwarded-for", global = true, value_name = "HEADER")]
    proxy_header: ProxyHeader,
}

/// Headers in which proxies tell whom they forward for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProxyHeader {
    /// A list of addresses
    XForwardedFor,
    /// The header of RFC 7239
    Forwarded,
}

/// Points in a minute when others than this machine can connect: enough for some of the costliest operations.
const DEFAULT_RATE: u32 = 300_000;
const MINUTE: Duration = Duration::from_mins(1);
/// Clients at rest are forgotten whenever so many requests have been counted.
const REQUESTS_BETWEEN_CLEANINGS: u32 = 10_000;

const API_KEY: &str = "x-api-key";
const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LEFT: HeaderName = HeaderName::from_static("ratelimit");

fn network(text: &str) -> Result<IpNet, String> {
    let network = text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
    network.map_err(|_| "it is neither an address nor a network such as 10.0.0.0/8".to_owned())
}

/// A file of API keys that cannot be used. No key is shown.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("the API keys {} cannot be read", path.display())]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error("line {line} of the API keys {} must be a key and at most a number of points in a minute", path.display())]
    Malformed { path: PathBuf, line: usize },
    #[error("line {line} of the API keys {} has a key that stands in a line before", path.display())]
    Repeated { path: PathBuf, line: usize },
}

/// Whose bucket it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Client {
    /// An address; of version 6 the network of 64 bits, all of which one client usually has.
    Address(IpAddr),
    /// An API key, by its hash.
    Key([u8; 32]),
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
struct Buckets {
    name: &'static str,
    rate: NonZeroU32,
    burst: NonZeroU32,
    /// In which one point flows back.
    period: Duration,
    limiter: RateLimiter<Client, DashMapStateStore<Client>, DefaultClock, StateInformationMiddleware>,
    counted: AtomicU32,
}

/// What a client has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Left {
    name: &'static str,
    rate: NonZeroU32,
    points: u32,
    /// Seconds until the bucket is full.
    full_in: u64,
}

/// Why a client may not ask for this now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Not before so many seconds.
    Later {
        /// The cost of the request.
        cost: u32,
        /// Points in a minute.
        rate: u32,
        /// Seconds to wait, at least 1.
        seconds: u64,
    },
    /// Never: it costs more than the bucket holds.
    Never {
        /// The cost of the request.
        cost: u64,
        /// What the bucket holds.
        burst: u32,
    },
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Later { cost, rate, seconds } => Self::later(
                StatusCode::TOO_MANY_REQUESTS,
                Code::RateLimited,
                seconds,
                format!(
                    "The request costs {cost}, which is more than is left of your {rate} points a minute. Try again in \
                     {seconds} seconds, or ask for less."
                ),
            ),
            Refused::Never { cost, burst } => Self::new(
                StatusCode::BAD_REQUEST,
                Code::LimitExceeded,
                format!(
                    "The request costs {cost}, and the most that a client can use at once is {burst} points. Ask for \
                     less: fewer fields, smaller pages."
                ),
            )
            .with("limit", burst)
            .with("actual", cost),
        }
    }
}

impl Buckets {
    fn new(name: &'static str, rate: NonZeroU32, burst: NonZeroU32) -> Self {
        let period = MINUTE / rate.get();
        let quota = Quota::per_minute(rate).allow_burst(burst);
        let limiter = RateLimiter::dashmap(quota).with_middleware();
        Self { name, rate, burst, period, limiter, counted: AtomicU32::new(0) }
    }

    fn take(&self, client: Client, cost: u64) -> (Left, Result<(), Refused>) {
        self.forget_the_rested();
        let wanted = u32::try_from(cost.max(1)).ok().and_then(NonZeroU32::new);
        let taken = wanted.filter(|wanted| *wanted <= self.burst).map(|wanted| {
            // It is no more than the bucket holds, which is all that could be wrong with it.
            (wanted.get(), self.limiter.check_key_n(&client, wanted))
        });
        let (points, result) = match taken {
            Some((_, Ok(Ok(state)))) => (state.remaining_burst_capacity(), Ok(())),
            Some((cost, Ok(Err(not_until)))) => {
                let wait = not_until.wait_time_from(DefaultClock::default().now());
                let lacking = u32::try_from(wait.as_nanos().div_ceil(self.period.as_nanos())).unwrap_or(u32::MAX);
                let seconds = rounded_up(wait).max(1);
                (cost.saturating_sub(lacking), Err(Refused::Later { cost, rate: self.rate.get(), seconds }))
            }
            None | Some((_, Err(_))) => (0, Err(Refused::Never { cost, burst: self.burst.get() })),
        };
        let full_in = rounded_up(self.period.saturating_mul(self.burst.get().saturating_sub(points)));
        (Left { name: self.name, rate: self.rate, points, full_in }, result)
    }

    fn forget_the_rested(&self) {
        if self.counted.fetch_add(1, Ordering::Relaxed) % REQUESTS_BETWEEN_CLEANINGS == REQUESTS_BETWEEN_CLEANINGS - 1 {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
    }
}

fn rounded_up(duration: Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}

/// The limit, for all clients.
#[derive(Clone, Debug)]
pub(crate) struct Limit {
    /// `None` for no limit.
    anonymous: Option<Arc<Buckets>>,
    keys: Arc<HashMap<[u8; 32], Arc<Buckets>>>,
    proxies: Arc<[IpNet]>,
    header: ProxyHeader,
}

impl Limit {
    /// The limit of a server that listens at an address; reads the API keys.
    pub(crate) fn new(settings: &Settings, listen: SocketAddr) -> Result<Self, Error> {
        let rate = settings.rate_limit.unwrap_or(if listen.ip().is_loopback() { 0 } else { DEFAULT_RATE });
        let anonymous = NonZeroU32::new(rate)
            .map(|rate| Arc::new(Buckets::new("address", rate, settings.rate_burst.unwrap_or(rate))));
        let keys = match (given(settings.api_keys_file.as_ref()), &anonymous) {
            (Some(path), Some(anonymous)) => keys(path, anonymous, settings.rate_burst)?,
            _ => HashMap::new(),
        };
        let proxies = settings.trusted_proxies.as_slice().into();
        Ok(Self { anonymous, keys: Arc::new(keys), proxies, header: settings.proxy_header })
    }

    /// The limits of those without an API key, to be shown with those of the schema.
    pub(crate) fn shown(&self) -> Vec<graphql::Limit> {
        let shown = |buckets: &Arc<Buckets>| {
            let (rate, burst) = (buckets.rate.get().into(), buckets.burst.get().into());
            [
                graphql::Limit::new(
                    "rate",
                    rate,
                    "points per minute",
                    "Cost of all requests of one client. What is executed costs its estimate, and all else one point.",
                ),
                graphql::Limit::new("burst", burst, "points", "Cost that one client can use at once after a rest."),
            ]
        };
        self.anonymous.iter().flat_map(shown).collect()
    }

    /// Takes what a request costs from the bucket of its client. What is left is told by [`Limit::settle`].
    pub(crate) fn charge(&self, http: &HttpRequest, cost: u64) -> Result<(), Refused> {
        let Some(anonymous) = &self.anonymous else { return Ok(()) };
        let (client, buckets) = self.key(http.headers()).unwrap_or_else(|| (Client::at(self.address(http)), anonymous));
        let (left, result) = buckets.take(client, cost);
        http.extensions_mut().insert(left);
        result
    }

    /// Tells a client what it has left. A request that was refused before it had a cost is charged one point.
    pub(crate) fn settle(&self, http: &HttpRequest, mut response: HttpResponse) -> HttpResponse {
        if self.anonymous.is_none() {
            return response;
        }
        if !http.extensions().contains::<Left>()
            && let Err(refused) = self.charge(http, 1)
        {
            response = Refusal::from(refused).respond(http);
        }
        let left = http.extensions().get::<Left>().copied();
        if let Some(Left { name, rate, points, full_in }) = left {
            for (header, value) in [
                (POLICY, format!("\"{name}\";q={rate};w={}", MINUTE.as_secs())),
                (LEFT, format!("\"{name}\";r={points};t={full_in}")),
            ] {
                if let Ok(value) = HeaderValue::from_str(&value) {
                    response.headers_mut().insert(header, value);
                }
            }
        }
        response
    }

    /// An API key that is listed. Others count as none: the policy in the answer tells.
    fn key(&self, headers: &HeaderMap) -> Option<(Client, &Arc<Buckets>)> {
        let hash: [u8; 32] = Sha256::digest(headers.get(API_KEY)?.as_bytes()).into();
        Some((Client::Key(hash), self.keys.get(&hash)?))
    }

    /// The address of a client, behind the proxies that are trusted.
    pub(crate) fn address(&self, http: &HttpRequest) -> IpAddr {
        // A connection without an address is by a socket of this machine.
        let peer = http.peer_addr().map_or(IpAddr::from([127, 0, 0, 1]), |peer| peer.ip());
        self.origin(peer, http.headers())
    }

    /// Where a request comes from: the nearest hop that is no trusted proxy.
    fn origin(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let trusts = |address: IpAddr| self.proxies.iter().any(|network| network.contains(&address));
        let mut origin = peer.to_canonical();
        if !trusts(origin) {
            return origin;
        }
        let name = match self.header {
            ProxyHeader::XForwardedFor => "x-forwarded-for",
            ProxyHeader::Forwarded => "forwarded",
        };
        let lines = headers.get_all(name).map(|line| line.to_str().unwrap_or_default()).collect::<Vec<_>>();
        for hop in lines.join(",").rsplit(',') {
            let address = match self.header {
                ProxyHeader::XForwardedFor => Some(hop),
                ProxyHeader::Forwarded => forwarded_for(hop),
            };
            // What a trusted proxy does not name, nobody further away can.
            let Some(address) = address.and_then(address_of) else { break };
            origin = address;
            if !trusts(origin) {
                break;
            }
        }
        origin
    }
}

/// The member `for` of a hop in `Forwarded`.
fn forwarded_for(hop: &str) -> Option<&str> {
    let mut members = hop.split(';').filter_map(|member| member.trim().split_once('='));
    let (_, value) = members.find(|(name, _)| name.eq_ignore_ascii_case("for"))?;
    Some(value.trim().trim_matches('"'))
}

/// The address of a hop, which may have brackets and a port.
fn address_of(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let bare = hop.strip_prefix('[').and_then(|hop| hop.strip_suffix(']')).unwrap_or(hop);
    let address = bare.parse().or_else(|_| hop.parse::<SocketAddr>().map(|socket| socket.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

/// The keys of a file and their buckets.
fn keys(
    path: &PathBuf,
    anonymous: &Buckets,
    burst: Option<NonZeroU32>,
) -> Result<HashMap<[u8; 32], Arc<Buckets>>, Error> {
    let text = fs::read_to_string(path).map_err(|source| Error::Unreadable { path: path.clone(), source })?;
    let mut keys = HashMap::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let malformed = || Error::Malformed { path: path.clone(), line: index + 1 };
        let mut words = line.split_whitespace();
        let key = words.next().ok_or_else(malformed)?;
        let rate = match words.next() {
            None => anonymous.rate,
            Some(word) => word.parse().map_err(|_| malformed())?,
        };
        if words.next().is_some() {
            return Err(malformed());
        }
        let buckets = Buckets::new("key", rate, burst.unwrap_or(rate));
        if keys.insert(Sha256::digest(key).into(), Arc::new(buckets)).is_some() {
            return Err(Error::Repeated { path: path.clone(), line: index + 1 });
        }
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn settings(rate: u32) -> Settings {
        Settings {
            rate_limit: Some(rate),
            rate_burst: None,
            api_keys_file: None,
            trusted_proxies: Vec::new(),
            proxy_header: ProxyHeader::XForwardedFor,
        }
    }

    fn limit(settings: &Settings) -> Limit {
        Limit::new(settings, "127.0.0.1:8080".parse().expect("an address")).expect("a limit")
    }

    fn charge(limit: &Limit, peer: &str, cost: u64) -> Result<(), Refused> {
        let peer = SocketAddr::new(peer.parse().expect("an address"), 1);
        limit.charge(&TestRequest::get().peer_addr(peer).to_http_request(), cost)
    }

    #[test]
    fn at_the_limit_and_past_it() {
        let limit = limit(&settings(60));
        assert_eq!(charge(&limit, "192.0.2.1", 61), Err(Refused::Never { cost: 61, burst: 60 }));
        assert_eq!(charge(&limit, "192.0.2.1", u64::MAX), Err(Refused::Never { cost: u64::MAX, burst: 60 }));
        assert_eq!(charge(&limit, "192.0.2.1", 60), Ok(()));
        let refused = charge(&limit, "192.0.2.1", 30).expect_err("it is empty");
        assert!(matches!(refused, Refused::Later { cost: 30, rate: 60, seconds: 29..=30 }), "{refused:?}");
        // Others have their own.
        assert_eq!(charge(&limit, "192.0.2.2", 60), Ok(()));
        // A network of 64 bits is one client; the next is another.
        assert_eq!(charge(&limit, "2001:db8::1", 60), Ok(()));
        assert!(charge(&limit, "2001:db8::ffff:ffff:ffff:ffff", 2).is_err());
        assert_eq!(charge(&limit, "2001:db8:0:1::", 60), Ok(()));
        // The same address, written in the other way.
        assert!(charge(&limit, "::ffff:192.0.2.2", 2).is_err());
    }

    #[test]
    fn the_default_is_by_where_it_listens() {
        for (listen, limited) in
            [("127.0.0.1:1", false), ("[::1]:1", false), ("0.0.0.0:1", true), ("192.0.2.1:1", true)]
        {
            let settings = Settings { rate_limit: None, ..settings(0) };
            let limit = Limit::new(&settings, listen.parse().expect("an address")).expect("a limit");
            assert_eq!(limit.anonymous.is_some(), limited, "{listen}");
        }
        let off = Limit::new(&settings(0), "0.0.0.0:1".parse().expect("an address")).expect("a limit");
        assert_eq!(charge(&off, "192.0.2.1", u64::MAX), Ok(()));
    }

    #[test]
    fn what_is_left_is_told() {
        let limit = limit(&Settings { rate_burst: NonZeroU32::new(90), ..settings(60) });
        let told = |cost| {
            let request = TestRequest::get().peer_addr("192.0.2.1:1".parse().expect("an address")).to_http_request();
            limit.charge(&request, cost).ok();
            let response = limit.settle(&request, HttpResponse::Ok().finish());
            assert_eq!(response.status(), StatusCode::OK);
            let headers = response.headers();
            assert_eq!(headers.get("ratelimit-policy").expect("a policy"), "\"address\";q=60;w=60");
            headers.get("ratelimit").expect("it is told").to_str().expect("a text").to_owned()
        };
        assert_eq!(told(30), "\"address\";r=60;t=30");
        assert_eq!(told(60), "\"address\";r=0;t=90");
        assert_eq!(told(91), "\"address\";r=0;t=90");
        // What has no cost yet costs one, which is not there.
        let request = TestRequest::get().peer_addr("192.0.2.1:1".parse().expect("an address")).to_http_request();
        let response = limit.settle(&request, HttpResponse::Ok().finish());
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(response.headers().get("retry-after").expect("seconds"), "1");
    }

    #[test]
    fn who_it_is_behind_proxies() {
        let origin = |settings: &Settings, peer: &str, name: &'static str, lines: &[&str]| {
            let request = lines.iter().fold(TestRequest::get(), |request, line| request.append_header((name, *line)));
            let request = request.to_http_request();
            limit(settings).origin(peer.parse().expect("an address"), request.headers()).to_string()
        };
        let none = settings(60);
        let networks = ["10.0.0.0/8", "::1", "2001:db8::/32"].map(|text| network(text).expect("a network"));
        let listed = Settings { trusted_proxies: networks.to_vec(), ..settings(60) };
        let name = "x-forwarded-for";
        // Nobody is believed who is not listed.
        assert_eq!(origin(&none, "10.0.0.1", name, &["192.0.2.9"]), "10.0.0.1");
        assert_eq!(origin(&listed, "11.0.0.1", name, &["192.0.2.9"]), "11.0.0.1");
        for (lines, expected) in [
            (&[][..], "10.0.0.1"),
            (&["192.0.2.9"], "192.0.2.9"),
            // What the client wrote itself stands to the left.
            (&["203.0.113.5, 192.0.2.9"], "192.0.2.9"),
            (&["203.0.113.5", "192.0.2.9, 10.2.3.4"], "192.0.2.9"),
            (&["192.0.2.9:4711"], "192.0.2.9"),
            (&["[2001:db9::7]:4711, 2001:db8::1"], "2001:db9::7"),
            (&["::ffff:192.0.2.9"], "192.0.2.9"),
            // All are proxies: the furthest.
            (&["10.9.9.9,10.2.3.4"], "10.9.9.9"),
            (&["192.0.2.9, unknown"], "10.0.0.1"),
            (&["192.0.2.9, , 10.2.3.4"], "10.2.3.4"),
        ] {
            assert_eq!(origin(&listed, "10.0.0.1", name, lines), expected, "{lines:?}");
        }
        // Only the one header is believed.
        assert_eq!(origin(&listed, "10.0.0.1", "forwarded", &["for=192.0.2.9"]), "10.0.0.1");
        let rfc = Settings { proxy_header: ProxyHeader::Forwarded, ..listed };
        assert_eq!(origin(&rfc, "10.0.0.1", name, &["192.0.2.9"]), "10.0.0.1");
        for (line, expected) in [
            ("for=192.0.2.9", "192.0.2.9"),
            ("for=203.0.113.5, For=192.0.2.9;proto=https;by=10.0.0.1", "192.0.2.9"),
            ("proto=https;for=\"[2001:db9::7]:4711\"", "2001:db9::7"),
            ("for=192.0.2.9, for=_hidden", "10.0.0.1"),
            ("for=192.0.2.9, proto=https", "10.0.0.1"),
        ] {
            assert_eq!(origin(&rfc, "10.0.0.1", "forwarded", &[line]), expected, "{line}");
        }
        assert!(network("10.0.0.0/33").is_err() && network("proxy").is_err());
    }

    #[test]
    fn clients_at_rest_are_forgotten() {
        // A point flows back in less than a microsecond, so whoever took one is at rest by the next cleaning.
        let limit = limit(&settings(u32::MAX));
        let requests = 3 * REQUESTS_BETWEEN_CLEANINGS;
        for number in 0..requests {
            charge(&limit, &std::net::Ipv4Addr::from(number).to_string(), 1).expect("it is within the limit");
        }
        let buckets = limit.anonymous.expect("it is on");
        assert!(buckets.limiter.len() < 2 * REQUESTS_BETWEEN_CLEANINGS as usize, "{}", buckets.limiter.len());
    }

    #[test]
    fn keys_have_their_own_buckets() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let write = |text: &str| {
            fs::write(file.path(), text).expect("a file");
            let settings = Settings { api_keys_file: Some(file.path().to_owned()), ..settings(10) };
            Limit::new(&settings, "127.0.0.1:8080".parse().expect("an address"))
        };
        let limit = write("# partners\n\nlarge 100\n  small\t\n").expect("a limit");
        let charge = |key: &str, cost| {
            let request = TestRequest::get().peer_addr("192.0.2.1:1".parse().expect("an address"));
            let request = request.insert_header((API_KEY, key)).to_http_request();
            let result = limit.charge(&request, cost);
            let response = limit.settle(&request, HttpResponse::Ok().finish());
            let headers = response.headers();
            (result.is_ok(), headers.get("ratelimit-policy").expect("a policy").to_str().expect("a text").to_owned())
        };
        assert_eq!(charge("large", 100), (true, "\"key\";q=100;w=60".to_owned()));
        assert!(!charge("large", 50).0);
        assert_eq!(charge("small", 10), (true, "\"key\";q=10;w=60".to_owned()));
        // A key that is not listed is as none.
        assert_eq!(charge("unknown", 10), (true, "\"address\";q=10;w=60".to_owned()));
        assert!(!charge("other", 5).0);
        for (text, line) in
            [("a 1 2\n", "line 1"), ("#\na x\n", "line 2"), ("a 0\n", "line 1"), ("a\nb\na 5\n", "line 3")]
        {
            let error = write(text).expect_err("no keys").to_string();
            assert!(error.starts_with(line), "{error}");
        }
    }
}
