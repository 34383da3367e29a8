//! The moderators' subcommands through the front door, in a folder as a clinic has it.

use assert_cmd::cargo::CommandCargoExt;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const FAQ: &str = r#"title = "The pool"

[[entries]]
id = "opening"
question = "What are your opening hours?"
answer = "Seven to nine, every day."   # also on the door

[[entries]]
id = "tickets"
question = "What does a ticket cost?"
answer = "Five for grown-ups."
reviewed_by = "Dr. A"

  [[entries.keywords]]
  any = ["ticket", "fee"]
"#;

const MESSAGES: &str = "{\"text\": \"how much dosh for a dip\", \"labels\": [\"tickets\"]}\n";

/// A folder with documents, settings and labelled messages.
struct Clinic(TempDir);

struct Done {
    out: String,
    err: String,
    code: i32,
}

impl Clinic {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            let path = home.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        file("faq/faq.toml", FAQ);
        file("messages.jsonl", MESSAGES);
        file("config/local.toml", "[faq]\ndir = \"faq\"\nmessages = \"messages.jsonl\"\n");
        Self(home)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("askwell").unwrap();
        command.current_dir(self.0.path()).stdin(Stdio::null()).env_remove("RUST_LOG").env("USER", "ana");
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("ASKWELL__")) {
            command.env_remove(name);
        }
        command.args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Done {
        let output = self.command(arguments).output().unwrap();
        let done = Done {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        };
        assert!(!done.err.contains("panicked"), "{}", done.err);
        done
    }

    /// The output of a command that ends well.
    fn fine(&self, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{arguments:?}: {}", done.out);
        done.out
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.fine(arguments)).unwrap()
    }

    fn failed(&self, arguments: &[&str], code: i32, part: &str) {
        let done = self.run(arguments);
        assert_eq!(done.code, code, "{arguments:?}: {}{}", done.out, done.err);
        assert!(done.err.contains(part) && done.err.len() < 2_000, "{arguments:?}: no {part:?} in {}", done.err);
    }

    fn file(&self) -> String {
        fs::read_to_string(self.0.path().join("faq/faq.toml")).unwrap()
    }
}

fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no {part:?} in {text}");
    }
}

#[test]
fn a_miss_is_tuned_looked_at_applied_and_taken_back() {
    let clinic = Clinic::new();
    let list = clinic.fine(&["entry", "list"]);
    has(
        &list,
        &[
            "opening  What are your opening hours?\n",
            "tickets  What does a ticket cost?\n",
            "2 entries, 0 of them retired",
        ],
    );

    let page = clinic.fine(&[
        "phrasing",
        "add",
        "tickets",
        "how",
        "much",
        "dosh",
        "for",
        "a",
        "dip",
        "--reason",
        "asked twice",
    ]);
    has(
        &page,
        &[
            "Draft 1 by ana: tickets: phrasing “how much dosh for a dip” added\nWhy: asked twice\n",
            "+phrasings = [\"how much dosh for a dip\"]\n",
            "newly right 2, newly wrong 0, newly silent 0\n",
            "1 labelled message and 3 questions and phrasings",
            "line 1",
            "Nothing is live yet. Apply it: askwell draft apply 1   Drop it: askwell draft drop 1\n",
        ],
    );
    assert_eq!(clinic.file(), FAQ, "nobody said yes");
    has(&clinic.fine(&["draft", "list"]), &["   1  ", "ana: tickets: phrasing"]);
    assert_eq!(clinic.json(&["draft", "show", "1", "--json"])["report"]["refused"], serde_json::json!([]));

    has(
        &clinic.fine(&["draft", "apply", "1", "--by", "ben"]),
        &["Applied: draft 1, revision 2. Take it back: askwell undo 2\n"],
    );
    has(&clinic.file(), &["phrasings = [\"how much dosh for a dip\"]", "# also on the door"]);
    has(&clinic.fine(&["ask", "how much dosh for a dip"]), &["Five for grown-ups."]);
    assert_eq!(clinic.fine(&["draft", "list"]), "No draft waits for a decision.\n");

    let history = clinic.fine(&["history"]);
    has(&history, &["  faq.toml  ana: tickets: phrasing", "      why: asked twice\n", "disk: first seen"]);
    assert_eq!(clinic.json(&["history", "faq.toml", "--limit", "1", "--json"])["revisions"][0]["revision"], 2);
    has(&clinic.fine(&["diff", "2"]), &["Revision 2, ", "--- a/faq.toml\n+++ b/faq.toml\n", "+phrasings"]);

    let undone = clinic.json(&["undo", "--apply", "--json", "--by", "eve"]);
    assert_eq!((&undone["state"], &undone["revisions"]), (&"applied".into(), &serde_json::json!([3])), "{undone}");
    assert_eq!(clinic.file(), FAQ);
    clinic.fine(&["restore", "2", "--apply"]);
    has(&clinic.file(), &["how much dosh for a dip"]);
    assert!(Path::new(&clinic.0.path().join("data/askwell.db")).exists());
}

