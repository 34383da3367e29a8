//! Keyword rules and exceptions: what moderators wrote, prepared for matching on stems, synonyms and patterns.

use regex::bytes::Regex;
use rustc_hash::FxHashMap;

use super::field::{Term, UNKNOWN};
use super::prefilter::{Possible, PossibleRule, Prefilter};
use super::terms::Terms;
use crate::document::Compiled;
use crate::faq::Entry;
use crate::text::{Lexicon, Text};

/// A word or short phrase of a rule.
pub(super) type PhraseId = u32;

/// All rules of a pack.
#[derive(Default)]
pub(super) struct Keywords {
    phrases_by_stem: FxHashMap<Term, Vec<(Vec<Term>, PhraseId)>>,
    phrases_by_group: FxHashMap<Term, Vec<PhraseId>>,
    /// The rules of one entry stand together, in the document's order.
    pub(super) rules: Vec<Rule>,
    /// For each phrase, the rules that can only fire where it stands.
    pub(super) started_by: Vec<Vec<u32>>,
    prefilter: Prefilter,
    /// For each pattern of the prefilter its rule.
    rule_of: Vec<u32>,
}

/// A keyword rule or an exception.
pub(super) struct Rule {
    pub(super) entry: u32,
    /// Its place among the rules of its entry, keyword rules first.
    pub(super) place: usize,
    pub(super) any: Vec<PhraseId>,
    pub(super) all: Vec<PhraseId>,
    pub(super) pattern: Option<Compiled>,
    /// Points of a keyword rule; `None` marks an exception.
    pub(super) weight: Option<f32>,
}

impl Rule {
    /// What its pattern matches.
    pub(super) fn regex(&self) -> Option<&Regex> {
        self.pattern.as_ref().and_then(Compiled::regex)
    }
}

/// Where phrases stand in a stretch of a text: phrase, first word, number of words.
#[derive(Default)]
pub(super) struct Hits(pub(super) Vec<(PhraseId, usize, usize)>);

/// The phrases of a pack while its rules are read.
struct Reader<'a> {
    terms: &'a Terms,
    lexicon: &'a Lexicon,
    ids: FxHashMap<Vec<Term>, PhraseId>,
    patterns: Vec<&'a str>,
}

impl Keywords {
    pub(super) fn new(entries: &[Entry], terms: &Terms, lexicon: &Lexicon) -> Self {
        let mut keywords = Self::default();
        let mut reader = Reader { terms, lexicon, ids: FxHashMap::default(), patterns: Vec::new() };
        for (number, entry) in entries.iter().enumerate() {
            let own = entry.keywords.iter().map(|rule| {
                (rule.any.as_slice(), rule.all.as_slice(), rule.pattern.as_ref(), Some(rule.weight as f32))
            });
            let excepted =
                entry.except.iter().map(|rule| (rule.any.as_slice(), [].as_slice(), rule.pattern.as_ref(), None));
            for (place, (any, all, pattern, weight)) in own.chain(excepted).enumerate() {
                let any = any.iter().map(|word| keywords.phrase(word, &mut reader)).collect();
                let all = all.iter().map(|word| keywords.phrase(word, &mut reader)).collect();
                let rule = Rule { entry: number as u32, place, any, all, pattern: pattern.cloned(), weight };
                keywords.push(rule, pattern, &mut reader);
            }
        }
        keywords.prefilter = Prefilter::new(&reader.patterns);
        keywords
    }

    fn push<'a>(&mut self, rule: Rule, pattern: Option<&'a Compiled>, reader: &mut Reader<'a>) {
        let number = self.rules.len() as u32;
        let starts = if rule.any.is_empty() { rule.all.get(..1).unwrap_or_default() } else { &rule.any };
        if starts.is_empty() {
            self.rule_of.extend(pattern.map(|_| number));
            reader.patterns.extend(pattern.map(Compiled::text));
        }
        for phrase in starts {
            self.started_by[*phrase as usize].push(number);
        }
        self.rules.push(rule);
    }

    /// Looks at a whole message before its stretches are matched: which rules that are nothing but a pattern can fire.
    pub(super) fn look(&self, text: &Text, possible: &mut Possible) {
        self.prefilter.look(&text.understood, possible);
        possible.rules.clear();
        possible.spans.clear();
        for pattern in possible.patterns() {
            let rule = self.rule_of[pattern];
            let Some(own) = self.rules[rule as usize].regex() else { continue };
            // A pattern that is not bound to an end matches a stretch only where it matches the whole.
            if is_bound(own) {
                possible.rules.push(PossibleRule { rule, spans: None });
                continue;
            }
            let first = possible.spans.len();
            possible.spans.extend(own.find_iter(text.understood.as_bytes()).map(|found| found.range()));
            if possible.spans.len() > first {
                possible.rules.push(PossibleRule { rule, spans: Some(first..possible.spans.len()) });
            }
        }
    }

    fn phrase(&mut self, word: &str, reader: &mut Reader<'_>) -> PhraseId {
        let text = Text::read(word, reader.lexicon);
        let stems = reader.terms.stems(&text, &text.tokens);
        let next = reader.ids.len() as PhraseId;
        let id = *reader.ids.entry(stems.clone()).or_insert(next);
        if id == next {
            self.started_by.push(Vec::new());
            if !stems.is_empty() && !stems.contains(&UNKNOWN) {
                for (group, _) in reader.terms.groups_at(&stems, 0).filter(|(_, length)| *length == stems.len()) {
                    self.phrases_by_group.entry(group).or_default().push(id);
                }
                self.phrases_by_stem.entry(stems[0]).or_default().push((stems, id));
            }
        }
        id
    }

    /// Where the phrases of all rules stand in a stretch.
    pub(super) fn hits(&self, stems: &[Term], terms: &Terms) -> Hits {
        let mut hits = Vec::new();
        for at in 0..stems.len() {
            for (phrase, id) in self.phrases_by_stem.get(&stems[at]).into_iter().flatten() {
                if stems[at..].starts_with(phrase) {
                    hits.push((*id, at, phrase.len()));
                }
            }
            for (group, length) in terms.groups_at(stems, at) {
                hits.extend(self.phrases_by_group.get(&group).into_iter().flatten().map(|id| (*id, at, length)));
            }
        }
        Hits(hits)
    }
}

impl Hits {
    /// The places of one phrase, as ranges of words.
    pub(super) fn of(&self, phrase: PhraseId) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        self.0.iter().filter(move |(id, _, _)| *id == phrase).map(|(_, at, length)| *at..at + length)
    }
}

/// Whether a pattern asks for the start or end of the text, which a stretch has and the whole may not have there.
fn is_bound(pattern: &Regex) -> bool {
    pattern.as_str().contains(['^', '$']) || pattern.as_str().contains("\\A") || pattern.as_str().contains("\\z")
}
