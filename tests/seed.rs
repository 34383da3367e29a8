//! The built-in FAQ says what the seed says, to the letter.

use crate::common::ten::TEN;
use askwell::faq;

/// The FAQ as the project was given it.
const SEED: &str = include_str!("data/ketamine-faq.txt");

#[test]
fn the_ten_entries_are_the_seeds_own_words() {
    let pack = faq::built_in();
    let mut blocks = SEED.split("\n\n").map(str::trim_end);
    assert_eq!(blocks.next(), Some(pack.title.as_str()));
    for id in TEN {
        let entry = pack.entries.iter().find(|entry| entry.id == id).unwrap_or_else(|| panic!("no entry {id}"));
        assert_eq!(blocks.next(), Some(entry.question.as_str()), "question of {id}");
        assert_eq!(blocks.next(), entry.answer.as_deref(), "answer of {id}");
    }
    assert_eq!(blocks.next(), None, "the seed has nothing else");
}

#[test]
fn nobody_is_named_as_reviewer() {
    let pack = faq::built_in();
    assert_eq!(pack.reviewed_by, None);
    assert!(pack.entries.iter().all(|entry| entry.reviewed_by.is_none()));
}
