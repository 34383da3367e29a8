//! `GET /api/v1/openapi.json`: the API's own description, made from the handlers and the types that they take and give.

use axum::response::Json;
use utoipa::OpenApi;
use utoipa::openapi;

use super::{ask, topics};

/// The API as it is.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Askwell",
        description = "Put questions to a clinic's FAQ. Every answer is the clinic's own text, word for word. Whatever \
                       goes wrong is application/problem+json with one plain sentence.",
    ),
    paths(ask::ask, topics::topics, topics::topic)
)]
struct Api;

/// The description.
pub(super) async fn openapi() -> Json<openapi::OpenApi> {
    Json(Api::openapi())
}
