//! Why: a decision in points, as a tree for programs and as lines for moderators.

use std::fmt;
use std::ops::Range;

use serde::Serialize;

use super::decided::decided_on;
use super::needs::Needs;
use super::prediction::{Prediction, rounded};
use crate::bot::{Brain, Outcome};
use crate::conversation::Act;
use crate::engine::Explanation;
use crate::safety::{TakenBack, Tier};

/// The explanation of one decision.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "http", derive(utoipa::ToSchema))]
pub struct Why {
    /// What was decided.
    pub prediction: Prediction,
    /// The words as understood, with how they were typed where that differs.
    pub words: Vec<WordAs>,
    /// Words that the pack does not know; they count against every entry.
    pub unknown: Vec<String>,
    /// Whether the message asks, hints or tells, by the stretch that was decided on.
    pub act: &'static str,
    /// How much the message sounds like talk: below 0 like what is asked, about 1 like talk all over.
    pub talk: f64,
    /// How much it sounds like a question that only a provider may answer; 0 where it does not.
    pub provider: f64,
    /// The stretch of the message that was decided on.
    pub matched: String,
    /// Safety rules that were met.
    pub safety: Vec<SafetyHit>,
    /// Rules and cautions that were met and count for nothing, since the message sounds everyday.
    pub taken_back: Vec<TakenBackHit>,
    /// Cautions that were met: without them the FAQ might have answered.
    pub cautions: Vec<CautionHit>,
    /// The best candidate and the runner-up, in points.
    pub candidates: Vec<CandidatePoints>,
    /// The lead of the best candidate over the runner-up.
    pub margin: f64,
    /// The lead that an answer needs.
    pub margin_needed: f64,
    /// The confidence from which on the bot answers when it is asked.
    pub threshold_direct: f64,
    /// The confidence from which on it answers unasked.
    pub threshold_ambient: f64,
    /// What the best entry needs, if any came up: more than the threshold where there is doubt whether anything is asked.
    pub needs: Option<Needs>,
    /// The hash of the documents.
    pub pack: String,
}

/// A word as understood.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "http", derive(utoipa::ToSchema))]
pub struct WordAs {
    /// The word.
    pub word: String,
    /// What was typed, when that is not the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub typed: Option<String>,
    /// Nobody knows it.
    pub unknown: bool,
}

/// A safety rule that was met.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "http", derive(utoipa::ToSchema))]
pub struct SafetyHit {
    /// Its tier.
    pub tier: &'static str,
    /// Its id.
    pub rule: String,
    /// The words that met it.
    pub words: String,
}

/// A caution that was met.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "http", derive(utoipa::ToSchema))]
pub struct CautionHit {
    /// Its id.
    pub id: String,
    /// The words that met it.
    pub words: String,
}

/// A rule or caution that was met and counts for nothing.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "http", derive(utoipa::ToSchema))]
pub struct TakenBackHit {
    /// Its id.
    pub id: String,
    /// The tier of a rule; none for a caution.
    pub tier: Option<&'static str>,
    /// The words that met it.
    pub words: String,
}

/// An entry and where its points come from.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "http", derive(utoipa::ToSchema))]
pub struct CandidatePoints {
    /// The entry.
    pub id: String,
    /// Its confidence.
    pub score: f64,
    /// All its points.
    pub points: f64,
    /// How much the points of the stretch count: 1, or less for a part of a message or where only common words are shared.
    pub counts: f64,
    /// The wording of it that is most alike.
    pub nearest: String,
    /// Points by scorer.
    pub scorers: Vec<Points>,
    /// What each word brings.
    pub words: Vec<Points>,
    /// Keyword rules that fired, with their weight.
    pub rules: Vec<Points>,
    /// What all rules come to.
    pub rule_points: f64,
    /// What is added to the confidence where the entry is the best: how far its words can be trusted.
    pub certainty: Vec<Points>,
    /// The share of the words that its exceptions hide.
    pub hidden: f64,
}

/// Points with what they are for.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "http", derive(utoipa::ToSchema))]
pub struct Points {
    /// A scorer, word or rule.
    pub name: String,
    /// The points.
    pub points: f64,
}

/// Words that bring less than this are left out of an explanation.
const SMALLEST: f32 = 0.005;

