//! Synonyms: a word that patients use where the documents use another one.

use super::candidate::Candidate;
use super::counts::Counts;
use super::words::{Reader, Words, tells};
use crate::eval::tune::folds::FoldSet;
use crate::eval::tune::ground::Ground;
use crate::faq::edit::Change;
use std::collections::{BTreeMap, BTreeSet};

/// Messages outside a fold that must use the word.
const LEAST: usize = 3;
/// The share of the messages with the word that ask for an entry with the other word.
const SHARE: f64 = 0.6;
/// Pairs that are tried.
const PAIRS: usize = 24;

pub(super) fn candidates(ground: &Ground<'_>, texts: &[Words], reader: &Reader) -> Vec<Candidate> {
    let spoken = wordings(ground, reader);
    let known: BTreeSet<&String> = spoken.keys().collect();
    let mut pairs: BTreeMap<(&str, &str), (Counts, &str)> = BTreeMap::new();
    for (at, words) in texts.iter().enumerate() {
        for (stem, shown) in words.telling.iter().filter(|(stem, _)| !known.contains(stem)) {
            for (other, (_, entries)) in spoken.iter().filter(|(other, _)| !words.telling.contains_key(*other)) {
                let asks = entries.iter().any(|entry| ground.asks(at, entry));
                let fresh = || (Counts::new(ground.folds), shown.as_str());
                pairs.entry((stem, other)).or_insert_with(fresh).0.add(at, ground.trials[at].fold, asks);
            }
        }
    }
    let mut strong: Vec<(f64, &str, &str, FoldSet)> = pairs
        .iter()
        .map(|((_, other), (counts, shown))| (counts.strength(), *shown, *other, counts.folds(LEAST, SHARE)))
        .filter(|(.., folds)| *folds != 0)
        .collect();
    strong.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let change = |shown: &str, other: &str| Change::Synonyms { words: vec![spoken[other].0.clone(), shown.to_owned()] };
    let first = strong.into_iter().take(PAIRS);
    first.map(|(_, shown, other, made_in)| Candidate::one(change(shown, other), made_in, None)).collect()
}

/// The telling words of all wordings by their stems, with the entries that have them.
fn wordings(ground: &Ground<'_>, reader: &Reader) -> BTreeMap<String, (String, BTreeSet<String>)> {
    let mut spoken: BTreeMap<String, (String, BTreeSet<String>)> = BTreeMap::new();
    for entry in &ground.whole().pack().entries {
        for wording in entry.wordings() {
            let text = ground.whole().understand(wording);
            for token in &text.tokens {
                let word = text.word(token);
                if tells(word) {
                    let own = spoken.entry(reader.stem(word)).or_insert_with(|| (word.to_owned(), BTreeSet::new()));
                    own.1.insert(entry.id.clone());
                }
            }
        }
    }
    spoken
}
