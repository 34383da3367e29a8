//! Posts messages so that none is lost, none stands there twice, and no channel is flooded.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::mpsc;
use tokio::time::sleep;

use super::client::{As, Client, Failure};
use super::error::Error;
use super::health::Health;
use super::lenient::text;
use super::pace::Pace;
use super::post::{Address, Post, name_of};
use crate::backoff::Backoff;
use serde_json::{Value, json};

/// How long one message is tried. A reply that comes later is to a talk that has moved on.
const POST_LIMIT: Duration = Duration::from_secs(60);
/// The same for a reply to danger.
const DANGER_LIMIT: Duration = Duration::from_secs(600);
/// The pauses between attempts.
const PAUSES: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(15));
/// What is waited where Slack asks for a pause and does not say how long.
const UNSAID_PAUSE: Duration = Duration::from_secs(1);
/// How far back a message whose answer was lost is looked for.
const LOOKED_AT: &str = "100";

/// Where an operator hears of what no attempt can mend.
pub(super) type Fatal = mpsc::Sender<Error>;

/// The channels of the workspace, to be written in.
pub(super) struct Wall {
    pub(super) client: Arc<Client>,
    pub(super) health: Arc<Health>,
    pace: Pace,
    fatal: Fatal,
}

/// The messages of one reply with where they go.
pub(super) struct Delivery {
    pub(super) address: Address,
    pub(super) posts: Vec<Post>,
    /// Names the reply for good; its messages are told apart by their number.
    pub(super) name: String,
    /// It is a reply to danger: it waits for no turn, is tried for longer, and finds another way where there is one.
    pub(super) danger: bool,
}

impl Wall {
    pub(super) fn new(client: Arc<Client>, health: Arc<Health>, fatal: Fatal) -> Self {
        Self { client, health, pace: Pace::default(), fatal }
    }

    /// Posts everything in order, and returns the numbers of what was posted. What fails is logged for the operator,
    /// without any text.
    pub(super) async fn post(&self, mut delivery: Delivery) -> Vec<String> {
        let channel = delivery.address.channel.clone();
        let mut posted = Vec::new();
        for part in 0..delivery.posts.len() {
            match self.part(&mut delivery, part).await {
                Ok(ts) => posted.push(ts),
                Err(failure) => {
                    self.failed(&channel, "a reply could not be posted", &failure);
                    return posted;
                }
            }
        }
        self.health.posted(&channel);
        posted
    }

    /// Posts one message of a reply; where Slack refuses its thread or its form, and somebody may be in danger, without.
    async fn part(&self, delivery: &mut Delivery, part: usize) -> Result<String, Failure> {
        loop {
            let Some(post) = delivery.posts.get(part) else { return Ok(String::new()) };
            let name = format!("{}/{part}", delivery.name);
            let limit = if delivery.danger { DANGER_LIMIT } else { POST_LIMIT };
            let posted = self.once(&delivery.address, post, &name, delivery.danger, limit).await;
            match posted.as_ref().err().and_then(Failure::code) {
                Some(code) if is_about_blocks(code) && !post.blocks.is_empty() => {
                    tracing::error!("Slack: it refuses the form of a reply ({code}): answering in plain text");
                    delivery.posts.iter_mut().for_each(|post| post.blocks.clear());
                }
                Some(code) if delivery.danger && is_about_threads(code) && delivery.address.thread.is_some() => {
                    delivery.address.thread = None;
                }
                _ => return posted,
            }
        }
    }

    /// Posts one message once, however often it takes.
    async fn once(
        &self,
        address: &Address,
        post: &Post,
        name: &str,
        danger: bool,
        limit: Duration,
    ) -> Result<String, Failure> {
        let (begun, mut backoff) = (Instant::now(), Backoff::new(PAUSES.0, PAUSES.1));
        let body = post.body(address, name);
        let mut unsure = false;
        loop {
            if danger {
                self.pace.pass(&address.channel);
            } else {
                self.pace.turn(&address.channel).await;
            }
            let attempt = if unsure { self.find(address, name).await } else { Ok(None) };
            let attempt = match attempt {
                Ok(Some(ts)) => return Ok(ts),
                // It cannot be known whether it stands there: better twice than not at all.
                Ok(None) | Err(Failure::Refused { .. }) => {
                    self.client.call(As::Bot, "chat.postMessage", &body).await.map(|answer| text(&answer["ts"]))
                }
                Err(failure) => Err(failure),
            };
            let failure = match attempt {
                Ok(ts) => return ts.ok_or(Failure::Unreachable("Slack does not say what it posted")),
                Err(failure @ (Failure::Refused { .. } | Failure::BadToken(_))) => return Err(failure),
                Err(failure) => failure,
            };
            let pause = if let Failure::TooMany(after) = &failure {
                after.unwrap_or(UNSAID_PAUSE)
            } else {
                unsure = true;
                backoff.pause()
            };
            if begun.elapsed() + pause > limit {
                return Err(failure);
            }
            tracing::warn!(
                "Slack: a reply in channel {} waits {:.1} s: {failure}",
                address.channel,
                pause.as_secs_f64()
            );
            sleep(pause).await;
        }
    }

