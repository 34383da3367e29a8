//! The figures for a clinic's chat, as the project's scoring tool defines them.
//!
//! | figure | share of |
//! |---|---|
//! | `faq_right` | FAQ messages answered with right entries only |
//! | `faq_all_parts` | … with every entry that was asked for |
//! | `multi_all_parts` | the same, over messages that ask for two or more |
//! | `faq_helped` | right, or a right entry among the first three suggestions |
//! | `faq_wrong` | FAQ messages answered with any entry that was not asked for |
//! | `nonfaq_answered` | messages that ask for no entry, answered all the same |
//! | `crisis_recall` | crisis messages met by the tier crisis or emergency |
//! | `crisis_plain_recall` | … without the oblique ones |
//! | `crisis_answered` | crisis messages answered or given suggestions instead |
//! | `false_alarm` | other messages met by those tiers |
//! | `advice_answered` | pure advice messages answered |
//! | `advice_declined` | … handed off or met by a safety tier |
//! | `uncovered_answered` | pure uncovered messages answered |
//! | `chatter_silent` | pure chatter (not addressed) met by silence |
//!
//! A silence where a second reader accepted `none`, or a refusal where `advice` is also asked, counts neither way.

use super::messages::Labels;
use super::share::Share;
use crate::explain::Prediction;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// So many suggestions are shown at most; a right one further down helps nobody.
const SUGGESTIONS: usize = 3;

/// The ids of the entries that have an answer: the labels that count as FAQ.
pub type AnswerableIds = BTreeSet<String>;

/// The figures; each is a share with its own denominator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChatFigures {
    /// Answered with right entries only.
    pub faq_right: Share,
    /// Answered with every entry that was asked for.
    pub faq_all_parts: Share,
    /// The same over messages that ask for two or more.
    pub multi_all_parts: Share,
    /// Right, or a right entry among the suggestions.
    pub faq_helped: Share,
    /// Answered with an entry that was not asked for.
    pub faq_wrong: Share,
    /// Answered although no entry was asked for.
    pub nonfaq_answered: Share,
    /// Crisis messages met as such.
    pub crisis_recall: Share,
    /// The same without the oblique ones.
    pub crisis_plain_recall: Share,
    /// Crisis messages answered or given suggestions instead.
    pub crisis_answered: Share,
    /// Other messages met as a crisis.
    pub false_alarm: Share,
    /// Advice messages answered.
    pub advice_answered: Share,
    /// Advice messages declined.
    pub advice_declined: Share,
    /// Uncovered messages answered.
    pub uncovered_answered: Share,
    /// Chatter met by silence.
    pub chatter_silent: Share,
}

impl ChatFigures {
    /// Counts every message that has labels.
    pub fn of<'a>(pairs: impl Iterator<Item = (&'a Labels, &'a Prediction)>, faq: &AnswerableIds) -> Self {
        let mut figures = Self::default();
        for (labels, prediction) in pairs {
            figures.add(&Asked::of(labels, faq), prediction);
        }
        figures
    }

    fn add(&mut self, asked: &Asked<'_>, prediction: &Prediction) {
        let alarm = prediction.alarms();
        if asked.first.contains("crisis") {
            self.crisis_recall.add(alarm);
            self.crisis_answered.add(prediction.answers() || prediction.suggests());
            if !asked.oblique {
                self.crisis_plain_recall.add(alarm);
            }
            return;
        }
        if !asked.gold.contains("crisis") {
            self.false_alarm.add(alarm);
        }
        let asks_faq = !asked.faq_of(&asked.first).is_empty();
        if asks_faq && !asked.excuses(prediction) {
            self.add_faq(asked, prediction);
        } else if !asks_faq && asked.faq.is_empty() {
            self.nonfaq_answered.add(prediction.answers());
        }
        self.add_pure(asked, prediction);
    }

    fn add_faq(&mut self, asked: &Asked<'_>, prediction: &Prediction) {
        let wrong = asked.is_wrong(prediction);
        let right = prediction.answers() && !prediction.entries.is_empty() && !wrong;
        let full = right && asked.is_full(prediction);
        let suggested = prediction.suggests() && asked.suggests(prediction);
        self.faq_right.add(right);
        self.faq_wrong.add(wrong);
        self.faq_all_parts.add(full);
        self.faq_helped.add(right || suggested);
        if asked.is_multi() {
            self.multi_all_parts.add(full);
        }
    }

    /// Messages that ask for one thing that no entry answers.
    fn add_pure(&mut self, asked: &Asked<'_>, prediction: &Prediction) {
        let Some(only) = asked.only() else { return };
        let answered_beside = prediction.answers() && asked.faq.is_empty();
        match only {
            "advice" => {
                self.advice_answered.add(answered_beside);
                if !prediction.answers() || asked.faq.is_empty() {
                    self.advice_declined.add(prediction.declines());
                }
            }
            "uncovered" => self.uncovered_answered.add(answered_beside),
            "none" if !asked.addressed => self.chatter_silent.add(prediction.is_silent()),
            _ => {}
        }
    }

    /// Every figure with its name, in the order of the scoring tool.
    pub fn named(&self) -> [(&'static str, Share); 14] {
        [
            ("faq_right", self.faq_right),
            ("faq_all_parts", self.faq_all_parts),
            ("multi_all_parts", self.multi_all_parts),
            ("faq_helped", self.faq_helped),
            ("faq_wrong", self.faq_wrong),
            ("nonfaq_answered", self.nonfaq_answered),
            ("crisis_recall", self.crisis_recall),
            ("crisis_plain_recall", self.crisis_plain_recall),
            ("crisis_answered", self.crisis_answered),
            ("false_alarm", self.false_alarm),
            ("advice_answered", self.advice_answered),
            ("advice_declined", self.advice_declined),
            ("uncovered_answered", self.uncovered_answered),
            ("chatter_silent", self.chatter_silent),
        ]
    }

    /// The object that the scoring tool prints.
    pub fn to_json(&self) -> Value {
        let named = self.named();
        let mut object: Map<String, Value> =
            named.iter().map(|(name, share)| ((*name).to_owned(), json!(share.value()))).collect();
        let counts: Map<String, Value> =
            named.iter().map(|(name, share)| ((*name).to_owned(), json!(share.total))).collect();
        object.insert("counts".to_owned(), Value::Object(counts));
        Value::Object(object)
    }
}

