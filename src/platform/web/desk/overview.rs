//! The first page: what waits.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::html;

use super::page::{Page, Part};
use super::signed::Signed;
use super::state::Desk;
use super::trouble::Trouble;

/// `GET /desk`
pub(super) async fn page(State(desk): State<Arc<Desk>>, signed: Signed) -> Result<Response, Trouble> {
    let brain = desk.bot.brain();
    let main = html! {
        div.sheet {
            p { (brain.pack().entries.len()) " entries are in force (" (brain.pack().hash) ")." }
        }
    };
    Ok(desk.show(&signed, Page { title: Part::Overview.name().to_owned(), part: Part::Overview, main }).await)
}
