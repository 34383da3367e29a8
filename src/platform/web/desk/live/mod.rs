//! What others do while a page is looked at.
//!
//! Every page asks `/desk/live` every few seconds, with the mark of what it was made of. While that is what it was there is
//! nothing to say, and nothing is read but numbers. Else the counts beside the page change, and an event tells whatever on
//! the page wants to follow: [`list::kept_fresh`], which takes a list anew, and [`watch::entry`], which says that somebody
//! has changed the entry that is being edited. `desk.js` holds a list back while something is typed in it.

pub(super) mod list;
mod poll;
pub(super) mod watch;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use super::address::LIVE;
use super::state::Desk;

/// What htmx tells a page once somebody has changed something.
const CHANGED: &str = "desk-changed";

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new().route(LIVE, get(poll::news_since)).route(watch::ADDRESS, get(watch::changed))
}
