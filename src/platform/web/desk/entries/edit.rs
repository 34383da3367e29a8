//! The editor of an entry: shown, tried, saved as a draft.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use maud::{Markup, html};

use super::super::form::Form;
use super::super::frame::{BY_HTMX, part};
use super::super::live::watch;
use super::super::page::{Page, Part};
use super::super::signed::{Posted, Signed};
use super::super::state::Desk;
use super::super::trial::{Question, part as trial_part};
use super::super::trouble::Trouble;
use super::changes::{edits, in_words};
use super::content::{Content, Faults, Field};
use super::editor::Editor;
use super::list::state;
use super::merge::{clashes, merged};
use super::typed::{Typed, name};
use super::unsaved::tried as tried_with;
use super::view::view;
use crate::faq::edit::Edit;
use crate::moderation::{Drafted, EntryView, ModerationError, Moderator};

/// What a page of the editor shows.
#[derive(Default)]
struct Shown {
    typed: Typed,
    reason: String,
    faults: Faults,
    /// Said above the form.
    notice: Option<Markup>,
    question: Option<Question>,
    result: Option<Markup>,
}

/// `GET /desk/entries/{id}`
pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    let entry = found(&desk, &id).await?;
    if !signed.role().may_edit() {
        return Ok(desk.show(&signed, framed(&entry, view(&entry, &signed))).await);
    }
    let shown = Shown { typed: Typed::of(&entry), ..Shown::default() };
    Ok(answered(&desk, &signed, &entry, StatusCode::OK, shown).await)
}

/// `POST /desk/entries/{id}/try`
pub(super) async fn tried(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Posted { signed, form }: Posted,
) -> Result<Response, Trouble> {
    let entry = found(&desk, &id).await?;
    let (typed, question) = (Typed::read(&form), Question::read(&form));
    let (typed, notice) = brought_up(&form, &typed, &entry)?;
    let (result, tried) = tried_with(&desk, &question, wanted(&entry, &typed)).await?;
    if headers.contains_key(BY_HTMX) {
        return Ok(part(trial_part(&result, tried.as_ref())));
    }
    let (question, result) = (Some(question), Some(result));
    let reason = form.text(name::REASON).to_owned();
    let shown = Shown { typed, reason, notice, question, result, ..Shown::default() };
    Ok(answered(&desk, &signed, &entry, StatusCode::OK, shown).await)
}

/// `POST /desk/entries/{id}`
pub(super) async fn save(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    Posted { signed, form }: Posted,
) -> Result<Response, Trouble> {
    let who = signed.moderator()?;
    let entry = found(&desk, &id).await?;
    let (typed, notice) = brought_up(&form, &Typed::read(&form), &entry)?;
    let reason = form.text(name::REASON).to_owned();
    let question = Some(Question::read(&form));
    let shown = Shown { typed, reason, notice, question, ..Shown::default() };
    if shown.notice.is_some() {
        return Ok(answered(&desk, &signed, &entry, StatusCode::CONFLICT, shown).await);
    }
    let faults = match wanted(&entry, &shown.typed) {
        Ok(edits) if edits.is_empty() => {
            let notice = Some(html! { p.notice role="alert" { "Nothing was changed: the entry says so already." } });
            let shown = Shown { notice, ..shown };
            return Ok(answered(&desk, &signed, &entry, StatusCode::OK, shown).await);
        }
        Ok(edits) => match drafted(&desk, &who, edits, form.given(name::REASON)).await? {
            Ok(drafted) => return Ok(desk.made(&drafted)),
            Err(faults) => faults,
        },
        Err(faults) => faults,
    };
    Ok(answered(&desk, &signed, &entry, StatusCode::UNPROCESSABLE_ENTITY, Shown { faults, ..shown }).await)
}

