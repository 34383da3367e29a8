//! The bot: the only place that calls every stage of a message's way.
//!
//! It knows no platform. The pure part ([`Brain`]) gives the same decision for the same message and documents, always;
//! what depends on time and people (who was told what) is added in [`Bot::act`].

mod brain;
mod heard;
mod state;
mod topics;
mod unanswered;

pub use brain::{Brain, Manner, Outcome, Stages};
pub use heard::Heard;
use state::Event;
pub use state::{Setting, State, TurnTaken, person_of};

use std::sync::Arc;
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;

use crate::clock::Clock;
use crate::config::Settings;
use crate::conversation::{Pause, Voice};
use crate::decision::{Decision, Kind};
use crate::faq::Pack;
use crate::message::{Incoming, Mode, Platform, Reply};
use crate::reply::{Context, compose};
use crate::safety::{Rules, Tier};
use crate::store::{NewAlert, ReplyRecord};
use crate::telemetry;

/// The bot of one clinic.
pub struct Bot {
    /// Swapped when documents are reloaded. Each message is decided and replied to from one and the same.
    brain: ArcSwap<Brain>,
    settings: Settings,
    state: Arc<State>,
}

/// What is to be done about a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Say this.
    Say(Reply),
    /// Nothing is to be said, or not again.
    Silence,
    /// It was dealt with before.
    Done,
    /// Another replica is working on it. Ask again after this time: should that one have died, it is to be taken over.
    Wait(Duration),
}

impl Bot {
    /// A bot for a pack, with the clinic's settings, that remembers as long as the process lives.
    pub fn new(pack: Pack, rules: Rules, settings: Settings) -> Self {
        let state = Arc::new(State::passing(Clock::default(), settings.privacy));
        Self::with_state(pack, rules, settings, state)
    }

    /// A bot for a pack, with the clinic's settings and a state that others may share.
    pub fn with_state(pack: Pack, rules: Rules, settings: Settings, state: Arc<State>) -> Self {
        let brain = Brain::new(pack, rules, &settings.matching);
        brain.warm_up();
        Self { brain: ArcSwap::from_pointee(brain), settings, state }
    }

    /// Puts other documents in force. Messages are answered from the old ones until the new ones are ready.
    pub fn renew(&self, pack: Pack, rules: Rules) {
        let brain = Brain::new(pack, rules, &self.settings.matching);
        brain.warm_up();
        self.brain.store(Arc::new(brain));
    }

    /// The pure part that is in force now.
    pub fn brain(&self) -> Arc<Brain> {
        self.brain.load_full()
    }

    /// What outlives one message.
    pub fn state(&self) -> &Arc<State> {
        &self.state
    }

    /// Decides on a message. Nothing is done about it yet.
    pub fn hear(&self, incoming: &Incoming) -> Heard {
        let brain = self.brain();
        let begun = Instant::now();
        let outcome = brain.decide(&incoming.text, incoming.mode, Stages::All);
        let micros = begun.elapsed().as_secs_f64() * 1e6;
        Heard { brain, outcome, micros }
    }

    /// Does all that follows from a decision, and says what to reply. Once that is posted, [`Bot::done`] is to be called.
    pub async fn act(&self, incoming: &Incoming, heard: &Heard) -> Turn {
        if let Some(event) = event_name(incoming) {
            match self.state.begin(&event).await {
                Event::Begun => {}
                Event::Done => return Turn::Done,
                Event::InWork(time) => return Turn::Wait(time),
            }
        }
        log(incoming, heard);
        if heard.is_danger() {
            self.alert(incoming, heard).await;
        }
        let reply = self.spoken(incoming, heard).await;
        self.note(incoming, heard, reply.is_some());
        reply.map_or(Turn::Silence, Turn::Say)
    }

    /// A message was dealt with, and is passed over when it comes again.
    pub async fn done(&self, incoming: &Incoming) {
        if let Some(event) = event_name(incoming) {
            self.state.is_done(&event).await;
        }
    }

    /// Whether nobody has dealt with an event yet that must not be taken over: what was begun and not ended is lost.
    pub async fn is_first(&self, platform: Platform, event: &str) -> bool {
        let name = format!("event/{}/{event}", platform.name());
        let first = matches!(self.state.begin(&name).await, Event::Begun);
        if first {
            self.state.is_done(&name).await;
        }
        first
    }

    /// Replies to somebody who is alone with the bot, where nothing is paused. `None` is silence.
    pub fn answer(&self, incoming: &Incoming) -> (Heard, Option<Reply>) {
        let heard = self.hear(incoming);
        log(incoming, &heard);
        let reply = self.reply(&heard.brain, &heard.outcome);
        self.note(incoming, &heard, reply.is_some());
        (heard, reply)
    }

