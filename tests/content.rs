//! The built-in FAQ is rich enough to be relied on, and its entries do not claim one another's words.

use askwell::faq;
use askwell::text::fold;
use std::collections::BTreeMap;

/// Fewer phrasings than this leave an answered question to luck.
const FEWEST_OF_AN_ANSWER: usize = 120;
/// Fewer than this, and a topic that is handed off keeps nothing from the entries beside it.
const FEWEST_OF_A_TOPIC: usize = 25;
/// Topics of one person's own care: safety answers them first, so they live by their rules more than by phrasings.
const CARE_OF_ONE_PERSON: [&str; 6] = ["medicines", "conditions", "alcohol", "dose", "own-supply", "my-symptoms"];

fn plain(text: &str) -> String {
    let folded = fold(text).replace('\'', "");
    let words = folded.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_entry_is_authored_richly() {
    for entry in &faq::built_in().entries {
        let fewest = match entry.handoff {
            _ if CARE_OF_ONE_PERSON.contains(&entry.id.as_str()) => 1,
            true => FEWEST_OF_A_TOPIC,
            false => FEWEST_OF_AN_ANSWER,
        };
        assert!(entry.phrasings.len() >= fewest, "{} has {} phrasings", entry.id, entry.phrasings.len());
        assert!(!entry.keywords.is_empty(), "{} has no keyword rule", entry.id);
    }
}

#[test]
fn no_phrasing_stands_in_two_entries() {
    let pack = faq::built_in();
    let mut owner: BTreeMap<String, &str> = BTreeMap::new();
    for entry in &pack.entries {
        for phrasing in entry.wordings() {
            let other = owner.insert(plain(phrasing), &entry.id).filter(|other| *other != entry.id);
            assert_eq!(other, None, "\"{phrasing}\" stands in {} too", entry.id);
        }
    }
    assert!(owner.len() > 1000, "only {} phrasings were compared", owner.len());
}

#[test]
fn the_topics_that_people_ask_next_are_handed_off() {
    let pack = faq::built_in();
    for id in
        ["cost", "insurance", "opening-hours", "booking", "eating-before", "companions", "visit-length", "spravato"]
    {
        let entry = pack.entries.iter().find(|entry| entry.id == id);
        assert!(entry.is_some_and(|entry| entry.handoff && entry.answer.is_none()), "{id} is handed off");
    }
}
