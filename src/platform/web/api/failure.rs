//! Why an operation was not done, as a problem with one plain sentence.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use utoipa::IntoResponses;

use super::words::for_programs;
use crate::http::{Problem, ProblemBody, Refusal, Unread};
use crate::moderation::{Conflict, ModerationError};

/// Why an operation was not done.
#[derive(Debug)]
pub(super) struct Failure(Problem);

/// What any operation may come to instead of its result.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "the description is made of it")]
pub(super) enum Failures {
    /// No token is shown, or none that holds
    #[response(status = 401, content_type = "application/problem+json")]
    NoToken(ProblemBody<'static>),
    /// The request took too long
    #[response(status = 408, content_type = "application/problem+json")]
    TooSlow(ProblemBody<'static>),
    /// Too many requests or wrong tokens from this address
    #[response(status = 429, content_type = "application/problem+json")]
    TooMany(ProblemBody<'static>),
    /// The store cannot be reached, or too much is waiting
    #[response(status = 503, content_type = "application/problem+json")]
    NotNow(ProblemBody<'static>),
}

/// What an operation that changes something may come to beside those.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "the description is made of it")]
pub(super) enum ChangeFailures {
    /// The body is no JSON
    #[response(status = 400, content_type = "application/problem+json")]
    NoJson(ProblemBody<'static>),
    /// The token's account may not do it
    #[response(status = 403, content_type = "application/problem+json")]
    NotAllowed(ProblemBody<'static>),
    /// The body is too long
    #[response(status = 413, content_type = "application/problem+json")]
    TooLong(ProblemBody<'static>),
    /// The body is not declared as JSON
    #[response(status = 415, content_type = "application/problem+json")]
    NotDeclared(ProblemBody<'static>),
    /// It does not fit what is there, or the body is of another form
    #[response(status = 422, content_type = "application/problem+json")]
    DoesNotFit(ProblemBody<'static>),
}

impl Failure {
    /// A failure with a sentence.
    pub(super) fn new(status: StatusCode, sentence: impl Into<String>) -> Self {
        Self(Problem::new(status, sentence))
    }

    /// The account may not do it.
    pub(super) fn not_allowed(sentence: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, sentence)
    }

    /// There is nothing of this name.
    pub(super) fn not_there(sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, sentence)
    }

    /// What was sent does not fit.
    pub(super) fn unfit(sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, sentence)
    }
}

impl From<ModerationError> for Failure {
    fn from(error: ModerationError) -> Self {
        match error {
            ModerationError::Refused(sentence) => Self::unfit(for_programs(&sentence)),
            ModerationError::Conflict(conflict) => Self::new(StatusCode::CONFLICT, quicker(&conflict)),
            ModerationError::NeedsReviewer(draft) => Self::new(
                StatusCode::FORBIDDEN,
                format!("Draft {draft} changes an answer that had been reviewed: only a reviewer's token applies it."),
            ),
            ModerationError::Documents(_) | ModerationError::Write { .. } => {
                tracing::error!("API of the desk: {error}");
                Self::unfit("The documents cannot be read or written as they are: GET /api/v1/desk/checks says more.")
            }
            ModerationError::Store(error) => {
                tracing::error!("API of the desk: the store failed: {error}");
                let sentence = "The store cannot be reached at the moment. Nothing was changed.";
                Self::new(StatusCode::SERVICE_UNAVAILABLE, sentence)
            }
        }
    }
}

/// Who changed what since the draft was made, and the way on.
fn quicker(conflict: &Conflict) -> String {
    let Conflict { draft, since, .. } = conflict;
    let by: Vec<String> = since.iter().map(|revision| format!("{} by {}", revision.id, revision.author)).collect();
    let what = match by.as_slice() {
        [] => "the safety document or the program is another one".to_owned(),
        _ => format!("the documents were changed by revision {}", by.join(", ")),
    };
    format!(
        "Nothing was written: since draft {draft} was made, {what}. POST /api/v1/desk/drafts/{draft}/redo makes it again on \
         today's documents."
    )
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        failure.0
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self(refusal.into())
    }
}

impl From<Unread> for Failure {
    fn from(unread: Unread) -> Self {
        Self(unread.into())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}
