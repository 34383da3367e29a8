//! Topics to browse: all of them, and each on a page of its own.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use super::ask::picked;
use super::chat::composer;
use super::guard;
use super::layout::{Page, Place, document};
use super::site::Site;
use super::text::{linked, paragraphs};
use crate::message::{Block, Choice};
use crate::reply::buttons as sentences;
use crate::reply::page as wording;

/// `GET /topics`
pub(super) async fn list(State(site): State<Arc<Site>>) -> Response {
    let answered = site.bot.topics();
    let left: Vec<Choice> = site.bot.all_topics().into_iter().filter(|topic| !answered.contains(topic)).collect();
    let main = html! {
        div.sheet {
            h1 { (wording::TOPICS_PAGE) }
            (links(&answered))
            @if !left.is_empty() {
                h2 { (wording::FOR_YOUR_PROVIDER) }
                (links(&left))
            }
        }
        (composer(Place::Window("/topics"), None))
    };
    shown(&site, StatusCode::OK, wording::TOPICS_PAGE.to_owned(), main)
}

/// `GET /topics/ID`
pub(super) async fn topic(State(site): State<Arc<Site>>, id: Result<Path<String>, PathRejection>) -> Response {
    let found = id.ok().and_then(|Path(id)| picked(&site, &id));
    let Some(said) = found else { return gone(&site) };
    let numbers = site.numbers();
    let main = html! {
        div.sheet {
            p.back { a href="/topics" { (wording::ALL_TOPICS) } }
            h1 { (said.asked) }
            @for block in &said.reply.blocks {
                @match block {
                    Block::Answer { answer, .. } => div.answer { (paragraphs(answer, &numbers)) },
                    Block::Disclaimer(text) => p.disclaimer { (linked(text, &numbers)) },
                    Block::Line(text) => p { (linked(text, &numbers)) },
                    Block::Safety(_) | Block::Choices(_) => {}
                }
            }
            @if !said.related.is_empty() {
                h2 { (wording::RELATED) }
                (links(&said.related))
            }
        }
        (composer(Place::Window("/topics/"), None))
    };
    shown(&site, StatusCode::OK, said.asked, main)
}

fn gone(site: &Site) -> Response {
    let main = html! {
        div.sheet {
            h1 { (sentences::GONE) }
            p { a href="/topics" { (wording::ALL_TOPICS) } }
        }
        (composer(Place::Window("/topics/"), None))
    };
    shown(site, StatusCode::NOT_FOUND, sentences::GONE.to_owned(), main)
}

fn shown(site: &Site, status: StatusCode, title: String, main: Markup) -> Response {
    let page = Page { title, place: Place::Window("/topics"), scripted: false, main };
    guard::page(status, &[], document(site, &page))
}

fn links(topics: &[Choice]) -> Markup {
    html! {
        ul.topics {
            @for topic in topics { li { a href={ "/topics/" (topic.entry) } { (topic.question) } } }
        }
    }
}
