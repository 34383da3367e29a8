//! The bot: the only place that calls every stage of a message's way.
//!
//! It knows no platform. The pure part ([`Brain`]) gives the same decision for the same message and documents, always;
//! what depends on time and people (who was told what) is added in [`Bot::handle`].

use std::cell::RefCell;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::config::{MatchSettings, Settings};
use crate::conversation::{Act, Memory, act, is_foreign, is_pleasantry};
use crate::decision::{Decision, Findings, Kind, Thresholds, decide};
use crate::engine::{Index, Ranking, Scratch, Weights};
use crate::faq::Pack;
use crate::message::{Choice, Incoming, Mode, Reply};
use crate::reply::{Context, compose};
use crate::safety::{Rules, Tier, Triage, Triager};
use crate::text::{Lexicon, Origin, Text};

/// Everything that the pure part needs, built from documents.
pub struct Brain {
    pack: Pack,
    lexicon: Lexicon,
    index: Index,
    triager: Triager,
    rules: Rules,
    weights: Weights,
    thresholds: Thresholds,
    /// The pack has entries in other languages than English.
    reads_others: bool,
}

/// All that was found out about one message on its way to a decision.
pub struct Outcome {
    /// The message as understood.
    pub text: Text,
    /// What safety found.
    pub triage: Triage,
    /// What the engine found.
    pub ranking: Ranking,
    /// What each unit of the ranking does.
    pub acts: Vec<Act>,
    /// What is done.
    pub decision: Decision,
}

/// Which stages take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stages {
    /// The whole way.
    All,
    /// The engine and the decision alone: how public question sets are measured.
    EngineOnly,
}

impl Brain {
    /// Builds what matching needs from a pack and the safety rules.
    pub fn new(pack: Pack, rules: Rules, settings: &MatchSettings) -> Self {
        let safety_words = rules.words();
        let words = pack.texts().map(|text| (text, Origin::PACK));
        let lexicon = Lexicon::new(words.chain(safety_words.iter().map(|(word, origin)| (word.as_str(), *origin))));
        let index = Index::new(&pack, &lexicon);
        let triager = rules.compile(&lexicon);
        let reads_others = pack.entries.iter().any(|entry| !is_english(&entry.language));
        Self {
            pack,
            lexicon,
            index,
            triager,
            rules,
            weights: Weights::default(),
            thresholds: thresholds(settings),
            reads_others,
        }
    }

    /// The pack in force.
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// The index of the pack.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The constants of the score.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// From which confidences on something is done.
    pub fn thresholds(&self) -> &Thresholds {
        &self.thresholds
    }

    /// A message as understood, without deciding on it.
    pub fn understand(&self, raw: &str) -> Text {
        Text::read(raw, &self.lexicon)
    }

    /// Decides on a message. Pure: the same message, mode and documents give the same outcome on every machine.
    pub fn decide(&self, raw: &str, mode: Mode, stages: Stages) -> Outcome {
        thread_local! {
            static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch::default());
        }
        let text = Text::read(raw, &self.lexicon);
        let engine_only = stages == Stages::EngineOnly;
        let triage = if engine_only { Triage::default() } else { self.triager.triage(raw, &text) };
        let ranking = SCRATCH.with_borrow_mut(|scratch| self.index.rank(&text, &self.weights, scratch));
        let acts: Vec<Act> = if engine_only {
            vec![Act::Asks; ranking.units.len()]
        } else {
            ranking.units.iter().map(|unit| act(&text, &unit.tokens)).collect()
        };
        let decision = decide(
            &Findings {
                mode,
                tier: triage.tier(),
                cautious: !triage.cautions.is_empty(),
                personal: !triage.personal.is_empty(),
                pleasantry: !engine_only && is_pleasantry(&text),
                foreign: !engine_only && is_foreign(raw, &text, &self.lexicon, self.reads_others),
                empty: raw.trim().is_empty(),
                acts: &acts,
                ranking: &ranking,
                pack: &self.pack,
            },
            &self.thresholds,
        );
        Outcome { text, triage, ranking, acts, decision }
    }
}

/// `en`, `en-GB`; an entry made without a document names none.
fn is_english(language: &str) -> bool {
    language.is_empty() || language.split('-').next().is_some_and(|tag| tag.eq_ignore_ascii_case("en"))
}

fn thresholds(settings: &MatchSettings) -> Thresholds {
    Thresholds {
        answer: settings.answer as f32,
        margin: settings.margin as f32,
        suggest: settings.suggest as f32,
        ambient: settings.ambient as f32,
    }
}

