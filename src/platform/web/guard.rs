//! What a browser may do with a page, and who may post to it.

use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::Markup;

/// Who sent a request, as browsers say.
const SENT_BY: HeaderName = HeaderName::from_static("sec-fetch-site");
/// A page loads its own style, script and pictures, and posts to where it came from.
const OWN_THINGS: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                          form-action 'self'; base-uri 'none'; frame-ancestors ";
/// No site may show a page in a frame.
const NO_FRAME: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'",
);
/// What pages are.
const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// A page that stands in a frame of these sites and no others.
pub(super) fn page(status: StatusCode, framed_by: &[String], markup: Markup) -> Response {
    let policy = match framed_by {
        [] => NO_FRAME,
        // The settings are checked to be plain origins.
        origins => HeaderValue::from_str(&format!("{OWN_THINGS}{}", origins.join(" "))).unwrap_or(NO_FRAME),
    };
    let mut response = (status, markup.into_string()).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HTML);
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    response
}

/// Whether a page of another site posts here in a visitor's name. Browsers say so over TLS and on this machine; what
/// says nothing is no browser, or an old one.
pub(super) fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    headers.get(SENT_BY).is_some_and(|site| site != "same-origin" && site != "none")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_policies_say_the_same_but_for_frames() {
        assert_eq!(NO_FRAME.to_str().unwrap(), format!("{OWN_THINGS}'none'"));
    }

    #[test]
    fn only_the_page_itself_posts_to_it() {
        for (site, elsewhere) in [
            (Some("same-origin"), false),
            (Some("none"), false),
            (None, false),
            (Some("same-site"), true),
            (Some("cross-site"), true),
        ] {
            let mut headers = HeaderMap::new();
            headers.extend(site.map(|site| (SENT_BY, HeaderValue::from_static(site))));
            assert_eq!(is_from_elsewhere(&headers), elsewhere, "{site:?}");
        }
    }
}
