//! Import: what clinics have becomes documents that parse, and nothing is lost in silence.

use askwell::document::{Severity, Source};
use askwell::faq::import::{Format, Imported, import};
use askwell::faq::{self, Pack};
use proptest::prelude::*;

fn imported(name: &str) -> Imported {
    let path = format!("{}/tests/data/import/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    import(name, &bytes, None).unwrap_or_else(|found| panic!("{name}: {found}"))
}

fn pack(toml: &str) -> Pack {
    faq::parse_documents(&[Source::new("imported.toml", toml)]).unwrap_or_else(|found| panic!("{found}\n{toml}"))
}

/// Every finding as `line: message`.
fn findings(imported: &Imported) -> Vec<String> {
    let line = |item: &askwell::document::Diagnostic| item.position().map_or(0, |place| place.line);
    imported.found.iter().map(|item| format!("{}: {}", line(item), item.message)).collect()
}

#[test]
fn the_seed_comes_over_to_the_letter() {
    let seed = include_bytes!("data/ketamine-faq.txt");
    let imported = import("ketamine-faq.txt", seed, None).unwrap();
    assert!(imported.found.is_empty(), "{}", imported.found);
    let (made, authored) = (pack(&imported.whole.toml), faq::built_in());
    assert_eq!(made.title, authored.title);
    assert_eq!(made.entries.len(), 10);
    for entry in &made.entries {
        let same = authored.entries.iter().find(|other| other.question == entry.question).unwrap();
        assert_eq!(entry.answer, same.answer, "{}", entry.question);
    }
}

#[test]
fn markdown_keeps_its_mark_up_and_reports_what_has_no_place() {
    let imported = imported("clinic.md");
    let pack = pack(&imported.whole.toml);
    assert_eq!(pack.title, "Riverside Clinic FAQ");
    let ids: Vec<&str> = pack.entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids, ["wear", "eat-before", "drive", "parking"]);
    let answer = |index: usize| pack.entries[index].answer.clone().unwrap_or_default();
    assert!(answer(0).ends_with("- soft trousers\n- a **warm** jumper"), "{}", answer(0));
    assert!(answer(0).contains("[our guide](https://example.org/g)"));
    assert!(answer(1).contains("Water is fine.\n\n#### Exceptions\n\nDiabetics"), "{}", answer(1));
    assert_eq!(
        findings(&imported),
        [
            "6: this stands outside of any question",
            "17: a picture was left out: an answer is text",
            "21: HTML was left out; the words between its tags stay",
            "37: the same question stands in line 29",
            "43: this stands outside of any question",
        ]
    );
    assert!(imported.whole.toml.contains("# line 43: Call 555 0100."));
}

#[test]
fn questions_may_stand_in_bold_under_headings() {
    let imported = imported("lakeside.md");
    let pack = pack(&imported.whole.toml);
    let ids: Vec<&str> = pack.entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids, ["make-appointment", "take-insurance", "whats-difference-between", "bring-friend", "who-will-be"]);
    assert_eq!(pack.title, "Lakeside Wellness – FAQ");
    assert!(pack.entries[1].answer.as_deref().is_some_and(|answer| answer.ends_with("| Gold | 60 %    |")));
    assert_eq!(pack.entries[2].answer.as_deref(), Some("IV is given by drip; the nasal form is a spray."));
    assert_eq!(pack.entries[4].question, "Who will be with me");
    assert_eq!(pack.entries[4].answer.as_deref(), Some("A nurse stays in the room."));
}

#[test]
fn tables_have_their_columns_in_any_order() {
    let imported = imported("clinic.csv");
    let pack = pack(&imported.whole.toml);
    assert_eq!(pack.entries[0].phrasings, ["may I have breakfast", "is food ok"]);
    assert!(pack.entries[1].handoff, "a question without an answer is left to the provider");
    assert_eq!(pack.entries[2].answer.as_deref(), Some("It's \"free\"."));
    assert_eq!(
        findings(&imported),
        [
            "1: the column `Colour` is not known; 2 filled cells of it were left out",
            "3: this question has no answer",
            "4: this answer has no question",
            "6: the same question stands in line 5, with another answer",
        ]
    );
}

