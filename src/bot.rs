//! The bot: the only place that calls every stage of a message's way.
//!
//! It knows no platform. The pure part ([`Brain`]) gives the same decision for the same message and documents, always;
//! what depends on time and people (who was told what) is added in [`Bot::handle`].

use std::cell::RefCell;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use arc_swap::ArcSwap;

use crate::config::{MatchSettings, Settings};
use crate::conversation::{Act, Memory, act, is_foreign, is_pleasantry};
use crate::decision::{Decision, Findings, Kind, Thresholds, decide};
use crate::engine::{Index, Part, Ranking, Scratch, Weights};
use crate::faq::Pack;
use crate::message::{Choice, Incoming, Mode, Reply};
use crate::reply::{Context, compose};
use crate::safety::{Rules, Tier, Triage, Triager};
use crate::text::{Lexicon, Origin, Text};

/// Everything that the pure part needs, built from documents.
pub struct Brain {
    pack: Pack,
    lexicon: Arc<Lexicon>,
    index: Index,
    triager: Arc<Triager>,
    rules: Arc<Rules>,
    weights: Weights,
    thresholds: Thresholds,
    /// The pack has entries in other languages than English.
    reads_others: bool,
    /// Parts of the score that take no part.
    left_out: Vec<Part>,
}

/// What a message is besides a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// A greeting or thanks and nothing else.
    pub pleasantry: bool,
    /// Written in another language.
    pub foreign: bool,
    /// There is nothing in it to match.
    pub empty: bool,
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
    /// What it is besides a question.
    pub manner: Manner,
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
        let lexicon = lexicon(&pack, &rules);
        Self {
            index: Index::new(&pack, &lexicon),
            triager: Arc::new(rules.compile(&lexicon)),
            reads_others: reads_others(&pack),
            lexicon: Arc::new(lexicon),
            pack,
            rules: Arc::new(rules),
            weights: Weights::default(),
            thresholds: thresholds(settings),
            left_out: Vec::new(),
        }
    }

    /// The same, with parts of the score left out: what each of them brings is measured so.
    #[must_use]
    pub fn without(&self, parts: &[Part]) -> Self {
        let lexicon = if parts.contains(&Part::Spelling) {
            Arc::new(lexicon(&self.pack, &self.rules).without_spelling())
        } else {
            Arc::clone(&self.lexicon)
        };
        let index = if parts.contains(&Part::Synonyms) { Index::without_synonyms } else { Index::new };
        Self {
            pack: self.pack.clone(),
            index: index(&self.pack, &lexicon),
            lexicon,
            triager: Arc::clone(&self.triager),
            rules: Arc::clone(&self.rules),
            weights: self.weights.without(parts),
            thresholds: self.thresholds.clone(),
            reads_others: self.reads_others,
            left_out: parts.to_vec(),
        }
    }

    /// Another pack with the same rules and settings, built from the ground up.
    #[must_use]
    pub fn rebuilt(&self, pack: Pack) -> Self {
        let lexicon = lexicon(&pack, &self.rules);
        Self {
            index: Index::new(&pack, &lexicon),
            triager: Arc::new(self.rules.compile(&lexicon)),
            reads_others: reads_others(&pack),
            lexicon: Arc::new(lexicon),
            pack,
            rules: Arc::clone(&self.rules),
            weights: self.weights.clone(),
            thresholds: self.thresholds.clone(),
            left_out: self.left_out.clone(),
        }
    }

    /// The same with another pack, but with the known words and the safety rules of this one, which take the most time to
    /// build. Words that only the new pack has are matched, but no typo is corrected to them: good enough to search with.
    #[must_use]
    pub fn with_pack(&self, pack: Pack) -> Self {
        Self {
            index: Index::new(&pack, &self.lexicon),
            reads_others: reads_others(&pack),
            pack,
            lexicon: Arc::clone(&self.lexicon),
            triager: Arc::clone(&self.triager),
            rules: Arc::clone(&self.rules),
            weights: self.weights.clone(),
            thresholds: self.thresholds.clone(),
            left_out: self.left_out.clone(),
        }
    }

    /// The pack in force.
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// The safety rules in force.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The index of the pack.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The constants of the score.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The parts of the score that were left out.
    pub fn left_out(&self) -> &[Part] {
        &self.left_out
    }

    /// From which confidences on something is done.
    pub fn thresholds(&self) -> &Thresholds {
        &self.thresholds
    }

    /// The ids of entries.
    fn ids(&self, entries: &[usize]) -> Vec<String> {
        entries.iter().map(|entry| self.pack.entries[*entry].id.clone()).collect()
    }

    /// A message as understood, without deciding on it.
    pub fn understand(&self, raw: &str) -> Text {
        Text::read(raw, &self.lexicon)
    }

    /// Decides on the pack's own questions, so that the first patient does not wait for what is built on first use (lists,
    /// the states of patterns).
    pub fn warm_up(&self) {
        for entry in &self.pack.entries {
            self.decide(&entry.question, Mode::Direct, Stages::All);
        }
    }

    /// Decides on a message. Pure: the same message, mode and documents give the same outcome on every machine.
    pub fn decide(&self, raw: &str, mode: Mode, stages: Stages) -> Outcome {
        let text = Text::read(raw, &self.lexicon);
        let engine_only = stages == Stages::EngineOnly;
        let triage = if engine_only { Triage::default() } else { self.triager.triage(raw, &text) };
        let ranking = self.rank(&text);
        let acts: Vec<Act> = if engine_only {
            vec![Act::Asks; ranking.units.len()]
        } else {
            ranking.units.iter().map(|unit| act(&text, &unit.tokens)).collect()
        };
        let manner = Manner {
            pleasantry: !engine_only && is_pleasantry(&text),
            foreign: !engine_only && is_foreign(raw, &text, &self.lexicon, self.reads_others),
            empty: raw.trim().is_empty(),
        };
        let decision = self.judge(&triage, &ranking, &acts, manner, mode, &self.thresholds);
        Outcome { text, triage, ranking, acts, manner, decision }
    }

    /// Decides once more on a message that was decided on, with other thresholds.
    pub fn decide_at(&self, outcome: &Outcome, mode: Mode, thresholds: &Thresholds) -> Decision {
        self.judge(&outcome.triage, &outcome.ranking, &outcome.acts, outcome.manner, mode, thresholds)
    }

    /// Decides with this pack on a message that was decided on with another one. Both must know the same words
    /// ([`Brain::with_pack`]), since the message is not read again. One decision for each mode.
    pub fn decide_on<const MODES: usize>(&self, outcome: &Outcome, modes: [Mode; MODES]) -> [Decision; MODES] {
        let ranking = self.rank(&outcome.text);
        modes.map(|mode| self.judge(&outcome.triage, &ranking, &outcome.acts, outcome.manner, mode, &self.thresholds))
    }

    fn rank(&self, text: &Text) -> Ranking {
        thread_local! {
            static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch::default());
        }
        let ranking = SCRATCH.with_borrow_mut(|scratch| self.index.rank(text, &self.weights, scratch));
        if self.left_out.contains(&Part::Units) { ranking.whole() } else { ranking }
    }

    fn judge(
        &self,
        triage: &Triage,
        ranking: &Ranking,
        acts: &[Act],
        manner: Manner,
        mode: Mode,
        thresholds: &Thresholds,
    ) -> Decision {
        let findings = Findings {
            mode,
            tier: triage.tier(),
            cautious: !triage.cautions.is_empty(),
            personal: !triage.personal.is_empty(),
            pleasantry: manner.pleasantry,
            foreign: manner.foreign,
            empty: manner.empty,
            acts,
            ranking,
            pack: &self.pack,
        };
        decide(&findings, thresholds)
    }
}

