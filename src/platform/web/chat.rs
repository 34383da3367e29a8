//! The chat: a welcome, what was asked last, and the form.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use super::form::Danger;
use super::guard;
use super::layout::{Page, Place, document};
use super::reply::{buttons, still};
use super::site::Site;
use crate::reply::page as wording;
use crate::reply::{GREETING, buttons as sentences};

/// Questions that the welcome offers.
const OFFERED: usize = 5;
/// Characters of a question. Written in any script it stays below the longest body that is read.
const LONGEST: usize = 1_500;

/// `GET /`
pub(super) async fn page(State(site): State<Arc<Site>>) -> Response {
    let page = whole(&site, Place::Window("/"), &welcome(&site, Place::Window("/")), None, wording::ASK_PAGE);
    guard::page(StatusCode::OK, &[], page)
}

/// The page of a chat in which this was said. `danger` is a reply that the page goes on showing.
pub(super) fn whole(site: &Site, place: Place, said: &Markup, danger: Option<&Danger>, title: &str) -> Markup {
    let main = html! {
        h1.unseen { (wording::ASK_PAGE) }
        div.talk {
            div.log id="log" role="log" aria-label=(wording::CONVERSATION) data-failed=(sentences::FAILED) { (said) }
            (composer(place, danger))
        }
    };
    document(site, &Page { title: title.to_owned(), place, scripted: true, main })
}

/// The form that a question is typed into.
pub(super) fn composer(place: Place, danger: Option<&Danger>) -> Markup {
    html! {
        form.put.composer id="ask" method="post" action={ (place.action()) "#answer" } {
            (still(danger))
            label for="question" { (wording::YOUR_QUESTION) }
            div.line {
                textarea id="question" name="question" rows="1" maxlength=(LONGEST) required autocomplete="off"
                    enterkeyhint="send" aria-describedby="hint" {}
                button.send { (wording::ASK) }
            }
            p.hint id="hint" { (wording::NO_DETAILS) }
            p.status id="status" role="status" {}
        }
    }
}

/// What stands there before anything was asked.
pub(super) fn welcome(site: &Site, place: Place) -> Markup {
    let mut topics = site.bot.topics();
    topics.truncate(OFFERED);
    html! {
        article.turn {
            div.reply {
                p { (GREETING) }
                @if !topics.is_empty() {
                    p { (wording::OFTEN_ASKED) }
                    (buttons(place, &topics, None))
                    @if place != Place::Frame { p.more { a href="/topics" { (wording::ALL_TOPICS) } } }
                }
            }
        }
    }
}
