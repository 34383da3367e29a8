//! What the stand-in knows: servers, messages, sessions, and how it is to misbehave.

use super::interactions::Interaction;
use super::objects::{Guild, Said, guild_object, message_object};
use super::{APPLICATION, BOT, TOKEN};
use serde_json::{Value, json};
use std::collections::{HashMap, VecDeque};

/// The first id that is given to a message: as large as today's.
const FIRST_MESSAGE: u64 = 1_300_000_000_000_000_000;

/// A message that the bot posted.
#[derive(Clone, Debug)]
pub(crate) struct Posted {
    /// Where.
    pub(crate) channel: u64,
    /// The message that it replies to, 0 for none.
    pub(crate) reply_to: u64,
    /// Its own id.
    pub(crate) id: u64,
    /// The body of the request.
    pub(crate) body: Value,
    /// When it came.
    pub(crate) at: std::time::Instant,
}

impl Posted {
    /// Who is notified by it.
    pub(crate) fn pinged(&self) -> Vec<String> {
        let users = self.body["allowed_mentions"]["users"].as_array().cloned().unwrap_or_default();
        users.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect()
    }

    /// All words of it, embeds included.
    pub(crate) fn text(&self) -> String {
        let mut parts = vec![self.body["content"].as_str().unwrap_or_default().to_owned()];
        for embed in self.body["embeds"].as_array().into_iter().flatten() {
            for part in [&embed["title"], &embed["description"], &embed["footer"]["text"]] {
                parts.extend(part.as_str().map(str::to_owned));
            }
        }
        parts.retain(|part| !part.is_empty());
        parts.join("\n")
    }

    /// The title of each embed: the matched questions.
    pub(crate) fn titles(&self) -> Vec<String> {
        let embeds = self.body["embeds"].as_array().cloned().unwrap_or_default();
        embeds.iter().filter_map(|embed| embed["title"].as_str().map(str::to_owned)).collect()
    }
}

/// How the next posts are to go wrong, one entry a request.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Trouble {
    /// Refuse with this status and Discord's code.
    Refuse(u16, u64),
    /// Too many requests; retry after so many seconds.
    TooMany(f64),
    /// The same for all calls.
    TooManyAltogether(f64),
    /// Post it, but answer 500: the client cannot know.
    PostAndFail,
    /// Never answer, and post nothing.
    Hang,
    /// Let it pass.
    Pass,
}

/// How the next messages that people write are sent wrongly, one entry a message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Mischief {
    /// As it should be.
    Nothing,
    /// Never.
    Lose,
    /// Twice.
    Repeat,
    /// After the next event.
    SwapWithNext,
}

/// Something that a stand-in does wrong all the time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Flaw {
    /// Heartbeats get no acknowledgement.
    Deaf,
    /// A resume replays everything, whatever the client has seen.
    ReplaysAll,
    /// `/applications/@me` is unknown, as on some servers of one's own.
    NoApplication,
}

/// One gateway session.
pub(crate) struct Session {
    /// Its shard, and of how many.
    pub(crate) shard: [u64; 2],
    /// The intents that it identified with.
    pub(crate) intents: u64,
    /// Its events by sequence number, for a resume.
    pub(crate) events: Vec<Value>,
}