/// The words of a pack and of the safety rules, beside common English.
fn lexicon(pack: &Pack, rules: &Rules) -> Lexicon {
    let safety_words = rules.words();
    let words = pack.texts().map(|text| (text, Origin::PACK));
    Lexicon::new(words.chain(safety_words.iter().map(|(word, origin)| (word.as_str(), *origin))))
}

fn reads_others(pack: &Pack) -> bool {
    pack.entries.iter().any(|entry| !is_english(&entry.language))
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
                pack: &brain.pack,
                disclaimer: &self.settings.bot.disclaimer,
                provider: &self.settings.provider,
                safety_text,
                personal_line: brain.rules.personal_line(language),
                untold_line: brain.rules.untold_line(language),
                thanks: outcome.text.understood.contains("thank") || outcome.text.understood.contains("cheers"),
            },
        )
    }

    /// The answer to one entry, when it is picked by name or number.
    pub fn topic(&self, id: &str) -> Option<Reply> {
        let brain = self.brain();
        let entry = brain.pack.entries.iter().position(|entry| entry.id == id)?;
        let handoff = brain.pack.entries[entry].handoff;
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
        let answered = brain.pack.entries.iter().filter(|entry| entry.answer.is_some());
        answered.map(|entry| Choice { entry: entry.id.clone(), question: entry.question.clone() }).collect()
    }

    fn safety_text(&self, brain: &Brain, tier: Tier, language: &str) -> String {
        brain.rules.reply(tier, language, self.settings.bot.region, &self.settings.provider)
    }

    fn caution_text(&self, brain: &Brain, language: &str) -> String {
        brain.rules.caution_reply(language, self.settings.bot.region, &self.settings.provider)
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
