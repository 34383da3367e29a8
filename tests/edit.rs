//! Edits of FAQ documents: only what is changed changes.

use askwell::document::Source;
use askwell::faq::edit::{Change, EditError, edit, with_changes};
use askwell::faq::parse_documents;
use std::path::Path;
use std::sync::Arc;

fn pool() -> Arc<Source> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tune/faq.toml");
    Source::new("faq.toml", std::fs::read_to_string(path).unwrap())
}

fn all_kinds() -> Vec<Change> {
    let entry = || "tickets".to_owned();
    let any = |word: &str| vec![word.to_owned()];
    vec![
        Change::Keyword { entry: entry(), any: any("fee"), all: vec![], weight: 2.0 },
        Change::Keyword { entry: entry(), any: any("entry fee"), all: vec![], weight: 2.0 },
        Change::Keyword { entry: entry(), any: vec![], all: vec!["pay".to_owned(), "swim".to_owned()], weight: 1.0 },
        Change::Weight { entry: entry(), rule: 0, weight: 0.5 },
        Change::Phrasing { entry: entry(), text: "what do \"we\" pay".to_owned() },
        Change::Phrasing { entry: "opening".to_owned(), text: "when do you shut".to_owned() },
        Change::Except { entry: entry(), any: any("parking ticket") },
        Change::Threshold { entry: "lessons".to_owned(), value: 0.6 },
        Change::Synonyms { words: vec!["lesson".to_owned(), "course".to_owned()] },
    ]
}

/// The lines that stand in the first text and not in the second, in order.
fn missing(from: &str, other: &str) -> Vec<String> {
    from.lines().filter(|line| !other.lines().any(|same| same == *line)).map(str::to_owned).collect()
}

#[test]
fn every_kind_of_change_is_made_and_all_else_stays() {
    let before = pool();
    let after = edit(&[Arc::clone(&before)], &all_kinds()).unwrap().remove(0);
    let touched = missing(&before.text, &after.text);
    assert_eq!(touched, ["  weight = 1.0   # weak: it stands in much chatter"], "{}", after.text);
    let added = missing(&after.text, &before.text);
    let expected = [
        "phrasings = [\"when do you shut\"]",
        "  weight = 0.5   # weak: it stands in much chatter",
        "  any    = [\"fee\", \"entry fee\"]",
        "  weight = 2.0",
        "  all    = [\"pay\", \"swim\"]",
        "  [[entries.except]]",
        "  any = [\"parking ticket\"]",
        "threshold = 0.6",
        "[[synonyms]]",
        "words = [\"lesson\", \"course\"]",
    ];
    for line in expected {
        assert!(added.iter().any(|own| own == line), "no {line:?} in {added:#?}");
    }
}

#[test]
fn documents_that_were_edited_say_what_the_edited_pack_says() {
    let before = parse_documents(&[pool()]).unwrap();
    let mut edited = parse_documents(&edit(&[pool()], &all_kinds()).unwrap()).unwrap();
    let mut wanted = with_changes(&before, &all_kinds());
    (edited.hash, wanted.hash) = (String::new(), String::new());
    assert_eq!(format!("{edited:?}"), format!("{wanted:?}"));
}

#[test]
fn a_document_without_changes_is_the_same_one() {
    let sources = [pool()];
    assert!(Arc::ptr_eq(&edit(&sources, &[]).unwrap()[0], &sources[0]));
}

#[test]
fn line_ends_of_windows_stay() {
    let windows = Source::new("faq.toml", pool().text.replace('\n', "\r\n"));
    let after = edit(&[windows], &all_kinds()).unwrap().remove(0);
    assert_eq!(after.text.matches('\n').count(), after.text.matches("\r\n").count());
}

#[test]
fn tables_on_one_line_are_edited_too() {
    let text =
        "[[entries]]\nid = \"a\"\nquestion = \"What is a?\"\nanswer = \"A.\"\nkeywords = [{ any = [\"x\"] }] # short\n";
    let changes = [
        Change::Keyword { entry: "a".to_owned(), any: vec!["y".to_owned()], all: vec![], weight: 2.0 },
        Change::Weight { entry: "a".to_owned(), rule: 0, weight: 3.0 },
    ];
    let after = edit(&[Source::new("faq.toml", text)], &changes).unwrap().remove(0);
    let pack = parse_documents(&[Arc::clone(&after)]).unwrap();
    let weights: Vec<f64> = pack.entries[0].keywords.iter().map(|rule| rule.weight).collect();
    assert!(weights == [3.0, 2.0] && after.text.contains("# short"), "{}", after.text);
}

#[test]
fn an_entry_that_no_document_has_is_named() {
    let change = Change::Threshold { entry: "nowhere".to_owned(), value: 0.5 };
    assert_eq!(edit(&[pool()], &[change]).unwrap_err(), EditError::NoEntry("nowhere".to_owned()));
}
