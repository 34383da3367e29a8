//! Answers that only whoever used a command or a button sees.

use std::time::Duration;

use secrecy::ExposeSecret;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::act::Act;
use super::client::{Client, Failure};
use super::post::Post;

/// Slack takes so many answers to one act.
const ANSWERS: usize = 5;
/// The pauses before another attempt; whoever waits for an answer does so for seconds.
const PAUSES: [Duration; 3] = [Duration::from_millis(500), Duration::from_secs(2), Duration::from_secs(5)];
/// The longest pause that Slack is granted.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// Shows messages to whoever did something, below what is there.
pub(super) async fn privately(client: &Client, act: &Act, posts: &[Post]) {
    for post in posts.iter().take(ANSWERS) {
        let mut body = post.private();
        if let Some(thread) = act.thread() {
            body["thread_ts"] = json!(thread);
        }
        answer(client, act, &body).await;
    }
}

/// Puts messages in the place of the one with the button; for one that only whoever pressed sees.
pub(super) async fn in_place(client: &Client, act: &Act, posts: &[Post]) {
    let Some((first, others)) = posts.split_first() else { return };
    answer(client, act, &first.in_place()).await;
    privately(client, act, &others[..others.len().min(ANSWERS - 1)]).await;
}

/// Sends one answer, however often it takes. What fails is logged without any text.
async fn answer(client: &Client, act: &Act, body: &Value) {
    let Some(address) = &act.answer_at else { return };
    let mut pauses = PAUSES.into_iter();
    while let Err(failure) = client.respond(address.expose_secret(), body).await {
        let asked = match &failure {
            Failure::TooMany(after) => *after,
            Failure::Server(_) | Failure::Unreachable(_) => None,
            Failure::Refused { .. } | Failure::BadToken(_) => return lost(&failure),
        };
        let Some(pause) = pauses.next() else { return lost(&failure) };
        sleep(asked.unwrap_or(pause).min(LONGEST_PAUSE)).await;
    }
}

fn lost(failure: &Failure) {
    tracing::warn!("Slack: a private answer could not be shown: {failure}");
}
