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

#[cfg(test)]
mod tests {
    use super::GENERAL;

    /// Words, or starts of words, that mean something to one clinic's subject only.
    const PECULIAR: [&str; 18] = [
        "ketamin",
        "esketamin",
        "spravato",
        "infus",
        "dissociat",
        "psychedelic",
        "hallucin",
        "nasal",
        "lozenge",
        "troche",
        "intramuscular",
        "intravenous",
        "microdos",
        "integration",
        "k hole",
        "special k",
        "horse",
        "trip",
    ];

    #[test]
    fn the_general_sets_are_about_no_single_subject() {
        let phrases = GENERAL.lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split(", "));
        for phrase in phrases {
            let starts = |word: &str| phrase.starts_with(word) || phrase.contains(&format!(" {word}"));
            assert!(!PECULIAR.iter().any(|word| starts(word)), "“{phrase}” belongs into a pack's own synonyms");
        }
    }

    #[test]
    fn every_set_has_at_least_two_phrases_and_none_twice() {
        for line in GENERAL.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let phrases: Vec<&str> = line.split(", ").collect();
            let distinct: std::collections::BTreeSet<&&str> = phrases.iter().collect();
            assert!(phrases.len() > 1 && distinct.len() == phrases.len(), "{line}");
        }
    }
}