/// The whole state.
pub(crate) struct State {
    /// The token that is accepted.
    pub(crate) token: String,
    /// Whether the message-content intent is switched on.
    pub(crate) message_content: bool,
    /// Channels in which the bot may not embed.
    pub(crate) no_embeds: Vec<u64>,
    /// Channels in which the bot may not write.
    pub(crate) closed: Vec<u64>,
    /// Whether `/gateway` and `/gateway/bot` answer.
    pub(crate) api_down: bool,
    /// Milliseconds between heartbeats.
    pub(crate) heartbeat: u64,
    /// Failures to come.
    pub(crate) troubles: VecDeque<Trouble>,
    /// The same for first responses to interactions.
    pub(crate) callback_troubles: VecDeque<Trouble>,
    /// An interaction whose second response is no fault: nobody heard that the first had come.
    pub(crate) forgive_second: Option<u64>,
    /// Until when no call may come at all.
    pub(crate) shut_until: Option<std::time::Instant>,
    /// When a request that got a 429 may come again at the earliest.
    pub(crate) not_before: Option<std::time::Instant>,
    /// The servers the bot is in.
    pub(crate) guilds: Vec<Guild>,
    /// Servers that it left.
    pub(crate) left: Vec<u64>,
    /// Messages by id.
    pub(crate) messages: HashMap<u64, (u64, Value)>,
    /// What the bot posted.
    pub(crate) posts: Vec<Posted>,
    /// Messages of the bot's that were changed, with the body of the request.
    pub(crate) changes: Vec<(u64, Value)>,
    /// Messages of the bot's that it deleted.
    pub(crate) deleted: Vec<u64>,
    /// The commands that are registered, everywhere (none) and in servers.
    pub(crate) commands: HashMap<Option<u64>, Vec<Value>>,
    /// How often commands were registered.
    pub(crate) registrations: usize,
    /// Interactions by id.
    pub(crate) interactions: HashMap<u64, Interaction>,
    /// Requests to post, refused ones included.
    pub(crate) attempts: usize,
    /// What the client did wrong.
    pub(crate) complaints: Vec<String>,
    /// Sessions by id.
    pub(crate) sessions: HashMap<String, Session>,
    /// Websocket connections accepted.
    pub(crate) connections: usize,
    /// Fresh sessions begun.
    pub(crate) identified: usize,
    /// Sessions gone on after a reconnect.
    pub(crate) resumed: usize,
    /// Fresh and resumed sessions together.
    pub(crate) greetings: usize,
    /// Heartbeats received.
    pub(crate) heartbeats: usize,
    /// Connections that the client closed with a goodbye.
    pub(crate) goodbyes: usize,
    /// How many shards `/gateway/bot` recommends.
    pub(crate) shards: u64,
    /// With fewer shards than this a shard would have too many servers.
    pub(crate) shards_required: u64,
    /// How many identifies are taken in five seconds.
    pub(crate) max_concurrency: u64,
    /// When each bucket identified last.
    pub(super) identified_at: HashMap<u64, std::time::Instant>,
    /// Close codes for the next identifies.
    pub(crate) refuse_identify: VecDeque<u16>,
    /// What is wrong with it for good.
    pub(crate) flaws: Vec<Flaw>,
    /// How many of the next connections hear nothing after the upgrade.
    pub(crate) mute_connections: usize,
    /// How many of the next connections are dropped right after the upgrade.
    pub(crate) drop_connections: usize,
    /// How messages are sent wrongly.
    pub(crate) mischief: VecDeque<Mischief>,
    /// Payloads that went out compressed.
    pub(crate) compressed: usize,
    nonces: HashMap<String, Value>,
    next_id: u64,
}

impl State {
    pub(super) fn new(guilds: Vec<Guild>) -> Self {
        Self {
            token: TOKEN.to_owned(),
            message_content: true,
            no_embeds: Vec::new(),
            closed: Vec::new(),
            api_down: false,
            heartbeat: 41_250,
            troubles: VecDeque::new(),
            callback_troubles: VecDeque::new(),
            shut_until: None,
            forgive_second: None,
            not_before: None,
            guilds,
            left: Vec::new(),
            messages: HashMap::new(),
            posts: Vec::new(),
            changes: Vec::new(),
            deleted: Vec::new(),
            commands: HashMap::new(),
            registrations: 0,
            interactions: HashMap::new(),
            attempts: 0,
            complaints: Vec::new(),
            sessions: HashMap::new(),
            connections: 0,
            identified: 0,
            resumed: 0,
            greetings: 0,
            heartbeats: 0,
            goodbyes: 0,
            shards: 1,
            shards_required: 1,
            max_concurrency: 16,
            identified_at: HashMap::new(),
            refuse_identify: VecDeque::new(),
            flaws: Vec::new(),
            mute_connections: 0,
            drop_connections: 0,
            mischief: VecDeque::new(),
            compressed: 0,
            nonces: HashMap::new(),
            next_id: FIRST_MESSAGE,
        }
    }

    pub(super) fn complain(&mut self, what: impl Into<String>) {
        self.complaints.push(what.into());
    }

    pub(super) fn complain_of(&mut self, problems: Vec<String>) {
        self.complaints.extend(problems);
    }

    /// An id that was never given before.
    pub(super) fn new_id(&mut self) -> u64 {
        // Real ids are far apart: their low bits are a counter, their high ones the time.
        self.next_id += 1 << 22;
        self.next_id
    }

