//! Dealing messages into folds.

use super::super::messages::LabelledMessage;
use std::collections::BTreeMap;

/// The fold of each message. The messages of each label are dealt round, so that every fold has some of all.
pub(super) fn deal(messages: &[&LabelledMessage], folds: usize) -> Vec<usize> {
    let mut next: BTreeMap<&str, usize> = BTreeMap::new();
    let mut starts = 0;
    let mut dealt = Vec::with_capacity(messages.len());
    for message in messages {
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