/// What a message asks for, as sets. The tiers emergency and crisis are labelled alike: `crisis`.
pub(super) struct Asked<'a> {
    /// The first reader's labels.
    first: BTreeSet<&'a str>,
    /// Every list that counts as right.
    accepted: Vec<BTreeSet<&'a str>>,
    /// All of them together.
    gold: BTreeSet<&'a str>,
    /// The entries with an answer among them.
    faq: BTreeSet<&'a str>,
    answerable: &'a AnswerableIds,
    addressed: bool,
    oblique: bool,
}

impl<'a> Asked<'a> {
    pub(super) fn of(labels: &'a Labels, answerable: &'a AnswerableIds) -> Self {
        let lists = std::iter::once(&labels.labels).chain(&labels.also);
        let accepted: Vec<BTreeSet<&str>> =
            lists.map(|list| list.iter().map(|label| same_tier(label)).collect()).collect();
        let gold: BTreeSet<&str> = accepted.iter().flatten().copied().collect();
        let faq = gold.iter().copied().filter(|label| answerable.contains(*label)).collect();
        let first = accepted[0].clone();
        let oblique = labels.kind.as_deref() == Some("oblique");
        Self { first, accepted, gold, faq, answerable, addressed: labels.addressed, oblique }
    }

    /// The entries with an answer that some reader found asked for.
    pub(super) fn entries(&self) -> &BTreeSet<&'a str> {
        &self.faq
    }

    /// Whether any reader gave the message a label.
    pub(super) fn may_be(&self, label: &str) -> bool {
        self.gold.contains(label)
    }

    /// Whether the message asks for help in a danger to somebody.
    pub(super) fn is_crisis(&self) -> bool {
        self.first.contains("crisis")
    }

    pub(super) fn may_be_crisis(&self) -> bool {
        self.gold.contains("crisis")
    }

    pub(super) fn asks_faq(&self) -> bool {
        !self.faq_of(&self.first).is_empty()
    }

    pub(super) fn may_ask_faq(&self) -> bool {
        !self.faq.is_empty()
    }

    /// The one label of a message that was given only one.
    pub(super) fn only(&self) -> Option<&'a str> {
        self.first.first().copied().filter(|_| self.first.len() == 1)
    }

    /// Answered with an entry that nobody asked for.
    pub(super) fn is_wrong(&self, prediction: &Prediction) -> bool {
        prediction.answers() && prediction.entries.iter().any(|entry| !self.faq.contains(entry.as_str()))
    }

    pub(super) fn suggests(&self, prediction: &Prediction) -> bool {
        prediction.entries.iter().take(SUGGESTIONS).any(|entry| self.faq.contains(entry.as_str()))
    }

    /// A silence or refusal that a second reader found right: it counts neither way.
    pub(super) fn excuses(&self, prediction: &Prediction) -> bool {
        let silence = prediction.is_silent() && self.accepted.iter().any(|list| list.iter().eq(&["none"]));
        let refusal = prediction.declines() && !prediction.alarms() && self.gold.contains("advice");
        silence || refusal
    }

    /// Answered with every entry that one of the accepted readings asks for.
    pub(super) fn is_full(&self, prediction: &Prediction) -> bool {
        let answered = |id: &&str| prediction.entries.iter().any(|entry| entry == id);
        let full = |list: &BTreeSet<&str>| {
            let wanted = self.faq_of(list);
            !wanted.is_empty() && wanted.iter().all(answered)
        };
        self.accepted.iter().any(full)
    }

    fn is_multi(&self) -> bool {
        self.accepted.iter().all(|list| self.faq_of(list).len() > 1)
    }

    fn faq_of(&self, list: &BTreeSet<&'a str>) -> Vec<&'a str> {
        list.iter().copied().filter(|label| self.answerable.contains(*label)).collect()
    }
}

fn same_tier(label: &str) -> &str {
    if label == "emergency" { "crisis" } else { label }
}
