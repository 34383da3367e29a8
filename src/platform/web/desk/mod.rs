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
//! | `form` | what a form sends |
//! | `page`, `frame`, `trouble`, `words` | how every page looks, also the one that says why something was not done |
//! | `kept` | what takes a second to find out about the documents in force |
//! | `sign_in`, `overview` | pages |
//! | `statistics/`, `safety/`, `checks/` | how often what was done, the safety rules, what the lints find |

mod attempts;
mod checks;
mod cookie;
mod form;
mod frame;
mod kept;
mod overview;
mod page;
mod safety;
mod sign_in;
mod signed;
mod state;
mod statistics;
mod trouble;
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
        .merge(statistics::routes())
        .merge(safety::routes())
        .merge(checks::routes())
        .route("/desk/{*rest}", any(trouble::nothing_there))
        .layer(from_fn_with_state(Arc::clone(&desk), frame::framed))
        .layer(from_fn_with_state(Arc::clone(&desk), signed::recognised))
        .with_state(desk)
}
