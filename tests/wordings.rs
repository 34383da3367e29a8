//! The FAQ's own wordings, said as people say them: with a greeting, thanks or a word about themselves around them, and
//! asked for somebody else. None of that may turn a question into an alarm, and courtesies may not cost the answer.

use std::sync::LazyLock;
use std::thread::{available_parallelism, scope};

use askwell::bot::Stages;
use askwell::decision::Kind;
use askwell::message::Mode;

use crate::common::BRAIN;

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
/// Of a hundred wordings that are answered, so many may be lost to courtesies.
const MOST_LOST: usize = 2;
/// Wordings that fear a death ask it of themselves; said of another they are danger.
const FEARS: [&str; 5] = [" die", " dying", " dead", " overdose", " in and out "];

fn wordings() -> impl Iterator<Item = (usize, String)> {
    let entries = BRAIN.pack().entries.iter().enumerate().filter(|(_, entry)| !entry.handoff);
    entries.flat_map(|(number, entry)| entry.wordings().map(move |wording| (number, wording.clone())))
}

/// What a message comes to.
struct Found {
    alarm: bool,
    /// With the entry that is asked for.
    answered: bool,
}

impl Found {
    fn of(raw: &str, entry: usize) -> Self {
        let decision = BRAIN.decide(raw, Mode::Ambient, Stages::All).decision;
        let answered = decision.kind == Kind::Answer && decision.entries.contains(&entry);
        Self { alarm: decision.is_danger(), answered }
    }
}

/// A wording by itself, and in each of the courtesies and of what stands beside.
struct Said {
    wording: String,
    plain: Found,
    framed: Vec<Found>,
}

/// Decided once for all tests, by all processors: there are a hundred and fifty thousand messages.
static SAID: LazyLock<Vec<Said>> = LazyLock::new(|| {
    let wordings: Vec<(usize, String)> = wordings().collect();
    let each = wordings.len().div_ceil(available_parallelism().map_or(1, usize::from));
    let said = |(entry, wording): &(usize, String)| Said {
        plain: Found::of(wording, *entry),
        framed: COURTESIES
            .iter()
            .chain(&BESIDE)
            .map(|frame| Found::of(&frame.replace("{}", wording), *entry))
            .collect(),
        wording: wording.clone(),
    };
    scope(|scope| {
        let parts = wordings.chunks(each);
        let threads: Vec<_> =
            parts.map(|part| scope.spawn(move || part.iter().map(said).collect::<Vec<_>>())).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
});

fn of_somebody_else(wording: &str) -> String {
    let plain = format!(" {} ", wording.to_lowercase());
    SOMEBODY_ELSE.iter().fold(plain, |text, (own, other)| text.replace(own, other))
}

#[test]
fn a_question_of_the_faq_is_no_alarm_whatever_stands_around_it() {
    let calm = SAID.iter().filter(|said| !said.plain.alarm);
    let alarms: Vec<String> = calm
        .flat_map(|said| {
            COURTESIES.iter().chain(&BESIDE).zip(&said.framed).map(move |(frame, found)| (frame, found, said))
        })
        .filter(|(_, found, _)| found.alarm)
        .map(|(frame, _, said)| frame.replace("{}", &said.wording))
        .collect();
    assert_eq!(alarms, Vec::<String>::new());
}

#[test]
fn a_question_of_the_faq_is_no_alarm_when_asked_for_somebody_else() {
    let alarms: Vec<String> = wordings()
        .map(|(entry, wording)| (entry, of_somebody_else(&wording)))
        .filter(|(entry, raw)| !FEARS.iter().any(|fear| raw.contains(fear)) && Found::of(raw, *entry).alarm)
        .map(|(_, raw)| raw)
        .collect();
    assert_eq!(alarms, Vec::<String>::new());
}

#[test]
fn courtesies_cost_hardly_an_answer() {
    let answered: Vec<&Said> = SAID.iter().filter(|said| said.plain.answered).collect();
    for (nth, frame) in COURTESIES.iter().enumerate() {
        let lost: Vec<&str> =
            answered.iter().filter(|said| !said.framed[nth].answered).map(|said| said.wording.as_str()).collect();
        let most = answered.len() * MOST_LOST / 100;
        assert!(lost.len() <= most, "{frame}: {} of {} lost, as {:?}", lost.len(), answered.len(), lost.first());
    }
}
