//! How long a message takes, by the size of the pack; loading; memory.
//!
//!     ASKWELL_BENCH_SETS=FOLDER cargo bench --bench engine
//!
//! FOLDER holds public question sets; `clinc150` (150 entries, 15,000 phrasings) is used. Without it a generated pack of
//! the same size takes its place. What is timed is a list of messages, one pass over all of them; the time of one message
//! is printed beside it as a median.

#![allow(missing_docs, clippy::unwrap_used)]

mod packs;

use askwell::bot::{Brain, Stages};
use askwell::config::Sources;
use askwell::faq::{Pack, built_in};
use askwell::message::Mode;
use askwell::safety::Rules;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Messages that are timed on each pack.
const MESSAGES: usize = 300;
/// Characters of a pathological message.
const LONG: usize = 2_000;

fn brain(pack: Pack) -> Brain {
    let settings = Sources::default().load().unwrap_or_else(|problems| panic!("{problems:?}")).settings;
    Brain::new(pack, Rules::built_in(), &settings.matching)
}

/// The median and the 99th of a hundred single messages, each timed three times of which the quickest counts.
fn print_median(name: &str, brain: &Brain, messages: &[String]) {
    let one = |message: &String| {
        let run = |_| {
            let start = Instant::now();
            black_box(brain.decide(message, Mode::Direct, Stages::All));
            start.elapsed()
        };
        (0..3).map(run).min().unwrap_or_default()
    };
    let mut times: Vec<Duration> = messages.iter().map(one).collect();
    times.sort_unstable();
    let (median, late) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    println!("{name}: a message takes {median:?} (median of {}), 99 of 100 within {late:?}", times.len());
}

fn messages(c: &mut Criterion) {
    let (large, source) = packs::large();
    let huge = packs::grown(&large, 10);
    let small = packs::real_like(&built_in(), MESSAGES);
    let many = packs::real_like(&large, MESSAGES);
    println!("packs: 10 seed entries and topics; {source}");
    let mut group = c.benchmark_group("messages");
    group.sample_size(20);
    for (name, pack, messages) in
        [("ten entries", built_in(), &small), ("15,000 phrasings", large, &many), ("150,000 phrasings", huge, &many)]
    {
        let phrasings: usize = pack.entries.iter().map(|entry| entry.wordings().count()).sum();
        let before = packs::resident();
        let start = Instant::now();
        let brain = brain(pack);
        println!(
            "{name}: {} entries, {phrasings} phrasings; built in {:?}; resident memory {} (before: {})",
            brain.pack().entries.len(),
            start.elapsed(),
            packs::resident(),
            before
        );
        print_median(name, &brain, messages);
        group.bench_function(format!("{name} ({} messages)", messages.len()), |b| {
            b.iter(|| {
                for message in messages {
                    black_box(brain.decide(message, Mode::Direct, Stages::All));
                }
            });
        });
    }
    group.finish();
}

fn pathological(c: &mut Criterion) {
    let brain = brain(built_in());
    let known = packs::all_known(&brain, LONG);
    let cases = [
        ("all known words", known.clone()),
        ("all typos", packs::all_typos(&known)),
        ("one long string", "x".repeat(LONG)),
        ("no letters", "?! ".repeat(LONG / 3)),
    ];
    let mut group = c.benchmark_group("2,000 characters");
    group.sample_size(20);
    for (name, message) in cases {
        group.bench_function(name, |b| b.iter(|| brain.decide(black_box(&message), Mode::Direct, Stages::All)));
    }
    group.finish();
}

fn loading(c: &mut Criterion) {
    let (large, _) = packs::large();
    let mut group = c.benchmark_group("load");
    group.sample_size(10);
    for (name, pack) in [("ten entries", built_in()), ("15,000 phrasings", large)] {
        group.bench_function(name, |b| b.iter_batched(|| pack.clone(), brain, BatchSize::PerIteration));
    }
    group.finish();
}

criterion_group!(benches, messages, pathological, loading);
criterion_main!(benches);
