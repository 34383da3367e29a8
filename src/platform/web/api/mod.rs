//! The desk's operations for programs, under `/api/v1/desk`: what moderators do at the desk, with a token instead of a
//! session. Each says in its head what it is; the description of the API is made of that.
//!
//! [`Caller`](caller::Caller) is the only way in: whoever asks shows a token of a program. What goes wrong is a problem
//! with one plain sentence, which repeats nothing of what was sent.
//!
//! | file | is |
//! |---|---|
//! | `state` | what all operations share |
//! | `caller` | who asks, and what they may do |
//! | `body`, `query`, `path` | what was sent |
//! | `failure`, `words` | why something was not done |
//! | `entries`, `drafts`, `history`, `unanswered`, `statistics`, `channels`, `checks`, `explain` | the operations |
//! | `described` | all of them, for the API's description |

mod body;
mod caller;
mod channels;
mod checks;
mod described;
mod draft_view;
mod drafts;
mod entries;
mod explain;
mod failure;
mod history;
mod path;
mod query;
mod state;
mod statistics;
mod unanswered;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::http::wrong_method;
pub use described::described;
pub use state::Operations;

/// The routes of the operations.
pub fn operations(operations: Operations) -> Router {
    Router::new()
        .route("/api/v1/desk/entries", get(entries::list))
        .route("/api/v1/desk/entries/{id}", get(entries::one))
        .route("/api/v1/desk/drafts", get(drafts::list).post(drafts::make))
        .route("/api/v1/desk/drafts/{draft}", get(drafts::one))
        .route("/api/v1/desk/drafts/{draft}/apply", post(drafts::apply))
        .route("/api/v1/desk/drafts/{draft}/drop", post(drafts::abandon))
        .route("/api/v1/desk/drafts/{draft}/redo", post(drafts::redo))
        .route("/api/v1/desk/history", get(history::list))
        .route("/api/v1/desk/revisions/{revision}", get(history::one))
        .route("/api/v1/desk/revisions/{revision}/undo", post(history::undo))
        .route("/api/v1/desk/revisions/{revision}/restore", post(history::restore))
        .route("/api/v1/desk/unanswered", get(unanswered::list))
        .route("/api/v1/desk/unanswered/{question}/belongs", post(unanswered::belongs))
        .route("/api/v1/desk/unanswered/{question}/ignore", post(unanswered::ignore))
        .route("/api/v1/desk/statistics", get(statistics::counted))
        .route("/api/v1/desk/channels", get(channels::list))
        .route("/api/v1/desk/channels/{platform}/{channel}/enable", post(channels::enable))
        .route("/api/v1/desk/channels/{platform}/{channel}/disable", post(channels::disable))
        .route("/api/v1/desk/channels/{platform}/{channel}/mode", post(channels::mode))
        .route("/api/v1/desk/channels/{platform}/{channel}/mute", post(channels::mute))
        .route("/api/v1/desk/channels/{platform}/{channel}/unmute", post(channels::unmute))
        .route("/api/v1/desk/checks", get(checks::found))
        .route("/api/v1/desk/explain", post(explain::explain))
        .method_not_allowed_fallback(wrong_method)
        .with_state(Arc::new(operations))
}