#[test]
fn every_kind_of_edit_has_its_command() {
    let clinic = Clinic::new();
    for (arguments, expected) in [
        (vec!["keyword", "add", "opening", "shut", "close", "--weight", "2"], "any    = [\"shut\", \"close\"]"),
        (vec!["keyword", "weight", "opening", "3", "--rule", "1"], "weight = 3.0"),
        (vec!["keyword", "remove", "opening", "close"], "any    = [\"shut\"]"),
        (vec!["exception", "add", "opening", "opening night"], "any = [\"opening night\"]"),
        (vec!["synonym", "add", "ticket", "pass"], "words = [\"ticket\", \"pass\"]"),
        (vec!["threshold", "set", "opening", "0.75"], "threshold = 0.75"),
        (vec!["entry", "answer", "opening", "--answer", "Eight to nine."], "answer = \"Eight to nine.\"   # also"),
        (vec!["entry", "question", "opening", "When", "are", "you", "open?"], "question = \"When are you open?\""),
        (vec!["entry", "add", "dogs", "--question", "May dogs swim?", "--handoff"], "id = \"dogs\""),
        (vec!["entry", "retire", "dogs"], "retired = true"),
    ] {
        let arguments: Vec<&str> = arguments.into_iter().chain(["--apply"]).collect();
        has(&clinic.fine(&arguments), &["Applied: draft"]);
        has(&clinic.file(), &[expected]);
    }
    let shown = clinic.fine(&["entry", "show", "opening"]);
    has(
        &shown,
        &[
            "keywords    1  “shut”, weight 3\n",
            "exceptions  1  “opening night”\n",
            "threshold   0.75, its own\n",
            "reviewed    by nobody",
        ],
    );
    assert_eq!(clinic.json(&["entry", "show", "opening", "--json"])["keywords"][0]["any"][0], "shut");
    has(&clinic.fine(&["entry", "list"]), &["dogs     May dogs swim?  (retired)"]);
    let before = clinic.file();
    for back in [
        vec!["keyword", "remove", "opening", "--rule", "1"],
        vec!["exception", "remove", "opening", "opening night"],
        vec!["synonym", "remove", "pass"],
        vec!["threshold", "clear", "opening"],
        vec!["entry", "restore", "dogs"],
    ] {
        clinic.fine(&back.into_iter().chain(["--apply"]).collect::<Vec<_>>());
    }
    let after = clinic.file();
    for gone in ["shut", "opening night", "[[synonyms]]", "threshold", "retired"] {
        assert!(before.contains(gone) && !after.contains(gone), "{gone}: {after}");
    }
}

#[test]
fn what_speaks_against_a_draft_keeps_it_from_going_live_by_itself() {
    let clinic = Clinic::new();
    let reviewed = ["entry", "answer", "tickets", "--answer", "Six.", "--apply"];
    let done = clinic.run(&reviewed);
    assert_eq!(done.code, 1, "{}", done.err);
    has(&done.out, &["a reviewer has to apply this", "askwell draft apply 1 --reviewer --by NAME"]);
    clinic.failed(&["draft", "apply", "1"], 1, "had been reviewed: a reviewer has to apply it");
    assert_eq!(clinic.file(), FAQ);
    clinic.fine(&["draft", "apply", "1", "--reviewer", "--by", "Dr. B"]);
    has(&clinic.file(), &["answer = \"Six.\"\nreviewed_by = \"\"\n"]);

    let stolen = clinic.run(&[
        "entry",
        "add",
        "hours",
        "--question",
        "What are your opening hours?",
        "--answer",
        "No.",
        "--apply",
    ]);
    assert_eq!(stolen.code, 1, "{}", stolen.out);
    has(
        &stolen.out,
        &["CAREFUL: 1 question or phrasing of the FAQ would not be answered any more.", "Nothing is live yet."],
    );
    clinic.failed(&["draft", "drop", "77"], 1, "there is no draft 77");
    clinic.failed(&["draft", "apply", "1"], 1, "was applied by Dr. B already");
}

