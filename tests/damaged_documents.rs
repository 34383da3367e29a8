//! Twenty-odd ways to damage a document, and what a moderator reads: the line, what is wrong, what to do.

use askwell::document::{Rendering, Source};
use askwell::faq;

/// A sound document that every case damages in one place.
const SOUND: &str = r#"title = "Ketamine FAQ"
language = "en"

[[synonyms]]
words = ["session", "infusion"]

[[entries]]
id = "driving"
question = "Can I drive afterward?"
phrasings = [
  "do I need someone to pick me up",
  "can i take the car",
]
related = ["awake"]
answer = """No. You will need someone to drive you home."""

  [[entries.keywords]]
  any = ["drive", "driving", "car"]
  weight = 2.0

  [[entries.except]]
  any = ["hard drive"]

[[entries]]
id = "awake"
question = "Will I be awake?"
answer = """Yes. You remain conscious."""
"#;

/// What is replaced by what; then for each finding its line, a part of the message, a part of the hint.
type Case = (&'static str, &'static str, &'static [(usize, &'static str, &'static str)]);

const CASES: [Case; 45] = [
    ("afterward?\"", "afterward?", &[(9, "`question` has no closing quote", "close it with \"")]),
    ("\"Can I drive", "Can I drive", &[(9, "`question` needs quotes", "question = \"Can I drive afterward?\"")]),
    ("\"awake\"\nquestion", "awake\nquestion", &[(25, "`id` needs quotes", "write `id = \"awake\"`")]),
    ("drive you home.\"\"\"", "drive you home.", &[(15, "`answer` is not closed", "close it with \"\"\"")]),
    ("conscious.\"\"\"", "conscious.", &[(27, "`answer` is not closed", "close it with \"\"\"")]),
    ("\"car\"]", "\"car\"", &[(18, "the list behind `any` is not closed", "add `]`")]),
    ("car\",\n]", "car\",", &[(10, "the list behind `phrasings` is not closed", "add `]`")]),
    ("\"drive\", ", "\"drive\" ", &[(18, "a comma is missing", "put a comma")]),
    ("[[entries]]\nid = \"awake\"", "[entries]\nid = \"awake\"", &[(24, "more than once", "write `[[entries]]`")]),
    ("[[entries.keywords]]", "[[entries.keywords]", &[(17, "do not match", "write `[[entries.keywords]]`")]),
    ("id = \"awake\"", "id: \"awake\"", &[(25, "joined by `=`", "write `id = \"awake\"`")]),
    ("id = \"awake\"", "id \"awake\"", &[(25, "`=` is missing behind `id`", "write `id = \"awake\"`")]),
    ("id = \"awake\"", "id = \"awake\"\nid = \"x\"", &[(26, "`id` is written twice", "delete one of the two")]),
    ("\"Will I be awake?\"", "“Will I be awake?”", &[(26, "typographic quotes", "question = \"Will I be awake?\"")]),
    (
        "You remain",
        "You \\conscious C:\\path",
        &[(27, "backslash", "write it twice"), (27, "backslash", "write it twice")],
    ),
    ("\"Will I be awake?\"", "\"Will I be \"awake\"?\"", &[(26, "more stands behind", "quotes inside a text")]),
    ("\"Will I be awake?\"", "'It's awake?'", &[(26, "more stands behind", "apostrophe")]),
    ("weight = 2.0", "weight = 2,0", &[(19, "a point, not a comma", "write `weight = 2.0`")]),
    ("weight = 2.0", "weight = \"2,0\"", &[(19, "must be a number", "write `weight = 2.0`")]),
    ("weight = 2.0", "weight = 2.0 // strong", &[(19, "begins with `#`", "weight = 2.0 # strong")]),
    ("weight = 2.0", "weight =", &[(19, "nothing stands behind", "weight = …")]),
    ("weight = 2.0", "weight = 0", &[(19, "above 0", "weight = 1.5")]),
    ("answer = \"\"\"Yes. You remain conscious.\"\"\"", "handoff = True", &[(27, "small letters", "handoff = true")]),
    (
        "[[entries]]\nid = \"awake\"",
        "Awake:\nis it so\n[[entries]]\nid = \"awake\"",
        &[(24, "neither", "three quotes")],
    ),
    ("You remain", "You\u{1} remain", &[(27, "U+0001", "delete it")]),
    (
        "id = \"awake\"\nquestion = \"Will I be awake?\"",
        "id = awake\nquestion = Will I",
        &[(25, "`id` needs quotes", "id = \"awake\""), (26, "`question` needs quotes", "question = \"Will I\"")],
    ),
    ("language = \"en\"", "review_due = 2027-13-45", &[(2, "no date of the calendar", "2027-06-01")]),
    ("language = \"en\"", "review_due = \"1.6.2027\"", &[(2, "must be a date", "2027-06-01")]),
    ("related =", "relatd =", &[(14, "no key `relatd`", "did you mean `related`?")]),
    ("[[entries.keywords]]", "[[entries.keyword]]", &[(17, "no key `keyword`", "did you mean `keywords`?")]),
    ("[[entries]]\nid = \"awake\"", "[[entry]]\nid = \"awake\"", &[(24, "no key `entry`", "did you mean `entries`?")]),
    (
        "any = [\"drive\", \"driving\", \"car\"]",
        "any = \"drive\"",
        &[(18, "`any` must be a list", "any = [\"drive\"]")],
    ),
    ("id = \"awake\"", "id = \"Am I Awake\"", &[(25, "an id cannot have", "`am-i-awake`")]),
    ("id = \"awake\"", "id = \"crisis\"", &[(25, "no entry can have the id `crisis`", "choose another word")]),
    (
        "id = \"awake\"",
        "id = \"driving\"",
        &[(14, "no entry has this id", "write the id"), (25, "used twice", "another id")],
    ),
    ("related = [\"awake\"]", "related = [\"awaek\"]", &[(14, "no entry has this id", "did you mean `awake`?")]),
    ("related = [\"awake\"]", "related = [\"driving\"]", &[(14, "related to itself", "delete it")]),
    (
        "answer = \"\"\"Yes. You remain conscious.\"\"\"",
        "",
        &[(24, "neither an answer nor `handoff`", "handoff = true")],
    ),
    ("id = \"awake\"\n", "", &[(24, "an entry has no `id`", "add a line `id = ")]),
    ("weight = 2.0", "pattern = \"ride (home\"", &[(19, "unclosed group", "close the bracket")]),
    ("weight = 2.0", "pattern = '(a{100}){100}{10}'", &[(19, "too large", "smaller counts")]),
    ("weight = 2.0", "pattern = \"\\bride\"", &[(19, "invisible sign", "single quotes")]),
    ("any = [\"hard drive\"]", "any = []", &[(21, "`any` of this rule is empty", "add words")]),
    ("words = [\"session\", \"infusion\"]", "words = [\"session\"]", &[(4, "at least two words", "name at least two")]),
    ("weight = 2.0", "weight = 2.0\nthreshold = 60", &[(20, "no key `threshold`", "belongs to an entry")]),
];

#[test]
fn the_sound_document_is_sound() {
    let reading = faq::read(&[Source::new("faq.toml", SOUND)]);
    assert!(reading.found.is_empty(), "{}", reading.found);
}

#[test]
fn every_damage_is_shown_where_it_is_with_what_to_do() {
    for (from, to, expected) in CASES {
        let damaged = SOUND.replacen(from, to, 1);
        assert_ne!(damaged, SOUND, "{from} is not in the document");
        let reading = faq::read(&[Source::new("faq.toml", damaged)]);
        let found: Vec<_> = reading.found.iter().collect();
        assert_eq!(found.len(), expected.len(), "{to}:\n{}", reading.found);
        for (item, (line, message, hint)) in found.iter().zip(expected) {
            assert_eq!(item.position().map(|place| place.line), Some(*line), "{to}: {item}");
            assert!(item.message.contains(message), "{to}: {item}");
            assert!(item.hint.as_ref().is_some_and(|text| text.contains(hint)), "{to}: {item}");
        }
    }
}

#[test]
fn a_picture_shows_the_line_with_a_mark_under_it() {
    let damaged = SOUND.replacen("relatd", "related", 1).replacen("related =", "relatd =", 1);
    let found = faq::read(&[Source::new("faq/faq.toml", damaged)]).found;
    let picture = found.render(Rendering::default());
    for part in ["[ faq/faq.toml:14:1 ]", "14 │ relatd = [\"awake\"]", "───┬──", "Help: did you mean `related`?"]
    {
        assert!(picture.contains(part), "{part} is not in\n{picture}");
    }
    assert!(!picture.contains('\u{1b}'), "no colour unless it is asked for");
    assert!(found.render(Rendering { colour: true, limit: None }).contains('\u{1b}'));
}

#[test]
fn long_lines_and_control_characters_do_not_reach_the_terminal() {
    let long = format!("title = \"{}\u{1b}[31m\" oops\n[[entries]]\n", "x".repeat(100_000));
    let picture = faq::read(&[Source::new("faq.toml", long)]).found.render(Rendering::default());
    assert!(picture.len() < 5_000, "{} bytes", picture.len());
    assert!(!picture.contains('\u{1b}'));
}

#[test]
fn several_mistakes_are_all_reported_at_once() {
    let text = "titel = 5\n[[entries]]\nid = 5\nquestion = \"\"\nphrasings = \"x\"\nanswer = 1\n[[entries.keywords]]\n[[entries]]\nhandof = true\n";
    let found = faq::read(&[Source::new("faq.toml", text)]).found;
    let lines: Vec<usize> =
        found.iter().filter_map(askwell::document::Diagnostic::position).map(|place| place.line).collect();
    assert_eq!(lines, [1, 3, 4, 5, 6, 7, 8, 8, 8, 9], "{found}");
}

#[test]
fn other_files_are_not_called_broken_toml() {
    for text in ["# FAQ\n\n## Can I drive?\n\nNo.\n", "{\"title\": \"x\"}", "Question,Answer\na,b\n"] {
        let found = faq::read(&[Source::new("faq.toml", text)]).found;
        let messages: Vec<&str> = found.iter().map(|item| item.message.as_str()).collect();
        assert_eq!(messages, ["this file is not a FAQ document (TOML)"], "{text}");
    }
}

#[test]
fn folders_and_files_that_cannot_be_read_are_findings() {
    let folder = tempfile::tempdir().unwrap();
    let found = faq::load_folder(&folder.path().join("none")).unwrap_err();
    assert!(found.to_string().contains("the folder cannot be read"), "{found}");
    let found = faq::load_folder(folder.path()).unwrap_err();
    assert!(found.to_string().contains("no FAQ document"), "{found}");
    std::fs::write(folder.path().join("latin.toml"), b"title = \"x\"\nlanguage = \"caf\xE9\"\n").unwrap();
    let found = faq::load_folder(folder.path()).unwrap_err();
    assert!(found.to_string().contains("line 2 is not UTF-8 text (byte 27 of the file is 0xE9)"), "{found}");
}

#[test]
fn a_folder_is_one_pack_and_its_hash_follows_the_texts() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = SOUND.split_at(SOUND.rfind("[[entries]]").unwrap());
    std::fs::write(folder.path().join("a.toml"), first).unwrap();
    std::fs::write(folder.path().join("b.toml"), format!("language = \"de\"\n{second}")).unwrap();
    std::fs::write(folder.path().join("safety.toml"), "not = [a faq").unwrap();
    std::fs::write(folder.path().join("notes.txt"), "not a document").unwrap();
    let pack = faq::load_folder(folder.path()).unwrap();
    let entries: Vec<_> = pack.entries.iter().map(|entry| (entry.id.as_str(), entry.language.as_str())).collect();
    assert_eq!(entries, [("driving", "en"), ("awake", "de")]);
    let moved = tempfile::tempdir().unwrap();
    for name in ["a.toml", "b.toml"] {
        std::fs::copy(folder.path().join(name), moved.path().join(name)).unwrap();
    }
    assert_eq!(faq::load_folder(moved.path()).unwrap().hash, pack.hash);
    std::fs::write(moved.path().join("a.toml"), first.replacen("home", "Home", 1)).unwrap();
    assert_ne!(faq::load_folder(moved.path()).unwrap().hash, pack.hash);
}
