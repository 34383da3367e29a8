//! Whether somebody has changed something.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::super::address::Asked;
use super::super::frame::part;
use super::super::page::news;
use super::super::signed::Signed;
use super::super::state::Desk;
use super::CHANGED;

/// Has htmx tell the page.
const TELLS: HeaderName = HeaderName::from_static("hx-trigger");

/// `GET /desk/live?seen=MARK`
///
/// While the store is away nothing is said: lists stay as they are, and it is asked for again.
pub(super) async fn news_since(State(desk): State<Arc<Desk>>, _: Signed, Asked(query): Asked) -> Response {
    match desk.now().await {
        Ok(now) if now.mark != query.text("seen") => {
            let mut response = part(news(&now));
            response.headers_mut().insert(TELLS, HeaderValue::from_static(CHANGED));
            response
        }
        _ => StatusCode::NO_CONTENT.into_response(),
    }
}
