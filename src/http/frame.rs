//! What every request passes through: where it was sent to, how long it may take, and headers that keep an answer from
//! being taken for something else.

use std::net::IpAddr;

use axum::extract::{MatchedPath, Request};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;

use super::limits::REQUEST_LIMIT;
use super::problem::Problem;
use crate::telemetry;

/// Headers of every answer. Nothing here is a page that loads anything.
const HEADERS: [(HeaderName, HeaderValue); 4] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")),
    (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
];
/// How requests to no route are counted: their paths are anybody's.
const NO_ROUTE: &str = "none";

/// Lets a request to one of this machine's own names through.
pub(super) async fn local(request: Request, next: Next) -> Response {
    if is_meant_for_this_machine(&request) { next.run(request).await } else { misdirected().into_response() }
}

/// Answers in time, counts the request, and gives the answer its headers.
pub(super) async fn frame(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or(NO_ROUTE.to_owned(), |path| path.as_str().to_owned());
    let answer = timeout(REQUEST_LIMIT, next.run(request));
    let mut response = answer.await.unwrap_or_else(|_| too_slow().into_response());
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, value);
    }
    telemetry::requested(&route, response.status().as_u16());
    response
}

/// A page of another site may have its own name lead to this machine; the browser then still names that site.
fn is_meant_for_this_machine(request: &Request) -> bool {
    let mut hosts = request.headers().get_all(HOST).iter();
    let (Some(host), None) = (hosts.next().and_then(|host| host.to_str().ok()), hosts.next()) else { return false };
    let target = request.uri().authority().map(axum::http::uri::Authority::as_str);
    is_local(host) && target.is_none_or(is_local)
}

/// `localhost` or an address of the loopback range, with any port.
fn is_local(authority: &str) -> bool {
    let without_port = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    let bare = without_port.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    match bare {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok_and(|address| address.is_loopback()),
        None => {
            without_port.eq_ignore_ascii_case("localhost")
                || without_port.parse::<IpAddr>().is_ok_and(|address| address.is_ipv4() && address.is_loopback())
        }
    }
}

fn misdirected() -> Problem {
    let detail = "This server is for programs on its own machine: ask it at localhost, 127.0.0.1 or [::1].";
    Problem::new(StatusCode::MISDIRECTED_REQUEST, detail)
}

fn too_slow() -> Problem {
    let detail = format!("The request took longer than {} seconds: send it whole, at once.", REQUEST_LIMIT.as_secs());
    Problem::new(StatusCode::REQUEST_TIMEOUT, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