    /// Counts what was done, and keeps a question that found no answer.
    fn note(&self, incoming: &Incoming, heard: &Heard, spoken: bool) {
        let (platform, decision) = (incoming.platform.name(), &heard.outcome.decision);
        let kind = if decision.kind == Kind::Answer && !spoken { "held-back".to_owned() } else { name_of(decision) };
        let entries = heard.entries();
        let first = entries.first().map(String::as_str);
        telemetry::decided(decision.kind.name(), decision.tier_name(), first, platform, heard.micros);
        let topics = [&decision.entries, &decision.handoffs].map(|ids| heard.brain.ids(ids)).concat();
        if topics.is_empty() {
            self.state.count(platform, &kind, "");
        }
        for topic in topics {
            self.state.count(platform, &kind, &topic);
        }
        if unanswered::is_unanswered(&heard.brain, &heard.outcome, incoming.mode) {
            self.state.keep(unanswered::record(&self.state, &heard.brain, incoming, &heard.outcome));
        }
    }

    /// Counts what somebody thought of an answer, by entry and day; who it was is not asked. False where there is no such
    /// entry.
    pub fn feedback(&self, platform: Platform, entry: &str, helpful: bool) -> bool {
        let known = self.brain().pack().entries.iter().any(|known| known.id == entry);
        if known {
            self.state.count(platform.name(), if helpful { "helpful" } else { "not-my-question" }, entry);
        }
        known
    }

    /// Remembers which posts of the platform answer a message.
    pub async fn keep_reply(&self, incoming: &Incoming, heard: &Heard, posts: Vec<String>) {
        let Some(id) = &incoming.id else { return };
        let platform = incoming.platform.name();
        let reply = ReplyRecord {
            platform: platform.to_owned(),
            channel: incoming.channel.clone(),
            message: id.message.clone(),
            posts,
            person: self.state.person(platform, &incoming.author),
            decision: name_of(&heard.outcome.decision),
            entries: heard.entries(),
            at: self.state.clock().now(),
        };
        self.state.keep_reply(&reply).await;
    }

    /// The reply that stands under a message of a platform.
    pub async fn reply_to(&self, platform: Platform, channel: &str, message: &str) -> Option<ReplyRecord> {
        self.state.reply_to(platform.name(), channel, message).await
    }

    /// The reply that a post of the bot's belongs to.
    pub async fn reply_of_post(&self, platform: Platform, channel: &str, post: &str) -> Option<ReplyRecord> {
        self.state.reply_of_post(platform.name(), channel, post).await
    }

    /// Forgets the reply to a message, and returns it: it is to be taken away.
    pub async fn forget_reply(&self, platform: Platform, channel: &str, message: &str) -> Option<ReplyRecord> {
        self.state.forget_reply(platform.name(), channel, message).await
    }

    /// Tells people. Written down before anything is said; where that takes too long the reply does not wait for it.
    async fn alert(&self, incoming: &Incoming, heard: &Heard) {
        let (platform, Some(tier)) = (incoming.platform.name(), heard.outcome.decision.tier_name()) else { return };
        if !self.can_alert(incoming.platform) {
            return;
        }
        let link = incoming.id.as_ref().and_then(|id| id.link.clone());
        let now = self.state.clock().now();
        let message = incoming.id.as_ref().map_or_else(|| now.to_string(), |id| id.message.clone());
        let alert = NewAlert {
            key: format!("{platform}/{}/{message}/{tier}", incoming.channel),
            at: now,
            platform: platform.to_owned(),
            tier: tier.to_owned(),
            channel: incoming.channel.clone(),
            account: link.is_none().then(|| incoming.author.clone()),
            link,
        };
        self.state.outbox().raise(alert).await;
    }

    /// Whether people of the clinic are told of danger on a platform.
    pub fn can_alert(&self, platform: Platform) -> bool {
        let named = match platform {
            Platform::Discord => {
                let discord = &self.settings.discord;
                discord.staff_channel.is_some() || discord.staff_channel_fallback.is_some()
            }
            Platform::Slack => {
                let slack = &self.settings.slack;
                slack.staff_channel.is_some() || slack.staff_channel_fallback.is_some()
            }
            Platform::Console | Platform::Web => return false,
        };
        named || self.state.preference(&format!("{}.staff_channel", platform.name())).is_some()
    }

    /// What is said about a message, as far as moderators let the bot speak there and it did not just say so.
    async fn spoken(&self, incoming: &Incoming, heard: &Heard) -> Option<Reply> {
        let outcome = &heard.outcome;
        if incoming.mode == Mode::Direct {
            return self.reply(&heard.brain, outcome);
        }
        let platform = incoming.platform.name();
        let voice = self.state.channel(platform, &incoming.home).map_or(Some(Voice::Answer), |setting| {
            (!setting.is_muted(self.state.clock().now())).then_some(setting.voice)
        });
        match (outcome.decision.tier, voice) {
            _ if !self.may_say(incoming, heard, voice).await => None,
            (None, Some(Voice::Suggest)) => self.offered(heard),
            _ => self.reply(&heard.brain, outcome),
        }
    }

