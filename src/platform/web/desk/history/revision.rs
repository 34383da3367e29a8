//! One revision, and the two ways back: taking it away, and making its document what it was then.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::super::address::Numbered;
use super::super::diff::diff_lines;
use super::super::page::{Page, Part};
use super::super::signed::{Posted, Signed};
use super::super::state::Desk;
use super::super::trouble::Trouble;
use crate::faq::SAFETY_DOCUMENT;
use crate::moderation::diff;
use crate::store::Revision;

/// `GET /desk/history/7`
pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    signed: Signed,
    Numbered(id): Numbered,
) -> Result<Response, Trouble> {
    let revision = desk.moderation.revision(id).await.map_err(Trouble::of_address)?;
    let main = html! {
        (about(&revision))
        section.sheet {
            h2 { "The lines that changed" }
            (diff_lines(&diff(&revision.change)))
        }
        @if signed.role().may_edit() { (ways_back(&revision, &signed)) }
    };
    Ok(desk.show(&signed, Page { title: format!("Revision {id}"), part: Part::History, main }).await)
}

/// `POST /desk/history/7/undo`
pub(super) async fn undo(
    State(desk): State<Arc<Desk>>,
    Numbered(id): Numbered,
    Posted { signed, form }: Posted,
) -> Result<Response, Trouble> {
    let drafted = desk.moderation.undo(&signed.moderator()?, Some(id), form.given("reason")).await?;
    Ok(desk.made(&drafted))
}

/// `POST /desk/history/7/restore`
pub(super) async fn restore(
    State(desk): State<Arc<Desk>>,
    Numbered(id): Numbered,
    Posted { signed, form }: Posted,
) -> Result<Response, Trouble> {
    let drafted = desk.moderation.restore(&signed.moderator()?, id, form.given("reason")).await?;
    Ok(desk.made(&drafted))
}

fn about(revision: &Revision) -> Markup {
    html! {
        section.about-it {
            p.action { (revision.action) }
            p.faint { "By " (author(revision)) ", " (revision.at.minute()) " UTC, in " (revision.change.document) }
            @if let Some(reason) = &revision.reason { p { "Why: " (reason) } }
        }
    }
}

/// Who changed it; whoever edited the file by hand has no name here.
fn author(revision: &Revision) -> &str {
    if revision.author == "disk" { "somebody who edited the file by hand (disk)" } else { &revision.author }
}

fn ways_back(revision: &Revision, signed: &Signed) -> Markup {
    let to = |deed: &str| format!("/desk/history/{}/{deed}", revision.id);
    html! {
        section.sheet {
            h2 { "The way back" }
            @if revision.change.document == SAFETY_DOCUMENT {
                p { "The safety document is not changed from here: whoever runs the bot edits the file." }
            } @else {
                p.faint { "Either makes a draft: you see what it does before it goes live." }
                form.back method="post" action=(to("undo")) {
                    (signed.csrf())
                    label { "Why (for the history; may be empty)" input name="reason" maxlength="500" autocomplete="off"; }
                    div.row {
                        button { "Undo this change" }
                        @if revision.change.after.is_some() {
                            button.second formaction=(to("restore")) { "Make the document what it was then" }
                        }
                    }
                    p.faint.small {
                        "Undo takes this change out and leaves later ones. The other one takes all later changes of "
                        (revision.change.document) " out too."
                    }
                }
            }
        }
    }
}
