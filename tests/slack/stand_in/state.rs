//! What the stand-in knows: messages, views, deliveries, and how it is to misbehave.

use super::delivery::{Delivery, Mischief, Sent, Turn};
use super::hooks::Hook;
use super::troubles::Trouble;
use super::views::{Trigger, View};
use super::workspace::{Channel, Workspace};
use super::{sign, text};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::time::Instant;

/// All scopes that the app could use. A test takes some away.
pub(crate) const SCOPES: [&str; 16] = [
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "mpim:history",
    "mpim:read",
    "reactions:read",
    "team:read",
    "usergroups:read",
    "users:read",
];

/// A message that the bot posted, changed, or showed to one person.
#[derive(Clone, Debug)]
pub(crate) struct Posted {
    /// Where.
    pub(crate) channel: String,
    /// The message in whose thread it stands.
    pub(crate) thread: Option<String>,
    /// Its own number.
    pub(crate) ts: String,
    /// Who alone sees it.
    pub(crate) only_for: Option<String>,
    /// The address for answers that it came through.
    pub(super) hook: Option<String>,
    /// The arguments of the call.
    pub(crate) body: Value,
    /// When it came.
    #[cfg_attr(not(feature = "postgres"), allow(dead_code, reason = "for the load, which needs PostgreSQL"))]
    pub(crate) at: Instant,
}

impl Posted {
    /// The fallback text.
    pub(crate) fn text(&self) -> &str {
        self.body["text"].as_str().unwrap_or_default()
    }

    /// All words that its blocks show, buttons left out.
    pub(crate) fn shown(&self) -> String {
        text::shown(&self.body["blocks"])
    }

    /// Who is called by it: people, groups, `!here` and the like.
    pub(crate) fn pinged(&self) -> Vec<String> {
        let mut called = text::called(self.text());
        called.extend(text::called(&self.shown()));
        called.sort();
        called.dedup();
        called
    }

    /// What can be pressed: label and action.
    pub(crate) fn buttons(&self) -> Vec<(String, String)> {
        text::buttons(&self.body["blocks"])
    }
}

/// The whole state.
// Each switch is one that a test sets by itself.
#[allow(clippy::struct_excessive_bools)]
#[derive(Default)]
pub(crate) struct State {
    pub(super) port: u16,
    /// The workspace.
    pub(crate) workspace: Workspace,
    /// The scopes of the bot's token.
    pub(crate) scopes: Vec<String>,
    /// What every call with the bot's token is refused with.
    pub(crate) bot_token_refused: Option<&'static str>,
    /// The same for the app's token.
    pub(crate) app_token_refused: Option<&'static str>,
    /// The workspace that the bot's token belongs to, where it is another one.
    pub(crate) token_team: Option<&'static str>,
    /// All calls fail with 503.
    pub(crate) api_down: bool,
    /// No call is ever answered.
    pub(crate) api_hangs: bool,
    /// Failures of calls that write, to come.
    pub(crate) troubles: VecDeque<Trouble>,
    /// Failures of answers to commands and buttons, to come.
    pub(crate) hook_troubles: VecDeque<Trouble>,
    /// Failures of calls of one method, whatever they do.
    pub(crate) method_troubles: HashMap<&'static str, VecDeque<Trouble>>,
    /// About one message a second and channel is taken.
    pub(crate) paced: bool,
    pub(super) paces: HashMap<String, (f64, Instant)>,
    /// How many posts were refused for coming too fast.
    pub(crate) too_fast: usize,
    /// When a client that was told to wait may come again.
    pub(super) not_before: HashMap<String, Instant>,
    /// Messages by channel and number.
    pub(crate) messages: BTreeMap<(String, String), Value>,
    /// What the bot posted.
    pub(crate) posts: Vec<Posted>,
    /// What became of messages of the bot's.
    pub(crate) changes: Vec<Posted>,
    /// Messages of the bot's that it deleted: channel and number.
    pub(crate) deleted: Vec<(String, String)>,
    /// What only one person saw, through `chat.postEphemeral` or an answer to a command or button.
    pub(crate) private: Vec<Posted>,
    /// Every call so far, refused ones included.
    pub(crate) calls: Vec<String>,
    /// App Homes by person: what was published, oldest first.
    pub(crate) homes: BTreeMap<String, Vec<Value>>,
    /// Open views by id.
    pub(crate) views: BTreeMap<String, View>,
    pub(super) hooks: HashMap<String, Hook>,
    pub(super) triggers: HashMap<String, Trigger>,
    /// All that was to be delivered.
    pub(crate) deliveries: Vec<Delivery>,
    pub(super) queue: VecDeque<Turn>,
    pub(super) held_back: Option<Turn>,
    pub(super) envelopes: HashMap<String, Sent>,
    /// How the next events are delivered wrongly, one entry an event.
    pub(crate) mischief: VecDeque<Mischief>,
    /// How often each event comes, 0 and 1 being once: Slack repeats what it takes for unheard.
    pub(crate) copies: u32,
    /// Whether a late or failed acknowledgement is no complaint.
    pub(crate) forgive_late: bool,
    /// Servers that take signed requests, in turn.
    pub(crate) targets: Vec<String>,
    pub(super) next_target: usize,
    /// Sockets that are open.
    pub(crate) sockets: usize,
    /// Sockets that were greeted, closed ones included.
    pub(crate) greetings: usize,
    /// Sockets that the client closed with a close frame.
    pub(crate) goodbyes: usize,
    /// Pings that were answered.
    pub(crate) pongs: usize,
    /// How many of the next sockets are dropped before the greeting.
    pub(crate) drop_sockets: usize,
    pub(super) tickets: Vec<String>,
    /// What the client did wrong.
    pub(crate) complaints: Vec<String>,
    counter: u64,
}

