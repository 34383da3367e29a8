//! The opening of `askwell tune`: all phrasings together, counted on messages that they were not taken from.

use crate::common::ten::TEN;
use askwell::bot::{Brain, Stages};
use askwell::config::Sources;
use askwell::document::Source;
use askwell::eval::tune::{Options, Tuning, Watch, tune};
use askwell::eval::{AnswerableIds, ChatFigures, Course, LabelledMessage, read_messages};
use askwell::faq::edit::{Change, with_changes};
use askwell::faq::{Pack, built_in_source, parse_documents};
use askwell::message::Mode;
use askwell::safety::Rules;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn brain(pack: Pack) -> Brain {
    Brain::new(pack, Rules::built_in(), &Sources::default().load().unwrap().settings.matching)
}

/// What the opening alone finds.
fn opening(brain: &Brain, messages: &[LabelledMessage]) -> Tuning {
    let options = Options { mode: Mode::Direct, folds: 5, rounds: 0 };
    tune(brain, messages, options, &Watch { progress: &|_| (), stop: &AtomicBool::new(false) })
}

fn pool() -> Pack {
    let text = std::fs::read_to_string(data("tune/faq.toml")).unwrap();
    parse_documents(&[Source::new("faq.toml", text)]).unwrap()
}

fn messages(lines: &str) -> Vec<LabelledMessage> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("m.jsonl"), lines).unwrap();
    read_messages(&folder.path().join("m.jsonl")).unwrap()
}

/// Messages that have no word in common: what one of them teaches helps none of the others. Only a phrasing that is in
/// force for its own message could make them right.
#[test]
fn no_phrasing_counts_on_the_message_that_it_was_taken_from() {
    let texts = [
        "purple lanterns drifting slowly",
        "grandmother bakes lemon cakes",
        "seven hungry wolves howled",
        "broken guitars need strings",
        "autumn leaves covered bridges",
        "sailors painted wooden ships",
        "clever foxes steal chickens",
        "frozen rivers crack loudly",
        "teachers carry heavy books",
        "bright candles light churches",
        "farmers planted yellow corn",
        "quiet monks climbed mountains",
    ];
    let lines = texts.map(|text| format!("{{\"text\": \"{text}\", \"labels\": [\"opening\"]}}\n")).concat();
    let found = opening(&brain(pool()), &messages(&lines));
    let phrasings = found.changes().iter().filter(|change| matches!(change, Change::Phrasing { .. })).count();
    assert_eq!((found.after.right, phrasings), (found.before.right, 0), "{:#?}", found.proposals);
}

#[test]
fn the_pool_begins_with_all_phrasings_of_its_entries() {
    let lines = std::fs::read_to_string(data("tune/messages.jsonl")).unwrap();
    let found = opening(&brain(pool()), &messages(&lines));
    assert!(found.after.wrong <= found.before.wrong && found.after.right > found.before.right, "{found:#?}");
    assert_eq!(found, opening(&brain(pool()), &messages(&lines)));
}

/// The ten questions with nothing but their answers.
fn bare() -> Pack {
    let mut pack = parse_documents(&[built_in_source()]).unwrap();
    pack.synonyms.clear();
    pack.entries.retain(|entry| TEN.contains(&entry.id.as_str()));
    for entry in &mut pack.entries {
        entry.phrasings.clear();
        entry.keywords.clear();
        entry.except.clear();
        entry.threshold = None;
    }
    pack
}

/// The share of right and of wrong answers, and of messages that ask for nothing and are answered.
fn figures(pack: Pack, mode: Mode, messages: &[LabelledMessage]) -> [f64; 3] {
    let brain = brain(pack);
    let predictions: Vec<_> = Course { mode, stages: Stages::All, perturbation: None }.predict(&brain, messages, || ());
    let faq: AnswerableIds = TEN.iter().map(|id| (*id).to_owned()).collect();
    let pairs = messages.iter().zip(&predictions).filter_map(|(m, p)| m.labels.as_ref().map(|labels| (labels, p)));
    let found = ChatFigures::of(pairs, &faq);
    [found.faq_right, found.faq_wrong, found.nonfaq_answered].map(|share| share.value().unwrap())
}

#[test]
fn from_a_bare_document_one_half_brings_ten_points_on_the_other() {
    let all = read_messages(&data("clinic-chat.jsonl")).unwrap();
    let half = |first: usize| -> Vec<LabelledMessage> { all.iter().skip(first).step_by(2).cloned().collect() };
    // The other way takes as long again, and is in docs/tuning.md with its command.
    let changes = opening(&brain(bare()), &half(0)).changes();
    let rise = |mode: Mode| {
        let [before, after] = [bare(), with_changes(&bare(), &changes)].map(|pack| figures(pack, mode, &half(1)));
        [0, 1, 2].map(|at| after[at] - before[at])
    };
    let (direct, ambient) = (rise(Mode::Direct), rise(Mode::Ambient));
    assert!(direct[0] >= 0.1 && direct[1] <= 0.0, "{direct:.3?} {ambient:.3?}");
    assert!(ambient[1] <= 0.0, "{direct:.3?} {ambient:.3?}");
}
