//! The pure part: from a message's text to a decision, with the same documents always the same.

use std::cell::RefCell;
use std::sync::Arc;

use crate::config::MatchSettings;
use crate::conversation::{Act, Talk, Tone, act, is_foreign, is_pleasantry};
use crate::decision::{Decision, Findings, Kind, Thresholds, decide};
use crate::engine::{Index, Part, Ranking, Scratch, Unit, Weights};
use crate::faq::{Entry, Pack};
use crate::message::Mode;
use crate::safety::{FailedExample, Rules, Triage, Triager, Unfounded};
use crate::text::{Lexicon, Origin, Text, Words, evenly, redacted, words_of};

/// Wordings of the pack that are set against danger and talk: more make the start of a large pack slower and tell hardly more.
const MOST_WORDINGS: usize = 20_000;
/// Where no candidate comes so far nothing is answered or offered, however little it sounds like talk.
const LEAST_SCORE: f32 = 0.3;

/// Everything that the pure part needs, built from documents.
pub struct Brain {
    pack: Pack,
    lexicon: Arc<Lexicon>,
    index: Arc<Index>,
    triager: Arc<Triager>,
    talk: Arc<Talk>,
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
    /// How it sounds.
    pub tone: Tone,
    /// What it is besides a question.
    pub manner: Manner,
    /// What is done.
    pub decision: Decision,
}

/// What was found out before anything is decided.
#[derive(Clone, Copy)]
struct Found<'a> {
    triage: &'a Triage,
    ranking: &'a Ranking,
    acts: &'a [Act],
    tone: Tone,
    manner: Manner,
}