#[test]
fn wrong_use_and_wrong_words_change_nothing() {
    let clinic = Clinic::new();
    clinic.failed(&["phrasing", "add", "tikets", "x"], 1, "error: there is no entry `tikets`: did you mean `tickets`?");
    clinic.failed(&["phrasing", "add", "tickets"], 2, "<TEXT>");
    clinic.failed(&["phrasing", "remove", "tickets", "x"], 1, "`tickets` has no phrasings");
    clinic.failed(&["keyword", "add", "tickets", "x", "--weight", "-1"], 1, "a weight is above 0");
    clinic.failed(&["keyword", "remove", "tickets"], 2, "<WORD>");
    clinic.failed(&["threshold", "set", "tickets", "2"], 1, "from 0 (always answer) to 1 (never)");
    clinic.failed(&["threshold", "set", "tickets", "much"], 2, "invalid");
    clinic.failed(&["entry", "add", "x", "--question", "Q?"], 2, "--handoff");
    clinic.failed(&["entry", "answer", "tickets"], 2, "--answer TEXT");
    clinic.failed(&["entry", "show", "'; DROP TABLE drafts; --"], 1, "there is no entry");
    clinic.failed(&["entry", "retire", "tickets", "--by", "disk"], 1, "nobody can be called `disk`");
    clinic.failed(&["history", "nowhere.toml"], 1, "no document `nowhere.toml` has a history: there are faq.toml");
    clinic.failed(&["history", "--limit", "0"], 2, "invalid");
    clinic.failed(&["diff", "9"], 1, "there is no revision 9");
    clinic.failed(&["undo", "nine"], 2, "invalid");
    clinic.failed(&["belongs", "1", "tickets"], 1, "there is no unanswered question 1");
    let long = clinic.0.path().join("long.txt");
    fs::write(&long, "x".repeat(1 << 20)).unwrap();
    clinic.failed(&["entry", "answer", "tickets", "--file", "long.txt"], 1, "and 8000 are allowed");
    fs::write(&long, [b'a', 0xff]).unwrap();
    clinic.failed(&["entry", "answer", "tickets", "--file", "long.txt"], 1, "not UTF-8");
    assert_eq!(clinic.file(), FAQ);
    assert_eq!(clinic.fine(&["draft", "list"]), "No draft waits for a decision.\n");

    let built_in = clinic.command(&["phrasing", "add", "driving", "x"]).env("ASKWELL__FAQ__DIR", "").output().unwrap();
    has(&String::from_utf8(built_in.stderr).unwrap(), &["run `askwell init`"]);
    let newer = clinic.command(&["history"]).env("ASKWELL__STORE__URL", "mysql://x").output().unwrap();
    has(&String::from_utf8(newer.stderr).unwrap(), &["sqlite:"]);
}

#[test]
fn two_programs_on_one_folder_never_lose_an_edit() {
    let clinic = Clinic::new();
    let words = ["alpha word", "beta word", "gamma word"];
    let drafts: Vec<i64> = words
        .iter()
        .map(|word| clinic.json(&["phrasing", "add", "opening", word, "--json"])["draft"].as_i64().unwrap())
        .collect();
    let children: Vec<_> = drafts
        .iter()
        .map(|draft| {
            let mut command = clinic.command(&["draft", "apply", &draft.to_string()]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    let done: Vec<_> = children.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
    let good: Vec<bool> = done.iter().map(|done| done.status.success()).collect();
    assert_eq!(good.iter().filter(|good| **good).count(), 1, "{done:?}");
    for (good, done) in good.iter().zip(&done) {
        let told = String::from_utf8_lossy(&done.stderr);
        assert!(*good || told.contains("were changed since") || told.contains("somebody was quicker"), "{told}");
    }
    for (draft, _) in drafts.iter().zip(&good).filter(|(_, good)| !**good) {
        clinic.fine(&["draft", "redo", &draft.to_string(), "--apply"]);
    }
    has(&clinic.file(), &words);
    let history = clinic.fine(&["history"]);
    assert_eq!(history.matches(" added").count(), 3, "{history}");
}
