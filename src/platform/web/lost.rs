//! What is not there: a page for people, a sentence for programs.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::ACCEPT;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::html;

use super::guard;
use super::layout::{Page, Place, document};
use super::site::Site;
use crate::http::nothing_there;
use crate::reply::page as wording;

/// Whatever is asked for and is not there.
pub(super) async fn page(State(site): State<Arc<Site>>, headers: HeaderMap) -> Response {
    let accepts = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !accepts.contains("text/html") {
        return nothing_there().await.into_response();
    }
    let main = html! {
        div.sheet {
            h1 { (wording::LOST) }
            p { a href="/" { (wording::ASK_PAGE) } }
            p { a href="/topics" { (wording::ALL_TOPICS) } }
        }
    };
    let page = Page { title: wording::LOST.to_owned(), place: Place::Window("/lost"), scripted: false, main };
    guard::page(StatusCode::NOT_FOUND, &[], document(&site, &page))
}