/// Makes the draft, or says what is wrong at which field.
pub(super) async fn drafted(
    desk: &Desk,
    who: &Moderator,
    edits: Vec<(Field, Edit)>,
    why: Option<&str>,
) -> Result<Result<Drafted, Faults>, Trouble> {
    let (fields, edits): (Vec<Field>, Vec<Edit>) = edits.into_iter().unzip();
    let refused = match desk.moderation.draft(who, edits.clone(), why).await {
        Ok(drafted) => return Ok(Ok(drafted)),
        Err(ModerationError::Refused(sentence)) => sentence,
        Err(error) => return Err(error.into()),
    };
    let mut faults = Faults::default();
    for (number, sentence) in desk.moderation.faults(&edits).await? {
        faults.add(fields.get(number).copied().unwrap_or(Field::Form), sentence);
    }
    // What no single edit is to blame for: all of them together, the reason, the documents.
    if faults.is_empty() {
        faults.add(Field::Form, refused);
    }
    Ok(Err(faults))
}

async fn found(desk: &Desk, id: &str) -> Result<EntryView, Trouble> {
    desk.moderation.entry(id).await.map_err(|error| match error {
        ModerationError::Refused(sentence) => Trouble::NotThere(sentence),
        error => error.into(),
    })
}

/// The edits that make the entry say what was typed.
fn wanted(entry: &EntryView, typed: &Typed) -> Result<Vec<(Field, Edit)>, Faults> {
    let content = Content::read(typed, entry.answer.is_some())?;
    Ok(edits(&entry.id, &Content::of(entry), &content))
}

/// What was typed, brought to what the entry says now; where somebody changed that since the form was shown, what they
/// did is said.
fn brought_up(form: &Form, typed: &Typed, entry: &EntryView) -> Result<(Typed, Option<Markup>), Trouble> {
    let shown: Typed = serde_json::from_str(form.raw(name::SHOWN)).map_err(|_| Trouble::Stale)?;
    let now = Typed::of(entry);
    if shown == now {
        return Ok((typed.clone(), None));
    }
    let said = meanwhile(entry, &shown, typed, &now);
    Ok((merged(&shown, typed, &now), Some(said)))
}

fn meanwhile(entry: &EntryView, shown: &Typed, typed: &Typed, now: &Typed) -> Markup {
    let before = Content::read(shown, false).unwrap_or_default();
    let changes = edits(&entry.id, &before, &Content::of(entry));
    html! {
        section.notice.bad role="alert" {
            p { strong { "Somebody changed this entry while you wrote." } " Nothing that you typed is lost: the form below has both." }
            ul { @for (_, edit) in &changes { li { (in_words(edit, &before)) } } }
            @for (what, text) in clashes(shown, typed, now) {
                p { "You both changed the " (what) ". Yours stands in the form; theirs is:" }
                pre { (text) }
            }
            p { "Look at it, and send it once more. " a href={ "/desk/history" } { "History" } " says who it was." }
        }
    }
}

async fn answered(desk: &Desk, signed: &Signed, entry: &EntryView, status: StatusCode, shown: Shown) -> Response {
    let question = shown.question.unwrap_or_else(Question::none);
    let editor = Editor {
        action: format!("/desk/entries/{}", entry.id),
        typed: &shown.typed,
        shown: Some(&Typed::of(entry)),
        reason: &shown.reason,
        faults: &shown.faults,
        head: html! { p { code { (entry.id) } " in " (entry.document) " " (state(entry)) } },
        about_answer: about_answer(entry),
        question: &question,
        result: shown.result.unwrap_or_default(),
    };
    let main = html! {
        (watch::entry(desk, &entry.id).await)
        @if let Some(notice) = shown.notice { (notice) }
        (editor.shown(signed, desk.settings().matching.answer))
    };
    desk.show_as(status, Some(signed), framed(entry, main)).await
}

fn framed(entry: &EntryView, main: Markup) -> Page {
    Page { title: entry.question.clone(), part: Part::Entries, main }
}

fn about_answer(entry: &EntryView) -> Markup {
    html! {
        p.hint {
            @match (&entry.answer, &entry.reviewed_by) {
                (None, _) => "It is left to the provider: the bot gives no answer. With an answer here it gives that one.",
                (Some(_), Some(by)) => {
                    "Reviewed by " (by) ". With another question or answer it loses the reviewer’s name, and goes live only when a "
                    "reviewer applies the draft."
                }
                (Some(_), None) => "Nobody has reviewed it as it stands. **Bold**, lists and links are kept.",
            }
        }
    }
}