#[test]
fn qna_maker_brings_phrasings_prompts_and_metadata() {
    let imported = imported("qna-maker.tsv");
    let pack = pack(&imported.whole.toml);
    assert_eq!(pack.entries.len(), 2);
    assert_eq!(pack.entries[0].phrasings, ["make an appointment"]);
    assert_eq!(pack.entries[0].answer.as_deref(), Some("Call us.\nOr write."));
    assert_eq!(pack.entries[0].related, [pack.entries[1].id.clone()]);
    assert_eq!(pack.entries[1].phrasings, ["price?"]);
    assert!(imported.whole.toml.contains("# category: booking"));
}

#[test]
fn json_lines_survive_a_broken_one() {
    let imported = imported("clinic.jsonl");
    let pack = pack(&imported.whole.toml);
    assert_eq!(pack.entries.len(), 3);
    assert_eq!(findings(&imported)[2], "3: this line is not JSON, and was left out");
}

#[test]
fn two_languages_become_two_documents_and_damaged_letters_are_put_right() {
    let imported = imported("two-languages.txt");
    let languages: Vec<&str> = imported.documents.iter().map(|document| document.language.as_str()).collect();
    assert_eq!(languages, ["en", "es"]);
    let spanish = pack(&imported.documents[1].toml);
    assert_eq!(spanish.language, "es");
    assert_eq!(spanish.entries[0].question, "¿Puedo conducir después?");
    let english = pack(&imported.documents[0].toml);
    let answers: Vec<_> = english.entries.iter().filter_map(|entry| entry.answer.as_deref()).collect();
    assert_eq!(answers, ["It’s a medicine that is used with low doses – under supervision.", "Mon-Fri 9-5.", "Yes"]);
}

