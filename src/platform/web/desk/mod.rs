//! The desk: where moderators and the clinic's staff look and tune. Server-rendered; with JavaScript htmx keeps lists
//! fresh and lets the test pane answer as one types.
//!
//! [`Signed`](signed::Signed) and [`Posted`](signed::Posted) are the only ways in: who asks for a page has signed in, and
//! what is posted comes from a page of the desk. What goes wrong is a [`Trouble`](trouble::Trouble), which
//! [`frame`](frame::framed) makes a page of.
//!
//! | file | is |
//! |---|---|
//! | `state` | what all pages share |
//! | `cookie`, `signed`, `attempts` | who asks, and how often somebody may try to be let in |
//! | `form`, `address` | what a form sends, and what stands in an address |
//! | `page`, `frame`, `trouble`, `words` | how every page looks, also the one that says why something was not done |
//! | `sign_in`, `overview`, `channels`, `accounts` | pages |
//! | `diff`, `fresh` | changed lines; what is known of a draft that was just made |
//! | `live` | what others do while a page is looked at |
//! | `drafts`, `unanswered`, `history` | pages on which is decided what goes live |
//! | `entries`, `synonyms` | what the documents say, and drafts of changes |
//! | `trial`, `explained`, `brains` | a message put to the bot, also to one that has unsaved changes, and why it replies so |
//! | `kept` | what takes a second to find out about the documents in force |
//! | `sign_in`, `overview` | pages |
//! | `statistics/`, `safety/`, `checks/` | how often what was done, the safety rules, what the lints find |
//! | `statistics` | how often what was done |

mod accounts;
mod address;
mod attempts;
mod brains;
mod channels;
mod checks;
mod cookie;
mod diff;
mod drafts;
mod entries;
mod explained;
mod form;
mod frame;
mod fresh;
mod history;
mod kept;
mod live;
mod overview;
mod page;
mod safety;
mod sign_in;
mod signed;
mod state;
mod statistics;
mod synonyms;
mod trial;
mod trouble;
mod unanswered;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get};

pub use state::Desk;

/// The routes of the desk.
pub fn desk(desk: Desk) -> Router {
    let desk = Arc::new(desk);
    Router::new()
        .route("/desk", get(overview::page))
        .merge(sign_in::routes())
        .merge(channels::routes())
        .merge(accounts::routes())
        .merge(entries::routes())
        .merge(synonyms::routes())
        .merge(trial::routes())
        .merge(drafts::routes())
        .merge(unanswered::routes())
        .merge(history::routes())
        .merge(live::routes())
        .merge(statistics::routes())
        .merge(safety::routes())
        .merge(checks::routes())
        .route("/desk/{*rest}", any(trouble::nothing_there))
        .layer(from_fn_with_state(Arc::clone(&desk), frame::framed))
        .layer(from_fn_with_state(Arc::clone(&desk), signed::recognised))
        .with_state(desk)
}
