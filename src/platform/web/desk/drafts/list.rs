//! The drafts that wait, and the last ones that were decided on.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::super::address::Asked;
use super::super::live::list::kept_fresh;
use super::super::page::{Page, Part};
use super::super::signed::Signed;
use super::super::state::Desk;
use super::super::trouble::Trouble;
use super::verdict::badges;
use crate::moderation::Drafted;
use crate::store::DraftState;

/// Of drafts that were decided on so many are shown.
const LAST: u32 = 20;

/// `GET /desk/drafts?state=applied`
pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    signed: Signed,
    Asked(query): Asked,
) -> Result<Response, Trouble> {
    let decided =
        if query.text("state") == DraftState::Dropped.name() { DraftState::Dropped } else { DraftState::Applied };
    let mut open = desk.moderation.drafts(DraftState::Open).await?;
    open.reverse();
    let last = desk.moderation.newest_drafts(decided, LAST).await?;
    let lists = html! {
        section.sheet {
            h2 { "Waiting for a decision" }
            @if open.is_empty() {
                p { "No draft waits for a decision." }
                p.faint { "A change of an entry is a draft first: it goes live when somebody has looked at what it does." }
            } @else {
                (table(&open, DraftState::Open))
            }
        }
        section.sheet {
            h2 { "Decided on" }
            (tabs(decided))
            @if last.is_empty() { p.faint { "None yet." } } @else { (table(&last, decided)) }
        }
    };
    let address = format!("/desk/drafts?state={}", decided.name());
    let main = kept_fresh("drafts", &address, &lists);
    Ok(desk.show(&signed, Page { title: Part::Drafts.name().to_owned(), part: Part::Drafts, main }).await)
}

/// Which of the decided ones are shown.
fn tabs(shown: DraftState) -> Markup {
    html! {
        p.tabs {
            @for (state, name) in [(DraftState::Applied, "The last that were applied"), (DraftState::Dropped, "… dropped")] {
                @let here = (state == shown).then_some("true");
                a id={"drafts-" (state.name())} href={"/desk/drafts?state=" (state.name())} aria-current=[here] { (name) }
                " "
            }
        }
    }
}

fn table(drafts: &[Drafted], state: DraftState) -> Markup {
    let is_open = state == DraftState::Open;
    html! {
        div.scroll tabindex="0" role="group" aria-label={"Drafts, " (state.name())} {
            table {
                thead {
                    tr {
                        th.number scope="col" { "Draft" }
                        th scope="col" { "What it does" }
                        th scope="col" { "Made" }
                        th scope="col" { @if is_open { "What comes of it" } @else { "By" } }
                    }
                }
                tbody { @for draft in drafts { (row(draft, is_open)) } }
            }
        }
    }
}

fn row(draft: &Drafted, is_open: bool) -> Markup {
    let address = format!("/desk/drafts/{}", draft.id);
    html! {
        tr {
            td.number { (draft.id) }
            th.wide scope="row" {
                a id={"draft-" (draft.id)} href=(address) { (draft.action) }
                @if let Some(reason) = &draft.reason { br; span.why.faint { (reason) } }
            }
            td { (draft.author) br; span.faint.nowrap { (draft.at.minute()) " UTC" } }
            @if is_open {
                td { (draft.report) " " (badges(draft)) }
            } @else {
                td { (draft.decided_by.as_deref().unwrap_or_default()) }
            }
        }
    }
}
