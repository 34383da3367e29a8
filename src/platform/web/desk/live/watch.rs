//! Tells whoever edits an entry that somebody else has changed it.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::super::address::Asked;
use super::super::frame::part;
use super::super::signed::Signed;
use super::super::state::Desk;
use super::super::trouble::Trouble;
use super::CHANGED;
use crate::moderation::ModerationError;

/// Where it is asked for.
pub(super) const ADDRESS: &str = "/desk/live/entry";

/// Stands above the form of an entry, empty until somebody changes the entry. `since` is [`newest`] when the form was made.
pub(in super::super) fn entry(id: &str, since: i64) -> Markup {
    let id: String = form_urlencoded::byte_serialize(id.as_bytes()).collect();
    html! {
        div.changed-meanwhile role="status" hx-get={(ADDRESS) "?id=" (id) "&since=" (since)}
            hx-trigger={(CHANGED) " from:body"} hx-swap="innerHTML" {}
    }
}

/// The newest revision.
pub(in super::super) async fn newest(desk: &Desk) -> Result<i64, Trouble> {
    let newest = desk.moderation.store().revisions(None, None, 1).await.map_err(ModerationError::from)?;
    Ok(newest.first().map_or(0, |revision| revision.id))
}

/// `GET /desk/live/entry?id=driving&since=7`
pub(super) async fn changed(
    State(desk): State<Arc<Desk>>,
    _: Signed,
    Asked(query): Asked,
) -> Result<Response, Trouble> {
    let changes = desk.moderation.changes_of(query.text("id"), query.number("since")?).await?;
    Ok(part(html! {
        @for revision in &changes {
            p.notice {
                (revision.author) " has changed this entry (" (revision.at.minute()) " UTC): " (revision.action) ". "
                a href={"/desk/history/" (revision.id)} target="_blank" { "Look at revision " (revision.id) }
            }
        }
        @if !changes.is_empty() {
            p.small { "Your draft would be made on the entry as it is now. Load the page anew to begin from there." }
        }
    }))
}
