//! `/api/v1/desk/checks`: what the lints find.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::caller::Caller;
use super::failure::{Failure, Failures};
use super::query::Query;
use super::state::Operations;
use crate::document::{Diagnostic, Severity};
use crate::http::{PROBLEM, ProblemBody};

/// What is wrong or doubtful in the documents as they are, errors first.
#[derive(Serialize, ToSchema)]
pub(super) struct Checks {
    /// How many errors there are.
    errors: usize,
    /// How many warnings.
    warnings: usize,
    /// All of them.
    findings: Vec<Found>,
}

/// One finding.
#[derive(Serialize, ToSchema)]
pub(super) struct Found {
    /// `error` or `warning`.
    severity: &'static str,
    /// The lint that found it; `null` for what makes a document unreadable.
    lint: Option<&'static str>,
    /// The document.
    document: String,
    /// The line in it, from 1.
    line: Option<usize>,
    /// What is wrong.
    message: String,
    /// What to do.
    hint: Option<String>,
}

impl Found {
    fn of(finding: &Diagnostic) -> Self {
        Self {
            severity: if finding.severity == Severity::Error { "error" } else { "warning" },
            lint: finding.lint,
            // Where the folder is on that machine is nobody's business here.
            document: finding.file.rsplit('/').next().unwrap_or_default().to_owned(),
            line: finding.position().map(|place| place.line),
            message: finding.message.clone(),
            hint: finding.hint.clone(),
        }
    }
}

/// What the lints find in the documents as they are.
#[utoipa::path(
    get,
    path = "/api/v1/desk/checks",
    tag = "desk",
    security(("token" = [])),
    responses(
        (status = 200, description = "What is wrong or doubtful, errors first", body = Checks),
        (status = 403, description = "The token may not be shown here", body = ProblemBody, content_type = PROBLEM),
        (status = 422, description = "The folder of documents cannot be read", body = ProblemBody, content_type = PROBLEM),
        Failures,
    )
)]
pub(super) async fn found(
    State(api): State<Arc<Operations>>,
    _: Caller,
    query: Query,
) -> Result<Json<Checks>, Failure> {
    query.only(&[])?;
    let documents = api.moderation.to_check().await?;
    let found = api.checked.of(documents, &api.door).await?;
    Ok(Json(Checks {
        errors: found.count(Severity::Error),
        warnings: found.count(Severity::Warning),
        findings: found.iter().map(Found::of).collect(),
    }))
}
