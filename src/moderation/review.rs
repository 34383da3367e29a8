//! Which changes a reviewer must approve.

use std::collections::BTreeMap;

use super::entries::views;
use super::truth::Papers;

/// The entries whose question or answer changes after somebody had reviewed it.
pub(super) fn reviewed_before(old: &Papers, new: &Papers) -> Vec<String> {
    let after: BTreeMap<String, _> = views(new).into_iter().map(|entry| (entry.id.clone(), entry)).collect();
    let changed = views(old).into_iter().filter(|entry| {
        entry.reviewed_by.is_some()
            && after.get(&entry.id).is_some_and(|new| (&new.question, &new.answer) != (&entry.question, &entry.answer))
    });
    changed.map(|entry| entry.id).collect()
}
