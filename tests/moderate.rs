//! Moderators' edits of FAQ documents: what is said of those that do not fit, and that only what is changed changes.

use askwell::document::Source;
use askwell::faq::edit::{Condition, Edit, EditError, LONGEST_WORDING, RuleName, moderate, pinned};
use askwell::faq::{Entry, parse_documents};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::sync::Arc;

const POOL: &str = r#"# The questions of a made-up swimming pool.
title    = "The pool"   # shown on top

[[synonyms]]
words = ["ticket", "pass"]   # at the till

# Opening hours are asked most.
[[entries]]
id       = "opening"
question = "What are your opening hours?"
answer   = "Seven to nine, every day."   # also on the door

[[entries]]
id        = "tickets"
question  = "What does a ticket cost?"
phrasings = [
  "price of a ticket",   # at the till
  # Children say so.
  "how much is one swim",   # and grown-ups
  "what do you charge",
]
answer    = "Five for grown-ups, three for children."

  # Words of the till.
  [[entries.keywords]]
  any    = ["ticket", "tickets", "fee"]
  weight = 1.0   # weak: it stands in much chatter

  # Both together are telling.
  [[entries.keywords]]
  all = ["pay", "swim"]

  [[entries.keywords]]
  any = ["price"]

  [[entries.except]]
  any = ["parking ticket"]   # the car's

[[entries]]
id       = "lessons"
question = "Do you teach children to swim?"
handoff  = true

[[entries]]
id       = "sauna"
question = "Is there a sauna?"
answer   = "Not any more."
retired  = true   # closed in May
"#;

fn pool() -> Arc<Source> {
    Source::new("faq/pool.toml", POOL)
}

fn one(edit: Edit) -> Result<Arc<Source>, EditError> {
    moderate(&[pool()], &[edit]).map(|mut edited| edited.remove(0))
}

/// The entry after an edit.
fn entry(source: &Arc<Source>, id: &str) -> Entry {
    let pack = parse_documents(&[Arc::clone(source)]).unwrap();
    pack.entries.into_iter().find(|entry| entry.id == id).unwrap()
}

fn one_of(words: &[&str]) -> Condition {
    Condition { any: words.iter().map(|word| (*word).to_owned()).collect(), ..Condition::default() }
}

fn words(words: &[&str]) -> RuleName {
    RuleName::Words(words.iter().map(|word| (*word).to_owned()).collect())
}

fn phrasing(entry: &str, text: &str) -> Edit {
    Edit::AddPhrasing { entry: entry.into(), text: text.into() }
}

fn unphrasing(text: &str) -> Edit {
    Edit::RemovePhrasing { entry: "tickets".into(), text: text.into() }
}

fn unkeyword(rule: RuleName) -> Edit {
    Edit::RemoveKeyword { entry: "tickets".into(), rule }
}

/// What an edit takes out of the text and what it puts in, line by line; blank ones are left out, and the
/// order says nothing, since a line may stand elsewhere too.
fn change(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let lines = |from: &str, other: &str| -> Vec<String> {
        let mut others: Vec<&str> = other.lines().collect();
        let own = from.lines().filter(|line| !line.is_empty()).filter(|line| {
            let twin = others.iter().position(|same| same == line);
            twin.map(|at| others.remove(at)).is_none()
        });
        sorted(own.map(str::to_owned).collect())
    };
    (lines(before, after), lines(after, before))
}

fn owned(lines: &[&str]) -> Vec<String> {
    sorted(lines.iter().filter(|line| !line.is_empty()).map(|line| (*line).to_owned()).collect())
}

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort_unstable();
    lines
}

/// An edit, the lines that go and the lines that come.
type Case = (Edit, &'static [&'static str], &'static [&'static str]);