impl State {
    pub(super) fn new(workspace: Workspace) -> Self {
        Self { workspace, scopes: SCOPES.map(str::to_owned).to_vec(), ..Self::default() }
    }

    pub(super) fn complain(&mut self, what: impl Into<String>) {
        self.complaints.push(what.into());
    }

    /// A number that was never given before.
    pub(super) fn new_number(&mut self) -> u64 {
        self.counter += 1;
        self.counter
    }

    /// The number of a new message: the time, and what tells it from others.
    pub(super) fn new_ts(&mut self) -> String {
        format!("{}.{:06}", sign::now(), self.new_number() % 10_000 * 100)
    }

    pub(super) fn channel(&self, id: &str) -> Option<&Channel> {
        self.workspace.channels.iter().find(|channel| channel.id == id)
    }

    pub(super) fn message(&self, channel: &str, ts: &str) -> Option<&Value> {
        self.messages.get(&(channel.to_owned(), ts.to_owned()))
    }

    /// The messages of a channel, oldest first.
    pub(super) fn in_channel(&self, channel: &str) -> impl Iterator<Item = (&str, &Value)> + use<'_> {
        let channel = channel.to_owned();
        let first = (channel.clone(), String::new());
        let from_there = self.messages.range(first..);
        from_there.take_while(move |((place, _), _)| *place == channel).map(|((_, ts), message)| (ts.as_str(), message))
    }

    /// The message in whose thread a message stands: itself where it begins one.
    pub(super) fn root(&self, ts: &str) -> Option<(String, String)> {
        let ((channel, _), message) = self.messages.iter().find(|((_, other), _)| other == ts)?;
        Some((channel.clone(), message["thread_ts"].as_str().unwrap_or(ts).to_owned()))
    }

    /// Posts that came after a message in its thread, or beside it in a direct conversation.
    pub(crate) fn replies_to(&self, ts: &str) -> Vec<Posted> {
        let Some((channel, root)) = self.root(ts) else { return Vec::new() };
        let follows = |post: &&Posted| {
            let there = post.thread.as_ref().is_some_and(|thread| *thread == root);
            let beside = post.thread.is_none() && channel.starts_with('D');
            post.channel == channel && post.ts.as_str() > ts && (there || beside)
        };
        self.posts.iter().filter(follows).cloned().collect()
    }

    /// Whether nothing is on its way to the app.
    pub(crate) fn is_quiet(&self) -> bool {
        self.queue.is_empty() && self.deliveries.iter().all(Delivery::is_settled)
    }
}

impl Default for Workspace {
    fn default() -> Self {
        Self::new(&[])
    }
}
