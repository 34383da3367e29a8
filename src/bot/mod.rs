//! The bot: the only place that calls every stage of a message's way.
//!
//! It knows no platform. The pure part ([`Brain`]) gives the same decision for the same message and documents, always;
//! what depends on time and people (who was told what) is added in [`Bot::handle`].

mod brain;

pub use brain::{Brain, Manner, Outcome, Stages};

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use arc_swap::ArcSwap;

use crate::config::Settings;
use crate::conversation::Memory;
use crate::decision::{Decision, Kind};
use crate::engine::Ranking;
use crate::faq::Pack;
use crate::message::{Choice, Incoming, Mode, Reply};
use crate::reply::{Context, compose};
use crate::safety::{Rules, Tier, Triage};
use crate::text::Text;

/// The bot of one clinic.
pub struct Bot {
    /// Swapped when documents are reloaded. Each message is decided and replied to from one and the same.
    brain: ArcSwap<Brain>,
    settings: Settings,
    memory: Mutex<Memory>,
}

impl Bot {
    /// A bot for a pack, with the clinic's settings.
    pub fn new(pack: Pack, rules: Rules, settings: Settings) -> Self {
        let brain = Brain::new(pack, rules, &settings.matching);
        brain.warm_up();
        Self { brain: ArcSwap::from_pointee(brain), settings, memory: Mutex::default() }
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

    /// Handles a message: decides, remembers, and says what to reply. `None` is silence.
    pub fn handle(&self, incoming: &Incoming) -> Option<Reply> {
        let brain = self.brain();
        self.act_on(incoming, &brain, &brain.decide(&incoming.text, incoming.mode, Stages::All))
    }

    /// Handles an edit: one that makes a message dangerous is replied to like a new message, any other is passed over.
    pub fn handle_edit(&self, incoming: &Incoming) -> Option<Reply> {
        let brain = self.brain();
        let outcome = brain.decide(&incoming.text, incoming.mode, Stages::All);
        outcome.decision.is_danger().then(|| self.act_on(incoming, &brain, &outcome)).flatten()
    }

    fn act_on(&self, incoming: &Incoming, brain: &Brain, outcome: &Outcome) -> Option<Reply> {
        let decision = &outcome.decision;
        let entries = brain.ids(&decision.entries);
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
        self.may_speak(incoming, decision, &entries).then(|| self.reply(brain, outcome)).flatten()
    }

    /// What is said when an outcome is replied to. `brain` is the one that it came from.
    pub fn reply(&self, brain: &Brain, outcome: &Outcome) -> Option<Reply> {
        let decision = &outcome.decision;
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

    /// The answer to one entry, when it is picked by name or number.
    pub fn topic(&self, id: &str) -> Option<Reply> {
        let brain = self.brain();
        let entry = brain.pack().entries.iter().position(|entry| entry.id == id)?;
        let handoff = brain.pack().entries[entry].handoff;
        let (entries, handoffs) = if handoff { (vec![], vec![entry]) } else { (vec![entry], vec![]) };
        let decision = Decision {
            kind: if handoff { Kind::Handoff } else { Kind::Answer },
            tier: None,
            cautious: false,
            personal: false,
            entries,
            handoffs,
            score: 1.0,
            candidates: Vec::new(),
            foreign: false,
        };
        let outcome = Outcome {
            text: Text::default(),
            triage: Triage::default(),
            ranking: Ranking::default(),
            acts: Vec::new(),
            manner: Manner::default(),
            decision,
        };
        self.reply(&brain, &outcome)
    }

    /// The questions that the FAQ answers, in the order of the documents.
    pub fn topics(&self) -> Vec<Choice> {
        let brain = self.brain();
        let answered = brain.pack().entries.iter().filter(|entry| entry.answer.is_some());
        answered.map(|entry| Choice { entry: entry.id.clone(), question: entry.question.clone() }).collect()
    }

    fn safety_text(&self, brain: &Brain, tier: Tier, language: &str) -> String {
        brain.rules().reply(tier, language, self.settings.bot.region, &self.settings.provider)
    }

    fn caution_text(&self, brain: &Brain, language: &str) -> String {
        brain.rules().caution_reply(language, self.settings.bot.region, &self.settings.provider)
    }

    /// Holds back what was said a moment ago. A crisis reply is held back only for the person who had it, and only in a
    /// channel: somebody who writes to the bot itself is always replied to. An emergency is never held back.
    fn may_speak(&self, incoming: &Incoming, decision: &Decision, entries: &[String]) -> bool {
        if incoming.mode == Mode::Direct {
            return true;
        }
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        match (decision.kind, decision.tier) {
            (Kind::Safety, Some(Tier::Crisis)) => memory.may_reply_to_crisis(incoming.platform, &incoming.author, now),
            (Kind::Answer, _) => memory.may_answer(incoming.platform, &incoming.channel, entries, now),
            _ => true,
        }
    }
}