impl Outcome {
    fn found(&self) -> Found<'_> {
        let Self { triage, ranking, acts, tone, manner, .. } = self;
        Found { triage, ranking, acts, tone: *tone, manner: *manner }
    }
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
        let (index, triager, talk) = built(&pack, &rules, &lexicon);
        Self {
            index,
            triager,
            talk,
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
            weights: self.weights.without(parts),
            left_out: parts.to_vec(),
            ..self.with(self.pack.clone(), Arc::new(index(&self.pack, &lexicon)), lexicon)
        }
    }

    /// Another pack with the same rules and settings, built from the ground up.
    #[must_use]
    pub fn rebuilt(&self, pack: Pack) -> Self {
        let lexicon = lexicon(&pack, &self.rules);
        let (index, triager, talk) = built(&pack, &self.rules, &lexicon);
        Self { triager, talk, ..self.with(pack, index, Arc::new(lexicon)) }
    }

    /// The same with another pack, but with the known words and the safety rules of this one, which take the most time to
    /// build. Words that only the new pack has are matched, but no typo is corrected to them: good enough to search with.
    #[must_use]
    pub fn with_pack(&self, pack: Pack) -> Self {
        let index = Arc::new(Index::new(&pack, &self.lexicon));
        self.with(pack, index, Arc::clone(&self.lexicon))
    }

    /// The same with a pack that differs from this one in nothing but thresholds: messages rank alike.
    #[must_use]
    pub fn with_thresholds_of(&self, pack: Pack) -> Self {
        self.with(pack, Arc::clone(&self.index), Arc::clone(&self.lexicon))
    }

    fn with(&self, pack: Pack, index: Arc<Index>, lexicon: Arc<Lexicon>) -> Self {
        Self {
            reads_others: reads_others(&pack),
            pack,
            index,
            lexicon,
            triager: Arc::clone(&self.triager),
            talk: Arc::clone(&self.talk),
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

    /// The examples of the safety rules that do not do what their document says, with the words that this pack knows.
    pub fn failed_examples(&self) -> Vec<FailedExample> {
        self.rules.failed_examples(&self.triager, &self.lexicon)
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
    pub fn ids(&self, entries: &[usize]) -> Vec<String> {
        entries.iter().map(|entry| self.pack.entries[*entry].id.clone()).collect()
    }

    /// A message as understood, without deciding on it.
    pub fn understand(&self, raw: &str) -> Text {
        Text::read(raw, &self.lexicon)
    }

    /// A message without what could tell whose it is.
    pub fn redacted(&self, raw: &str) -> String {
        redacted(raw, &self.lexicon)
    }

    /// Decides on the pack's own questions, so that the first patient does not wait for what is built on first use (lists,
    /// the states of patterns).
    pub fn warm_up(&self) {
        for entry in &self.pack.entries {
            self.decide(&entry.question, Mode::Direct, Stages::All);
        }
    }

    /// Compiles every pattern, so that what is timed is matching.
    pub fn compile_patterns(&self) {
        self.index.compile_patterns();
    }

    /// Decides on a message. Pure: the same message, mode and documents give the same outcome on every machine.
    pub fn decide(&self, raw: &str, mode: Mode, stages: Stages) -> Outcome {
        let text = Text::read(raw, &self.lexicon);
        let engine_only = stages == Stages::EngineOnly;
        let mut triage = if engine_only { Triage::default() } else { self.triager.triage(raw, &text) };
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
        let tone = if engine_only { Tone::default() } else { self.tone(&text, &triage, &ranking) };
        let found = Found { triage: &triage, ranking: &ranking, acts: &acts, tone, manner };
        let decision = self.judge(found, mode, &self.thresholds);
        // A caution beside a safety reply changes nothing, and whoever looks at it should see it.
        let cautions = decision.unfounded.cautions && decision.kind != Kind::Safety;
        triage.take_back(Unfounded { cautions, ..decision.unfounded });
        if let Some(tier) = decision.tier.filter(|tier| triage.tier() < Some(*tier)) {
            triage.believe(tier);
        } else if decision.uneasy {
            triage.beware();
        }
        Outcome { text, triage, ranking, acts, tone, manner, decision }
    }

    /// Decides once more on a message that was decided on, with other thresholds.
    pub fn decide_at(&self, outcome: &Outcome, mode: Mode, thresholds: &Thresholds) -> Decision {
        self.judge(outcome.found(), mode, thresholds)
    }

    /// Decides with this pack on a message that was decided on with another one. Both must know the same words
    /// ([`Brain::with_pack`]), since the message is not read again. One decision for each mode.
    pub fn decide_on<const MODES: usize>(&self, outcome: &Outcome, modes: [Mode; MODES]) -> [Decision; MODES] {
        let ranking = self.rank(&outcome.text);
        let tone = self.tone(&outcome.text, &outcome.triage, &ranking);
        let found = Found { ranking: &ranking, tone, ..outcome.found() };
        modes.map(|mode| self.judge(found, mode, &self.thresholds))
    }

    /// How a message sounds, where that matters.
    fn tone(&self, text: &Text, triage: &Triage, ranking: &Ranking) -> Tone {
        let near = |unit: &Unit| unit.candidates.first().is_some_and(|best| best.score >= LEAST_SCORE);
        let matters = !self.left_out.contains(&Part::Talk) && ranking.units.iter().any(near);
        if !matters {
            return Tone::default();
        }
        let tone = self.talk.of(text);
        Tone { provider: tone.strength * triage.for_a_provider(), ..tone }
    }

    fn rank(&self, text: &Text) -> Ranking {
        thread_local! {
            static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch::default());
        }
        let ranking = SCRATCH.with_borrow_mut(|scratch| self.index.rank(text, &self.weights, scratch));
        if self.left_out.contains(&Part::Units) { ranking.whole() } else { ranking }
    }

    fn judge(&self, found: Found<'_>, mode: Mode, thresholds: &Thresholds) -> Decision {
        let Found { triage, ranking, acts, tone, manner } = found;
        let findings = Findings {
            mode,
            triage,
            pleasantry: manner.pleasantry,
            foreign: manner.foreign,
            empty: manner.empty,
            acts,
            tone,
            ranking,
            pack: &self.pack,
        };
        decide(&findings, thresholds)
    }
}

/// What takes time to build, side by side.
fn built(pack: &Pack, rules: &Rules, lexicon: &Lexicon) -> (Arc<Index>, Arc<Triager>, Arc<Talk>) {
    let wordings = wordings(pack, lexicon);
    std::thread::scope(|scope| {
        let index = scope.spawn(|| Index::new(pack, lexicon));
        let talk = scope.spawn(|| Talk::new(&wordings));
        let triager = rules.compile(lexicon, &wordings);
        (Arc::new(joined(index)), Arc::new(triager), Arc::new(joined(talk)))
    })
}

/// What a thread built. Its panic, if any, goes on here.
fn joined<T>(thread: std::thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// The words of a pack and of the safety rules, beside common English.
fn lexicon(pack: &Pack, rules: &Rules) -> Lexicon {
    let safety_words = rules.words();
    let words = pack.texts().map(|text| (text, Origin::PACK));
    Lexicon::new(words.chain(safety_words.iter().map(|(word, origin)| (word.as_str(), *origin))))
}

/// What the entries of a pack are asked, in English: evenly chosen, where there are many.
fn wordings(pack: &Pack, lexicon: &Lexicon) -> Vec<Words> {
    let english = pack.entries.iter().filter(|entry| is_english(&entry.language));
    let wordings: Vec<&String> = english.flat_map(Entry::wordings).collect();
    evenly(&wordings, MOST_WORDINGS).map(|wording| words_of(&Text::read(wording, lexicon))).collect()
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