/// The bot of one clinic.
pub struct Bot {
    brain: Brain,
    settings: Settings,
    memory: Mutex<Memory>,
}

impl Bot {
    /// A bot for a pack, with the clinic's settings.
    pub fn new(pack: Pack, rules: Rules, settings: Settings) -> Self {
        Self { brain: Brain::new(pack, rules, &settings.matching), settings, memory: Mutex::default() }
    }

    /// The pure part.
    pub fn brain(&self) -> &Brain {
        &self.brain
    }

    /// Handles a message: decides, remembers, and says what to reply. `None` is silence.
    pub fn handle(&self, incoming: &Incoming) -> Option<Reply> {
        self.act_on(incoming, &self.brain.decide(&incoming.text, incoming.mode, Stages::All))
    }

    /// Handles an edit: one that makes a message dangerous is replied to like a new message, any other is passed over.
    pub fn handle_edit(&self, incoming: &Incoming) -> Option<Reply> {
        let outcome = self.brain.decide(&incoming.text, incoming.mode, Stages::All);
        outcome.decision.is_danger().then(|| self.act_on(incoming, &outcome)).flatten()
    }

    fn act_on(&self, incoming: &Incoming, outcome: &Outcome) -> Option<Reply> {
        let decision = &outcome.decision;
        tracing::info!(
            platform = incoming.platform.name(),
            channel = incoming.channel,
            decision = decision.kind.name(),
            tier = decision.tier_name(),
            entries = ?self.ids(&decision.entries),
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
        self.may_speak(incoming, decision).then(|| self.reply(outcome)).flatten()
    }

    /// What is said when an outcome is replied to.
    pub fn reply(&self, outcome: &Outcome) -> Option<Reply> {
        let decision = &outcome.decision;
        let language = outcome.triage.language();
        let safety_text = match (decision.kind, decision.tier) {
            (Kind::Safety, Some(tier)) => Some(self.safety_text(tier, language)),
            (Kind::Handoff, _) if decision.cautious => Some(self.caution_text(language)),
            _ => None,
        };
        compose(
            decision,
            &Context {
                pack: &self.brain.pack,
                disclaimer: &self.settings.bot.disclaimer,
                provider: &self.settings.provider,
                safety_text,
                personal_line: self.brain.rules.personal_line(language),
                untold_line: self.brain.rules.untold_line(language),
                thanks: outcome.text.understood.contains("thank") || outcome.text.understood.contains("cheers"),
            },
        )
    }

    /// The answer to one entry, when it is picked by name or number.
    pub fn topic(&self, id: &str) -> Option<Reply> {
        let entry = self.brain.pack.entries.iter().position(|entry| entry.id == id)?;
        let handoff = self.brain.pack.entries[entry].handoff;
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
        self.reply(&Outcome {
            text: Text::default(),
            triage: Triage::default(),
            ranking: Ranking::default(),
            acts: Vec::new(),
            decision,
        })
    }

    /// The questions that the FAQ answers, in the order of the documents.
    pub fn topics(&self) -> Vec<Choice> {
        let answered = self.brain.pack.entries.iter().filter(|entry| entry.answer.is_some());
        answered.map(|entry| Choice { entry: entry.id.clone(), question: entry.question.clone() }).collect()
    }

    fn safety_text(&self, tier: Tier, language: &str) -> String {
        self.brain.rules.reply(tier, language, self.settings.bot.region, &self.settings.provider)
    }

    fn caution_text(&self, language: &str) -> String {
        self.brain.rules.caution_reply(language, self.settings.bot.region, &self.settings.provider)
    }

    /// Holds back what was said a moment ago. A crisis reply is held back only for the person who had it, and only in a
    /// channel: somebody who writes to the bot itself is always replied to. An emergency is never held back.
    fn may_speak(&self, incoming: &Incoming, decision: &Decision) -> bool {
        if incoming.mode == Mode::Direct {
            return true;
        }
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        match (decision.kind, decision.tier) {
            (Kind::Safety, Some(Tier::Crisis)) => memory.may_reply_to_crisis(incoming.platform, &incoming.author, now),
            (Kind::Answer, _) => {
                memory.may_answer(incoming.platform, &incoming.channel, &self.ids(&decision.entries), now)
            }
            _ => true,
        }
    }

    fn ids(&self, entries: &[usize]) -> Vec<String> {
        entries.iter().map(|entry| self.brain.pack.entries[*entry].id.clone()).collect()
    }
}