#[allow(clippy::too_many_lines)] // A table of every kind of edit.
fn cases() -> Vec<Case> {
    let tickets = || "tickets".to_owned();
    vec![
        (phrasing("opening", " when do you \"shut\" "), &[], &["phrasings = ['when do you \"shut\"']"]),
        (phrasing("tickets", "entry fee"), &[], &["  \"entry fee\","]),
        (unphrasing("PRICE of a ticket"), &["  \"price of a ticket\",   # at the till"], &[]),
        (
            unphrasing("how much is one swim"),
            &["  # Children say so.", "  \"how much is one swim\",   # and grown-ups"],
            &[],
        ),
        (unphrasing("what do you charge"), &["  \"what do you charge\","], &[]),
        (
            Edit::AddKeyword { entry: tickets(), rule: one_of(&["cash", "card"]), weight: 2.0 },
            &[],
            &["", "  [[entries.keywords]]", "  any    = [\"cash\", \"card\"]", "  weight = 2.0"],
        ),
        (
            Edit::AddKeyword {
                entry: "opening".into(),
                rule: Condition { pattern: Some(r"\bopen(ing)?\b".into()), ..Condition::default() },
                weight: 1.5,
            },
            &[],
            &["", "  [[entries.keywords]]", r"  pattern = '\bopen(ing)?\b'", "  weight  = 1.5"],
        ),
        (
            unkeyword(words(&["fee"])),
            &["  any    = [\"ticket\", \"tickets\", \"fee\"]"],
            &["  any    = [\"ticket\", \"tickets\"]"],
        ),
        (unkeyword(words(&["price"])), &["", "  [[entries.keywords]]", "  any = [\"price\"]"], &[]),
        (
            unkeyword(RuleName::Number(2)),
            &["", "  # Both together are telling.", "  [[entries.keywords]]", "  all = [\"pay\", \"swim\"]"],
            &[],
        ),
        (
            Edit::SetWeight { entry: tickets(), rule: words(&["ticket"]), weight: 0.5 },
            &["  weight = 1.0   # weak: it stands in much chatter"],
            &["  weight = 0.5   # weak: it stands in much chatter"],
        ),
        (Edit::SetWeight { entry: tickets(), rule: words(&["price"]), weight: 3.0 }, &[], &["weight = 3.0"]),
        (
            Edit::SetKeyword {
                entry: tickets(),
                rule: words(&["ticket"]),
                condition: one_of(&["ticket", "fee", "charge"]),
            },
            &["  any    = [\"ticket\", \"tickets\", \"fee\"]"],
            &["  any    = [\"ticket\", \"fee\", \"charge\"]"],
        ),
        (
            Edit::SetException { entry: tickets(), rule: RuleName::Number(1), condition: one_of(&["speeding ticket"]) },
            &["  any = [\"parking ticket\"]   # the car's"],
            &["  any = [\"speeding ticket\"]   # the car's"],
        ),
        (
            Edit::AddException { entry: "opening".into(), rule: one_of(&["opening night"]) },
            &[],
            &["", "  [[entries.except]]", "  any = [\"opening night\"]"],
        ),
        (
            Edit::RemoveException { entry: tickets(), rule: RuleName::Number(1) },
            &["", "  [[entries.except]]", "  any = [\"parking ticket\"]   # the car's"],
            &[],
        ),
        (
            Edit::AddSynonyms { words: vec!["lesson".into(), "course".into()] },
            &[],
            &["", "[[synonyms]]", "words = [\"lesson\", \"course\"]"],
        ),
        (
            Edit::RemoveSynonyms { words: vec!["Pass".into()] },
            &["", "[[synonyms]]", "words = [\"ticket\", \"pass\"]   # at the till"],
            &[],
        ),
        (Edit::SetThreshold { entry: tickets(), value: 0.6 }, &[], &["threshold = 0.6"]),
        (
            Edit::SetAnswer { entry: "opening".into(), text: "Eight to nine.\r\n\r\n**Not** on Sundays.".into() },
            &["answer   = \"Seven to nine, every day.\"   # also on the door"],
            &["answer   = \"\"\"", "Eight to nine.", "", "**Not** on Sundays.\"\"\"   # also on the door"],
        ),
        (
            Edit::SetAnswer { entry: "lessons".into(), text: "Yes.".into() },
            &["handoff  = true"],
            &["answer = \"Yes.\""],
        ),
        (
            Edit::SetQuestion { entry: "opening".into(), text: "When are you open?".into() },
            &["question = \"What are your opening hours?\""],
            &["question = \"When are you open?\""],
        ),
        (
            Edit::AddEntry {
                entry: "dogs".into(),
                question: "May my dog swim?".into(),
                answer: Some("No.".into()),
                document: Some("pool.toml".into()),
            },
            &[],
            &["", "[[entries]]", "id = \"dogs\"", "question = \"May my dog swim?\"", "answer = \"No.\""],
        ),
        (
            Edit::AddEntry { entry: "cost".into(), question: "A card?".into(), answer: None, document: None },
            &[],
            &["", "[[entries]]", "id = \"cost\"", "question = \"A card?\"", "handoff = true"],
        ),
        (Edit::Retire { entry: tickets() }, &[], &["retired = true"]),
        (Edit::Restore { entry: "sauna".into() }, &["retired  = true   # closed in May"], &[]),
    ]
}

