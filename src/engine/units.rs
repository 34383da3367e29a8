//! Units: the stretches of a message that are matched by themselves, besides the whole.
//!
//! A long message hides its question among other things, and one message can hold two questions. So it is matched by its
//! sentences too, and a sentence by its clauses where a new question starts ("… and can I drive home").

use std::ops::Range;

use crate::text::{Text, WordList, asks_at_start, asks_from, is_relative};

/// No more units than this are matched, so that a long text costs no more than a bounded time.
const MOST_UNITS: usize = 40;
/// No more words than this are matched as a whole.
pub(super) const MOST_WORDS: usize = 300;
/// A unit with fewer words says too little to be matched by itself.
const FEWEST_WORDS: usize = 2;
/// Nor is a question cut off that has fewer and no sign before it: "do you think" at the end asks nothing by itself.
const FEWEST_UNMARKED: usize = 4;

/// Words that start a question inside a sentence, when a pause or conjunction stands before them.
static QUESTION_STARTS: WordList = WordList::new(
    " what how when where why who which whose is are am was were do does did can could will would should \
    shall may might has have any anyone wondering if whether ",
);
/// Words that join two questions.
static JOINTS: WordList = WordList::new(" and or but also plus then so because asking ");

/// The whole message first, then its sentences, then their clauses; ranges of tokens.
pub(super) fn units(text: &Text) -> Vec<Range<usize>> {
    let whole = 0..text.tokens.len().min(MOST_WORDS);
    let mut units = vec![whole.clone()];
    let sentences = sentences(text, whole.end);
    for sentence in &sentences {
        add(&mut units, sentence.clone());
        for rest in beside_asides(text, sentence) {
            add(&mut units, rest);
        }
        let clauses = clauses(text, sentence);
        if clauses.len() > 1 {
            for clause in clauses {
                add(&mut units, clause);
            }
        }
    }
    units
}

/// What a sentence says beside what it sets aside, if it does.
fn beside_asides(text: &Text, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let tokens = &text.tokens[sentence.clone()];
    if !tokens.iter().any(|token| token.aside) {
        return Vec::new();
    }
    let mut at = sentence.start;
    let runs = tokens.chunk_by(|a, b| a.aside == b.aside).map(|run| {
        at += run.len();
        (run[0].aside, at - run.len()..at)
    });
    runs.filter(|(aside, _)| !aside).map(|(_, run)| run).collect()
}

fn add(units: &mut Vec<Range<usize>>, unit: Range<usize>) {
    if unit.len() >= FEWEST_WORDS && units.len() < MOST_UNITS && !units.contains(&unit) {
        units.push(unit);
    }
}

fn sentences(text: &Text, end: usize) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for (at, token) in text.tokens[..end].iter().enumerate() {
        match sentences.last_mut() {
            Some(last) if text.tokens[last.start].sentence == token.sentence => last.end = at + 1,
            _ => sentences.push(at..at + 1),
        }
    }
    sentences
}

/// Cuts a sentence where a new question starts: after a pause or a conjunction, or where its word order shows it.
fn clauses(text: &Text, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let words: Vec<&str> = text.tokens[sentence.clone()].iter().map(|token| text.word(token)).collect();
    let mut clauses = Vec::new();
    let mut start = sentence.start;
    for at in sentence.start + 1..sentence.end {
        let place = at - sentence.start;
        let after_pause = text.tokens[at - 1].pause;
        let after_joint = JOINTS.has(words[place - 1]);
        let marked = text.questions[usize::from(text.tokens[at].sentence)];
        let begins = (after_pause || after_joint)
            && (marked || !is_relative(&words[place..]))
            && (QUESTION_STARTS.has(words[place]) || asks_at_start(&words[place..]));
        let unmarked = start + FEWEST_WORDS <= at && words.len() - place >= FEWEST_UNMARKED && asks_from(&words, place);
        if begins || unmarked {
            let end = if after_joint && !after_pause { at - 1 } else { at };
            if end > start {
                clauses.push(start..end);
            }
            start = at;
        }
    }
    clauses.push(start..sentence.end);
    clauses
}
