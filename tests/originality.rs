//! The FAQ is written from how patients talk, not copied from the messages it is measured with.

use askwell::eval::read_messages;
use askwell::text::fold;
use std::collections::BTreeMap;
use std::path::Path;

/// Case, accents, punctuation and spacing do not make a copy another text.
fn plain(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn no_phrasing_no_example_and_no_talk_copies_a_line_of_the_corpus() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let messages = read_messages(&root.join("tests/data/clinic-chat.jsonl")).unwrap();
    let lines: BTreeMap<String, usize> = messages.iter().map(|m| (plain(&m.text), m.line + 1)).collect();
    let mut compared = 0;
    let files = std::fs::read_dir(root.join("faq")).unwrap().map(|file| file.unwrap().path());
    for file in files.filter(|path| path.extension().is_some_and(|ending| ending == "toml")) {
        let document: toml::Table = toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        let entries = document.get("entries").and_then(toml::Value::as_array).into_iter().flatten();
        let rules = ["rules", "cautions", "exceptions"].into_iter().filter_map(|list| document.get(list));
        let rules = rules.filter_map(toml::Value::as_array).flatten();
        let examples = rules.flat_map(|rule| [rule.get("fires"), rule.get("silent")]).flatten();
        let phrasings = entries.filter_map(|entry| entry.get("phrasings"));
        let likeness = document.get("likeness").and_then(toml::Value::as_table);
        let likeness = likeness.into_iter().flat_map(toml::Table::values);
        let phrasings = phrasings.chain(examples).chain(likeness).filter_map(toml::Value::as_array).flatten();
        // Nothing is left of a line of signs and emoji, which two people may well send alike.
        let with_words = |phrasing: &&str| !plain(phrasing).is_empty();
        for phrasing in phrasings.filter_map(toml::Value::as_str).filter(with_words) {
            compared += 1;
            let copied = lines.get(&plain(phrasing));
            assert_eq!(copied, None, "\"{phrasing}\" is that line of the corpus");
        }
    }
    let talk = std::fs::read_to_string(root.join("src/text/talk.txt")).unwrap();
    for message in talk.lines().filter(|line| !plain(line).is_empty()) {
        compared += 1;
        assert_eq!(lines.get(&plain(message)), None, "\"{message}\" is that line of the corpus");
    }
    assert!(compared > 10_000, "only {compared} texts were compared");
}

#[test]
fn a_copy_is_a_copy_however_it_is_typed() {
    for copy in ["can i drive home after", "Can I drive home, after?", "CAN I  DRIVE HOME AFTER!!"] {
        assert_eq!(plain(copy), "can i drive home after");
    }
}
