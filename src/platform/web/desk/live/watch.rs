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

/// Where it is asked for.
pub(super) const ADDRESS: &str = "/desk/live/entry";

/// Stands above the form of an entry, empty until somebody changes the entry. While the store is away, nothing is watched.
pub(in super::super) async fn entry(desk: &Desk, id: &str) -> Markup {
    let newest = desk.moderation.store().revisions(None, None, 1).await.unwrap_or_default();
    let since = newest.first().map_or(0, |revision| revision.id);
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("id", id)
        .append_pair("since", &since.to_string())
        .finish();
    html! {
        div.changed-meanwhile role="status" hx-get={(ADDRESS) "?" (query)} hx-trigger={(CHANGED) " from:body"}
            hx-swap="innerHTML" {}
    }
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
