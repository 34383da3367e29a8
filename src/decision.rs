//! The decision: from what safety, the gate and the engine found to one of six things to do.
//!
//! Precision first: an unasked-for wrong answer costs the bot its place in a channel, a confident wrong one a patient's
//! trust. So an answer needs a threshold, a lead over the second candidate and a message that asks.

use crate::conversation::Act;
use crate::engine::{Candidate, Ranking, Unit};
use crate::faq::{Entry, Pack};
use crate::message::Mode;
use crate::safety::{Sound, Tier};

/// From which confidences on something is done. All go from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Thresholds {
    /// Direct: answer from here on.
    pub answer: f32,
    /// The lead that an answer needs over the next candidate.
    pub margin: f32,
    /// Direct: offer "did you mean" from here on.
    pub suggest: f32,
    /// Ambient: answer from here on.
    pub ambient: f32,
}

/// What hints at a question needs so much more confidence, in log odds: 0.86 where 0.72 is asked for.
const HINT: f32 = 0.9;
/// What only tells needs so much more: 0.95 where 0.72 is asked for.
const TELL: f32 = 2.0;
/// What is talk all over needs so much more: hardly anything is so certain. These were weighed on 650 messages by other people and
/// 2,080 of talk; telling needed 1.5 by them, and more by 520 others.
const TALK: f32 = 4.0;
/// What is answered beside the best entry needs this much more confidence: a stray clause must not add an answer. At 0.1, of
/// 240 questions by other people four more were answered with an entry that was not asked for.
const BESIDE: f32 = 0.2;
/// So much of the doubt counts where topics are only offered: whoever speaks to the bot is told what it could answer.
const OFFER: f32 = 0.5;
/// A message that sounds so much like danger is met as one (1 is as much as the examples of danger do). Of 1,040 messages by
/// other people, rules alone met 90 of 112 with danger, and took 10 of 928 others for it; with this it is 105, and 10. The three
/// bounds were chosen on the totals of these and of 650 more.
const SOUNDS_LIKE_IT: f32 = 0.3;
/// A question must sound so much more like it: it is worded as danger seldom is, and shares its worried words.
const SOUNDS_LIKE_IT_ASKED: f32 = 0.6;
/// One that asks for what the pack has must sound even more so: people with a plan ask how fast it works.
const SOUNDS_LIKE_IT_ANSWERED: f32 = 0.9;
/// A message that is so certainly about an entry is no danger by its sound alone: worry is worded like danger, and the FAQ is about
/// what people worry about ("he won't be put under, will he"). Its rules are met all the same.
const ABOUT_AN_ENTRY: f32 = 0.9;
/// A message that sounds so much like danger, and is certainly about no entry, is not answered. Of 1,430 messages by other people,
/// that kept two of 154 with danger from an answer or offer, and two of 590 questions.
const UNEASY: f32 = 0.1;
/// The tier of messages that hold personal data and nothing more pressing.
pub const PERSONAL: &str = "personal";
/// Answers to one message.
pub const MOST_ANSWERS: usize = 3;
/// Questions offered by "did you mean".
pub const MOST_SUGGESTIONS: usize = 3;

/// What is done with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One to three entries are answered, and any topics handed off beside them.
    Answer,
    /// "Did you mean …?"
    Suggest,
    /// No answer: the provider is named.
    Handoff,
    /// The fixed reply of a safety tier.
    Safety,
    /// One short line back to a greeting or thanks.
    Greeting,
    /// Nothing.
    Silent,
}

impl Kind {
    /// The name in predictions and metrics.
    pub fn name(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Suggest => "suggest",
            Self::Handoff => "handoff",
            Self::Safety => "safety",
            Self::Greeting => "greeting",
            Self::Silent => "silent",
        }
    }
}

/// What is known of a message when it is decided on.
#[expect(clippy::struct_excessive_bools, reason = "each is a finding of its own, and any of them can be true at once")]
pub struct Findings<'a> {
    /// How it reached the bot.
    pub mode: Mode,
    /// The highest tier that safety found, `personal` left out.
    pub tier: Option<Tier>,
    /// How it sounds, whatever safety found.
    pub sound: Option<&'a Sound>,
    /// It sounds like distress, and safety found no danger in it.
    pub cautious: bool,
    /// Whether it holds personal data.
    pub personal: bool,
    /// A greeting or thanks and nothing else.
    pub pleasantry: bool,
    /// Written in another language.
    pub foreign: bool,
    /// There is nothing in it to match.
    pub empty: bool,
    /// What each unit of the ranking does, in the same order.
    pub acts: &'a [Act],
    /// How much it sounds like talk: 0 not at all, about 1 all over.
    pub talk: f32,
    /// What the engine found.
    pub ranking: &'a Ranking,
    /// The pack that the ranking refers to.
    pub pack: &'a Pack,
}