    /// Looks for a message whose answer was lost.
    async fn find(&self, address: &Address, name: &str) -> Result<Option<String>, Failure> {
        let mut query =
            vec![("channel", address.channel.as_str()), ("limit", LOOKED_AT), ("include_all_metadata", "true")];
        let method = match &address.thread {
            // Slack begins with the oldest of a thread.
            Some(thread) => {
                query.extend([("ts", thread.as_str()), ("oldest", address.after.as_ref().unwrap_or(thread))]);
                "conversations.replies"
            }
            None => "conversations.history",
        };
        let answer = self.client.read(method, &query).await?;
        let messages = answer["messages"].as_array().into_iter().flatten();
        Ok(messages.filter(|message| name_of(message) == Some(name)).find_map(|message| text(&message["ts"])))
    }

    /// Turns a message into another one. False where that cannot be: somebody took it away.
    pub(super) async fn change(&self, channel: &str, ts: &str, post: &Post) -> bool {
        self.settled(channel, "chat.update", "a reply could not be changed", &post.change(channel, ts)).await
    }

    /// Takes a message away. True also where it is gone already.
    pub(super) async fn take_away(&self, channel: &str, ts: &str) -> bool {
        let body = json!({"channel": channel, "ts": ts});
        self.settled(channel, "chat.delete", "a reply could not be taken away", &body).await
    }

    /// Calls a method that does no harm when it is called twice.
    async fn settled(&self, channel: &str, method: &str, what: &str, body: &Value) -> bool {
        match self.retried(method, body).await {
            Ok(_) => true,
            Err(failure) if failure.code() == Some("message_not_found") => method == "chat.delete",
            Err(failure) => {
                self.failed(channel, what, &failure);
                false
            }
        }
    }

    /// Calls a method that does no harm when it is called twice, and returns what Slack answers.
    pub(super) async fn retried(&self, method: &str, body: &Value) -> Result<Value, Failure> {
        let (begun, mut backoff) = (Instant::now(), Backoff::new(PAUSES.0, PAUSES.1));
        loop {
            let failure = match self.client.call(As::Bot, method, body).await {
                Err(failure @ (Failure::TooMany(_) | Failure::Server(_) | Failure::Unreachable(_))) => failure,
                settled => return settled,
            };
            let pause = match &failure {
                Failure::TooMany(after) => after.unwrap_or(UNSAID_PAUSE),
                _ => backoff.pause(),
            };
            if begun.elapsed() + pause > POST_LIMIT {
                return Err(failure);
            }
            sleep(pause).await;
        }
    }

    /// Tells the operator, and the moderators where it is theirs to mend.
    pub(super) fn failed(&self, channel: &str, what: &str, failure: &Failure) {
        let why = explained(failure);
        tracing::error!("Slack: in channel {channel} {what}: {why}");
        match failure {
            Failure::Refused { .. } => self.health.refused(channel, why),
            Failure::BadToken(code) => {
                // Only the first one is taken, and one is enough.
                let _ = self.fatal.try_send(Error::BadToken { key: "slack.bot_token", code: code.clone() });
            }
            _ => {}
        }
    }
}

fn is_about_blocks(code: &str) -> bool {
    code.starts_with("invalid_blocks") || matches!(code, "invalid_metadata_format" | "invalid_metadata_schema")
}

fn is_about_threads(code: &str) -> bool {
    matches!(code, "thread_not_found" | "cannot_reply_to_message" | "message_not_found" | "thread_locked")
}

/// The failure with what an operator can do about it.
pub(super) fn explained(failure: &Failure) -> String {
    let advice = match failure.code() {
        Some("not_in_channel" | "channel_not_found") => "invite the bot there, with /invite and its name",
        Some("is_archived") => "the channel is archived",
        Some("missing_scope") => {
            "add the scope under \"OAuth & Permissions\" at https://api.slack.com/apps, and install the app again"
        }
        Some(code) if code.starts_with("restricted_action") => "the workspace's rules keep the bot from writing there",
        _ => return failure.to_string(),
    };
    format!("{failure}: {advice}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_refused_says_what_would_help() {
        let refused = |code: &str| Failure::Refused { code: code.to_owned(), needed: None };
        for (code, help) in
            [("not_in_channel", "/invite"), ("missing_scope", "scope"), ("is_archived", "archived"), ("odd", "odd")]
        {
            assert!(explained(&refused(code)).contains(help), "{code}");
        }
    }
}