#[test]
fn each_edit_changes_its_own_lines_and_no_others() {
    for (edit, gone, come) in cases() {
        let after = one(edit.clone()).unwrap_or_else(|error| panic!("{edit:?}: {error}"));
        let expected = (owned(gone), owned(come));
        assert_eq!(change(POOL, &after.text), expected, "{edit}\n{}", after.text);
        let windows = Source::new("pool.toml", POOL.replace('\n', "\r\n"));
        let edited = moderate(&[windows], std::slice::from_ref(&edit)).unwrap().remove(0);
        assert_eq!(edited.text, after.text.replace('\n', "\r\n"), "{edit} with line ends of Windows");
    }
}

#[test]
fn what_does_not_fit_is_said_plainly() {
    let tickets = || "tickets".to_owned();
    let rule = |rule: Condition, weight| Edit::AddKeyword { entry: "tickets".into(), rule, weight };
    let new = |id: &str| Edit::AddEntry { entry: id.into(), question: "Q?".into(), answer: None, document: None };
    let pattern = |text: &str| rule(Condition { pattern: Some(text.into()), ..Condition::default() }, 1.0);
    let cases = [
        (phrasing("ticket", "x"), "there is no entry `ticket`: did you mean `tickets`?"),
        (phrasing("qqq", "x"), "there is no entry `qqq`: `askwell entry list` shows all"),
        (phrasing("", "x"), "the entry's id is empty"),
        (phrasing("a\0b", "x"), "control character (U+0000)"),
        (phrasing(&"x".repeat(1 << 20), "x"), "1048576 characters long"),
        (phrasing("tickets", "Price of a Ticket"), "`tickets` has “price of a ticket” already"),
        (phrasing("tickets", "what does a ticket cost?"), "`tickets` has “What does a ticket cost?” already"),
        (phrasing("tickets", " \t "), "the phrasing is empty"),
        (phrasing("tickets", "a\nb"), "write it on one line"),
        (phrasing("tickets", "a\0b"), "control character (U+0000)"),
        (
            phrasing("tickets", &"é".repeat(LONGEST_WORDING + 1)),
            "the phrasing is 401 characters long, and 400 are allowed",
        ),
        (
            unphrasing("how much is a swim"),
            "has no phrasing “how much is a swim”: did you mean “how much is one swim”?",
        ),
        (unphrasing("zzzz"), "`askwell entry show tickets` shows all"),
        (rule(one_of(&[]), 1.0), "the keyword rule names no words"),
        (rule(one_of(&["x", "X"]), 1.0), "“X” stands twice"),
        (rule(one_of(&["x"]), 0.0), "a weight is above 0"),
        (rule(one_of(&["x"]), f64::NAN), "a weight is above 0"),
        (rule(one_of(&["x"]), 1e9), "at most 100"),
        (rule(one_of(&["price"]), 2.0), "`tickets` has this keyword rule already: it is number 3"),
        (
            rule(
                one_of(&["a long sentence that goes on and on and never ends until it is far too long for a keyword"]),
                1.0,
            ),
            "and 80 are allowed",
        ),
        (pattern("(unclosed"), "not a regular expression"),
        (pattern("((a{50}){50}){50}"), "too large"),
        (pattern("a\nb"), "control character"),
        (pattern(" "), "the pattern is empty"),
        (unkeyword(RuleName::Number(0)), "there is no keyword rule 0: `tickets` has: 1 “ticket” or"),
        (unkeyword(RuleName::Number(4)), "there is no keyword rule 4"),
        (unkeyword(words(&["nowhere"])), "no keyword rule has “nowhere”"),
        (unkeyword(words(&["pay"])), "needs all that it names"),
        (unkeyword(words(&[])), "name the rule by its number or by words of it"),
        (Edit::RemoveException { entry: "opening".into(), rule: words(&["x"]) }, "`opening` has no exception"),
        (Edit::AddException { entry: tickets(), rule: one_of(&["parking ticket"]) }, "already: it is number 1"),
        (Edit::SetWeight { entry: tickets(), rule: words(&["price"]), weight: 1.0 }, "has the weight 1 already"),
        (
            Edit::SetKeyword { entry: tickets(), rule: words(&["price"]), condition: Condition::default() },
            "names no words",
        ),
        (
            Edit::SetKeyword {
                entry: tickets(),
                rule: words(&["price"]),
                condition: one_of(&["ticket", "tickets", "fee"]),
            },
            "already: it is number 1",
        ),
        (Edit::SetThreshold { entry: tickets(), value: 1.5 }, "from 0 (always answer) to 1 (never)"),
        (Edit::SetThreshold { entry: tickets(), value: f64::INFINITY }, "from 0"),
        (Edit::ClearThreshold { entry: tickets() }, "`tickets` has no threshold of its own"),
        (Edit::AddSynonyms { words: vec!["x".into()] }, "needs two words"),
        (Edit::AddSynonyms { words: vec!["pass".into(), "ticket".into()] }, "already: “ticket” = “pass”"),
        (Edit::RemoveSynonyms { words: vec!["x".into()] }, "no set of synonyms has “x”"),
        (
            Edit::SetAnswer { entry: "opening".into(), text: "Seven to nine, every day.\n".into() },
            "this is the answer of `opening` already",
        ),
        (Edit::SetAnswer { entry: "opening".into(), text: "x".repeat(1 << 20) }, "and 8000 are allowed"),
        (Edit::SetAnswer { entry: "opening".into(), text: "a\u{1b}[2Jb".into() }, "control character (U+001B)"),
        (new("Dogs!"), "`Dogs!` is no id: use small letters a to z, digits and hyphens: `dogs`"),
        (new("crisis"), "it is taken for other things"),
        (new("tickets"), "there is an entry `tickets` already"),
        (
            Edit::AddEntry {
                entry: "x".into(),
                question: "Q?".into(),
                answer: None,
                document: Some("safety.toml".into()),
            },
            "there is no document `safety.toml`: there are pool.toml",
        ),
        (Edit::Retire { entry: "sauna".into() }, "`sauna` is retired already"),
        (Edit::Restore { entry: tickets() }, "`tickets` is in use"),
    ];
    for (edit, expected) in cases {
        let said = one(edit.clone()).unwrap_err().to_string();
        assert!(said.contains(expected) && said.len() < 600, "{edit:?} says: {said}");
    }
}

