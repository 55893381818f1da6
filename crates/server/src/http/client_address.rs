//! Finds the address of a client behind trusted proxies.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use actix_web::{HttpRequest, http::header::HeaderMap};
use clap::{Args, ValueEnum};
use ipnet::IpNet;

/// Settings of trusted proxies.
#[derive(Args, Clone, Debug)]
#[group(skip)]
pub(crate) struct Settings {
    /// Networks of trusted proxies, such as `10.0.0.0/8`; only they may name the client's address
    #[arg(long, env = "ATLAS_TRUSTED_PROXIES", global = true, value_name = "NETWORKS", value_delimiter = ',',
          value_parser = network)]
    pub(crate) trusted_proxies: Vec<IpNet>,
    /// Header in which the trusted proxies name the client's address; the other one is ignored
    #[arg(long, env = "ATLAS_PROXY_HEADER", default_value = "x-forwarded-for", global = true, value_name = "HEADER")]
    pub(crate) proxy_header: ProxyHeader,
}

/// Headers in which proxies name the client for whom they forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProxyHeader {
    /// A list of addresses
    XForwardedFor,
    /// The header of RFC 7239
    Forwarded,
}

fn network(text: &str) -> Result<IpNet, String> {
    let network = text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
    network.map_err(|_| "it is neither an address nor a network such as 10.0.0.0/8".to_owned())
}

/// Finds the addresses of clients. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct ClientAddresses {
    proxies: Arc<[IpNet]>,
    header: ProxyHeader,
}

impl ClientAddresses {
    pub(crate) fn new(settings: &Settings) -> Self {
        Self { proxies: settings.trusted_proxies.as_slice().into(), header: settings.proxy_header }
    }

    /// The address of the client that sent a request.
    pub(crate) fn find(&self, http: &HttpRequest) -> IpAddr {
        // A connection without an address comes through a socket of this machine.
        let peer = http.peer_addr().map_or(IpAddr::from([127, 0, 0, 1]), |peer| peer.ip());
        self.origin(peer, http.headers())
    }

    /// The nearest hop that is not a trusted proxy.
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
            // If a trusted proxy does not name the hop before it, no hop further away is known either.
            let Some(address) = address.and_then(parse_address) else { break };
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

/// Parses the address of a hop, which may have brackets and a port.
fn parse_address(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let bare = hop.strip_prefix('[').and_then(|hop| hop.strip_suffix(']')).unwrap_or(hop);
    let address = bare.parse().or_else(|_| hop.parse::<SocketAddr>().map(|socket| socket.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn finds_the_client_behind_trusted_proxies() {
        let origin = |settings: &Settings, peer: &str, name: &'static str, lines: &[&str]| {
            let request = lines.iter().fold(TestRequest::get(), |request, line| request.append_header((name, *line)));
            let request = request.to_http_request();
            let addresses = ClientAddresses::new(settings);
            addresses.origin(peer.parse().expect("an address"), request.headers()).to_string()
        };
        let networks = ["10.0.0.0/8", "::1", "2001:db8::/32"].map(|text| network(text).expect("a network"));
        let listed = Settings { trusted_proxies: networks.to_vec(), proxy_header: ProxyHeader::XForwardedFor };
        let name = "x-forwarded-for";
        // Only a listed proxy is believed.
        let none = Settings { trusted_proxies: Vec::new(), ..listed };
        assert_eq!(origin(&none, "10.0.0.1", name, &["192.0.2.9"]), "10.0.0.1");
        assert_eq!(origin(&listed, "11.0.0.1", name, &["192.0.2.9"]), "11.0.0.1");
        for (lines, expected) in [
            (&[][..], "10.0.0.1"),
            (&["192.0.2.9"], "192.0.2.9"),
            // The part that the client wrote itself is on the left.
            (&["203.0.113.5, 192.0.2.9"], "192.0.2.9"),
            (&["203.0.113.5", "192.0.2.9, 10.2.3.4"], "192.0.2.9"),
            (&["192.0.2.9:4711"], "192.0.2.9"),
            (&["[2001:db9::7]:4711, 2001:db8::1"], "2001:db9::7"),
            (&["::ffff:192.0.2.9"], "192.0.2.9"),
            // If all are proxies, the furthest counts.
            (&["10.9.9.9,10.2.3.4"], "10.9.9.9"),
            (&["192.0.2.9, unknown"], "10.0.0.1"),
            (&["192.0.2.9, , 10.2.3.4"], "10.2.3.4"),
        ] {
            assert_eq!(origin(&listed, "10.0.0.1", name, lines), expected, "{lines:?}");
        }
        // Only the chosen header is believed.
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
}
