//! Completions of a topic that is being typed, from any number of topics.

use super::buttons::name;
use super::completion::{Choice, Menu, ranked};
use crate::bot::{Bot, Stages};
use crate::message::{self, Mode};
use crate::reply::split::{shortened, units};

/// The topics that fit what is typed, best first, as what is shown and what it stands for. Nothing typed: the first ones.
pub(crate) fn topics(bot: &Bot, menu: Menu, typed: &str) -> Vec<(String, String)> {
    let shown = |choice: &message::Choice| (shortened(&choice.question, menu.text), value(menu, &choice.entry));
    let all: Vec<(String, message::Choice)> =
        bot.all_topics().into_iter().map(|choice| (value(menu, &choice.entry), choice)).collect();
    let choices = all.iter().map(|(value, choice)| Choice { value, words: &choice.question });
    let mut best: Vec<(String, String)> = ranked(menu, typed, choices)
        .iter()
        .map(|choice| (shortened(choice.words, menu.text), choice.value.to_owned()))
        .collect();
    if !typed.is_empty() {
        for near in near(bot, typed).iter().map(shown) {
            if !best.contains(&near) {
                best.push(near);
            }
        }
    }
    best.truncate(menu.lines);
    best
}

/// What a completion stands for: the topic's id, or its name in buttons where the id is too long.
pub(crate) fn value(menu: Menu, id: &str) -> String {
    if units(id) <= menu.text { id.to_owned() } else { name(id) }
}

/// What the engine finds near, where letters alone find too little. To danger no topic is near.
fn near(bot: &Bot, typed: &str) -> Vec<message::Choice> {
    let brain = bot.brain();
    let outcome = brain.decide(typed, Mode::Direct, Stages::All);
    if outcome.decision.is_danger() {
        return Vec::new();
    }
    let entries: Vec<usize> = outcome.decision.candidates.iter().map(|candidate| candidate.entry).collect();
    brain.ids(&entries).into_iter().filter_map(|id| bot.entry(|other| other == id)).collect()
}
