//! The FAQ's own wordings, said as people say them: with a greeting, thanks or a word about themselves around them, and
//! asked for somebody else. None of that may turn a question into an alarm, and courtesies may not cost the answer.

use std::sync::LazyLock;

use askwell::bot::{Brain, Stages};
use askwell::config::Sources;
use askwell::decision::Kind;
use askwell::faq::built_in;
use askwell::message::Mode;
use askwell::safety::Rules;

static BRAIN: LazyLock<Brain> = LazyLock::new(|| {
    let settings = Sources::default().load().unwrap_or_else(|problems| panic!("{problems:?}")).settings;
    Brain::new(built_in(), Rules::built_in(), &settings.matching)
});

/// What stands around a question and says nothing of it.
const COURTESIES: [&str; 6] = [
    "hi all, {}",
    "{} thanks in advance",
    "does anyone know, {}",
    "does anyone know {}",
    "quick question: {}",
    "{} cheers",
];
/// What people add that is no danger.
const BESIDE: [&str; 6] = [
    "not urgent but {}",
    "my friend told me about this place. {}",
    "asking for my mum: {}",
    "{} lol",
    "so excited for this!! {}",
    "I start on Monday. {}",
];
/// The first person and the third, in the order in which they are replaced.
const SOMEBODY_ELSE: [(&str, &str); 7] = [
    (" am i ", " is he "),
    (" do i ", " does he "),
    (" have i ", " has he "),
    (" i am ", " he is "),
    (" i have ", " he has "),
    (" i ", " he "),
    (" my ", " his "),
];
/// Each wording is said in every so manieth frame, beginning with another one each time: all of them together would take minutes.
const FRAMES_APART: usize = 3;
/// Of a hundred wordings that are answered, so many may be lost to courtesies.
const MOST_LOST: usize = 2;
/// Wordings that fear a death ask it of themselves; said of another they are danger.
const FEARS: [&str; 5] = [" die", " dying", " dead", " overdose", " in and out "];

fn wordings() -> impl Iterator<Item = (usize, String)> {
    let entries = BRAIN.pack().entries.iter().enumerate().filter(|(_, entry)| !entry.handoff);
    entries.flat_map(|(number, entry)| entry.wordings().map(move |wording| (number, wording.clone())))
}

fn is_alarm(raw: &str) -> bool {
    BRAIN.decide(raw, Mode::Ambient, Stages::All).decision.is_danger()
}

fn answers(raw: &str, entry: usize) -> bool {
    let decision = BRAIN.decide(raw, Mode::Ambient, Stages::All).decision;
    decision.kind == Kind::Answer && decision.entries.contains(&entry)
}

fn of_somebody_else(wording: &str) -> String {
    let plain = format!(" {} ", wording.to_lowercase());
    SOMEBODY_ELSE.iter().fold(plain, |text, (own, other)| text.replace(own, other))
}

#[test]
fn a_question_of_the_faq_is_no_alarm_whatever_stands_around_it() {
    let said = COURTESIES.iter().chain(&BESIDE);
    let some = |nth: usize| said.clone().skip(nth % FRAMES_APART).step_by(FRAMES_APART);
    let alarms: Vec<String> = wordings()
        .enumerate()
        .filter(|(_, (_, wording))| !is_alarm(wording))
        .flat_map(|(nth, (_, wording))| some(nth).map(move |frame| frame.replace("{}", &wording)))
        .filter(|raw| is_alarm(raw))
        .collect();
    assert_eq!(alarms, Vec::<String>::new());
}

#[test]
fn a_question_of_the_faq_is_no_alarm_when_asked_for_somebody_else() {
    let alarms: Vec<String> = wordings()
        .map(|(_, wording)| of_somebody_else(&wording))
        .filter(|raw| !FEARS.iter().any(|fear| raw.contains(fear)) && is_alarm(raw))
        .collect();
    assert_eq!(alarms, Vec::<String>::new());
}

#[test]
fn courtesies_cost_hardly_an_answer() {
    let some = wordings().step_by(FRAMES_APART);
    let answered: Vec<_> = some.filter(|(entry, wording)| answers(wording, *entry)).collect();
    for frame in COURTESIES {
        let lost: Vec<String> = answered
            .iter()
            .map(|(entry, wording)| (entry, frame.replace("{}", wording)))
            .filter(|(entry, raw)| !answers(raw, **entry))
            .map(|(_, raw)| raw)
            .collect();
        let most = answered.len() * MOST_LOST / 100;
        assert!(lost.len() <= most, "{frame}: {} of {} lost, as {:?}", lost.len(), answered.len(), lost.first());
    }
}
