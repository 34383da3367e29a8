//! What is not there.

use axum::http::StatusCode;

use super::problem::Problem;

/// What is said to programs that ask for what is not there.
pub async fn nothing_there() -> Problem {
    let detail = "There is nothing at this path: /api/v1/openapi.json lists what programs can ask for.";
    Problem::new(StatusCode::NOT_FOUND, detail)
}

/// There is something at this path, but not by this method.
pub async fn wrong_method() -> Problem {
    let detail = "This path has another method: /api/v1/openapi.json lists what programs can ask for.";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail)
}