    /// Holds back what was said a moment ago. A crisis reply is held back only for the person who had it, an emergency
    /// never; neither cares for how the bot is to speak in a channel.
    async fn may_say(&self, incoming: &Incoming, heard: &Heard, voice: Option<Voice>) -> bool {
        let decision = &heard.outcome.decision;
        let platform = incoming.platform.name();
        let person = self.state.person(platform, &incoming.author);
        let event = event_name(incoming).unwrap_or_default();
        match decision.tier {
            Some(Tier::Emergency) => return true,
            Some(Tier::Crisis) => return self.state.may_say(&Pause::of_crisis(platform, &person), &event).await,
            _ if !matches!(voice, Some(Voice::Answer | Voice::Suggest)) => return false,
            _ if decision.kind != Kind::Answer => return true,
            _ => {}
        }
        // What was said to a message may be said to it again: an edit changes the reply that it has.
        let holder = message_name(incoming).unwrap_or_default();
        let mut news = false;
        for entry in heard.entries() {
            let [here, own] = Pause::of_entry(platform, &incoming.channel, &person, &entry);
            news |= self.state.may_say(&here, &holder).await && self.state.may_say(&own, &holder).await;
        }
        news
    }

    /// What would be answered, as "did you mean …?".
    fn offered(&self, heard: &Heard) -> Option<Reply> {
        let mut decision = heard.outcome.decision.clone();
        if decision.kind == Kind::Answer {
            decision.kind = Kind::Suggest;
        }
        self.composed(&heard.brain, &heard.outcome, &decision)
    }

    /// What is said when an outcome is replied to. `brain` is the one that it came from.
    pub fn reply(&self, brain: &Brain, outcome: &Outcome) -> Option<Reply> {
        self.composed(brain, outcome, &outcome.decision)
    }

    fn composed(&self, brain: &Brain, outcome: &Outcome, decision: &Decision) -> Option<Reply> {
        let language = outcome.triage.language();
        let safety_text = match (decision.kind, decision.tier) {
            (Kind::Safety, Some(tier)) => Some(self.safety_text(brain, tier, language)),
            (Kind::Handoff, _) if decision.cautious => Some(self.caution_text(brain, language)),
            _ => None,
        };
        compose(
            decision,
            &Context {
                pack: brain.pack(),
                disclaimer: &self.settings.bot.disclaimer,
                provider: &self.settings.provider,
                safety_text,
                personal_line: brain.rules().personal_line(language),
                untold_line: brain.rules().untold_line(language),
                thanks: outcome.text.understood.contains("thank") || outcome.text.understood.contains("cheers"),
            },
        )
    }

    fn safety_text(&self, brain: &Brain, tier: Tier, language: &str) -> String {
        brain.rules().reply(tier, language, self.settings.bot.region, &self.settings.provider)
    }

    fn caution_text(&self, brain: &Brain, language: &str) -> String {
        brain.rules().caution_reply(language, self.settings.bot.region, &self.settings.provider)
    }
}

/// A message's name among all holders of pauses.
fn message_name(incoming: &Incoming) -> Option<String> {
    let id = incoming.id.as_ref()?;
    Some(format!("message/{}/{}/{}", incoming.platform.name(), incoming.channel, id.message))
}

/// The kind of a decision, with its tier where safety made it.
fn name_of(decision: &Decision) -> String {
    match decision.tier_name() {
        Some(tier) if decision.kind == Kind::Safety => format!("safety/{tier}"),
        _ => decision.kind.name().to_owned(),
    }
}

/// An event's name among all claims; `None` where messages have no ids.
fn event_name(incoming: &Incoming) -> Option<String> {
    let id = incoming.id.as_ref()?;
    Some(format!("event/{}/{}/{}", incoming.platform.name(), incoming.channel, id.event))
}

fn log(incoming: &Incoming, heard: &Heard) {
    let decision = &heard.outcome.decision;
    let entries = heard.entries();
    tracing::info!(
        platform = incoming.platform.name(),
        channel = incoming.channel,
        decision = decision.kind.name(),
        tier = decision.tier_name(),
        ?entries,
        score = f64::from(decision.score),
        "decided"
    );
    if decision.is_danger() {
        tracing::warn!(
            platform = incoming.platform.name(),
            channel = incoming.channel,
            tier = decision.tier_name(),
            "somebody may be in danger"
        );
    }
}
