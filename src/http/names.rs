//! By which names this server is asked, and who asks: a visitor of its own, or one that a trusted proxy speaks for.
//!
//! A page of another site may have its own name lead to this machine; the browser then still names that site, and the
//! request is turned away. The same goes for what a proxy says that the settings do not name: its word is anybody's.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::header::{FORWARDED, HOST};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, StatusCode};

use super::limits::household;
use super::problem::Problem;
use crate::config::WebSettings;

/// Whom a proxy speaks for, the nearest last.
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// The name that a proxy was asked by.
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
/// What only proxies add.
const OF_PROXIES: [HeaderName; 4] = [FORWARDED, FORWARDED_FOR, FORWARDED_HOST, HeaderName::from_static("x-real-ip")];

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// The address of the visitor, as far as it is known.
    pub(super) address: IpAddr,
    /// Whether a proxy speaks for the visitor, who then is not on this machine.
    pub(super) is_proxied: bool,
}

impl Visitor {
    /// What counts as one visitor.
    pub fn household(self) -> IpAddr {
        household(self.address)
    }

    /// Whether nobody between can read along: the visitor is on this machine, or a trusted proxy, which has the
    /// certificate, speaks for them.
    pub fn is_private(self) -> bool {
        self.is_proxied || self.address.is_loopback()
    }

    /// Whether a trusted proxy speaks for the visitor.
    pub fn is_proxied(self) -> bool {
        self.is_proxied
    }
}

/// The names that the server answers to, and the proxies that it believes.
pub struct Names {
    /// The host of the public address, with its port where that is not the usual one.
    public: Option<String>,
    proxies: Vec<IpAddr>,
}

impl Names {
    /// This machine's own names, and what the settings add.
    pub fn new(settings: &WebSettings) -> Self {
        let host = |url: &String| url.split_once("://").map_or(url.clone(), |(_, host)| host.to_owned());
        Self { public: settings.public_url.as_ref().map(host), proxies: settings.trusted_proxies.clone() }
    }

    /// Who asks, unless it is by another name or through a stranger.
    pub(super) fn visitor(&self, request: &Parts, peer: IpAddr) -> Result<Visitor, Problem> {
        let is_proxied = OF_PROXIES.iter().any(|name| request.headers.contains_key(name));
        if is_proxied && !self.proxies.contains(&peer) {
            return Err(strange_proxy());
        }
        if !self.is_asked(request) {
            return Err(misdirected());
        }
        let address = if is_proxied { self.spoken_for(&request.headers).unwrap_or(peer) } else { peer };
        Ok(Visitor { address, is_proxied })
    }

    /// Whether every name that the request gives is one of this server's.
    fn is_asked(&self, request: &Parts) -> bool {
        let mut hosts = request.headers.get_all(HOST).iter();
        let (Some(host), None) = (hosts.next().and_then(|host| host.to_str().ok()), hosts.next()) else { return false };
        let target = request.uri.authority().map(axum::http::uri::Authority::as_str);
        let mut forwarded = request.headers.get_all(FORWARDED_HOST).iter();
        self.is_own(host)
            && target.is_none_or(|target| self.is_own(target))
            && forwarded.all(|host| host.to_str().is_ok_and(|host| self.is_own(host)))
    }

    fn is_own(&self, authority: &str) -> bool {
        is_local(authority) || self.public.as_ref().is_some_and(|public| public.eq_ignore_ascii_case(authority))
    }

    /// The last address that no trusted proxy has: what stands before it is the visitor's own word.
    fn spoken_for(&self, headers: &HeaderMap) -> Option<IpAddr> {
        let lines = headers.get_all(FORWARDED_FOR).iter().filter_map(|line| line.to_str().ok());
        let named: Vec<Option<IpAddr>> = lines.flat_map(|line| line.split(',')).map(address).collect();
        named.into_iter().rev().find(|named| named.is_none_or(|address| !self.proxies.contains(&address))).flatten()
    }
}