impl Why {
    /// Explains an outcome for the message as typed.
    pub fn new(raw: &str, outcome: &Outcome, brain: &Brain) -> Self {
        let unit = decided_on(outcome);
        let tokens = outcome.ranking.units.get(unit).map(|unit| unit.tokens.clone()).unwrap_or_default();
        let matched = outcome.ranking.units.get(unit).map(|unit| unit.candidates.as_slice()).unwrap_or_default();
        let explain = |entry| brain.index().explain(&outcome.text, &tokens, entry, brain.weights());
        let candidates: Vec<CandidatePoints> = matched
            .iter()
            .take(2)
            .map(|candidate| {
                let id = brain.pack().entries[candidate.entry].id.clone();
                CandidatePoints::new(id, candidate.score, &explain(candidate.entry))
            })
            .collect();
        let score = |place: usize| matched.get(place).map_or(0.0, |candidate| candidate.score);
        Self {
            prediction: Prediction::new(outcome, brain),
            words: words(raw, outcome),
            unknown: brain.index().unknown_words(&outcome.text, &tokens),
            act: act_name(outcome.acts.get(unit).copied()),
            talk: rounded(outcome.tone.talk),
            provider: rounded(outcome.tone.provider),
            needs: Needs::new(outcome, brain),
            matched: words_of(outcome, &tokens),
            safety: safety(outcome),
            cautions: cautions(outcome),
            taken_back: taken_back(outcome),
            margin: rounded(score(0) - score(1)),
            margin_needed: rounded(brain.thresholds().margin),
            threshold_direct: rounded(brain.thresholds().answer),
            threshold_ambient: rounded(brain.thresholds().ambient),
            pack: brain.pack().hash.clone(),
            candidates,
        }
    }
}

fn words(raw: &str, outcome: &Outcome) -> Vec<WordAs> {
    let text = &outcome.text;
    let typed =
        |token: &crate::text::Token| raw.get(token.span.start as usize..token.span.end as usize).map(str::to_lowercase);
    text.tokens
        .iter()
        .map(|token| {
            let word = text.word(token).to_owned();
            WordAs { typed: typed(token).filter(|typed| *typed != word), unknown: token.id.is_none(), word }
        })
        .collect()
}

/// What a stretch of a message does, in a word.
pub(super) fn act_name(act: Option<Act>) -> &'static str {
    match act {
        Some(Act::Asks) => "asks",
        Some(Act::Hints) => "hints",
        Some(Act::Tells) | None => "tells",
    }
}

/// The words of a stretch as understood.
pub(super) fn words_of(outcome: &Outcome, tokens: &Range<usize>) -> String {
    let tokens = outcome.text.tokens.get(tokens.clone()).unwrap_or_default();
    tokens.iter().map(|token| outcome.text.word(token)).collect::<Vec<_>>().join(" ")
}

fn safety(outcome: &Outcome) -> Vec<SafetyHit> {
    let hits = outcome.triage.hits.iter();
    hits.map(|hit| SafetyHit { tier: hit.tier.name(), rule: hit.rule.clone(), words: words_of(outcome, &hit.tokens) })
        .collect()
}

fn cautions(outcome: &Outcome) -> Vec<CautionHit> {
    let met = outcome.triage.cautions.iter();
    met.map(|met| CautionHit { id: met.id.clone(), words: words_of(outcome, &met.tokens) }).collect()
}

fn taken_back(outcome: &Outcome) -> Vec<TakenBackHit> {
    let met = outcome.triage.taken_back.iter();
    let hit = |met: &TakenBack| TakenBackHit {
        id: met.id.clone(),
        tier: met.tier.map(Tier::name),
        words: words_of(outcome, &met.tokens),
    };
    met.map(hit).collect()
}

impl CandidatePoints {
    pub(super) fn new(id: String, score: f32, explanation: &Explanation) -> Self {
        let points = |name: String, points: f32| Points { name, points: rounded(points) };
        Self {
            id,
            score: rounded(score),
            points: rounded(explanation.total),
            counts: rounded(explanation.counts),
            nearest: explanation.nearest.clone(),
            scorers: explanation.scorers.iter().map(|(name, own)| points((*name).to_owned(), *own)).collect(),
            words: explanation
                .words
                .iter()
                .filter(|(_, own)| *own >= SMALLEST)
                .map(|(word, own)| points(word.clone(), *own))
                .collect(),
            rules: explanation
                .rules
                .iter()
                .map(|(number, own, words)| points(format!("keywords {number} ({words})"), *own))
                .collect(),
            rule_points: rounded(explanation.rule_points),
            certainty: explanation.certainty.iter().map(|(name, own)| points((*name).to_owned(), *own)).collect(),
            hidden: rounded(explanation.hidden),
        }
    }
}

