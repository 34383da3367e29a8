//! Makes pages of what the handlers give: a [`Page`], or a [`Trouble`].

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::diff::diff_lines;
use super::page::{Beside, Page, Part, document};
use super::signed::Signed;
use super::state::Desk;
use super::trouble::Trouble;
use super::words::at_the_desk;
use crate::moderation::{Conflict, Drafted};
use crate::platform::web::guard;
use crate::platform::web::text::whole;
use crate::store::{DraftState, StoreError, Tally, UnansweredState};

/// Sent by htmx, which puts a part of a page into another one.
pub(super) const BY_HTMX: HeaderName = HeaderName::from_static("hx-request");
/// Has htmx leave the page.
const HTMX_GOES: HeaderName = HeaderName::from_static("hx-redirect");
/// Where people sign in.
pub(super) const SIGN_IN: &str = "/desk/sign-in";

impl Desk {
    /// A page, framed for somebody.
    pub(super) async fn show(&self, signed: &Signed, page: Page) -> Response {
        self.show_as(StatusCode::OK, Some(signed), page).await
    }

    /// A page with a status of its own, for somebody or nobody.
    pub(super) async fn show_as(&self, status: StatusCode, signed: Option<&Signed>, page: Page) -> Response {
        let beside = self.beside(signed.is_some()).await;
        guard::page(status, &[], document(&page, signed, &beside))
    }

    /// What cannot be found out is not worth failing for: the page itself says what is wrong.
    async fn beside(&self, is_signed: bool) -> Beside {
        let unknown = || Beside { clinic: self.clinic(), drafts: 0, unanswered: 0, mark: String::new() };
        if !is_signed {
            return unknown();
        }
        self.now().await.unwrap_or_else(|_| unknown())
    }

    /// Leads to a draft that was made a moment ago.
    pub(super) fn made(&self, drafted: &Drafted) -> Response {
        self.fresh.keep(drafted);
        go(&format!("/desk/drafts/{}", drafted.id))
    }

    /// What waits, and the mark of what is in force and what waits.
    pub(super) async fn now(&self) -> Result<Beside, StoreError> {
        let store = self.moderation.store();
        let version = store.version().await?;
        let drafts = store.count_drafts(DraftState::Open).await?;
        let questions = store.count_unanswered(UnansweredState::Open).await?;
        let mark = format!(
            "{version}-{}.{}-{}.{}-{}",
            drafts.number,
            drafts.newest,
            questions.number,
            questions.newest,
            self.bot.brain().pack().hash
        );
        let number = |tally: Tally| usize::try_from(tally.number).unwrap_or_default();
        Ok(Beside { clinic: self.clinic(), drafts: number(drafts), unanswered: number(questions), mark })
    }
}

/// A part of a page, for htmx.
pub(super) fn part(markup: Markup) -> Response {
    guard::page(StatusCode::OK, &[], markup)
}

/// Leads to another page once something was done.
pub(super) fn go(address: &str) -> Response {
    Redirect::to(address).into_response()
}

/// Makes a page, or a part of one, of what went wrong.
pub(super) async fn framed(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let by_htmx = request.headers().contains_key(BY_HTMX);
    let signed = request.extensions().get::<Signed>().cloned();
    let response = next.run(request).await;
    let Some(trouble) = response.extensions().get::<Trouble>().cloned() else { return response };
    match (&trouble, by_htmx) {
        (Trouble::SignedOut, true) => with(StatusCode::OK.into_response(), HTMX_GOES, SIGN_IN),
        (Trouble::SignedOut, false) => go(SIGN_IN),
        // htmx shows nothing of a response that has failed.
        (_, true) => part(html! { (said(&trouble, signed.as_ref())) }),
        (_, false) => {
            let page =
                Page { title: title(&trouble).to_owned(), part: Part::Overview, main: said(&trouble, signed.as_ref()) };
            desk.show_as(trouble.status(), signed.as_ref(), page).await
        }
    }
}

fn with(mut response: Response, name: HeaderName, value: &'static str) -> Response {
    let headers: &mut HeaderMap = response.headers_mut();
    headers.insert(name, HeaderValue::from_static(value));
    response
}

fn title(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::NotThere(_) => "Not found",
        Trouble::NotAllowed(_) | Trouble::NeedsReviewer(_) => "Not allowed",
        Trouble::Conflict(_) => "Somebody was quicker",
        Trouble::Failed(_) => "Not possible now",
        _ => "Nothing was changed",
    }
}

/// What went wrong, and what to do.
fn said(trouble: &Trouble, signed: Option<&Signed>) -> Markup {
    html! {
        section.notice.bad role="alert" {
            @match trouble {
                Trouble::SignedOut => p { "You are not signed in." },
                Trouble::Stale => p {
                    "This form is not from a page of this session. Nothing was changed: go back, load the page anew, and send "
                    "it again."
                },
                Trouble::NeedsReviewer(draft) => p {
                    "Draft " (draft) " changes an answer that had been reviewed: somebody whose role is reviewer has to apply it."
                },
                Trouble::Conflict(conflict) => (quicker(conflict, signed)),
                Trouble::NotAllowed(sentence) | Trouble::Form(sentence) | Trouble::NotThere(sentence)
                    | Trouble::Refused(sentence) | Trouble::Failed(sentence) => p { (sentence_of(sentence)) },
            }
        }
    }
}

/// A sentence of any part, as sentences stand on a page: with a capital and a full stop.
pub(super) fn sentence_of(words: &str) -> String {
    whole(&at_the_desk(words))
}

/// Who changed what since the draft was made, and the way on.
fn quicker(conflict: &Conflict, signed: Option<&Signed>) -> Markup {
    html! {
        p { "Nothing was written: since draft " (conflict.draft) " was made, the documents were changed." }
        ul {
            @for revision in &conflict.since {
                li {
                    a href={"/desk/history/" (revision.id)} { "Revision " (revision.id) } ", " (revision.at.minute()) " UTC, by "
                    (revision.author) ": " (revision.action)
                }
            }
            @if conflict.since.is_empty() { li { "The safety document or the program is another one." } }
        }
        @if !conflict.diff.is_empty() { (diff_lines(&conflict.diff)) }
        @if let Some(signed) = signed {
            form method="post" action={"/desk/drafts/" (conflict.draft) "/redo"} {
                (signed.csrf())
                button { "Make it again on today’s documents" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_stand_on_a_page_as_sentences() {
        for (words, sentence) in [
            ("there is no draft 7: `askwell draft list` shows all", "There is no draft 7: “Drafts” shows all."),
            ("the name is empty", "The name is empty."),
            ("Is it?", "Is it?"),
            ("", "."),
        ] {
            assert_eq!(sentence_of(words), sentence);
        }
    }
}
