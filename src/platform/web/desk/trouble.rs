//! Why something was not done, for whoever sits at the desk.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::http::Refusal;
use crate::moderation::{Conflict, ModerationError};

/// Why something was not done. The frame makes a page of it.
#[derive(Clone, Debug)]
pub(super) enum Trouble {
    /// Nobody is signed in, or not any more.
    SignedOut,
    /// The account may not do it: what would be needed.
    NotAllowed(String),
    /// What was sent cannot be used: a sentence says why.
    Form(String),
    /// There is nothing of this name.
    NotThere(String),
    /// The form does not come from a page of this desk, or from an old one.
    Stale,
    /// It does not fit what is there, or may not be done.
    Refused(String),
    /// The documents were changed since the draft was made.
    Conflict(Arc<Conflict>),
    /// Only a reviewer can apply this draft.
    NeedsReviewer(i64),
    /// The program cannot do it now.
    Failed(String),
}

impl Trouble {
    /// The status of the page that says so.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::NotAllowed(_) | Self::Stale | Self::NeedsReviewer(_) => StatusCode::FORBIDDEN,
            Self::Form(_) | Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NotThere(_) => StatusCode::NOT_FOUND,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Failed(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl Trouble {
    /// Why a page cannot be shown: what its address names is not there.
    pub(super) fn of_address(error: ModerationError) -> Self {
        match Self::from(error) {
            Self::Refused(sentence) => Self::NotThere(sentence),
            other => other,
        }
    }
}

impl From<ModerationError> for Trouble {
    fn from(error: ModerationError) -> Self {
        match error {
            ModerationError::Refused(sentence) => Self::Refused(sentence),
            ModerationError::Conflict(conflict) => Self::Conflict(Arc::from(conflict)),
            ModerationError::NeedsReviewer(draft) => Self::NeedsReviewer(draft),
            ModerationError::Documents(_) | ModerationError::Write { .. } => {
                tracing::error!("desk: {error}");
                Self::Refused(error.to_string())
            }
            ModerationError::Store(error) => {
                tracing::error!("desk: the store failed: {error}");
                Self::Failed("The store cannot be reached at the moment. Nothing was changed.".to_owned())
            }
        }
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::TooMany(seconds) => Self::Failed(format!("That was too much at once: wait {seconds} s.")),
            Refusal::Busy => Self::Failed("Too much is being worked on: try again in a moment.".to_owned()),
            Refusal::Failed => Self::Failed("That failed; the program's log says more.".to_owned()),
        }
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// There is no such page.
pub(super) async fn nothing_there() -> Trouble {
    Trouble::NotThere("The desk has no such page.".to_owned())
}