/// What is done with a message, and on what grounds.
#[expect(clippy::struct_excessive_bools, reason = "each is said or done by itself, beside any of the others")]
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What is done.
    pub kind: Kind,
    /// The tier, when safety decided; `None` too when personal data alone did.
    pub tier: Option<Tier>,
    /// The message sounds like distress: nothing of the FAQ is said, and a reply names the crisis line.
    pub cautious: bool,
    /// It sounds a little like danger, and no rule or caution was met.
    pub uneasy: bool,
    /// A line on personal data is added to the reply.
    pub personal: bool,
    /// Entries that are answered or suggested, best first, as indices of the pack.
    pub entries: Vec<usize>,
    /// Topics that are handed off.
    pub handoffs: Vec<usize>,
    /// The confidence on which it was decided.
    pub score: f32,
    /// The best candidates, whatever was decided.
    pub candidates: Vec<Candidate>,
    /// The reply names the languages that the bot reads.
    pub foreign: bool,
}

/// Decides on a message.
pub fn decide(findings: &Findings<'_>, thresholds: &Thresholds) -> Decision {
    let ranking = findings.ranking;
    let mut decision = Decision {
        kind: Kind::Silent,
        tier: None,
        cautious: false,
        uneasy: false,
        personal: findings.personal,
        entries: Vec::new(),
        handoffs: Vec::new(),
        score: ranking.candidates.first().map_or(0.0, |best| best.score),
        candidates: ranking.candidates.clone(),
        foreign: false,
    };
    if let Some(tier) = findings.tier.max(danger_by_sound(findings, thresholds)) {
        decision.kind = Kind::Safety;
        decision.tier = Some(tier);
        return decision;
    }
    decision.uneasy = uneasy(findings);
    let cautious = findings.cautious || decision.uneasy;
    match findings.mode {
        Mode::Ambient if cautious => {}
        Mode::Direct if cautious => caution(findings, &mut decision),
        Mode::Ambient => ambient(findings, thresholds, &mut decision),
        Mode::Direct => direct(findings, thresholds, &mut decision),
    }
    let says_nothing = decision.entries.is_empty() && decision.handoffs.is_empty() && decision.kind != Kind::Greeting;
    let nothing_else = says_nothing && !decision.cautious;
    if findings.personal && nothing_else {
        decision.kind = Kind::Safety;
    }
    decision
}

/// The danger of a message by how it sounds.
fn danger_by_sound(findings: &Findings<'_>, thresholds: &Thresholds) -> Option<Tier> {
    let sound = findings.sound?;
    let whole = findings.ranking.units.first().and_then(|whole| whole.candidates.first());
    if whole.is_some_and(|best| best.score >= ABOUT_AN_ENTRY) {
        return None;
    }
    let needed = if !findings.acts.contains(&Act::Asks) {
        SOUNDS_LIKE_IT
    } else if wanted(findings, thresholds.answer, thresholds.margin).is_empty() {
        SOUNDS_LIKE_IT_ASKED
    } else {
        SOUNDS_LIKE_IT_ANSWERED
    };
    (sound.side >= needed).then_some(sound.tier)
}

/// Whether a message sounds a little like danger and not at all like a question that the FAQ has.
fn uneasy(findings: &Findings<'_>) -> bool {
    let best = findings.ranking.units.iter().filter_map(|unit| unit.candidates.first()).map(|best| best.score);
    findings.sound.is_some_and(|sound| sound.side >= UNEASY) && best.fold(0.0, f32::max) < ABOUT_AN_ENTRY
}

impl Decision {
    /// Whether an entry is given: answered, or handed off to the provider.
    pub fn gives(&self, entry: usize) -> bool {
        matches!(self.kind, Kind::Answer | Kind::Handoff)
            && (self.entries.contains(&entry) || self.handoffs.contains(&entry))
    }

    /// Whether an entry is what is given first.
    pub fn gives_first(&self, entry: usize) -> bool {
        self.gives(entry) && self.entries.first().or(self.handoffs.first()) == Some(&entry)
    }

    /// The name of the tier that decided: `None` unless the decision is safety's.
    pub fn tier_name(&self) -> Option<&'static str> {
        (self.kind == Kind::Safety).then(|| self.tier.map_or(PERSONAL, Tier::name))
    }

    /// Whether somebody may be in danger.
    pub fn is_danger(&self) -> bool {
        self.tier.is_some_and(Tier::is_danger)
    }
}

/// Put to the bot, and it sounds like distress: no topic and no question, but whom to call.
fn caution(findings: &Findings<'_>, decision: &mut Decision) {
    decision.kind = Kind::Handoff;
    decision.cautious = true;
    decision.foreign = findings.foreign;
}

/// In a channel: only what is sure, and only where something is asked.
fn ambient(findings: &Findings<'_>, thresholds: &Thresholds, decision: &mut Decision) {
    if findings.foreign {
        return;
    }
    answer(wanted(findings, thresholds.ambient, thresholds.margin), decision);
}

