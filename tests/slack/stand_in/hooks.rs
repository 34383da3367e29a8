//! Addresses at which commands and presses are answered: five times, for half an hour.

use super::blocks::limit;
use super::state::{Posted, State as Slack};
use super::troubles::Before;
use super::verdict::Verdict;
use super::{Shared, chat};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often an address takes an answer, and for how long.
const USES: u32 = 5;
const LIFE: Duration = Duration::from_secs(30 * 60);

/// An address.
#[derive(Clone, Debug)]
pub(super) struct Hook {
    person: String,
    channel: String,
    /// The message whose button was pressed.
    original: Option<Posted>,
    at: Instant,
    uses: u32,
}

impl Hook {
    pub(super) fn new(person: &str, channel: &str, original: Option<Posted>) -> Self {
        Self { person: person.to_owned(), channel: channel.to_owned(), original, at: Instant::now(), uses: 0 }
    }
}

pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new().route("/hooks/{id}", post(respond))
}

async fn respond(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    verb: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let trouble = shared.with(|state| {
        if headers.contains_key(header::AUTHORIZATION) {
            state.complain("a token was sent to an address for answers");
        }
        state.calls.push("response_url".to_owned());
        state.hook_troubles.pop_front().unwrap_or(super::Trouble::Pass)
    });
    match shared.with(|state| trouble.before(&format!("response_url {id}"), state)) {
        Before::Never => return std::future::pending().await,
        Before::Answer(response) => return *response,
        Before::Go => {}
    }
    trouble.after(shared.with(|state| take(&id, &verb, &headers, &body, state)))
}

fn take(id: &str, verb: &Method, headers: &HeaderMap, body: &[u8], state: &mut Slack) -> Response {
    let gone = |code: &'static str| (StatusCode::NOT_FOUND, code).into_response();
    let Some(hook) = state.hooks.get_mut(id) else {
        state.complain("an answer to an address that was never given");
        return gone("no_such_url");
    };
    hook.uses += 1;
    if hook.at.elapsed() > LIFE {
        state.complain("an answer after half an hour");
        return gone("expired_url");
    }
    if hook.uses > USES {
        state.complain("a sixth answer to one command or press");
        return gone("used_url");
    }
    let Ok((super::arguments::Form::Json, body)) = super::arguments::read(verb, headers, "", body) else {
        state.complain("an answer that is no JSON, or is not said to be");
        return (StatusCode::BAD_REQUEST, "invalid_payload").into_response();
    };
    let mut verdict = Verdict::default();
    if body["delete_original"] == json!(true) {
        if body.as_object().is_some_and(|fields| fields.len() > 1 && fields.contains_key("text")) {
            verdict.note("an answer deletes and says something");
        }
    } else {
        chat::message(&body, &chat::RESPONSE, &mut verdict);
    }
    let kind = body["response_type"].as_str().unwrap_or("ephemeral");
    limit(kind, 16, "response_type", &mut verdict);
    if !["ephemeral", "in_channel"].contains(&kind) {
        verdict.refuse("invalid_payload", format!("response_type {kind}"));
    }
    state.complaints.extend(verdict.notes);
    if verdict.refusal.is_some() {
        return (StatusCode::BAD_REQUEST, "invalid_blocks").into_response();
    }
    state.show_response(id, &body);
    "ok".into_response()
}

impl Slack {
    /// A new address.
    pub(super) fn new_hook(&mut self, hook: Hook) -> String {
        let id = format!("{}-{}", self.new_number(), super::sign::now());
        self.hooks.insert(id.clone(), hook);
        id
    }

    pub(super) fn hook_url(&self, id: &str) -> String {
        format!("http://127.0.0.1:{}/hooks/{id}", self.port)
    }

    /// Makes the addresses of all commands and presses older than they are.
    pub(crate) fn age_hooks(&mut self, by: Duration) {
        for hook in self.hooks.values_mut() {
            hook.at = hook.at.checked_sub(by).unwrap_or(hook.at);
        }
    }

    /// Shows what was answered: in the place of the message, or beside it.
    pub(super) fn show_response(&mut self, id: &str, body: &Value) {
        let Some(hook) = self.hooks.get(id).cloned() else { return };
        let original = hook.original.clone();
        if body["delete_original"] == json!(true) {
            match original {
                Some(posted) if posted.only_for.is_none() => {
                    self.delete(&posted.ts);
                    self.deleted.push((posted.channel, posted.ts));
                }
                Some(posted) => self.private.retain(|other| other.ts != posted.ts),
                None => self.complain("an answer deletes what is not there"),
            }
            return;
        }
        let in_place = body["replace_original"] == json!(true) && original.is_some();
        let public = body["response_type"] == "in_channel";
        let thread = body["thread_ts"].as_str().map(str::to_owned);
        let (ts, thread, only_for) = match original {
            Some(posted) if in_place => (posted.ts, posted.thread, posted.only_for),
            _ => (self.new_ts(), thread, (!public).then(|| hook.person.clone())),
        };
        let shown = Posted {
            channel: hook.channel,
            thread,
            ts,
            only_for,
            hook: Some(id.to_owned()),
            body: body.clone(),
            at: Instant::now(),
        };
        match (in_place, shown.only_for.is_some()) {
            (true, false) => {
                if let Some(message) = self.messages.get_mut(&(shown.channel.clone(), shown.ts.clone())) {
                    message["text"] = body["text"].clone();
                    message["blocks"] = body["blocks"].clone();
                }
                self.changes.push(shown);
            }
            (false, false) => self.posts.push(shown),
            (_, true) => self.private.push(shown),
        }
    }
}