#[test]
fn encodings_and_line_ends_do_not_matter() {
    let text = "FAQ\r\n\r\nIs caf\u{e9} allowed?\r\n\r\nYes \u{2013} after.\r\n";
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf16_big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let cases = [
        ("UTF-8", text.as_bytes().to_vec()),
        ("byte order mark", [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat()),
        ("UTF-16 little", [b"\xFF\xFE".as_slice(), &utf16].concat()),
        ("UTF-16 big", [b"\xFE\xFF".as_slice(), &utf16_big].concat()),
        ("Windows-1252", b"FAQ\r\n\r\nIs caf\xE9 allowed?\r\n\r\nYes \x96 after.\r\n".to_vec()),
        ("old Mac line ends", text.replace("\r\n", "\r").into_bytes()),
    ];
    for (name, bytes) in cases {
        let imported = import("faq.txt", &bytes, None).unwrap_or_else(|found| panic!("{name}: {found}"));
        let pack = pack(&imported.whole.toml);
        assert_eq!(pack.entries[0].question, "Is caf\u{e9} allowed?", "{name}");
        assert_eq!(pack.entries[0].answer.as_deref(), Some("Yes \u{2013} after."), "{name}");
    }
}

#[test]
fn what_is_no_faq_is_refused_with_a_reason() {
    let long = vec![b'a'; 50 << 20];
    let cases: [(&str, &[u8], &str); 11] = [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \n\n\t\n", "the file is empty"),
        ("bom.txt", b"\xEF\xBB\xBF", "the file is empty"),
        ("binary.bin", b"\x00\x01\x02\x03", "this is not a text"),
        ("word.docx", b"PK\x03\x04rest", "this is a Word, Excel or other zipped file"),
        ("leaflet.pdf", b"%PDF-1.7", "this is a PDF"),
        ("huge.txt", &long, "the file is longer than 16 MB"),
        (
            "story.txt",
            b"Once upon a time.\nThere was a clinic.",
            "no question was found: no line ends with a question mark",
        ),
        ("odd.csv", b"colour,size\nred,5\n", "no column is named `question`"),
        ("empty.csv", b"question,answer\n", "the table holds no question"),
        ("odd.jsonl", b"[1, 2]", "no question was found"),
    ];
    for (name, bytes, message) in cases {
        let found = import(name, bytes, None).expect_err(name);
        let errors: Vec<_> = found.iter().filter(|item| item.severity == Severity::Error).collect();
        assert_eq!(errors.len(), 1, "{name}: {found}");
        assert_eq!(errors[0].message, message, "{name}");
        assert!(errors[0].hint.is_some(), "{name} says what to do");
    }
}

#[test]
fn questions_are_found_without_blank_lines_and_in_long_lines() {
    let line = "word ".repeat(200_000);
    let text = format!("FAQ\nQ: Can I drive?\nA: No.\nQ: Is it safe?\nA: Yes.\n{line}\n");
    let pack = pack(&import("x.txt", text.as_bytes(), None).unwrap().whole.toml);
    assert_eq!(pack.entries.len(), 2);
    assert_eq!(pack.entries[0].answer.as_deref(), Some("No."));
    assert!(pack.entries[1].answer.as_deref().is_some_and(|answer| answer.starts_with("Yes.\nword word")));
}

#[test]
fn a_heading_of_nothing_but_signs_is_no_question() {
    let text = "# Clinic\n\n## Can I drive?\n\nNo.\n\n## #\n\nAfter that.\n\n## Parking\n\nBehind the house.\n";
    let pack = pack(&import("x.md", text.as_bytes(), None).unwrap().whole.toml);
    let questions: Vec<&str> = pack.entries.iter().map(|entry| entry.question.as_str()).collect();
    assert_eq!(questions, ["Can I drive?", "Parking"]);
    assert_eq!(pack.entries[0].answer.as_deref(), Some("No.\n\n## #\n\nAfter that."));
}

/// Texts made of what matters to the readers: marks, line ends, questions, quotes, damaged letters.
fn hostile_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("Can I drive?".to_owned()),
        Just("\"\"\"".to_owned()),
        Just("\\".to_owned()),
        Just("**".to_owned()),
        Just("## ".to_owned()),
        Just("---".to_owned()),
        Just("```".to_owned()),
        Just("Q: ".to_owned()),
        Just("question,answer\n".to_owned()),
        Just("question\tanswer\tQnaId\n".to_owned()),
        Just("{\"question\":\"x?\",\"answer\":\"".to_owned()),
        Just("![".to_owned()),
        Just("<br".to_owned()),
        Just("â€™".to_owned()),
        "[\\PC\\t\\x00\\x7f|,;\"'?]{0,12}",
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_is_imported_parses(text in hostile_text(), format in 0..7_usize) {
        let format = Format::NAMES.get(format).map(|(_, format)| *format);
        if let Ok(imported) = import("hostile", text.as_bytes(), format) {
            for document in imported.documents.iter().chain([&imported.whole]) {
                let parsed = faq::parse_documents(&[Source::new("made.toml", document.toml.clone())]);
                prop_assert!(parsed.is_ok(), "{}\n{}", parsed.unwrap_err(), document.toml);
            }
        }
    }

    #[test]
    fn bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = import("bytes", &bytes, None);
    }

    /// Each word of a plain text stands in its document: as title, question, answer or leftover.
    #[test]
    fn no_word_is_lost(words in proptest::collection::vec("(alpha|bravo|charlie|delta)[0-9]{3}(|[.?,]|\\.\n|\\?\n|\n\n|\\?\n\n|\\.\n\n)", 1..40)) {
        let text = words.join(" ");
        if let Ok(imported) = import("words.txt", text.as_bytes(), Some(Format::Text)) {
            for word in words.iter().map(|word| word.trim_end_matches(['.', '?', ',', '\n'])) {
                prop_assert!(imported.whole.toml.contains(word), "{word} is lost\n{text}\n{}", imported.whole.toml);
            }
        }
    }
}
