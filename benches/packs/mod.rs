//! Packs and messages to time with: a public set where there is one, and what is generated from a seed.

use askwell::bot::Brain;
use askwell::faq::{Entry, Pack, built_in, load_folder};
use std::collections::BTreeMap;
use std::path::Path;

/// The same packs and messages in every run.
const SEED: u64 = 0x00A5_BE11;
/// The size of a generated pack, as that of clinc150.
const ENTRIES: usize = 150;
const PHRASINGS: usize = 100;

/// A generator of numbers that needs no library (`SplitMix64`).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % end.max(1) as u64) as usize
    }
}

/// 150 entries with 15,000 phrasings, and where they come from.
pub(crate) fn large() -> (Pack, String) {
    let folder = std::env::var_os("ASKWELL_BENCH_SETS").map(|sets| Path::new(&sets).join("clinc150/faq"));
    let Some(folder) = folder else {
        eprintln!("!!! ASKWELL_BENCH_SETS IS NOT SET: the pack of 15,000 phrasings is generated, not clinc150");
        return (generated(), "generated, 150 entries of 100 phrasings".to_owned());
    };
    match load_folder(&folder) {
        Ok(pack) => (pack, folder.display().to_string()),
        Err(found) => panic!("{}: {found}", folder.display()),
    }
}

/// A pack with so many times the phrasings: each new one has the length of an old one of its entry and words drawn from
/// the whole pack (half of them from the entry) as often as they stand there.
pub(crate) fn grown(pack: &Pack, times: usize) -> Pack {
    let mut random = Random(SEED);
    let all: Vec<String> = pack.entries.iter().flat_map(words).collect();
    let mut grown = pack.clone();
    for entry in &mut grown.entries {
        let own = words(entry);
        let lengths: Vec<usize> = entry.wordings().map(|wording| wording.split_whitespace().count()).collect();
        for _ in 0..lengths.len() * (times - 1) {
            let length = lengths[random.below(lengths.len())];
            entry.phrasings.push(sentence(&own, &all, length, &mut random));
        }
    }
    grown
}

fn words(entry: &Entry) -> Vec<String> {
    entry.wordings().flat_map(|wording| wording.split_whitespace().map(str::to_owned)).collect()
}

fn sentence(own: &[String], all: &[String], length: usize, random: &mut Random) -> String {
    let mut drawn = Vec::new();
    for _ in 0..length {
        let from = if random.below(2) == 0 { own } else { all };
        drawn.push(from[random.below(from.len())].clone());
    }
    drawn.join(" ")
}

/// A pack as large as clinc150, from the words of the built-in one.
fn generated() -> Pack {
    let mut random = Random(SEED);
    let built_in = built_in();
    let all: Vec<String> = built_in.texts().flat_map(|text| text.split_whitespace().map(str::to_owned)).collect();
    let entry = |number: usize| {
        let own: Vec<String> = (0..40).map(|_| all[random.below(all.len())].clone()).collect();
        let mut phrasings: Vec<String> = Vec::new();
        for _ in 0..PHRASINGS {
            let length = 5 + random.below(8);
            phrasings.push(sentence(&own, &all, length, &mut random));
        }
        let question = phrasings.remove(0);
        Entry {
            id: format!("entry-{number}"),
            question,
            phrasings,
            answer: Some("Yes.".to_owned()),
            ..Entry::default()
        }
    };
    Pack { entries: (0..ENTRIES).map(entry).collect(), ..Pack::default() }
}

/// Messages as people write them: wordings of the pack with words left out, added and mistyped, some with a greeting.
pub(crate) fn real_like(pack: &Pack, count: usize) -> Vec<String> {
    const BEFORE: [&str; 5] = ["", "hi, ", "quick question: ", "sorry if this was asked before. ", "um "];
    let mut random = Random(SEED);
    let wordings: Vec<&String> = pack.entries.iter().flat_map(Entry::wordings).collect();
    let message = |_| {
        let wording = wordings[random.below(wordings.len())];
        let mut kept = Vec::new();
        for word in wording.split_whitespace() {
            match random.below(12) {
                0 => {}
                1 => kept.push(mistyped(word, &mut random)),
                _ => kept.push(word.to_owned()),
            }
        }
        format!("{}{}", BEFORE[random.below(BEFORE.len())], kept.join(" "))
    };
    (0..count).map(message).collect()
}

fn mistyped(word: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() > 3 {
        let at = 1 + random.below(letters.len() - 2);
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}

/// A message of so many characters in which the pack knows every word.
pub(crate) fn all_known(brain: &Brain, length: usize) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in
        brain.pack().texts().flat_map(str::split_whitespace).filter(|word| word.chars().all(char::is_alphabetic))
    {
        *counts.entry(word).or_default() += 1;
    }
    let words: Vec<&str> = counts.into_keys().collect();
    let mut message = String::new();
    for word in words.iter().cycle() {
        if message.len() + word.len() > length {
            break;
        }
        message.push_str(word);
        message.push(' ');
    }
    message
}

/// The same message with every longer word mistyped.
pub(crate) fn all_typos(message: &str) -> String {
    let mut random = Random(SEED);
    message.split(' ').map(|word| mistyped(word, &mut random)).collect::<Vec<_>>().join(" ")
}

/// The memory that this process holds, where the system tells it.
pub(crate) fn resident() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|value| value.trim().strip_suffix(" kB")?.parse::<usize>().ok());
    kilobytes.map_or_else(|| "unknown".to_owned(), |kilobytes| format!("{:.1} MB", kilobytes as f64 / 1024.0))
}
