//! What was found in a message: rules and cautions met, how it sounds, personal details.

use std::ops::Range;

use super::document::ENGLISH;
use super::personal::Personal;
use super::resemblance::Sound;
use super::tier::Tier;

/// From this side of the line on a message sounds like a question for a provider. Of 1,824 messages by other people, 18 of 25 such
/// questions that no rule met lie beyond it, and 42 of 811 questions that the FAQ has.
const FOR_A_PROVIDER: f32 = -0.4;
/// The rule of a message that sounds like danger, and meets no rule that says so.
const SOUNDS_LIKE_DANGER: &str = "sounds-like-danger";
/// The caution of one that sounds a little like it.
const SOUNDS_UNEASY: &str = "sounds-uneasy";

/// A rule that a message meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The rule's tier.
    pub tier: Tier,
    /// The rule's id.
    pub rule: String,
    /// The language of the rule, in which the reply is given.
    pub language: String,
    /// The words that met it, as indices of [`Text::tokens`](crate::text::Text::tokens).
    pub tokens: Range<usize>,
    /// By itself the rule proves danger only where the message does not sound everyday.
    pub weak: bool,
}

/// A caution that a message meets: it may be said in distress, so nothing of the FAQ may answer it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caution {
    /// The caution's id.
    pub id: String,
    /// Its language, in which the reply is given.
    pub language: String,
    /// The words that met it, as indices of [`Text::tokens`](crate::text::Text::tokens).
    pub tokens: Range<usize>,
    /// It says nothing where the message sounds everyday.
    pub weak: bool,
}

/// What was met, and is nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenBack {
    /// The id of the rule or caution.
    pub id: String,
    /// The tier of the rule; none for a caution.
    pub tier: Option<Tier>,
    /// The words that met it, as indices of [`Text::tokens`](crate::text::Text::tokens).
    pub tokens: Range<usize>,
}

/// What weak rules and cautions found in a message that, by how it sounds, is nothing of the kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unfounded {
    /// The only danger that was found.
    pub danger: bool,
    /// The need for medical advice, where nothing else was found.
    pub advice: bool,
    /// Weak cautions.
    pub cautions: bool,
}

impl Unfounded {
    fn covers(self, caution: &Caution) -> bool {
        self.cautions && caution.weak
    }

    fn has(self, tier: Tier) -> bool {
        if tier.is_danger() { self.danger } else { self.advice && tier == Tier::Advice }
    }
}

/// What was found in a message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Triage {
    /// The rules met, highest tier first, then in the message's order. Each rule once.
    pub hits: Vec<Hit>,
    /// The cautions met, in the message's order. Each once.
    pub cautions: Vec<Caution>,
    /// How the message sounds, whatever rules it meets.
    pub sound: Option<Sound>,
    /// How the only danger sounds that was found, where a weak rule found it: the message or the words around, whichever is nearer
    /// to danger, as [`Sound::side`].
    pub doubtful: Option<f32>,
    /// How much the message sounds like one that seeks medical advice, where a weak rule for it is all that was met.
    pub doubtful_advice: Option<f32>,
    /// What was met, and decided to be nothing since the message sounds everyday.
    pub taken_back: Vec<TakenBack>,
    /// Personal details, in the message's order.
    pub personal: Vec<Personal>,
}

impl Triage {
    /// How much the message sounds like a question that only a provider may answer; 0 where it does not.
    pub fn for_a_provider(&self) -> f32 {
        self.sound.as_ref().map_or(0.0, |sound| (sound.advice - FOR_A_PROVIDER).max(0.0))
    }

    /// The highest tier met.
    pub fn tier(&self) -> Option<Tier> {
        self.hits.first().map(|hit| hit.tier)
    }

    /// The highest tier met with reason.
    pub fn tier_but(&self, unfounded: Unfounded) -> Option<Tier> {
        self.hits.iter().map(|hit| hit.tier).find(|tier| !unfounded.has(*tier))
    }

    /// Whether a caution was met with reason.
    pub fn is_cautious_but(&self, unfounded: Unfounded) -> bool {
        self.cautions.iter().any(|met| !unfounded.covers(met))
    }

    /// Takes back what was met without reason.
    pub fn take_back(&mut self, unfounded: Unfounded) {
        let hits = self.hits.extract_if(.., |hit| unfounded.has(hit.tier));
        self.taken_back.extend(hits.map(|hit| TakenBack { id: hit.rule, tier: Some(hit.tier), tokens: hit.tokens }));
        let cautions = self.cautions.extract_if(.., |met| unfounded.covers(met));
        self.taken_back.extend(cautions.map(|met| TakenBack { id: met.id, tier: None, tokens: met.tokens }));
    }

    /// Counts how the message sounds as danger: what was decided on it.
    pub fn believe(&mut self, tier: Tier) {
        let tokens = self.sound.as_ref().map(|sound| sound.tokens.clone()).unwrap_or_default();
        let language = ENGLISH.to_owned();
        self.hits.insert(0, Hit { tier, rule: SOUNDS_LIKE_DANGER.to_owned(), language, tokens, weak: false });
    }

    /// Counts how the message sounds as a caution.
    pub fn beware(&mut self) {
        let tokens = self.sound.as_ref().map(|sound| sound.tokens.clone()).unwrap_or_default();
        self.cautions.push(Caution { id: SOUNDS_UNEASY.to_owned(), language: ENGLISH.to_owned(), tokens, weak: false });
    }

    /// The ids of all rules and cautions met.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        let hits = self.hits.iter().map(|hit| hit.rule.as_str());
        hits.chain(self.cautions.iter().map(|caution| caution.id.as_str()))
    }

    /// The language to reply in: that of the hits of the highest tier, or of the cautions where there are none; another
    /// than English before English.
    pub fn language(&self) -> &str {
        let top = self.hits.iter().filter(|hit| Some(hit.tier) == self.tier()).map(|hit| hit.language.as_str());
        let cautions = self.cautions.iter().filter(|_| self.hits.is_empty()).map(|caution| caution.language.as_str());
        top.chain(cautions).fold(ENGLISH, |kept, next| if kept == ENGLISH { next } else { kept })
    }
}