    /// The channel's object, where it exists.
    pub(super) fn channel(&self, id: u64) -> Option<Value> {
        self.guilds.iter().find_map(|guild| guild.channel(id))
    }

    pub(super) fn knows_channel(&self, id: u64) -> bool {
        self.channel(id).is_some() || self.messages.values().any(|(channel, _)| *channel == id)
    }

    pub(super) fn say(&mut self, said: &Said) -> u64 {
        let id = self.new_id();
        self.say_with_id(id, said);
        id
    }

    pub(super) fn say_with_id(&mut self, id: u64, said: &Said) {
        let message = message_object(id, said);
        self.messages.insert(id, (said.channel, message.clone()));
        self.dispatch("MESSAGE_CREATE", &message);
    }

    pub(super) fn edit(&mut self, id: u64, text: &str) {
        let Some((_, message)) = self.messages.get_mut(&id) else { panic!("no message {id}") };
        message["content"] = json!(text);
        message["edited_timestamp"] = json!("2026-11-24T12:05:00.000000+00:00");
        let message = message.clone();
        self.dispatch("MESSAGE_UPDATE", &message);
    }

    /// Somebody deletes a message, or the platform does.
    pub(super) fn delete(&mut self, ids: &[u64]) {
        let gone: Vec<(u64, Option<String>)> = ids
            .iter()
            .filter_map(|id| self.messages.remove(id))
            .map(|(channel, message)| (channel, message["guild_id"].as_str().map(str::to_owned)))
            .collect();
        let (channel, guild) = gone.first().cloned().unwrap_or_else(|| panic!("no message {ids:?}"));
        let texts: Vec<String> = ids.iter().map(u64::to_string).collect();
        match &texts[..] {
            [one] => self
                .dispatch("MESSAGE_DELETE", &json!({"id": one, "channel_id": channel.to_string(), "guild_id": guild})),
            all => self.dispatch(
                "MESSAGE_DELETE_BULK",
                &json!({"ids": all, "channel_id": channel.to_string(), "guild_id": guild}),
            ),
        }
    }

    /// Adds an event to every session, as each may see it.
    pub(super) fn dispatch(&mut self, kind: &str, content: &Value) {
        for session in self.sessions.values_mut() {
            session.add(kind, content.clone());
        }
    }

    /// Begins a session: READY and the servers.
    pub(super) fn begin(&mut self, intents: u64, shard: [u64; 2], port: u16) -> String {
        let id = format!("session-{}", self.identified + 1);
        let mut session = Session { shard, intents, events: Vec::new() };
        let guilds: Vec<&Guild> = self
            .guilds
            .iter()
            .filter(|guild| !self.left.contains(&guild.id) && shard_of(guild.id, shard[1]) == shard[0])
            .collect();
        let unavailable: Vec<Value> =
            guilds.iter().map(|guild| json!({"id": guild.id.to_string(), "unavailable": true})).collect();
        session.add(
            "READY",
            json!({
                "v": 10,
                "user": super::objects::bot_object(),
                "guilds": unavailable,
                "session_id": id,
                "session_type": "normal",
                "resume_gateway_url": format!("ws://127.0.0.1:{port}/gateway"),
                "shard": shard,
                "application": {"id": APPLICATION.to_string(), "flags": 565_248},
                "private_channels": [], "presences": [], "relationships": [], "user_settings": {}, "_trace": ["[]"],
            }),
        );
        for guild in guilds {
            session.add("GUILD_CREATE", guild_object(guild));
        }
        self.sessions.insert(id.clone(), session);
        self.identified += 1;
        self.greetings += 1;
        id
    }

