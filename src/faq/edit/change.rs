//! A change to what the documents say.

use crate::faq::pack::{Entry, ExceptRule, KeywordRule, Pack, SynonymSet};
use std::fmt;

/// One change, as a moderator would make it. Entries are named by their ids.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// One more keyword rule.
    Keyword {
        /// The entry for which the rule speaks.
        entry: String,
        /// One of these stands in the message; empty for no condition.
        any: Vec<String>,
        /// All of these stand in the message; empty for no condition.
        all: Vec<String>,
        /// Points, above 0.
        weight: f64,
    },
    /// Another weight of a rule that is there.
    Weight {
        /// The rule's entry.
        entry: String,
        /// The number of the rule in the entry, from 0.
        rule: usize,
        /// Points, above 0.
        weight: f64,
    },
    /// One more way in which people put the question.
    Phrasing {
        /// The entry that it asks for.
        entry: String,
        /// The wording.
        text: String,
    },
    /// Words that are hidden from an entry.
    Except {
        /// The entry.
        entry: String,
        /// Words or short phrases.
        any: Vec<String>,
    },
    /// The entry's own threshold.
    Threshold {
        /// The entry.
        entry: String,
        /// 0 to 1.
        value: f64,
    },
    /// Words that count as one another.
    Synonyms {
        /// Two or more words or short phrases.
        words: Vec<String>,
    },
}

impl Change {
    /// The entry that it concerns; synonyms concern all.
    pub fn entry(&self) -> Option<&str> {
        match self {
            Self::Keyword { entry, .. }
            | Self::Weight { entry, .. }
            | Self::Phrasing { entry, .. }
            | Self::Except { entry, .. }
            | Self::Threshold { entry, .. } => Some(entry),
            Self::Synonyms { .. } => None,
        }
    }

    /// Makes it in a pack; an entry that the pack does not have is passed over.
    fn make(&self, pack: &mut Pack) {
        if let Self::Synonyms { words } = self {
            pack.synonyms.push(SynonymSet { words: words.clone() });
            return;
        }
        let own = |entry: &&mut Entry| Some(entry.id.as_str()) == self.entry();
        let Some(entry) = pack.entries.iter_mut().find(own) else { return };
        match self {
            Self::Keyword { any, all, weight, .. } => {
                let rule = KeywordRule { any: any.clone(), all: all.clone(), pattern: None, weight: *weight };
                entry.keywords.push(rule);
            }
            Self::Weight { rule, weight, .. } => {
                if let Some(rule) = entry.keywords.get_mut(*rule) {
                    rule.weight = *weight;
                }
            }
            Self::Phrasing { text, .. } => entry.phrasings.push(text.clone()),
            Self::Except { any, .. } => entry.except.push(ExceptRule { any: any.clone(), pattern: None }),
            Self::Threshold { value, .. } => entry.threshold = Some(*value),
            Self::Synonyms { .. } => {}
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let listed = |words: &[String], between: &str| {
            words.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(between)
        };
        match self {
            Self::Keyword { entry, any, all, weight } => {
                let words = if all.is_empty() { listed(any, " or ") } else { listed(all, " with ") };
                write!(f, "{entry}: keyword {words}, weight {weight:.1}")
            }
            Self::Weight { entry, rule, weight } => write!(f, "{entry}: keyword rule {}, weight {weight:.1}", rule + 1),
            Self::Phrasing { entry, text } => write!(f, "{entry}: phrasing “{text}”"),
            Self::Except { entry, any } => write!(f, "{entry}: exception {}", listed(any, " or ")),
            Self::Threshold { entry, value } => write!(f, "{entry}: threshold {value:.2}"),
            Self::Synonyms { words } => write!(f, "synonyms {}", listed(words, " = ")),
        }
    }
}

/// The same changes with those put together that a moderator would write as one: keywords of one entry with one weight,
/// the exceptions of an entry, the last threshold of an entry.
pub fn joined(changes: &[Change]) -> Vec<Change> {
    let mut out: Vec<Change> = Vec::new();
    for change in changes {
        let join = out.iter_mut().any(|earlier| join(earlier, change));
        if !join {
            out.push(change.clone());
        }
    }
    out
}

/// Takes a later change up into an earlier one, where they belong together.
fn join(earlier: &mut Change, later: &Change) -> bool {
    if earlier.entry() != later.entry() {
        return false;
    }
    match (earlier, later) {
        (Change::Keyword { any, all, weight, .. }, Change::Keyword { any: more, all: others, weight: same, .. })
            if all.is_empty() && others.is_empty() && (*weight - *same).abs() < f64::EPSILON =>
        {
            add(any, more);
            true
        }
        (Change::Except { any, .. }, Change::Except { any: more, .. }) => {
            add(any, more);
            true
        }
        (Change::Threshold { value, .. }, Change::Threshold { value: other, .. }) => {
            *value = *other;
            true
        }
        (Change::Weight { rule, weight, .. }, Change::Weight { rule: same, weight: other, .. }) if rule == same => {
            *weight = *other;
            true
        }
        _ => false,
    }
}

fn add(words: &mut Vec<String>, more: &[String]) {
    for word in more {
        if !words.contains(word) {
            words.push(word.clone());
        }
    }
}

/// A pack as it would be after the changes.
pub fn with_changes(pack: &Pack, changes: &[Change]) -> Pack {
    let mut pack = pack.clone();
    for change in joined(changes) {
        change.make(&mut pack);
    }
    pack
}