#[test]
fn words_of_sql_and_toml_are_only_words() {
    let odd = r#"'); DROP TABLE drafts; -- """ ''' \u0041 ]] [[entries]] # "#;
    let mut source = one(phrasing("tickets", odd)).unwrap();
    assert_eq!(entry(&source, "tickets").phrasings.last().unwrap(), odd.trim());
    source = moderate(&[source], &[Edit::SetAnswer { entry: "tickets".into(), text: odd.into() }]).unwrap().remove(0);
    source = moderate(&[source], &[Edit::AddKeyword { entry: "tickets".into(), rule: one_of(&[odd]), weight: 1.0 }])
        .unwrap()
        .remove(0);
    let entry = entry(&source, "tickets");
    assert_eq!(entry.answer.as_deref(), Some(odd.trim()));
    assert_eq!(entry.keywords.last().unwrap().any, [odd.trim()]);
}

#[test]
fn a_rule_that_is_named_by_its_number_is_remembered_by_its_words() {
    let by_number = |number| unkeyword(RuleName::Number(number));
    let pinned = pinned(&[pool()], &[by_number(2), by_number(9)]).unwrap();
    assert_eq!(pinned, [unkeyword(words(&["pay", "swim"])), by_number(9)]);
    // The first rule goes, and the edit still means the same one.
    let without = one(by_number(1)).unwrap();
    let after = moderate(&[without], &pinned[..1]).unwrap().remove(0);
    let left: Vec<Vec<String>> = entry(&after, "tickets").keywords.into_iter().map(|rule| rule.any).collect();
    assert_eq!(left, [["price"]]);
}

/// Who reviewed the document, the entry's own line, and that line after the answer was changed.
#[test]
fn a_changed_answer_loses_its_reviewer() {
    let document = |head: &str, own: &str| {
        let text = format!("{head}\n[[entries]]\nid = \"a\"\nquestion = \"What is a?\"\nanswer = \"A.\"\n{own}\n");
        Source::new("a.toml", text)
    };
    let dr = "reviewed_by = \"Dr. A\"";
    for (head, own, line) in [
        ("", "", None),
        (dr, "", Some("reviewed_by = \"\"")),
        ("", "reviewed_by = \"Dr. B\" # in May", Some("reviewed_by = \"\" # in May")),
        (dr, "reviewed_by = \"Dr. B\"", Some("reviewed_by = \"\"")),
    ] {
        for edit in [
            Edit::SetAnswer { entry: "a".into(), text: "B.".into() },
            Edit::SetQuestion { entry: "a".into(), text: "What is it?".into() },
        ] {
            let before = document(head, own);
            let after = moderate(&[before], &[edit]).unwrap().remove(0);
            assert_eq!(entry(&after, "a").reviewed_by, None, "{}", after.text);
            let entry_lines = after.text.split("[[entries]]").nth(1).unwrap();
            assert_eq!(entry_lines.lines().find(|line| line.starts_with("reviewed_by")), line, "{}", after.text);
        }
        let before = document(head, own);
        let kept = moderate(&[Arc::clone(&before)], &[phrasing("a", "what about a")]).unwrap().remove(0);
        assert_eq!(entry(&kept, "a").reviewed_by, entry(&before, "a").reviewed_by, "a phrasing is nobody's answer");
        let new =
            Edit::AddEntry { entry: "b".into(), question: "B?".into(), answer: Some("B.".into()), document: None };
        let added = moderate(&[before], &[new]).unwrap().remove(0);
        assert_eq!(entry(&added, "b").reviewed_by, None, "a new answer was seen by nobody");
    }
}