    /// Takes in a post whose body was found to be right. Returns the message.
    pub(super) fn post(&mut self, channel: u64, body: &Value) -> Value {
        let nonce = body["nonce"].as_str().map(str::to_owned);
        let enforced = body["enforce_nonce"] == json!(true);
        if let (true, Some(message)) = (enforced, nonce.as_ref().and_then(|nonce| self.nonces.get(nonce))) {
            return message.clone();
        }
        let reply_to =
            body["message_reference"]["message_id"].as_str().and_then(|id| id.parse().ok()).unwrap_or_default();
        let id = self.new_id();
        let mut message = message_object(id, &Said::by_bot(channel, body["content"].as_str().unwrap_or_default()));
        let guild = self.guilds.iter().find(|guild| guild.channel(channel).is_some()).map(|guild| guild.id.to_string());
        message["guild_id"] = json!(guild);
        for part in ["embeds", "components"] {
            message[part] = body.get(part).cloned().unwrap_or(json!([]));
        }
        message["message_reference"] = body.get("message_reference").cloned().unwrap_or(Value::Null);
        message["nonce"] = body["nonce"].clone();
        self.messages.insert(id, (channel, message.clone()));
        self.nonces.extend(nonce.map(|nonce| (nonce, message.clone())));
        self.posts.push(Posted { channel, reply_to, id, body: body.clone(), at: std::time::Instant::now() });
        // Discord tells a bot of its own messages too.
        self.dispatch("MESSAGE_CREATE", &message);
        message
    }

    /// Discord remembers a nonce for some minutes only.
    pub(crate) fn forget_nonces(&mut self) {
        self.nonces.clear();
    }

    /// What was posted in a channel.
    pub(crate) fn posts_in(&self, channel: u64) -> Vec<Posted> {
        self.posts.iter().filter(|post| post.channel == channel).cloned().collect()
    }

    /// Whether this request is one that is never answered.
    pub(super) fn hangs(&mut self) -> bool {
        let hangs = self.troubles.front() == Some(&Trouble::Hang);
        if hangs {
            self.troubles.pop_front();
            self.attempts += 1;
        }
        hangs
    }

    /// What was posted in reply to a message.
    pub(crate) fn replies_to(&self, id: u64) -> Vec<Posted> {
        self.posts.iter().filter(|post| post.reply_to == id).cloned().collect()
    }
}

/// Bits of the gateway's intents.
const GUILDS: u64 = 1;
const GUILD_MESSAGES: u64 = 1 << 9;
const DIRECT_MESSAGES: u64 = 1 << 12;
/// The privileged intent for the text of messages.
pub(crate) const MESSAGE_CONTENT: u64 = 1 << 15;

/// The shard of a server.
fn shard_of(guild: u64, total: u64) -> u64 {
    (guild >> 22) % total
}

impl Session {
    /// Adds an event, if the session's intents let it see it, and as much of it as they let it see.
    fn add(&mut self, kind: &str, mut content: Value) {
        let direct = content["guild_id"].is_null();
        let needed = match kind {
            _ if kind.starts_with("MESSAGE_") && direct => DIRECT_MESSAGES,
            _ if kind.starts_with("MESSAGE_") => GUILD_MESSAGES,
            "READY" | "INTERACTION_CREATE" => 0,
            _ => GUILDS,
        };
        if self.intents & needed != needed || (kind != "READY" && !self.is_of_shard(kind, &content)) {
            return;
        }
        if matches!(kind, "MESSAGE_CREATE" | "MESSAGE_UPDATE") && !self.may_read(&content) {
            for field in ["content", "embeds", "attachments"] {
                content[field] = if field == "content" { json!("") } else { json!([]) };
            }
        }
        let sequence = self.events.len() + 1;
        self.events.push(json!({"op": 0, "t": kind, "s": sequence, "d": content}));
    }

    /// Keeps the numbers of the events but not what they said, except for the last ones, which may not be sent yet.
    pub(crate) fn forget_events_but(&mut self, last: usize) {
        let old = self.events.len().saturating_sub(last);
        self.events[..old].fill(Value::Null);
    }

    /// Servers belong to one shard each, direct messages to the first.
    fn is_of_shard(&self, kind: &str, content: &Value) -> bool {
        let guild = if kind.starts_with("GUILD_") { &content["id"] } else { &content["guild_id"] };
        let guild = guild.as_str().and_then(|id| id.parse().ok());
        self.shard[0] == guild.map_or(0, |guild| shard_of(guild, self.shard[1]))
    }

    fn may_read(&self, message: &Value) -> bool {
        let bot = json!(BOT.to_string());
        let mentioned = message["mentions"].as_array().into_iter().flatten().any(|user| user["id"] == bot);
        let own = message["author"]["id"] == bot;
        self.intents & MESSAGE_CONTENT != 0 || message["guild_id"].is_null() || mentioned || own
    }
}
