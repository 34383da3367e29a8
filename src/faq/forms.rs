//! The FAQ document as it is written: every key with its place, before anything is known to make sense together.

use serde_json::{Value, json};

use crate::document::{Date, Field, Flag, Node, Number, Pattern, Report, Span, Text};
use crate::form;

/// What an entry's id may not be, since predictions and labelled messages use these words for other things.
pub const RESERVED_IDS: [&str; 6] = ["none", "uncovered", "emergency", "crisis", "advice", "personal"];

/// The form of an id, as a pattern for editors.
const ID_PATTERN: &str = "^[a-z0-9][a-z0-9-]*$";

form! {
    /// A FAQ document: questions with the answers that a clinic has approved.
    pub struct DocumentForm is "a FAQ document" {
        required {}
        optional {
            /// The title of the FAQ.
            title: Text,
            /// The language of the entries, as a tag such as `en` or `pt-BR`; English when left out.
            language: Text,
            /// Who reviewed the answers. Never fill this in for somebody else.
            reviewed_by: Text,
            /// The day from which the answers should be reviewed again.
            review_due: Date,
            /// The sentence under each answer, instead of the one in the settings.
            disclaimer: Text,
            /// Sets of words that count as one another.
            synonyms: Vec<SynonymForm>,
            /// The questions, and the topics that the FAQ leaves to the provider.
            entries: Vec<EntryForm>,
        }
    }
}

form! {
    /// Words that count as one another.
    pub struct SynonymForm is "a set of synonyms" {
        required {
            /// Two or more words or short phrases.
            words: Vec<Text>,
        }
        optional {}
    }
}

form! {
    /// A question with its approved answer, or a topic that the FAQ leaves to the provider.
    pub struct EntryForm is "an entry" {
        required {
            /// A short name that nothing else has: small letters, digits and hyphens.
            id: Id,
            /// The question as shown above the answer.
            question: Text,
        }
        optional {
            /// Other ways in which people put the question.
            phrasings: Vec<Text>,
            /// Ids of entries to offer beside the answer.
            related: Vec<Text>,
            /// The approved answer, given word for word.
            answer: Text,
            /// True for a topic that the FAQ does not answer on purpose: the reply refers to the provider.
            handoff: Flag,
            /// Rules that speak for this entry.
            keywords: Vec<KeywordForm>,
            /// Words that this entry must not be found by.
            except: Vec<ExceptForm>,
            /// How sure the bot must be to give this answer, 0 to 1, instead of the threshold in the settings.
            threshold: Share,
            /// True for an entry that is kept but no longer used.
            retired: Flag,
            /// Who reviewed this answer. Never fill this in for somebody else. Empty: nobody has read it as it stands,
            /// although the document names a reviewer.
            reviewed_by: Reviewer,
            /// The day from which this answer should be reviewed again.
            review_due: Date,
        }
    }
}

form! {
    /// A rule that speaks for an entry when a message satisfies all that it names.
    pub struct KeywordForm is "a keyword rule" {
        required {}
        optional {
            /// At least one of these words or short phrases stands in the message; typos are forgiven.
            any: Vec<Text>,
            /// Each of these words or short phrases stands in the message; typos are forgiven.
            all: Vec<Text>,
            /// A regular expression that matches the message in small letters.
            pattern: Pattern,
            /// How much the rule counts, above 0; 1.0 when left out.
            weight: Weight,
        }
    }
}

form! {
    /// Words or a pattern that the entry must not see; they hide nothing else of the message.
    pub struct ExceptForm is "an exception" {
        required {}
        optional {
            /// Words or short phrases.
            any: Vec<Text>,
            /// A regular expression on the message in small letters.
            pattern: Pattern,
        }
    }
}

/// An entry's id, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Id {
    /// The id.
    pub value: String,
    /// Its place.
    pub span: Span,
}

impl Field for Id {
    const WANTED: &'static str = Text::WANTED;
    const EXAMPLE: &'static str = "\"driving\"";

