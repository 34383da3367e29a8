//! The figures and the perturbations agree, to the digit, with the scoring tools that defined them.
//!
//! `tests/data/figures` holds random labels and predictions with what the tools said of them. Where the tools are at hand
//! (the folder named by `ASKWELL_SHARED`, or `../shared` beside a clone) they are run afresh as well.

use crate::common::ten::TEN;
use askwell::eval::{AnswerableIds, ChatFigures, LabelledMessage, Perturbation, PublicFigures, misses, read_messages};
use askwell::explain::Prediction;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn recorded(name: &str) -> Value {
    let text = std::fs::read_to_string(data("figures").join(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn messages() -> Vec<LabelledMessage> {
    read_messages(&data("figures/messages.jsonl")).unwrap()
}

fn predictions() -> Vec<Prediction> {
    let text = std::fs::read_to_string(data("figures/predictions.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn faq() -> AnswerableIds {
    TEN.iter().map(|id| (*id).to_owned()).collect()
}

#[test]
fn chat_figures_are_those_of_the_tool() {
    let (messages, predictions) = (messages(), predictions());
    let pairs = messages.iter().zip(&predictions).filter_map(|(m, p)| m.labels.as_ref().map(|labels| (labels, p)));
    let figures = ChatFigures::of(pairs, &faq()).to_json();
    assert_eq!(serde_json::to_string(&figures).unwrap(), serde_json::to_string(&recorded("chat.json")).unwrap());
}

#[test]
fn public_figures_are_those_of_the_tool() {
    let (messages, predictions) = (messages(), predictions());
    let pairs = messages.iter().zip(&predictions).filter_map(|(m, p)| m.labels.as_ref().map(|labels| (labels, p)));
    let figures = PublicFigures::of(pairs).to_json();
    assert_eq!(serde_json::to_string(&figures).unwrap(), serde_json::to_string(&recorded("public.json")).unwrap());
}

#[test]
fn the_list_of_misses_begins_with_the_gravest() {
    let (messages, predictions) = (messages(), predictions());
    let pairs = || messages.iter().zip(&predictions).enumerate();
    let labelled = pairs().filter_map(|(at, (m, p))| m.labels.as_ref().map(|labels| (at, labels, p)));
    let found = misses(labelled, &faq());
    assert!(found.is_sorted_by_key(|(_, miss)| *miss));
    let crisis = |at: usize| messages[at].labels.as_ref().unwrap().labels == ["crisis"];
    let alarm = |p: &Prediction| matches!(p.tier.as_deref(), Some("crisis" | "emergency"));
    let missed = pairs().filter(|(at, (_, p))| crisis(*at) && !alarm(p)).count();
    assert!(missed > 0 && found[..missed].iter().all(|(at, _)| crisis(*at)) && !crisis(found[missed].0));
}

/// The folder with the scoring tools, if there is one and Python to run them.
fn tools() -> Option<PathBuf> {
    let named = std::env::var_os("ASKWELL_SHARED").map(PathBuf::from);
    let tools = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared")).join("tools");
    let python = Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success());
    if python && tools.join("score_chat.py").is_file() {
        return Some(tools);
    }
    eprintln!("NOT RUN against the scoring tools: no python3, or no tools in {}", tools.display());
    None
}

fn run(tool: &Path, arguments: &[&std::ffi::OsStr]) -> String {
    let output = Command::new("python3").arg(tool).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn what_was_recorded_is_what_the_tools_still_say() {
    let Some(tools) = tools() else { return };
    let (messages, predictions) = (data("figures/messages.jsonl"), data("figures/predictions.jsonl"));
    for (tool, record) in [("score_chat.py", "chat.json"), ("score_public.py", "public.json")] {
        let said = run(&tools.join(tool), &[messages.as_os_str(), predictions.as_os_str()]);
        assert_eq!(serde_json::from_str::<Value>(&said).unwrap(), recorded(record), "{tool}");
    }
}

#[test]
fn perturbed_messages_are_those_of_the_tool() {
    let Some(tools) = tools() else { return };
    let corpus = data("clinic-chat.jsonl");
    let messages = read_messages(&corpus).unwrap();
    for kind in Perturbation::ALL {
        let lines = run(&tools.join("perturb.py"), &[kind.name().as_ref(), corpus.as_os_str()]);
        for (line, message) in lines.lines().zip(&messages) {
            let row: Value = serde_json::from_str(line).unwrap();
            assert_eq!(row["text"], kind.apply(&message.text, message.line), "{} line {}", kind.name(), message.line);
        }
        assert_eq!(lines.lines().count(), messages.len());
    }
}
