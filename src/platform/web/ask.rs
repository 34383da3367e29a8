//! A question, typed or picked: its reply as a page, or as the part of one that `chat.js` adds.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Extension, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::Response;
use maud::{Markup, html};

use super::chat::whole;
use super::form::{Danger, Sent, Verdict};
use super::guard;
use super::layout::Place;
use super::reply::{Said, card, heard, notice, turn};
use super::site::Site;
use crate::bot::Heard;
use crate::http::{Refusal, Unread, Visitor, read};
use crate::message::{Choice, Incoming, Mode, Platform};
use crate::reply::buttons as sentences;
use crate::reply::page as wording;

/// The one channel of the page.
const CHANNEL: &str = "page";
/// Who asks is not known.
const AUTHOR: &str = "somebody";
/// So many topics are offered to somebody whose question was another one.
const OTHERS: usize = 3;
/// Sent by `chat.js`, which has a page already.
const PART: HeaderName = HeaderName::from_static("askwell-part");

/// `POST /`
pub(super) async fn on_the_page(
    State(site): State<Arc<Site>>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    answered(&site, Place::Window("/"), &[], visitor, &headers, body).await
}

/// `POST /embed`
pub(super) async fn in_a_frame(
    State(site): State<Arc<Site>>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    answered(&site, Place::Frame, &site.framed_by, visitor, &headers, body).await
}

async fn answered(
    site: &Arc<Site>,
    place: Place,
    framed_by: &[String],
    visitor: Visitor,
    headers: &HeaderMap,
    body: Body,
) -> Response {
    let done = replied(site, place, visitor, headers, body).await;
    let retry_after = done.as_ref().err().and_then(|failure| failure.retry_after);
    let (status, said, danger) = match done {
        Ok((said, danger)) => (StatusCode::OK, said, danger),
        Err(failure) => (failure.status, notice(None, failure.sentence), None),
    };
    let markup = if headers.contains_key(PART) {
        said
    } else {
        let anchored = html! { div id="answer" { (said) } };
        whole(site, place, &anchored, danger.as_ref(), wording::ANSWER_PAGE)
    };
    let mut response = guard::page(status, framed_by, markup);
    response.headers_mut().extend(retry_after.map(|seconds| (RETRY_AFTER, seconds.into())));
    response
}

/// Why there is no reply, in a sentence for patients.
struct Failure {
    status: StatusCode,
    sentence: &'static str,
    retry_after: Option<u64>,
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let sentence = if refusal == Refusal::Failed { sentences::FAILED } else { sentences::BUSY };
        Self { status: refusal.status(), sentence, retry_after: refusal.retry_after() }
    }
}

impl From<Unread> for Failure {
    fn from(unread: Unread) -> Self {
        let (status, sentence) = match unread {
            Unread::TooLong(_) => (StatusCode::PAYLOAD_TOO_LARGE, wording::TOO_LONG),
            Unread::CutShort => (StatusCode::BAD_REQUEST, sentences::FAILED),
            Unread::TooSlow => (StatusCode::REQUEST_TIMEOUT, sentences::FAILED),
        };
        Self { status, sentence, retry_after: None }
    }
}

/// The reply, and the danger reply that the page goes on showing.
async fn replied(
    site: &Arc<Site>,
    place: Place,
    visitor: Visitor,
    headers: &HeaderMap,
    body: Body,
) -> Result<(Markup, Option<Danger>), Failure> {
    if guard::is_from_elsewhere(headers) {
        return Err(Failure { status: StatusCode::FORBIDDEN, sentence: wording::FROM_ELSEWHERE, retry_after: None });
    }
    site.door.count(visitor)?;
    let sent = Sent::read(&read(headers, body).await?);
    let (shared, whole_page) = (Arc::clone(site), !headers.contains_key(PART));
    let work = move || {
        let (said, danger) = said(&shared, place, &sent);
        match (danger, sent.danger) {
            (Some(danger), _) => (said, Some(danger)),
            (None, Some(before)) if whole_page => (html! { (card(&shared, &before)) (said) }, Some(before)),
            (None, _) => (said, None),
        }
    };
    Ok(site.door.take_turn(work).await?)
}

fn said(site: &Site, place: Place, sent: &Sent) -> (Markup, Option<Danger>) {
    let kept = sent.danger.as_ref();
    let shown = |said: Said| (turn(site, place, &said, kept), said.danger);
    if let Some(verdict) = &sent.verdict {
        return (heard(place, verdict.helpful, &judged(site, verdict), kept), None);
    }
    match (&sent.topic, &sent.question) {
        (Some(topic), _) => picked(site, topic).map_or_else(|| (notice(None, sentences::GONE), None), shown),
        (None, Some(question)) => {
            let trimmed = question.trim();
            typed(site, question).map_or_else(|| (notice(Some(trimmed), wording::EMPTY), None), shown)
        }
        (None, None) => (notice(None, wording::EMPTY), None),
    }
}

fn typed(site: &Site, question: &str) -> Option<Said> {
    let incoming = Incoming::new(Platform::Web, CHANNEL, AUTHOR, question, Mode::Direct);
    let (heard, reply) = site.bot.answer(&incoming);
    let danger = danger(&heard);
    let answered = if heard.decision() == "answer" { heard.entries() } else { Vec::new() };
    let related = site.bot.related(&answered);
    let verdict = (!answered.is_empty()).then(|| Verdict::written(&answered, &offered(site, &heard)));
    Some(Said { asked: question.trim().to_owned(), reply: reply?, related, verdict, danger })
}

/// What may have been meant instead of what was answered.
fn offered(site: &Site, heard: &Heard) -> Vec<String> {
    let mut others = site.bot.others(heard);
    others.truncate(OTHERS);
    others
}

/// Counts what somebody thinks of an answer; what may have been meant instead is given back.
fn judged(site: &Site, verdict: &Verdict) -> Vec<Choice> {
    for entry in &verdict.answered {
        site.bot.feedback(Platform::Web, entry, verdict.helpful);
    }
    verdict.others.iter().filter_map(|other| site.bot.entry(|id| id == other)).collect()
}

fn danger(heard: &Heard) -> Option<Danger> {
    let outcome = heard.outcome();
    let tier = outcome.decision.tier.filter(|_| heard.is_danger())?;
    Some(Danger { tier, language: outcome.triage.language().to_owned() })
}

/// The reply to a topic that was picked from a list or a button.
pub(super) fn picked(site: &Site, topic: &str) -> Option<Said> {
    let reply = site.bot.topic(topic)?;
    let choice = site.bot.entry(|id| id == topic)?;
    let related = site.bot.related(&[choice.entry]);
    Some(Said { asked: choice.question, reply, related, verdict: None, danger: None })
}
