//! The cookie that a session is known by: sent to the desk only, read by no script, sent from no other site.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use secrecy::{ExposeSecret, SecretString};

use crate::http::Visitor;

/// Behind a proxy with a certificate. Browsers take a name that begins so only over TLS and for this host alone.
const OVER_TLS: &str = "__Host-askwell-desk";
/// On this machine, where there is no TLS.
const HERE: &str = "askwell-desk";
/// A token has 64 hex digits.
const LONGEST: usize = 128;

/// The token that a browser shows.
pub(super) fn token(headers: &HeaderMap, visitor: Visitor) -> Option<SecretString> {
    let name = name(visitor);
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, token) = pairs.find(|(own, _)| *own == name)?;
    (!token.is_empty() && token.len() <= LONGEST).then(|| SecretString::from(token))
}

/// The header that gives a browser its token.
pub(super) fn set(token: &SecretString, visitor: Visitor) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(&cookie(token.expose_secret(), visitor)).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// The header that takes it away.
pub(super) fn clear(visitor: Visitor) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{}; Max-Age=0", cookie("", visitor))).ok()
}

/// It ends with the browser; the session behind it ends by itself.
fn cookie(token: &str, visitor: Visitor) -> String {
    let secure = if visitor.is_proxied() { "; Secure" } else { "" };
    format!("{}={token}; Path=/; HttpOnly; SameSite=Strict{secure}", name(visitor))
}

fn name(visitor: Visitor) -> &'static str {
    if visitor.is_proxied() { OVER_TLS } else { HERE }
}