impl Why {
    /// What the message sounds like, as the end of a sentence.
    fn sounds_like(&self) -> String {
        let talk = match self.talk {
            talk if talk > 0.0 => format!(" and sounds like talk by {talk:.3}"),
            talk if talk < 0.0 => format!(" and sounds like a question by {:.3}", -talk),
            _ => String::new(),
        };
        match self.provider {
            provider if provider > 0.0 => format!("{talk}, and like one for a provider by {provider:.3}"),
            _ => talk,
        }
    }

    /// What was decided, and the message as it was understood.
    pub(super) fn head(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decided = &self.prediction;
        write!(f, "decision    {}", decided.decision)?;
        if let Some(tier) = &decided.tier {
            write!(f, " / {tier}")?;
        }
        let named: Vec<&str> = decided.entries.iter().chain(&decided.handoffs).map(String::as_str).collect();
        writeln!(f, "{}{}", if named.is_empty() { "" } else { ": " }, named.join(", "))?;
        writeln!(f, "understood  {}", Line(self.words.iter().map(WordAs::to_string).collect()))?;
        if !self.unknown.is_empty() {
            writeln!(f, "not in FAQ  {} (count against every entry)", self.unknown.join(" "))?;
        }
        for hit in &self.safety {
            writeln!(f, "safety      {}: rule {} by “{}”", hit.tier, hit.rule, hit.words)?;
        }
        for met in &self.cautions {
            writeln!(f, "caution     {} by “{}”: no answer from the FAQ", met.id, met.words)?;
        }
        for met in &self.taken_back {
            writeln!(f, "taken back  {met}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.head(f)?;
        if self.candidates.is_empty() {
            writeln!(f, "candidates  none")?;
        } else {
            writeln!(f, "matched     “{}”, which {}", self.matched, self.act)?;
        }
        for (place, candidate) in self.candidates.iter().enumerate() {
            write!(f, "{}", if place == 0 { "best        " } else { "runner-up   " })?;
            write!(f, "{candidate}")?;
        }
        writeln!(f, "margin      {:.3} (an answer needs {:.3})", self.margin, self.margin_needed)?;
        writeln!(f, "threshold   {:.3} when asked, {:.3} unasked", self.threshold_direct, self.threshold_ambient)?;
        if let Some(needs) =
            self.needs.filter(|needs| needs.own || (needs.asked - self.threshold_direct).abs() > f64::EPSILON)
        {
            let own = if needs.own { "the entry has its own threshold and " } else { "" };
            writeln!(
                f,
                "needed      {:.3} when asked, {:.3} unasked: {own}the message {}{}",
                needs.asked,
                needs.unasked,
                self.act,
                self.sounds_like()
            )?;
        }
        writeln!(f, "pack        {}", self.pack)
    }
}

impl fmt::Display for CandidatePoints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let listed = |points: &[Points]| {
            let own = points.iter().filter(|own| own.points != 0.0);
            own.map(|own| format!("{} {:.2}", own.name, own.points)).collect::<Vec<_>>().join(" · ")
        };
        writeln!(f, "{} {:.3} from {:.2} points", self.id, self.score, self.points)?;
        writeln!(f, "            likeness: {}", listed(&self.scorers))?;
        writeln!(f, "            nearest wording: “{}”", self.nearest)?;
        if !self.words.is_empty() {
            writeln!(f, "            words: {}", listed(&self.words))?;
        }
        if !self.rules.is_empty() {
            writeln!(f, "            rules: {} = {:.2} points", listed(&self.rules), self.rule_points)?;
        }
        writeln!(f, "            certainty: {}", listed(&self.certainty))?;
        if self.counts < 1.0 {
            writeln!(
                f,
                "            a part of a message, only common words shared, or another thing asked about: its points count {:.0} %",
                self.counts * 100.0
            )?;
        }
        if self.hidden > 0.0 {
            writeln!(f, "            exceptions hide {:.0} % of the words", self.hidden * 100.0)?;
        }
        Ok(())
    }
}

impl fmt::Display for TakenBackHit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, tier, words } = self;
        match tier {
            Some("advice") => write!(f, "advice: weak rule {id} by “{words}”, in what sounds like a general question"),
            Some(tier) => write!(f, "{tier}: weak rule {id} by “{words}”, in a message that sounds everyday"),
            None => write!(f, "caution {id} by “{words}”, in a message that sounds everyday"),
        }
    }
}

impl fmt::Display for WordAs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.word)?;
        if let Some(typed) = &self.typed {
            write!(f, "←{typed}")?;
        }
        if self.unknown { f.write_str("?") } else { Ok(()) }
    }
}

struct Line(Vec<String>);

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}
