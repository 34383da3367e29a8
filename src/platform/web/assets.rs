//! What pages load: a stylesheet, a script, a picture; at the desk one more of each of the first two. Not kept by the browser, so that nothing shows later that
//! somebody was here.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;

/// What the desk looks like, after what all pages look like.
const DESK_STYLE: &str = concat!(
    include_str!("assets/desk.css"),
    include_str!("assets/desk-entries.css"),
    include_str!("assets/desk-work.css"),
    include_str!("assets/desk-figures.css"),
    include_str!("assets/desk-people.css"),
);
/// htmx 2.0.11, as its authors publish it; its licence (0BSD) lies beside it.
const HTMX: &str = include_str!("assets/vendor/htmx.min.js");

/// Keeps lists fresh without taking away what is being typed.
const DESK_SCRIPT: &str = include_str!("assets/desk.js");

/// The routes of what pages load.
pub(super) fn routes() -> Router {
    Router::new()
        .route("/page/style.css", get(async || file("text/css; charset=utf-8", include_str!("assets/style.css"))))
        .route("/page/chat.js", get(async || file("text/javascript; charset=utf-8", include_str!("assets/chat.js"))))
        .route("/page/desk.css", get(async || file("text/css; charset=utf-8", DESK_STYLE)))
        .route("/page/htmx.js", get(async || file("text/javascript; charset=utf-8", HTMX)))
        .route("/page/desk.js", get(async || file("text/javascript; charset=utf-8", DESK_SCRIPT)))
        .route("/page/icon.svg", get(async || file("image/svg+xml", include_str!("assets/icon.svg"))))
}

fn file(media_type: &'static str, text: &'static str) -> impl IntoResponse {
    ([(CONTENT_TYPE, media_type)], text)
}
