//! What becomes of a draft.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;

use super::super::address::Numbered;
use super::super::frame::go;
use super::super::signed::Posted;
use super::super::state::Desk;
use super::super::trouble::Trouble;

/// `POST /desk/drafts/7/apply`
pub(super) async fn apply(
    State(desk): State<Arc<Desk>>,
    Numbered(id): Numbered,
    Posted { signed, .. }: Posted,
) -> Result<Response, Trouble> {
    desk.moderation.apply(&signed.moderator()?, id).await?;
    Ok(go(&format!("/desk/drafts/{id}")))
}

/// `POST /desk/drafts/7/drop`
pub(super) async fn throw_away(
    State(desk): State<Arc<Desk>>,
    Numbered(id): Numbered,
    Posted { signed, form }: Posted,
) -> Result<Response, Trouble> {
    desk.moderation.drop_draft(&signed.moderator()?, id, form.given("reason")).await?;
    Ok(go("/desk/drafts"))
}

/// `POST /desk/drafts/7/redo`
pub(super) async fn redo(
    State(desk): State<Arc<Desk>>,
    Numbered(id): Numbered,
    Posted { signed, .. }: Posted,
) -> Result<Response, Trouble> {
    Ok(desk.made(&desk.moderation.redo(&signed.moderator()?, id).await?))
}
