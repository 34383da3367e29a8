//! A new entry.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use maud::{Markup, html};

use super::super::form::Form;
use super::super::frame::{BY_HTMX, part};
use super::super::page::{Page, Part};
use super::super::signed::{Posted, Signed};
use super::super::state::Desk;
use super::super::trial::{Question, part as trial_part};
use super::super::trouble::Trouble;
use super::changes::additions;
use super::content::{Content, Faults, Field};
use super::edit::drafted;
use super::editor::{Editor, described, wrong};
use super::rows::faults_at;
use super::typed::{Typed, name};
use super::unsaved::tried as tried_with;
use crate::faq::edit::{Edit, LONGEST_ID};

/// Where the form is posted.
const NEW: &str = "/desk/new";
/// The id under which an entry without one is tried.
const WITHOUT_ID: &str = "new-entry";

/// `GET /desk/new`
pub(super) async fn page(State(desk): State<Arc<Desk>>, signed: Signed) -> Result<Response, Trouble> {
    signed.moderator()?;
    let faults = Faults::default();
    shown(&desk, &signed, StatusCode::OK, &Form::default(), &faults, Markup::default()).await
}

/// `POST /desk/new/try`
pub(super) async fn tried(
    State(desk): State<Arc<Desk>>,
    headers: HeaderMap,
    Posted { signed, form }: Posted,
) -> Result<Response, Trouble> {
    let (typed, question) = (Typed::read(&form), Question::read(&form));
    let id = form.given(name::ID).unwrap_or(WITHOUT_ID);
    // Before there is a question there is no entry to try.
    let wanted = if typed.question.is_empty() { Ok(Vec::new()) } else { wanted(id, &form, &typed) };
    let (result, tried) = tried_with(&desk, &question, wanted).await?;
    if headers.contains_key(BY_HTMX) {
        return Ok(part(trial_part(&result, tried.as_ref())));
    }
    shown(&desk, &signed, StatusCode::OK, &form, &Faults::default(), result).await
}

/// `POST /desk/new`
pub(super) async fn add(State(desk): State<Arc<Desk>>, Posted { signed, form }: Posted) -> Result<Response, Trouble> {
    let who = signed.moderator()?;
    let faults = match wanted(form.text(name::ID), &form, &Typed::read(&form)) {
        Ok(edits) => match drafted(&desk, &who, edits, form.given(name::REASON)).await? {
            Ok(drafted) => return Ok(desk.made(&drafted)),
            Err(faults) => placed(faults),
        },
        Err(faults) => faults,
    };
    shown(&desk, &signed, StatusCode::UNPROCESSABLE_ENTITY, &form, &faults, Markup::default()).await
}

fn wanted(id: &str, form: &Form, typed: &Typed) -> Result<Vec<(Field, Edit)>, Faults> {
    let content = Content::read(typed, false)?;
    Ok(additions(id, form.given(name::DOCUMENT), &content))
}

/// An entry that cannot be added has no parts that could be wrong: of what is said of those only the first is kept.
fn placed(faults: Faults) -> Faults {
    let of_the_entry: Vec<String> = faults.at(Field::Id).map(str::to_owned).collect();
    if of_the_entry.is_empty() {
        return faults;
    }
    let mut kept = Faults::default();
    for sentence in of_the_entry {
        let field = match sentence.split(' ').take(2).collect::<Vec<_>>().as_slice() {
            ["the", "question"] => Field::Question,
            ["the", "answer"] => Field::Answer,
            _ => Field::Id,
        };
        kept.add(field, sentence);
    }
    kept
}

async fn shown(
    desk: &Arc<Desk>,
    signed: &Signed,
    status: StatusCode,
    form: &Form,
    faults: &Faults,
    result: Markup,
) -> Result<Response, Trouble> {
    let documents = desk.moderation.documents().await?;
    let (typed, question) = (Typed::read(form), Question::read(form));
    let editor = Editor {
        action: NEW.to_owned(),
        typed: &typed,
        shown: None,
        reason: form.text(name::REASON),
        faults,
        head: head(form, faults, &documents),
        about_answer: html! { p.hint { "Empty: the topic is left to the provider. **Bold**, lists and links are kept." } },
        question: &question,
        result,
    };
    let main = editor.shown(signed, desk.settings().matching.answer);
    Ok(desk.show_as(status, Some(signed), Page { title: "A new entry".to_owned(), part: Part::Entries, main }).await)
}

fn head(form: &Form, faults: &Faults, documents: &[String]) -> Markup {
    html! {
        label.short {
            "Id"
            span.hint { "A short name that no other entry has: small letters, digits, hyphens." }
            input name=(name::ID) value=(form.text(name::ID)) maxlength=(LONGEST_ID) autocapitalize="none" autocomplete="off"
                spellcheck="false" aria-invalid=[wrong(faults, Field::Id)] aria-describedby=[described(faults, Field::Id, "fault-id")];
        }
        (faults_at(faults, Field::Id, "id"))
        @if documents.len() > 1 {
            label.short {
                "Document"
                select name=(name::DOCUMENT) {
                    @for document in documents {
                        option value=(document) selected[document == form.text(name::DOCUMENT)] { (document) }
                    }
                }
            }
        }
    }
}
