//! The decision: from what safety, the gate and the engine found to one of six things to do.
//!
//! Precision first: an unasked-for wrong answer costs the bot its place in a channel, a confident wrong one a patient's
//! trust. So an answer needs a threshold, a lead over the second candidate and a message that asks.

mod doubt;

pub use doubt::{doubt, needed, raised};

use crate::conversation::{Act, Tone};
use crate::engine::{Candidate, Ranking, Unit};
use crate::faq::Pack;
use crate::message::Mode;
use crate::safety::{Tier, Triage, Unfounded};

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

/// What is answered beside the best entry needs so much more, in log odds: 0.87 where 0.72 is asked for, since a stray clause must
/// not add an answer. Of 1,260 questions by other people one more was answered with an entry that was not asked for than at 1.5, and
/// of 95 that asked two things ten more in full; at 0.8 it is two and five more again.
const BESIDE: f32 = 1.0;
/// The second candidate of the whole message is answered beside the first where it has so much confidence and what an answer needs. Of
/// 2,864 messages by other people that gave 40 their second answer, all of which they had asked for; at 0.64 two had not.
const ALSO: f32 = 0.68;
/// But only in a pack with so many wordings (100, as talk counts them): of ten entries with a question each, one answer more in forty is
/// wrong by it.
const MANY_WORDINGS: f32 = 0.5;
/// So much of the doubt counts where topics are only offered: whoever speaks to the bot is told what it could answer.
const OFFER: f32 = 0.5;
/// A message that sounds so much like danger is met as one (1 is as much as the examples of danger do). Of 1,040 messages by
/// other people, rules alone met 90 of 112 with danger, and took 10 of 928 others for it; with this it is 105, and 10. The three
/// bounds were chosen on the totals of these and of 650 more.
const SOUNDS_LIKE_IT: f32 = 0.3;
/// A question must sound so much more like it, and so must what is certainly about an entry: they are worded as danger seldom is, and
/// share its worried words. Of 876 such messages without danger by other people none came above 0.48 but one.
const SOUNDS_LIKE_IT_ALL_THE_SAME: f32 = 0.6;
/// A message that is so certainly about an entry: worry is worded like danger, and the FAQ is about what people worry about ("he won't
/// be put under, will he").
const ABOUT_AN_ENTRY: f32 = 0.9;
/// A message that sounds so much like danger, and is certainly about no entry, is not answered. Of 1,430 messages by other people,
/// that kept two of 154 with danger from an answer or offer, and two of 590 questions.
const UNEASY: f32 = 0.0;
/// A message that sounds as everyday as this meets no weak caution.
const SOUNDS_EVERYDAY: f32 = -0.25;
/// What a weak rule alone takes for danger is none where the message sounds so, and the words around too. Of 1,560 messages by
/// other people, of 134 with danger that rules found none sounded so, and of 28 others 9; of 1,080 with danger that were written to
/// be hard to tell, five.
const SOUNDS_HARMLESS: f32 = -0.4;
/// What a weak rule alone takes for medical advice is a general question where it sounds so …
const SOUNDS_GENERAL: f32 = -0.45;
/// … and is so certainly about an entry that has an answer.
const GENERAL: f32 = 0.8;
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
pub struct Findings<'a> {
    /// How it reached the bot.
    pub mode: Mode,
    /// What safety found.
    pub triage: &'a Triage,
    /// A greeting or thanks and nothing else.
    pub pleasantry: bool,
    /// Written in another language.
    pub foreign: bool,
    /// There is nothing in it to match.
    pub empty: bool,
    /// What each unit of the ranking does, in the same order.
    pub acts: &'a [Act],
    /// How it sounds.
    pub tone: Tone,
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
    /// What weak rules and cautions found without reason.
    pub unfounded: Unfounded,
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
    let (triage, ranking) = (findings.triage, findings.ranking);
    let unfounded = unfounded(findings);
    let mut decision = Decision {
        unfounded,
        personal: !triage.personal.is_empty(),
        score: ranking.candidates.first().map_or(0.0, |best| best.score),
        candidates: ranking.candidates.clone(),
        ..Decision::new(Kind::Silent)
    };
    if let Some(tier) = triage.tier_but(unfounded).max(danger_by_sound(findings)) {
        decision.kind = Kind::Safety;
        decision.tier = Some(tier);
        return decision;
    }
    decision.uneasy = uneasy(findings);
    let cautious =
        triage.is_cautious_but(unfounded) || decision.uneasy || unfounded.danger && !about_an_entry(findings);
    match findings.mode {
        Mode::Ambient if cautious => {}
        Mode::Direct if cautious => caution(findings, &mut decision),
        Mode::Ambient => ambient(findings, thresholds, &mut decision),
        Mode::Direct => direct(findings, thresholds, &mut decision),
    }
    let says_nothing = decision.entries.is_empty() && decision.handoffs.is_empty() && decision.kind != Kind::Greeting;
    let nothing_else = says_nothing && !decision.cautious;
    if decision.personal && nothing_else {
        decision.kind = Kind::Safety;
    }
    decision
}

