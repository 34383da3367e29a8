//! `askwell tune` through the front door, on a small pool's FAQ of our own.

use crate::common::Askwell;
use askwell::bot::Brain;
use askwell::config::Sources;
use askwell::document::Source;
use askwell::eval::read_messages;
use askwell::eval::tune::{Options, Progress, Tuning, Watch, tune};
use askwell::faq::edit::Change;
use askwell::faq::parse_documents;
use askwell::message::Mode;
use askwell::safety::Rules;
use serde_json::Value;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

fn data(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tune").join(name)).unwrap()
}

/// A folder with the pool's FAQ and every second message (`first`, or the others) in `m.jsonl`.
fn pool(line: &str, first: bool) -> Askwell {
    let messages = data("messages.jsonl");
    let half: Vec<&str> = messages.lines().skip(usize::from(!first)).step_by(2).collect();
    Askwell::line(line).file("faq/faq.toml", &data("faq.toml")).file("m.jsonl", &(half.join("\n") + "\n"))
}

#[test]
fn what_one_half_proposes_wins_on_the_other_and_loses_nothing_there() {
    let (done, folder) = pool("tune --faq faq --messages m.jsonl --apply --json --rounds 6", true).run_in_folder();
    let found = done.fine().json();
    assert!(!found["proposals"].as_array().unwrap().is_empty() && found["applied"] == true, "{found}");
    let tuned = std::fs::read_to_string(folder.path().join("faq/faq.toml")).unwrap();
    let figures = |document: &str| -> Value {
        let eval = pool("eval --faq faq --messages m.jsonl --json", false).file("faq/faq.toml", document);
        eval.run().fine().json()["figures"].clone()
    };
    let (before, after) = (figures(&data("faq.toml")), figures(&tuned));
    let gain = |name: &str| after[name].as_f64().unwrap() - before[name].as_f64().unwrap();
    assert!(gain("faq_right") >= 0.1, "{before}\n{after}");
    assert!(gain("faq_wrong") <= 0.0 && gain("nonfaq_answered") <= 0.0, "{before}\n{after}");
}

#[test]
fn a_proposal_only_adds_lines_and_keeps_every_comment() {
    let (done, folder) = pool("tune --faq faq --messages m.jsonl --apply --rounds 2", true).run_in_folder();
    let shown = done.fine().stdout;
    assert!(shown.contains("+++ b/faq/faq.toml") && shown.contains("Written."), "{shown}");
    let tuned = std::fs::read_to_string(folder.path().join("faq/faq.toml")).unwrap();
    let document = data("faq.toml");
    let comments = document.lines().filter_map(|line| Some(line[line.find('#')?..].to_owned()));
    for comment in comments {
        assert!(tuned.contains(&comment), "{comment:?} is lost:\n{tuned}");
    }
    let files = std::fs::read_dir(folder.path().join("faq")).unwrap().count();
    assert_eq!(files, 1, "a file was left behind");
}

#[test]
fn the_same_documents_and_messages_give_the_same_proposals() {
    let run = || pool("tune --faq faq --messages m.jsonl --json --rounds 3", true).run().fine().stdout;
    assert_eq!(run(), run());
}

#[test]
fn without_apply_nothing_is_written() {
    let (done, folder) = pool("tune --faq faq --messages m.jsonl --rounds 1", true).run_in_folder();
    assert!(done.fine().stdout.contains("Nothing was written"));
    assert_eq!(std::fs::read_to_string(folder.path().join("faq/faq.toml")).unwrap(), data("faq.toml"));
}

#[test]
fn the_built_in_faq_is_not_written() {
    let messages = "{\"text\": \"can i drive\", \"labels\": [\"driving\"]}\n";
    let done = Askwell::line("tune --messages m.jsonl --apply").file("m.jsonl", messages).run();
    done.failed(1, &["built-in", "askwell init"]);
}

#[test]
fn where_there_is_nothing_to_gain_it_says_so() {
    let messages = "{\"text\": \"What are your opening hours?\", \"labels\": [\"opening\"]}\n";
    let done = pool("tune --faq faq --messages m.jsonl", true).file("m.jsonl", messages).run().fine();
    assert!(done.stdout.contains("Nothing to propose"), "{}", done.stdout);
    let unlabelled = "{\"text\": \"hello\"}\n";
    let done = pool("tune --faq faq --messages m.jsonl", true).file("m.jsonl", unlabelled).run().fine();
    assert!(done.stdout.contains("Nothing to propose"), "{}", done.stdout);
}

#[test]
fn what_is_given_wrongly_is_said() {
    Askwell::line("tune --messages none.jsonl").run().failed(2, &["none.jsonl", "cannot be read"]);
    Askwell::line("tune --messages m.jsonl --folds 1").file("m.jsonl", "").run().failed(2, &["2..=20"]);
}

/// The library by itself, ended after so many candidates.
fn search(ended_after: usize) -> Tuning {
    let settings = Sources::default().load().unwrap().settings;
    let pack = parse_documents(&[Source::new("faq.toml", data("faq.toml"))]).unwrap();
    let brain = Brain::new(pack, Rules::built_in(), &settings.matching);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("m.jsonl"), data("messages.jsonl")).unwrap();
    let messages = read_messages(&folder.path().join("m.jsonl")).unwrap();
    let (stop, seen) = (AtomicBool::new(ended_after == 0), AtomicUsize::new(0));
    let progress = |_: Progress| {
        if seen.fetch_add(1, Ordering::Relaxed) + 1 == ended_after {
            stop.store(true, Ordering::Relaxed);
        }
    };
    let options = Options { mode: Mode::Direct, folds: 5, rounds: 3 };
    tune(&brain, &messages, options, &Watch { progress: &progress, stop: &stop })
}

#[test]
fn a_search_that_is_ended_keeps_what_it_had() {
    let at_once = search(0);
    assert!(at_once.stopped && at_once.proposals.is_empty() && at_once.before == at_once.after);
    let whole = search(usize::MAX);
    assert!(!whole.stopped && !whole.proposals.is_empty());
    let early = search(whole.tried - 1);
    assert!(early.stopped && early.after.right >= early.before.right && early.after.wrong <= early.before.wrong);
}

#[test]
fn phrasings_are_taken_only_from_plain_questions() {
    for proposal in search(usize::MAX).proposals {
        for change in proposal.changes {
            if let Change::Phrasing { text, .. } = change {
                assert!(!text.contains(|ch: char| ch.is_ascii_digit()), "{text}");
            }
        }
    }
}
