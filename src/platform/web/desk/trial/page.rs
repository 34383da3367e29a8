//! The page “Try”: a message put to the documents in force.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};

use super::super::form::Form;
use super::super::frame::{self, BY_HTMX};
use super::super::page::{Page, Part};
use super::super::signed::{Posted, Signed};
use super::super::state::Desk;
use super::super::trouble::Trouble;
use super::asked::{Question, Tried};
use super::compare::comparison;
use super::pane::{Pane, pane, part};
use crate::message::Choice;

/// Where a message is tried.
const TRY: &str = "/desk/try";
/// The field of the entry that was expected.
pub(super) const ENTRY: &str = "entry";

/// `GET /desk/try`
pub(super) async fn empty(State(desk): State<Arc<Desk>>, signed: Signed) -> Result<Response, Trouble> {
    Ok(desk.show(&signed, page(&desk, &signed, &Question::none(), "", &html! { (compared_place(None)) })).await)
}

/// `POST /desk/try`
pub(super) async fn tried(
    State(desk): State<Arc<Desk>>,
    headers: HeaderMap,
    Posted { signed, form }: Posted,
) -> Result<Response, Trouble> {
    let question = Question::read(&form);
    let tried = question.put_to(&desk, desk.bot.brain()).await?;
    let result = result(&question, tried.as_ref(), None);
    if headers.contains_key(BY_HTMX) {
        return Ok(frame::part(part(&result, tried.as_ref())));
    }
    Ok(desk.show(&signed, page(&desk, &signed, &question, form.text(ENTRY), &result)).await)
}

/// `POST /desk/try/compare`
pub(super) async fn compared(
    State(desk): State<Arc<Desk>>,
    headers: HeaderMap,
    Posted { signed, form }: Posted,
) -> Result<Response, Trouble> {
    let question = Question::read(&form);
    let compared = against(&desk, &signed, &form, &question).await?;
    if headers.contains_key(BY_HTMX) {
        return Ok(frame::part(compared));
    }
    let tried = question.put_to(&desk, desk.bot.brain()).await?;
    let result = result(&question, tried.as_ref(), Some(&compared));
    Ok(desk.show(&signed, page(&desk, &signed, &question, form.text(ENTRY), &result)).await)
}

/// Why the message does not lead to the entry that was expected.
async fn against(desk: &Arc<Desk>, signed: &Signed, form: &Form, question: &Question) -> Result<Markup, Trouble> {
    let brain = desk.bot.brain();
    let wanted = brain.pack().entries.iter().position(|entry| entry.id == form.text(ENTRY));
    match wanted {
        _ if question.text.is_empty() => Ok(html! { p.notice { "Type a message first." } }),
        None => Ok(html! { p.notice { "Choose the entry that you expected." } }),
        Some(wanted) => comparison(desk, signed, question, brain, wanted).await,
    }
}

fn result(question: &Question, tried: Option<&Tried>, compared: Option<&Markup>) -> Markup {
    html! {
        @if let Some(tried) = tried { (tried.shown(question.mode)) }
        (compared_place(compared))
    }
}

/// Where the comparison goes. It goes away with the result that it belongs to.
fn compared_place(compared: Option<&Markup>) -> Markup {
    html! { div id="compared" aria-live="polite" { @if let Some(compared) = compared { (compared) } } }
}

fn page(desk: &Desk, signed: &Signed, question: &Question, expected: &str, result: &Markup) -> Page {
    let hint = "Nothing is counted or kept, and nobody is alerted. It answers from the documents in force.";
    let main = html! {
        form.trying method="post" action=(TRY) {
            (signed.csrf())
            (pane(&Pane { action: TRY, question, result, hint }))
            (why_not(&desk.bot.all_topics(), expected))
        }
        (super::remedy::form_outside(signed))
    };
    Page { title: Part::Try.name().to_owned(), part: Part::Try, main }
}

/// The question after another entry. A search for what would lead there takes some seconds.
fn why_not(topics: &[Choice], expected: &str) -> Markup {
    html! {
        section.sheet.aside aria-labelledby="why-not" {
            h2 id="why-not" { "Why not another entry?" }
            p.faint {
                "Compares the reply with the entry that you expected, and looks for the smallest change that would lead the "
                "message there. That takes some seconds."
            }
            div.row {
                label {
                    "The entry that you expected"
                    select name=(ENTRY) {
                        option value="" { "–" }
                        @for topic in topics {
                            option value=(topic.entry) selected[topic.entry == expected] { (topic.question) " (" (topic.entry) ")" }
                        }
                    }
                }
                button.second formaction="/desk/try/compare#compared" hx-post="/desk/try/compare" hx-target="#compared"
                    hx-indicator="#looking" { "Why not?" }
            }
            p.htmx-indicator id="looking" { "Looking …" }
        }
    }
}
