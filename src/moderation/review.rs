//! Which changes a reviewer must approve.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::entries::{EntryView, views};
use super::truth::Papers;
use crate::document::Source;

/// The entries whose question or answer changes after somebody had reviewed it.
pub(super) fn reviewed_before(old: &Papers, new: &Papers) -> Vec<String> {
    let after: BTreeMap<String, _> = views(new).into_iter().map(|entry| (entry.id.clone(), entry)).collect();
    let changed = views(old).into_iter().filter(|entry| {
        entry.reviewed_by.is_some()
            && after.get(&entry.id).is_some_and(|new| (&new.question, &new.answer) != (&entry.question, &entry.answer))
    });
    changed.map(|entry| entry.id).collect()
}

/// An entry that names a reviewer under words that neither of the other versions has with this name: two changes that
/// were put together would vouch for what nobody read.
pub(super) fn unvouched(merged: &Arc<Source>, others: [&Arc<Source>; 2]) -> Option<String> {
    let entries = |source: &Arc<Source>| views(&Papers { faq: vec![Arc::clone(source)], ..Papers::default() });
    let known: Vec<EntryView> = others.into_iter().flat_map(entries).collect();
    let read =
        |entry: &EntryView| (entry.id.clone(), entry.question.clone(), entry.answer.clone(), entry.reviewed_by.clone());
    let mut named = entries(merged).into_iter().filter(|entry| entry.reviewed_by.is_some());
    named.find(|entry| !known.iter().any(|other| read(other) == read(entry))).map(|entry| entry.id)
}
