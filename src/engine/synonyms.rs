//! Synonyms: words and short phrases that count as one another, as one more term beside their own stems.

use rustc_hash::FxHashMap;

use super::field::{Term, UNKNOWN};

/// General English sets that every pack gets: health, time, money, transport, feelings. One set a line.
pub(super) const GENERAL: &str = include_str!("synonyms.txt");

/// The phrases of one set, as sequences of stems.
pub(super) type Phrases = Vec<Vec<Term>>;

/// All synonym sets, by the first stem of each phrase.
#[derive(Default)]
pub(super) struct Groups {
    by_first: FxHashMap<Term, Vec<(Vec<Term>, Term)>>,
    first_stems: Vec<Term>,
    offset: Term,
}

impl Groups {
    /// Numbers the sets from `offset` on, so that groups and stems are terms of one field.
    pub(super) fn new(sets: Vec<Phrases>, offset: Term) -> Self {
        let mut groups = Self { offset, ..Self::default() };
        for set in sets {
            let known: Phrases =
                set.into_iter().filter(|phrase| !phrase.is_empty() && !phrase.contains(&UNKNOWN)).collect();
            let Some(first) = known.first().map(|phrase| phrase[0]) else { continue };
            let group = offset + groups.first_stems.len() as Term;
            groups.first_stems.push(first);
            for phrase in known {
                let list = groups.by_first.entry(phrase[0]).or_default();
                if !list.contains(&(phrase.clone(), group)) {
                    list.push((phrase, group));
                }
            }
        }
        groups
    }

    pub(super) fn len(&self) -> usize {
        self.first_stems.len()
    }

    /// The groups whose phrase starts at a place, with the number of words it covers.
    pub(super) fn at<'a>(&'a self, stems: &'a [Term], at: usize) -> impl Iterator<Item = (Term, usize)> + 'a {
        let list = stems.get(at).and_then(|first| self.by_first.get(first));
        list.into_iter()
            .flatten()
            .filter(move |(phrase, _)| stems[at..].starts_with(phrase))
            .map(|(phrase, group)| (*group, phrase.len()))
    }

    /// The first stem of a group's first phrase, to name it by.
    pub(super) fn first_stem(&self, group: Term) -> Option<Term> {
        self.first_stems.get(group.checked_sub(self.offset)? as usize).copied()
    }
}