    fn read(node: &Node<'_>, key: &str, report: &mut Report) -> Option<Self> {
        let Text { value, span } = Text::read(node, key, report)?;
        if RESERVED_IDS.contains(&value.as_str()) {
            let hint = "choose another word; these are taken: ".to_owned() + &RESERVED_IDS.join(", ");
            report.error(&span, format!("no entry can have the id `{value}`"), "taken for other things", hint);
            return None;
        }
        let fits = !value.starts_with('-')
            && value.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !fits {
            let proposal = slug(&value);
            let hint = if proposal.is_empty() {
                "use small letters a to z, digits and hyphens, for example `driving`".to_owned()
            } else {
                format!("use small letters a to z, digits and hyphens: `{proposal}`")
            };
            report.error(&span, "this id has signs that an id cannot have", "not an id", hint);
            return None;
        }
        Some(Self { value, span })
    }

    fn schema() -> Value {
        json!({ "type": "string", "pattern": ID_PATTERN, "not": { "enum": RESERVED_IDS } })
    }
}

/// Text as an id: small letters, digits, and a hyphen for whatever else stood between them.
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for ch in text.chars().flat_map(char::to_lowercase) {
        if ch.is_ascii_alphanumeric() {
            out.push(ch);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// Who reviewed an entry; empty where nobody has, whatever the document says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewer {
    /// The name.
    pub value: String,
    /// Its place.
    pub span: Span,
}

impl Reviewer {
    /// The name, where somebody has reviewed it.
    pub fn name(&self) -> Option<&str> {
        Some(self.value.as_str()).filter(|name| !name.trim().is_empty())
    }
}

impl Field for Reviewer {
    const WANTED: &'static str = Text::WANTED;
    const EXAMPLE: &'static str = Text::EXAMPLE;

    fn read(node: &Node<'_>, key: &str, report: &mut Report) -> Option<Self> {
        match node.get_ref().as_str() {
            Some(blank) if blank.trim().is_empty() => Some(Self { value: String::new(), span: node.span() }),
            _ => Text::read(node, key, report).map(|Text { value, span }| Self { value, span }),
        }
    }

    fn schema() -> Value {
        json!({ "type": "string" })
    }
}

/// The points of a rule: above 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Weight(pub Number);

/// The heaviest rule; a larger number is a slip of the keyboard and would drown every other rule.
pub(super) const HEAVIEST: f64 = 100.0;

impl Field for Weight {
    const WANTED: &'static str = "a number above 0";
    const EXAMPLE: &'static str = "1.5";

    fn read(node: &Node<'_>, key: &str, report: &mut Report) -> Option<Self> {
        let number = Number::read(node, key, report)?;
        if number.value > 0.0 && number.value <= HEAVIEST {
            return Some(Self(number));
        }
        let hint = "write for example `weight = 1.5`; to weaken what a word says use a small weight such as 0.2, to hide it an `except` rule";
        report.error(&number.span, format!("`{key}` must be above 0 and at most {HEAVIEST}"), "out of range", hint);
        None
    }

    fn schema() -> Value {
        json!({ "type": "number", "exclusiveMinimum": 0, "maximum": HEAVIEST })
    }
}

/// A share from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Share(pub Number);

impl Field for Share {
    const WANTED: &'static str = "a number from 0 to 1";
    const EXAMPLE: &'static str = "0.6";

    fn read(node: &Node<'_>, key: &str, report: &mut Report) -> Option<Self> {
        let number = Number::read(node, key, report)?;
        if (0.0..=1.0).contains(&number.value) {
            return Some(Self(number));
        }
        let percent = number.value / 100.0;
        let hint = if (1.0..=100.0).contains(&number.value) {
            format!("{} percent is written `{key} = {percent}`", number.value)
        } else {
            format!("write for example `{key} = {}`", Self::EXAMPLE)
        };
        report.error(&number.span, format!("`{key}` must be from 0 to 1"), "out of range", hint);
        None
    }

    fn schema() -> Value {
        json!({ "type": "number", "minimum": 0, "maximum": 1 })
    }
}
