//! New keyword rules, and other weights for those that there are.

use super::candidate::Candidate;
use super::counts::Counts;
use super::words::Words;
use crate::eval::tune::folds::all_folds;
use crate::eval::tune::ground::Ground;
use crate::faq::Pack;
use crate::faq::edit::Change;
use std::collections::BTreeMap;

/// Messages outside a fold that must have the term.
const LEAST: usize = 2;
/// The share of the messages with a term that must ask for the entry: safety and silence guard the rest.
const SHARE: f64 = 0.75;
/// Terms tried for each entry, the strongest first.
const TERMS: usize = 20;
/// Points that a new rule may have.
const WEIGHTS: [f64; 4] = [1.0, 2.0, 3.5, 5.0];
/// What weights of rules that there are may be multiplied with.
const FACTORS: [f64; 3] = [0.5, 1.5, 2.0];
/// No rule gets more or fewer points than these.
const BOUNDS: (f64, f64) = (0.25, 5.0);

/// A term: one word or phrase, or two words that stand anywhere in the message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Term {
    One(String),
    Both(String, String),
}

pub(super) fn candidates(ground: &Ground<'_>, texts: &[Words]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for id in &ground.faq {
        for (term, counts) in strongest(ground, texts, id) {
            let (any, all) = match term {
                Term::One(word) => (vec![word], vec![]),
                Term::Both(one, other) => (vec![], vec![one, other]),
            };
            for weight in WEIGHTS {
                let change = Change::Keyword { entry: id.clone(), any: any.clone(), all: all.clone(), weight };
                found.push(Candidate::one(change, counts.folds(LEAST, SHARE), Some(counts.places().to_vec())));
            }
        }
    }
    found
}

/// The terms of messages that ask for an entry and do not get it, with where they stand else.
fn strongest(ground: &Ground<'_>, texts: &[Words], id: &str) -> Vec<(Term, Counts)> {
    let asks = |at: usize| ground.asks(at, id);
    let mut wanted: BTreeMap<Term, (Counts, String)> = BTreeMap::new();
    for (at, words) in texts.iter().enumerate() {
        if asks(at) && !ground.trials[at].verdicts[0].right {
            for (stem, shown) in terms(words) {
                wanted.entry(stem).or_insert_with(|| (Counts::new(ground.folds), shown));
            }
        }
    }
    for (at, words) in texts.iter().enumerate() {
        for (stem, _) in terms(words) {
            if let Some((counts, _)) = wanted.get_mut(&stem) {
                counts.add(at, ground.trials[at].fold, asks(at));
            }
        }
    }
    let mut strong: Vec<(Term, Counts)> = wanted
        .into_iter()
        .filter(|(_, (counts, _))| counts.folds(LEAST, SHARE) != 0)
        .map(|(term, (counts, shown))| (surface(&term, &shown), counts))
        .collect();
    strong.sort_by(|a, b| b.1.strength().total_cmp(&a.1.strength()).then_with(|| a.0.cmp(&b.0)));
    strong.truncate(TERMS);
    strong
}

/// Every term of a message by its stems, with its words.
fn terms(words: &Words) -> impl Iterator<Item = (Term, String)> + '_ {
    let ones = words.telling.iter().chain(&words.phrases);
    let ones = ones.map(|(stem, shown)| (Term::One(stem.clone()), shown.clone()));
    let pairs = words.telling.iter().enumerate().flat_map(|(at, (one, shown))| {
        let others = words.telling.iter().skip(at + 1);
        others.map(move |(other, also)| (Term::Both(one.clone(), other.clone()), format!("{shown} {also}")))
    });
    ones.chain(pairs)
}

/// The term in the words of the message where it was met first.
fn surface(term: &Term, shown: &str) -> Term {
    match (term, shown.split_once(' ')) {
        (Term::Both(..), Some((one, other))) => Term::Both(one.to_owned(), other.to_owned()),
        _ => Term::One(shown.to_owned()),
    }
}

/// Other weights for the rules of the documents.
pub(super) fn weights(ground: &Ground<'_>, pack: &Pack) -> Vec<Candidate> {
    let mut found = Vec::new();
    for entry in &pack.entries {
        for (rule, own) in entry.keywords.iter().enumerate() {
            for factor in FACTORS {
                let weight = (own.weight * factor).clamp(BOUNDS.0, BOUNDS.1);
                if (weight - own.weight).abs() > f64::EPSILON {
                    let change = Change::Weight { entry: entry.id.clone(), rule, weight };
                    found.push(Candidate::one(change, all_folds(ground.folds), None));
                }
            }
        }
    }
    found
}