/// The danger of a message by how it sounds.
fn danger_by_sound(findings: &Findings<'_>) -> Option<Tier> {
    let sound = findings.triage.sound.as_ref()?;
    let all_the_same = findings.acts.contains(&Act::Asks) || about_an_entry(findings);
    let needed = if all_the_same { SOUNDS_LIKE_IT_ALL_THE_SAME } else { SOUNDS_LIKE_IT };
    (sound.side >= needed).then_some(sound.tier)
}

/// Whether the whole message is certainly about an entry.
fn about_an_entry(findings: &Findings<'_>) -> bool {
    let whole = findings.ranking.units.first().and_then(|whole| whole.candidates.first());
    whole.is_some_and(|best| best.score >= ABOUT_AN_ENTRY)
}

/// What weak rules and cautions found without reason: danger where the message sounds harmless, cautions where it sounds everyday, and
/// medical advice where it is a general question of an entry that has an answer.
fn unfounded(findings: &Findings<'_>) -> Unfounded {
    let triage = findings.triage;
    let general = triage.doubtful_advice.is_some_and(|side| side <= SOUNDS_GENERAL);
    let best = findings.ranking.units.first().and_then(|whole| whole.candidates.first());
    let is_answered = |best: &Candidate| best.score >= GENERAL && !findings.pack.entries[best.entry].handoff;
    Unfounded {
        danger: triage.doubtful.is_some_and(|side| side <= SOUNDS_HARMLESS),
        advice: general && best.is_some_and(is_answered),
        cautions: triage.sound.as_ref().is_some_and(|sound| sound.side <= SOUNDS_EVERYDAY),
    }
}

/// Whether a message sounds a little like danger and not at all like a question that the FAQ has.
fn uneasy(findings: &Findings<'_>) -> bool {
    findings.triage.sound.as_ref().is_some_and(|sound| sound.side >= UNEASY) && !about_an_entry(findings)
}

impl Decision {
    /// A decision for which nothing is said, asked for or found.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            tier: None,
            cautious: false,
            uneasy: false,
            unfounded: Unfounded::default(),
            personal: false,
            entries: Vec::new(),
            handoffs: Vec::new(),
            score: 0.0,
            candidates: Vec::new(),
            foreign: false,
        }
    }

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
    let threshold = raised(thresholds.suggest, OFFER * doubt(asks, findings.tone, 1.0).max(0.0));
    let near = decision.candidates.iter().filter(|candidate| candidate.score >= threshold);
    let mut near = near.map(|candidate| candidate.entry).peekable();
    let Some(first) = near.peek().copied() else { return };
    // It would be offered answers to what it does not ask.
    let for_a_provider = findings.tone.provider > 0.0;
    if for_a_provider || findings.pack.entries[first].handoff && asks == Act::Tells {
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

/// An entry that a message certainly asks for.
struct Sure {
    entry: usize,
    score: f32,
    /// It is answered beside a better one as it stands.
    also: bool,
}

fn wanted(findings: &Findings<'_>, threshold: f32, margin: f32) -> Wanted {
    let mut sure: Vec<Sure> = Vec::new();
    for (unit, act) in findings.ranking.units.iter().zip(findings.acts) {
        let certain = certain(unit, *act, findings, threshold, margin);
        for (place, candidate) in certain.iter().enumerate() {
            let (entry, score, also) = (candidate.entry, candidate.score, place > 0);
            match sure.iter_mut().find(|known| known.entry == entry) {
                Some(known) => {
                    known.score = known.score.max(score);
                    known.also |= also;
                }
                None => sure.push(Sure { entry, score, also }),
            }
        }
    }
    sure.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
    let mut wanted = Wanted { score: sure.first().map_or(0.0, |best| best.score), ..Wanted::default() };
    let beside = raised(threshold, BESIDE);
    let given = sure.iter().enumerate().filter(|(place, found)| *place == 0 || found.also || found.score >= beside);
    for (_, Sure { entry, .. }) in given {
        let list = if findings.pack.entries[*entry].handoff { &mut wanted.handoffs } else { &mut wanted.entries };
        if list.len() < MOST_ANSWERS {
            list.push(*entry);
        }
    }
    wanted
}

/// The best candidate of a unit, if it is good enough and far enough ahead, and of the whole message the second one too, if that is
/// asked for as surely: "what is it like and am I awake".
fn certain<'a>(unit: &'a Unit, act: Act, findings: &Findings<'_>, threshold: f32, margin: f32) -> &'a [Candidate] {
    let doubt = doubt(act, findings.tone, findings.ranking.share(unit));
    let entry = |candidate: &Candidate| &findings.pack.entries[candidate.entry];
    let needed = |candidate: &Candidate| needed(entry(candidate), doubt, threshold);
    let Some(best) = unit.candidates.first().filter(|best| best.score >= needed(best)) else { return &[] };
    let Some(second) = unit.candidates.get(1) else { return &unit.candidates[..1] };
    let whole = findings.ranking.units.first().is_some_and(|whole| whole.tokens == unit.tokens);
    let also = whole && findings.tone.strength >= MANY_WORDINGS && second.score >= needed(second).max(ALSO);
    let ahead = best.score - second.score >= margin;
    let topics = entry(best).handoff || entry(second).handoff;
    match (also, ahead) {
        (true, _) if ahead || !topics => &unit.candidates[..2],
        (_, true) => &unit.candidates[..1],
        _ => &[],
    }
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
