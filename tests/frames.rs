//! Plain words of danger inside everything else that people say: at school, after a film, years after another time. No exception
//! that a frame meets may hide the danger in it.

use std::thread::{available_parallelism, scope};

use askwell::bot::Stages;
use askwell::message::Mode;

use crate::common::BRAIN;

/// What somebody says who is in danger, or knows somebody who is, one a line.
const PLAIN: &str = include_str!("data/danger/plain.txt");
/// What stands around it in a chat, which makes it neither past nor a story; `{}` is its place.
const FRAMES: &str = include_str!("data/danger/frames.txt");

/// "Hurting themselves" is said of players too.
fn is_said_of_sport(frame: &str, plain: &str) -> bool {
    plain.contains("hurting themselves") && ["training", "football", "match"].iter().any(|sport| frame.contains(sport))
}

#[test]
fn no_frame_hides_a_danger_that_is_said_plainly() {
    let both = FRAMES.lines().flat_map(|frame| PLAIN.lines().map(move |plain| (frame, plain)));
    let texts: Vec<String> = both
        .filter(|(frame, plain)| !is_said_of_sport(frame, plain))
        .map(|(frame, plain)| frame.replace("{}", plain))
        .collect();
    assert!(texts.len() > 10_000, "{}", texts.len());
    let missed = |text: &&String| !BRAIN.decide(text, Mode::Direct, Stages::All).decision.is_danger();
    let each = texts.len().div_ceil(available_parallelism().map_or(1, usize::from));
    let hidden: Vec<&String> = scope(|scope| {
        let threads: Vec<_> = texts
            .chunks(each)
            .map(|part| scope.spawn(move || part.iter().filter(missed).collect::<Vec<_>>()))
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(hidden, Vec::<&String>::new());
}
