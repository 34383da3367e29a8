//! `GET /api/v1/openapi.json`: the API's own description, made from the handlers and the types that they take and give.

use std::sync::Arc;

use axum::extract::Extension;
use axum::response::{IntoResponse, Json, Response};
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

/// The description, with what platforms bring along.
pub(super) fn described(more: openapi::OpenApi) -> openapi::OpenApi {
    let mut api = Api::openapi();
    api.merge(more);
    api
}

/// Shows the description.
pub(super) async fn openapi(Extension(api): Extension<Arc<openapi::OpenApi>>) -> Response {
    Json(&*api).into_response()
}