/// An address as proxies write it, with a port or without.
fn address(written: &str) -> Option<IpAddr> {
    let written = written.trim();
    let bare = written.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok().or_else(|| written.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

/// `localhost` or an address of the loopback range, with any port.
fn is_local(authority: &str) -> bool {
    let without_port = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    let bare = without_port.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    match bare {
        Some(address) => address.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback()),
        None => {
            without_port.eq_ignore_ascii_case("localhost")
                || without_port.parse::<IpAddr>().is_ok_and(|address| address.is_ipv4() && address.is_loopback())
        }
    }
}

fn misdirected() -> Problem {
    let detail = "This server is asked by another name than its own: from its own machine ask it at localhost, 127.0.0.1 \
                  or [::1]; from elsewhere at the address in web.public_url.";
    Problem::new(StatusCode::MISDIRECTED_REQUEST, detail)
}

fn strange_proxy() -> Problem {
    let detail = "This request came through a proxy that the server does not know: whoever runs it sets \
                  web.trusted_proxies to the address that the proxy connects from.";
    Problem::new(StatusCode::FORBIDDEN, detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    #[test]
    fn only_this_machine_s_own_names_are_local() {
        for (host, local) in [
            ("localhost", true),
            ("LocalHost:8080", true),
            ("127.0.0.1:8080", true),
            ("127.0.0.2", true),
            ("[::1]:8080", true),
            ("[::1]", true),
            ("::1", false),
            ("evil.example", false),
            ("localhost.evil.example", false),
            ("127.0.0.1.evil.example:80", false),
            ("localhost:80@evil.example", false),
            ("10.0.0.1:8080", false),
            ("[2001:db8::1]:80", false),
            ("0.0.0.0:80", false),
            ("", false),
        ] {
            assert_eq!(is_local(host), local, "{host:?}");
        }
    }

    /// Who asks, as `ADDRESS` or `ADDRESS through a proxy`; or the status of the refusal.
    fn asked(names: &Names, headers: &[(&str, &str)]) -> Result<String, u16> {
        let request = headers.iter().fold(Request::builder(), |request, (name, value)| request.header(*name, *value));
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let visitor = names.visitor(&parts, IpAddr::from([127, 0, 0, 1])).map_err(|problem| problem.status())?;
        Ok(format!("{}{}", visitor.address, if visitor.is_proxied { " through a proxy" } else { "" }))
    }

    #[test]
    fn a_proxy_counts_where_the_settings_name_it() {
        let public = Some("faq.clinic.example".to_owned());
        let names = Names { public, proxies: vec![[127, 0, 0, 1].into(), [10, 0, 0, 7].into()] };
        let (own, local) = (("host", "faq.clinic.example"), ("host", "127.0.0.1:8080"));
        let from = |list: &'static str| ("x-forwarded-for", list);
        for (headers, expected) in [
            (vec![own], Ok("127.0.0.1")),
            (vec![local], Ok("127.0.0.1")),
            (vec![("host", "FAQ.Clinic.example")], Ok("127.0.0.1")),
            (vec![own, from("192.0.2.9")], Ok("192.0.2.9 through a proxy")),
            (vec![local, from("192.0.2.9")], Ok("192.0.2.9 through a proxy")),
            (vec![own, from("203.0.113.1, 192.0.2.9, 10.0.0.7")], Ok("192.0.2.9 through a proxy")),
            (vec![own, from("203.0.113.1"), from("192.0.2.9:4711")], Ok("192.0.2.9 through a proxy")),
            (vec![own, from("[2001:db8::1]:4711")], Ok("2001:db8::1 through a proxy")),
            (vec![own, from("203.0.113.1, unknown")], Ok("127.0.0.1 through a proxy")),
            (vec![own, from("")], Ok("127.0.0.1 through a proxy")),
            (
                vec![local, from("192.0.2.9"), ("x-forwarded-host", "faq.clinic.example")],
                Ok("192.0.2.9 through a proxy"),
            ),
            (vec![local, from("192.0.2.9"), ("x-forwarded-host", "evil.example")], Err(421)),
            (vec![("host", "evil.example"), ("x-forwarded-host", "faq.clinic.example")], Err(421)),
            (vec![("host", "faq.clinic.example:8080")], Err(421)),
            (vec![("host", "faq.clinic.example.evil.example")], Err(421)),
        ] {
            assert_eq!(asked(&names, &headers), expected.map(str::to_owned), "{headers:?}");
        }
    }

    #[test]
    fn a_proxy_that_nobody_named_is_turned_away() {
        let names = Names { public: None, proxies: vec![] };
        for header in ["x-forwarded-for", "x-forwarded-host", "forwarded", "x-real-ip"] {
            assert_eq!(asked(&names, &[("host", "localhost"), (header, "192.0.2.9")]), Err(403), "{header}");
        }
        assert_eq!(asked(&names, &[("host", "localhost")]), Ok("127.0.0.1".to_owned()));
    }
}
