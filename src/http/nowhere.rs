//! `/` and what is not there.

use axum::http::StatusCode;

use super::problem::Problem;

/// What there is, for whoever opens the address in a browser.
const HOME: &str = "Askwell, the FAQ bot.

GET  /healthz      whether the process lives
GET  /readyz       what the bot can do, as JSON
GET  /metrics      figures for Prometheus
POST /api/v1/ask   {\"text\": \"can I drive afterwards?\", \"mode\": \"direct\"}
";

pub(super) async fn home() -> &'static str {
    HOME
}

pub(super) async fn nothing_there() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "There is nothing at this path: / lists what there is.")
}

pub(super) async fn wrong_method() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "This path has another method: / lists what there is.")
}
