//! Entries: found, read, changed with a test pane beside them.
//!
//! | file | is |
//! |---|---|
//! | `list`, `search` | all entries, and those that somebody looks for |
//! | `typed`, `word_list` | the form of an entry as it was typed |
//! | `content` | what it says, or what is wrong at which field |
//! | `changes`, `merge` | edits of the documents, also where somebody else was quicker |
//! | `editor`, `rows`, `new` | the pages with that form |
//! | `edit`, `unsaved` | what happens when it is posted: a draft, or a message tried on unsaved changes |
//! | `view` | an entry for readers |

mod changes;
mod content;
mod edit;
mod editor;
mod list;
mod merge;
mod new;
mod rows;
mod search;
mod typed;
mod unsaved;
mod view;
pub(super) mod word_list;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use super::state::Desk;

/// The routes.
pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/entries", get(list::page))
        .route("/desk/new", get(new::page).post(new::add))
        .route("/desk/new/try", post(new::tried))
        .route("/desk/entries/{id}", get(edit::page).post(edit::save))
        .route("/desk/entries/{id}/try", post(edit::tried))
}
