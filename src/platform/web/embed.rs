//! The chat in a frame on the clinic's own site: `/embed.js` puts it there, `/embed` is what the frame shows.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};

use super::chat::{welcome, whole};
use super::guard;
use super::layout::Place;
use super::site::Site;
use crate::http::Problem;
use crate::reply::page as wording;

/// What makes the frame.
const SCRIPT: &str = include_str!("assets/embed.js");
/// Stands in the script for the name of the frame.
const TITLE: &str = "{title}";

/// `GET /embed`
pub(super) async fn page(State(site): State<Arc<Site>>) -> Result<Response, Problem> {
    allowed(&site)?;
    let page = whole(&site, Place::Frame, &welcome(&site, Place::Frame), None, wording::ASK_PAGE);
    Ok(guard::page(StatusCode::OK, &site.framed_by, page))
}

/// `GET /embed.js`: the one thing that other sites may load.
pub(super) async fn script(State(site): State<Arc<Site>>) -> Result<Response, Problem> {
    allowed(&site)?;
    let headers = [
        (CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    Ok((headers, SCRIPT.replace(TITLE, wording::FRAME_TITLE)).into_response())
}

/// Who sets it up and sees nothing is told why.
fn allowed(site: &Site) -> Result<(), Problem> {
    if site.framed_by.is_empty() {
        let detail = "No site may show this page in a frame: name the clinic's own in web.allowed_origins.";
        return Err(Problem::new(StatusCode::FORBIDDEN, detail));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_frame_fits_into_the_script() {
        assert_eq!(SCRIPT.matches(TITLE).count(), 1);
        assert!(!wording::FRAME_TITLE.contains(['"', '\\', '\n']));
    }
}
