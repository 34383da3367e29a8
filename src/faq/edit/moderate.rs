//! What moderators change in documents, checked as they would be told about it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One edit, as a moderator makes it. It can be kept as JSON and made again on newer documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "http", derive(utoipa::ToSchema))]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Edit {
    /// One more way in which people put the question.
    AddPhrasing {
        /// The entry that it asks for.
        entry: String,
        /// The wording.
        text: String,
    },
    /// A phrasing goes.
    RemovePhrasing {
        /// The entry.
        entry: String,
        /// The wording; capitals do not matter.
        text: String,
    },
    /// One more keyword rule.
    AddKeyword {
        /// The entry.
        entry: String,
        /// What it looks for.
        rule: Condition,
        /// Points, above 0.
        weight: f64,
    },
    /// A keyword rule goes, or words of one.
    RemoveKeyword {
        /// The entry.
        entry: String,
        /// Which.
        rule: RuleName,
    },
    /// Another weight of a keyword rule.
    SetWeight {
        /// The entry.
        entry: String,
        /// Which.
        rule: RuleName,
        /// Points, above 0.
        weight: f64,
    },
    /// A keyword rule looks for something else, and keeps its place, its weight and its comments.
    SetKeyword {
        /// The entry.
        entry: String,
        /// Which.
        rule: RuleName,
        /// What it looks for from now on.
        condition: Condition,
    },
    /// Words that are hidden from an entry.
    AddException {
        /// The entry.
        entry: String,
        /// What is hidden.
        rule: Condition,
    },
    /// An exception goes, or words of one.
    RemoveException {
        /// The entry.
        entry: String,
        /// Which.
        rule: RuleName,
    },
    /// An exception hides something else, and keeps its place and its comments.
    SetException {
        /// The entry.
        entry: String,
        /// Which.
        rule: RuleName,
        /// What it hides from now on.
        condition: Condition,
    },
    /// Words that count as one another.
    AddSynonyms {
        /// Two or more words or short phrases.
        words: Vec<String>,
    },
    /// A set of synonyms goes.
    RemoveSynonyms {
        /// One or more words of the set.
        words: Vec<String>,
    },
    /// The entry's own threshold.
    SetThreshold {
        /// The entry.
        entry: String,
        /// 0 to 1.
        value: f64,
    },
    /// The settings' threshold again.
    ClearThreshold {
        /// The entry.
        entry: String,
    },
    /// Another question above the answer.
    SetQuestion {
        /// The entry.
        entry: String,
        /// The question.
        text: String,
    },
    /// Another answer.
    SetAnswer {
        /// The entry.
        entry: String,
        /// The answer.
        text: String,
    },
    /// A new entry.
    AddEntry {
        /// Its id.
        entry: String,
        /// Its question.
        question: String,
        /// Its answer; a topic that is left to the provider when none.
        answer: Option<String>,
        /// The name of the document that gets it; the first one when none.
        document: Option<String>,
    },
    /// The entry is kept but no longer used.
    Retire {
        /// The entry.
        entry: String,
    },
    /// A retired entry is used again.
    Restore {
        /// The entry.
        entry: String,
    },
}

/// What a rule looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "http", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Condition {
    /// One of these words or phrases.
    pub any: Vec<String>,
    /// All of these words or phrases.
    pub all: Vec<String>,
    /// A regular expression.
    pub pattern: Option<String>,
}

/// Which rule of an entry is meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "http", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RuleName {
    /// The number of the rule in its entry, from 1.
    Number(usize),
    /// Words of the rule, or its pattern.
    Words(Vec<String>),
}

impl Condition {
    /// Every word, and the pattern.
    pub fn words(&self) -> Vec<&str> {
        self.any.iter().chain(&self.all).chain(&self.pattern).map(String::as_str).collect()
    }
}

impl Edit {
    /// The entry that it concerns; synonyms concern all.
    pub fn entry(&self) -> Option<&str> {
        match self {
            Self::AddPhrasing { entry, .. }
            | Self::RemovePhrasing { entry, .. }
            | Self::AddKeyword { entry, .. }
            | Self::RemoveKeyword { entry, .. }
            | Self::SetWeight { entry, .. }
            | Self::SetKeyword { entry, .. }
            | Self::SetException { entry, .. }
            | Self::AddException { entry, .. }
            | Self::RemoveException { entry, .. }
            | Self::SetThreshold { entry, .. }
            | Self::ClearThreshold { entry }
            | Self::SetQuestion { entry, .. }
            | Self::SetAnswer { entry, .. }
            | Self::AddEntry { entry, .. }
            | Self::Retire { entry }
            | Self::Restore { entry } => Some(entry),
            Self::AddSynonyms { .. } | Self::RemoveSynonyms { .. } => None,
        }
    }
}

/// What was done, in a line.
impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(entry) = self.entry() {
            write!(f, "{entry}: ")?;
        }
        match self {
            Self::AddPhrasing { text, .. } => write!(f, "phrasing “{text}” added"),
            Self::RemovePhrasing { text, .. } => write!(f, "phrasing “{text}” removed"),
            Self::AddKeyword { rule, weight, .. } => write!(f, "keyword {rule} added, weight {weight}"),
            Self::RemoveKeyword { rule, .. } => write!(f, "keyword {rule} removed"),
            Self::SetWeight { rule, weight, .. } => write!(f, "keyword {rule}, weight {weight}"),
            Self::SetKeyword { rule, condition, .. } => write!(f, "keyword {rule} changed to {condition}"),
            Self::SetException { rule, condition, .. } => write!(f, "exception {rule} changed to {condition}"),
            Self::AddException { rule, .. } => write!(f, "exception {rule} added"),
            Self::RemoveException { rule, .. } => write!(f, "exception {rule} removed"),
            Self::AddSynonyms { words } => write!(f, "synonyms {} added", quoted(words, " = ")),
            Self::RemoveSynonyms { words } => write!(f, "synonyms {} removed", quoted(words, " = ")),
            Self::SetThreshold { value, .. } => write!(f, "threshold {value}"),
            Self::ClearThreshold { .. } => write!(f, "threshold cleared"),
            Self::SetQuestion { text, .. } => write!(f, "question changed to “{text}”"),
            Self::SetAnswer { .. } => write!(f, "answer changed"),
            Self::AddEntry { answer: Some(_), .. } => write!(f, "entry added"),
            Self::AddEntry { answer: None, .. } => write!(f, "topic for the provider added"),
            Self::Retire { .. } => write!(f, "retired"),
            Self::Restore { .. } => write!(f, "used again"),
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if !self.any.is_empty() {
            parts.push(quoted(&self.any, " or "));
        }
        if !self.all.is_empty() {
            parts.push(quoted(&self.all, " with "));
        }
        parts.extend(self.pattern.iter().map(|pattern| format!("pattern {pattern}")));
        f.write_str(&parts.join(" and "))
    }
}

impl fmt::Display for RuleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "rule {number}"),
            Self::Words(words) => f.write_str(&quoted(words, ", ")),
        }
    }
}

/// Words between quotes.
pub(super) fn quoted(words: &[String], between: &str) -> String {
    words.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(between)
}
