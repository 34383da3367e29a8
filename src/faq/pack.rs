//! The checked form of FAQ documents.

use crate::document::Compiled;

/// Everything that the FAQ documents of a folder say.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    /// The title of the first document.
    pub title: String,
    /// The language of the first document, as a BCP 47 tag; each entry has its own.
    pub language: String,
    /// Who reviewed the first document that was; nobody when none.
    pub reviewed_by: Option<String>,
    /// The first document's disclaimer; each entry has its own.
    pub disclaimer: Option<String>,
    /// Words that count as one another.
    pub synonyms: Vec<SynonymSet>,
    /// All entries that are not retired, in the order of the documents.
    pub entries: Vec<Entry>,
    /// A hash of the documents' bytes: the same documents give the same hash, wherever they lie.
    pub hash: String,
}

/// One question with its reviewed answer, or a topic that the FAQ leaves to the provider.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// `[a-z0-9][a-z0-9-]*`, unique in the pack.
    pub id: String,
    /// The question as shown above its answer.
    pub question: String,
    /// Other ways in which people put the question.
    pub phrasings: Vec<String>,
    /// Ids of entries to offer beside the answer.
    pub related: Vec<String>,
    /// The reviewed answer. `None` exactly when `handoff` is set.
    pub answer: Option<String>,
    /// A topic that the FAQ does not answer on purpose: the reply refers to the provider.
    pub handoff: bool,
    /// Rules that speak for this entry.
    pub keywords: Vec<KeywordRule>,
    /// Spans of a message that this entry's rules must not see.
    pub except: Vec<ExceptRule>,
    /// The entry's own threshold for answering, 0 to 1, instead of the settings' one.
    pub threshold: Option<f64>,
    /// The language of the entry's document, as a BCP 47 tag.
    pub language: String,
    /// The disclaimer of the entry's document; the settings' own when none.
    pub disclaimer: Option<String>,
    /// Who reviewed this entry; the document's own reviewer when none.
    pub reviewed_by: Option<String>,
    /// The date from which the answer should be reviewed again, `YYYY-MM-DD`.
    pub review_due: Option<String>,
}

/// A rule that adds its weight to an entry when a message satisfies all that it names.
#[derive(Clone, Debug, Default)]
pub struct KeywordRule {
    /// At least one of these words or short phrases stands in the message (no condition when empty).
    pub any: Vec<String>,
    /// Each of these words or short phrases stands in the message (no condition when empty).
    pub all: Vec<String>,
    /// A regular expression that matches the message as understood: folded, spelling corrected, one space between words.
    pub pattern: Option<Compiled>,
    /// Points, above 0; 1.0 when the document names none.
    pub weight: f64,
}

/// Words or a pattern that hide their own span from the entry.
#[derive(Clone, Debug, Default)]
pub struct ExceptRule {
    /// Words or short phrases.
    pub any: Vec<String>,
    /// A regular expression on the message as understood.
    pub pattern: Option<Compiled>,
}

/// Words that count as one another.
#[derive(Clone, Debug, Default)]
pub struct SynonymSet {
    /// Two or more words or short phrases.
    pub words: Vec<String>,
}

impl Pack {
    /// Every text of the pack: what a lexicon must know.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let synonyms = self.synonyms.iter().flat_map(|set| &set.words);
        let entries =
            self.entries.iter().flat_map(|entry| entry.wordings().chain(&entry.answer).chain(entry.rule_words()));
        synonyms.chain(entries).map(String::as_str)
    }
}

impl Entry {
    /// The question and all other phrasings.
    pub fn wordings(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.question).chain(&self.phrasings)
    }

    /// The words and phrases of the keyword rules and exceptions, patterns left out.
    pub fn rule_words(&self) -> impl Iterator<Item = &String> {
        let keywords = self.keywords.iter().flat_map(|rule| rule.any.iter().chain(&rule.all));
        keywords.chain(self.except.iter().flat_map(|except| &except.any))
    }
}
