//! What pages load: one stylesheet, one script, one picture. Not kept by the browser, so that nothing shows later that
//! somebody was here.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;

/// The routes of what pages load.
pub(super) fn routes() -> Router {
    Router::new()
        .route("/page/style.css", get(async || file("text/css; charset=utf-8", include_str!("assets/style.css"))))
        .route("/page/chat.js", get(async || file("text/javascript; charset=utf-8", include_str!("assets/chat.js"))))
        .route("/page/icon.svg", get(async || file("image/svg+xml", include_str!("assets/icon.svg"))))
}

fn file(media_type: &'static str, text: &'static str) -> impl IntoResponse {
    ([(CONTENT_TYPE, media_type)], text)
}
