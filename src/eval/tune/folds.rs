//! Dealing messages into folds.

use super::super::messages::LabelledMessage;
use std::collections::BTreeMap;

/// Folds as bits.
pub(super) type FoldSet = u32;
/// More folds than bits cannot be told apart.
pub(super) const MOST_FOLDS: usize = 20;
/// The number of the fold of those that keep watch. Nothing is made from them, so every change is in force for them.
pub(super) const WATCH: usize = MOST_FOLDS;
/// The line of a message that stands in no file: an example of the safety rules.
pub(super) const GUARD: usize = usize::MAX;

/// The set of all folds.
pub(super) fn all_folds(folds: usize) -> FoldSet {
    (1 << folds) - 1
}

/// Whether a change that is made in a set of folds is in force in a fold.
pub(super) fn is_in(set: FoldSet, fold: usize) -> bool {
    fold == WATCH || set & (1 << fold) != 0
}

/// The number of every fold.
pub(super) fn numbers(folds: usize) -> Vec<usize> {
    (0..folds).chain([WATCH]).collect()
}

/// The fold of each message. The messages of each label are dealt round, so that every fold has some of all.
pub(super) fn deal(messages: &[&LabelledMessage], folds: usize) -> Vec<usize> {
    let mut next: BTreeMap<&str, usize> = BTreeMap::new();
    let mut starts = 0;
    let mut dealt = Vec::with_capacity(messages.len());
    for message in messages {
        if message.line == GUARD {
            dealt.push(WATCH);
            continue;
        }
        let label = message.labels.as_ref().and_then(|labels| labels.labels.first()).map_or("", String::as_str);
        let fold = next.entry(label).or_insert_with(|| {
            // Rare labels do not all begin with the first fold.
            starts += 1;
            starts
        });
        dealt.push(*fold % folds);
        *fold += 1;
    }
    dealt
}
