//! The patients' page: a chat at `/`, topics to browse at `/topics`, and the chat in a frame on the clinic's own site.
//!
//! Rendered on the server, so that it works without JavaScript: a form is posted, and a page with the answer comes back.
//! With JavaScript the same form is sent by `chat.js`, which adds the answer below the others. A question stands in the
//! body of a request, never in an address; nothing is stored in the browser; nothing is loaded from another host.
//!
//! The moderators' [`desk`](desk()) stands beside it, and what programs can do of it ([`operations`]). [`guard`] is for any page that this server shows.

mod api;
mod ask;
mod assets;
mod chat;
mod checked;
mod desk;
mod embed;
mod form;
mod guard;
mod layout;
mod lost;
mod reply;
mod site;
mod text;
mod topics;

use std::sync::Arc;

use axum::Router;
use axum::routing::{MethodRouter, any, get};

pub use api::{Operations, described, operations};
pub use desk::{Desk, desk};
pub use site::Site;

/// What is shown to whoever asks for what is not there.
pub fn lost(site: &Arc<Site>) -> MethodRouter {
    any(lost::page).with_state(Arc::clone(site))
}

/// The routes of the page.
pub fn pages(site: &Arc<Site>) -> Router {
    Router::new()
        .route("/", get(chat::page).post(ask::on_the_page))
        .route("/embed", get(embed::page).post(ask::in_a_frame))
        .route("/embed.js", get(embed::script))
        .route("/topics", get(topics::list))
        .route("/topics/{id}", get(topics::topic))
        .with_state(Arc::clone(site))
        .merge(assets::routes())
}