/// Put to the bot: always a reply, unless there is nothing to reply to.
fn direct(findings: &Findings<'_>, thresholds: &Thresholds, decision: &mut Decision) {
    if findings.empty {
        return;
    }
    decision.kind = Kind::Handoff;
    if findings.foreign {
        decision.foreign = true;
        return;
    }
    if findings.pleasantry {
        decision.kind = Kind::Greeting;
        return;
    }
    let found = wanted(findings, thresholds.answer, thresholds.margin);
    if !found.entries.is_empty() {
        answer(found, decision);
    } else if !found.handoffs.is_empty() {
        decision.score = found.score;
        decision.handoffs = found.handoffs;
    } else {
        suggest(findings, thresholds, decision);
    }
}

/// Answers what was found, if any of it has an answer.
fn answer(found: Wanted, decision: &mut Decision) {
    if !found.entries.is_empty() {
        decision.kind = Kind::Answer;
        decision.score = found.score;
        decision.entries = found.entries;
        decision.handoffs = found.handoffs;
    }
}

/// "Did you mean", where candidates are near enough and the message asks.
fn suggest(findings: &Findings<'_>, thresholds: &Thresholds, decision: &mut Decision) {
    let asks = findings.acts.iter().max().copied().unwrap_or(Act::Tells);
    let threshold = raised(thresholds.suggest, OFFER * doubt(asks, findings.talk));
    let near = decision.candidates.iter().filter(|candidate| candidate.score >= threshold);
    let mut near = near.map(|candidate| candidate.entry).peekable();
    let Some(first) = near.peek().copied() else { return };
    if findings.pack.entries[first].handoff && asks == Act::Tells {
        return;
    }
    decision.entries = near.filter(|entry| !findings.pack.entries[*entry].handoff).take(MOST_SUGGESTIONS).collect();
    if decision.entries.is_empty() {
        decision.handoffs = vec![first];
    } else {
        decision.kind = Kind::Suggest;
    }
}

/// The entries that a message certainly asks for.
#[derive(Default)]
struct Wanted {
    entries: Vec<usize>,
    handoffs: Vec<usize>,
    score: f32,
}

impl Wanted {
    fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.handoffs.is_empty()
    }
}

fn wanted(findings: &Findings<'_>, threshold: f32, margin: f32) -> Wanted {
    let units = findings.ranking.units.iter().zip(findings.acts);
    let mut sure: Vec<(usize, f32)> = Vec::new();
    for (unit, act) in units {
        let Some(best) = certain(unit, *act, findings, threshold, margin) else { continue };
        match sure.iter_mut().find(|(entry, _)| *entry == best.entry) {
            Some((_, score)) => *score = score.max(best.score),
            None => sure.push((best.entry, best.score)),
        }
    }
    sure.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut wanted = Wanted { score: sure.first().map_or(0.0, |(_, score)| *score), ..Wanted::default() };
    let beside = |(place, found): &(usize, (usize, f32))| *place == 0 || found.1 >= threshold + BESIDE;
    for (_, (entry, _)) in sure.into_iter().enumerate().filter(beside) {
        let list = if findings.pack.entries[entry].handoff { &mut wanted.handoffs } else { &mut wanted.entries };
        if list.len() < MOST_ANSWERS {
            list.push(entry);
        }
    }
    wanted
}

/// The best candidate of a unit, if it is good enough and far enough ahead.
fn certain(unit: &Unit, act: Act, findings: &Findings<'_>, threshold: f32, margin: f32) -> Option<Candidate> {
    let best = unit.candidates.first()?;
    let second = unit.candidates.get(1).map_or(0.0, |second| second.score);
    let entry: &Entry = &findings.pack.entries[best.entry];
    (best.score >= needed(entry, doubt(act, findings.talk), threshold) && best.score - second >= margin)
        .then_some(*best)
}

/// The confidence that an answer needs: the entry's own threshold or the general one, and more where there is doubt whether
/// anything is asked.
pub fn needed(entry: &Entry, doubt: f32, threshold: f32) -> f32 {
    raised(entry.threshold.map_or(threshold, |own| own as f32), doubt)
}

impl Thresholds {
    /// From which confidence on an entry answers a message that asks outright.
    pub fn answer_in(&self, mode: Mode) -> f32 {
        match mode {
            Mode::Direct => self.answer,
            Mode::Ambient => self.ambient,
        }
    }
}

/// How much is to be said against a stretch asking the FAQ something, in log odds: by what it does, and by how much the message
/// sounds like talk.
pub fn doubt(act: Act, talk: f32) -> f32 {
    let by_act = match act {
        Act::Asks => 0.0,
        Act::Hints => HINT,
        Act::Tells => TELL,
    };
    by_act + TALK * talk
}

/// A threshold that takes so much more confidence, in log odds. Thresholds at the ends stay there.
pub fn raised(threshold: f32, doubt: f32) -> f32 {
    if doubt <= 0.0 || threshold <= 0.0 || threshold >= 1.0 {
        return threshold;
    }
    let odds = threshold / (1.0 - threshold) * doubt.exp();
    odds / (1.0 + odds)
}
