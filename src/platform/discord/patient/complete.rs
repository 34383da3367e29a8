//! Completions of a topic that is being typed, from any number of topics.

use super::super::components::shortened;
use super::super::limits;
use super::buttons::name;
use crate::bot::{Bot, Stages};
use crate::message::{Choice, Mode};
use crate::reply::split::units;

/// The topics that fit what is typed, best first, as what is shown and what it stands for. Nothing typed: the first ones.
pub(super) fn topics(bot: &Bot, typed: &str) -> Vec<(String, String)> {
    let typed = typed.trim().to_lowercase();
    let mut ranked: Vec<(u8, Choice)> =
        bot.all_topics().into_iter().filter_map(|choice| Some((rank(&choice, &typed)?, choice))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let mut best: Vec<Choice> = ranked.into_iter().map(|(_, choice)| choice).collect();
    if best.len() < limits::MENU_LINES && !typed.is_empty() {
        for choice in near(bot, &typed) {
            if !best.contains(&choice) {
                best.push(choice);
            }
        }
    }
    let shown = best.into_iter().take(limits::MENU_LINES);
    shown.map(|choice| (shortened(&choice.question, limits::MENU_TEXT), value(&choice.entry))).collect()
}

/// What a completion stands for: the topic's id, or its name in buttons where the id is too long.
pub(super) fn value(id: &str) -> String {
    if units(id) <= limits::MENU_TEXT { id.to_owned() } else { name(id) }
}

/// How well a topic fits what is typed, the best first; none where it does not.
fn rank(choice: &Choice, typed: &str) -> Option<u8> {
    let question = choice.question.to_lowercase();
    let (begins, contains) = (
        question.starts_with(typed) || choice.entry.starts_with(typed),
        question.contains(typed) || choice.entry.contains(typed),
    );
    let begins_a_word = |word: &str| question.split(|ch: char| !ch.is_alphanumeric()).any(|of| of.starts_with(word));
    match (begins, contains) {
        (true, _) => Some(0),
        (_, true) => Some(1),
        _ if typed.split_whitespace().all(begins_a_word) => Some(2),
        _ => None,
    }
}

/// What the engine finds near, where letters alone find too little.
fn near(bot: &Bot, typed: &str) -> Vec<Choice> {
    let brain = bot.brain();
    let outcome = brain.decide(typed, Mode::Direct, Stages::EngineOnly);
    let entries: Vec<usize> = outcome.decision.candidates.iter().map(|candidate| candidate.entry).collect();
    brain.ids(&entries).into_iter().filter_map(|id| bot.entry(|other| other == id)).collect()
}