/// Edits with what takes them back.
fn pairs(word: &str, other: &str) -> Vec<(Edit, Edit)> {
    let entries = ["opening", "tickets", "lessons"];
    let set = vec![word.to_owned(), other.to_owned()];
    let mut pairs = vec![(Edit::AddSynonyms { words: set.clone() }, Edit::RemoveSynonyms { words: set })];
    for entry in entries {
        let entry = || entry.to_owned();
        let rule = || Condition { any: vec![word.to_owned()], ..Condition::default() };
        let named = || RuleName::Words(vec![word.to_owned()]);
        pairs.extend([
            (
                Edit::AddPhrasing { entry: entry(), text: word.to_owned() },
                Edit::RemovePhrasing { entry: entry(), text: word.to_owned() },
            ),
            (
                Edit::AddKeyword { entry: entry(), rule: rule(), weight: 1.5 },
                Edit::RemoveKeyword { entry: entry(), rule: named() },
            ),
            (
                Edit::AddException { entry: entry(), rule: rule() },
                Edit::RemoveException { entry: entry(), rule: named() },
            ),
            (Edit::SetThreshold { entry: entry(), value: 0.5 }, Edit::ClearThreshold { entry: entry() }),
            (Edit::Retire { entry: entry() }, Edit::Restore { entry: entry() }),
        ]);
    }
    pairs
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// An edit and its counterpart leave the document as it was, byte by byte.
    #[test]
    fn an_edit_that_is_taken_back_leaves_no_trace(
        word in "[a-z\"'\\\\#é]{1,12}( [a-z]{1,8})?", other in "[A-Z]{1,9}", windows: bool,
    ) {
        let word = format!("qz{word}");
        let text = if windows { POOL.replace('\n', "\r\n") } else { POOL.to_owned() };
        for (there, back) in pairs(&word, &other) {
            let before = Source::new("pool.toml", text.clone());
            let edited = moderate(&[before], std::slice::from_ref(&there)).unwrap();
            prop_assert_ne!(&edited[0].text, &text);
            let again = moderate(&edited, &[back]).unwrap();
            prop_assert_eq!(&again[0].text, &text, "{}", there);
        }
    }

    /// Lists as people write them: whichever phrasing goes, the others stay in their order, and so do the comments behind
    /// and above them.
    #[test]
    fn a_phrasing_that_goes_takes_only_its_own_comments(
        layout in proptest::collection::vec((proptest::bool::ANY, proptest::bool::ANY), 1..5),
        lines: bool, trailing: bool, at in 0usize..5,
    ) {
        let at = at % layout.len();
        let mut list = String::from("[");
        for (number, (above, behind)) in layout.iter().enumerate() {
            let last = number + 1 == layout.len();
            if lines {
                list.push('\n');
                if *above {
                    writeln!(list, "  # above {number}").unwrap();
                }
                list.push_str("  ");
            } else if number > 0 {
                list.push(' ');
            }
            write!(list, "\"wording {number}\"").unwrap();
            if !last || trailing {
                list.push(',');
            }
            if lines && *behind {
                write!(list, "   # behind {number}").unwrap();
            }
        }
        list.push_str(if lines { "\n]" } else { "]" });
        let text = format!("[[entries]]\nid = \"tickets\"\nquestion = \"Q?\"\nphrasings = {list}   # all\nanswer = \"A.\"\n");
        let before = Source::new("a.toml", text.clone());
        let after = moderate(&[before], &[unphrasing(&format!("wording {at}"))]).unwrap().remove(0);
        let others: Vec<usize> = (0..layout.len()).filter(|number| *number != at).collect();
        let left: Vec<String> = others.iter().map(|number| format!("wording {number}")).collect();
        prop_assert_eq!(entry(&after, "tickets").phrasings, left, "{} → {}", &text, &after.text);
        for number in others {
            for comment in [format!("# above {number}\n"), format!("# behind {number}\n")] {
                prop_assert_eq!(
                    text.contains(&comment), after.text.contains(&comment), "{} {} → {}", comment, &text, &after.text
                );
            }
        }
    }
}
