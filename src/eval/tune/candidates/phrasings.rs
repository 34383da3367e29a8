//! Phrasings: the words of messages that ask for one entry and nothing else.

use super::candidate::{Candidate, Step};
use crate::eval::tune::folds::all_folds;
use crate::eval::tune::ground::{Ground, Trial};
use crate::faq::Entry;
use crate::faq::edit::Change;
use crate::text::{Stems, Text};
use std::collections::{BTreeMap, BTreeSet};

/// A phrasing has so many words.
const WORDS: std::ops::RangeInclusive<usize> = 3..=25;
/// One by itself has so many at most.
const SHORT: usize = 12;
/// Labels of which nothing is taken, whoever gave them.
const NEVER: [&str; 5] = ["crisis", "emergency", "advice", "personal", "none"];

/// Each phrasing of a message that did not get its answer, by itself.
pub(super) fn singles(ground: &Ground<'_>) -> Vec<Candidate> {
    let unanswered = |trial: &Trial<'_>| !trial.verdicts[0].right && is_short(trial);
    let steps = found(ground, unanswered).into_values().flatten();
    steps.map(|step| Candidate { steps: vec![step], reach: None }).collect()
}

/// All phrasings of an entry together, for each entry. A single one moves little and may be only a chance find; what many
/// people write for one entry is what the next will write.
pub(in crate::eval::tune) fn bundles(ground: &Ground<'_>) -> Vec<Candidate> {
    let by_entry = found(ground, |_| true).into_values();
    by_entry.filter(|steps| steps.len() > 1).map(|steps| Candidate { steps, reach: None }).collect()
}

/// The phrasings of some messages, by their entries. Of those that say the same in the same words one is taken: it is made
/// wherever one of its messages is outside.
fn found(ground: &Ground<'_>, of: impl Fn(&Trial<'_>) -> bool) -> BTreeMap<String, Vec<Step>> {
    let stems = Stems::default();
    let whole = ground.whole();
    let wordings = whole.pack().entries.iter().flat_map(Entry::wordings);
    let known: BTreeSet<_> = wordings.map(|wording| likeness(&whole.understand(wording), &stems)).collect();
    let mut places: BTreeMap<_, (String, usize)> = BTreeMap::new();
    let mut found: BTreeMap<String, Vec<Step>> = BTreeMap::new();
    for (at, trial) in ground.trials.iter().enumerate().filter(|(_, trial)| trial.given) {
        let Some(entry) = ground.only_entry(at).filter(|_| is_plain(trial) && of(trial)) else { continue };
        let likeness = likeness(&trial.outcome.text, &stems);
        if NEVER.iter().any(|label| ground.may_be(at, label)) || known.contains(&likeness) {
            continue;
        }
        let made_in = all_folds(ground.folds) & !(1 << trial.fold);
        let steps = found.entry(entry.clone()).or_default();
        match places.get(&likeness) {
            Some((twin, place)) if *twin == entry => steps[*place].made_in |= made_in,
            // Two entries are asked for in the same words: it tells nothing.
            Some(_) => {}
            None => {
                places.insert(likeness, (entry.clone(), steps.len()));
                let change = Change::Phrasing { entry, text: trial.outcome.text.understood.clone() };
                steps.push(Step { change, made_in });
            }
        }
    }
    found
}

/// What wordings that are nearly the same have in common: the stems of their words.
fn likeness(text: &Text, stems: &Stems) -> BTreeSet<String> {
    text.tokens.iter().map(|token| stems.stem(text.word(token)).into_owned()).collect()
}

/// Not long, every word known, no digits, nothing about a person, and nobody in danger by any rule.
fn is_plain(trial: &Trial<'_>) -> bool {
    let text = &trial.outcome.text;
    let known = text.tokens.iter().all(|token| token.id.is_some() && !token.aside);
    let digits = trial.text.bytes().any(|byte| byte.is_ascii_digit());
    WORDS.contains(&text.tokens.len())
        && known
        && !digits
        && !text.mentions
        && trial.outcome.triage.hits.is_empty()
        && trial.outcome.triage.personal.is_empty()
}

/// Short and one thought: it has to tell by itself.
fn is_short(trial: &Trial<'_>) -> bool {
    let text = &trial.outcome.text;
    text.tokens.len() <= SHORT && text.tokens.last().is_none_or(|last| last.sentence == 0)
}
