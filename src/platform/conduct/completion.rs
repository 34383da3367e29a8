//! Completions of what is being typed, from any number of entries.

use crate::reply::split::{shortened, units};

/// What a platform shows of completions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Menu {
    /// So many of them.
    pub(crate) lines: usize,
    /// Characters of a line, and of what it stands for.
    pub(crate) text: usize,
}

/// Two words that are at least so alike may be a slip of the finger.
const NEAR: f64 = 0.88;

/// What can be chosen: what it stands for, and more words by which it is found and shown.
pub(crate) struct Choice<'a> {
    pub(crate) value: &'a str,
    pub(crate) words: &'a str,
}

/// The choices that fit what is typed, best first: those that begin with it, that have a word that does, that contain it,
/// that are near. Nothing typed: the first ones. What the platform could not send back is left out.
pub(crate) fn ranked<'a>(menu: Menu, typed: &str, choices: impl Iterator<Item = Choice<'a>>) -> Vec<Choice<'a>> {
    let typed = typed.trim().to_lowercase();
    let sendable = choices.filter(|choice| !choice.value.is_empty() && units(choice.value) <= menu.text);
    let mut ranked: Vec<(u8, Choice<'a>)> =
        sendable.filter_map(|choice| Some((rank(&choice, &typed)?, choice))).collect();
    // Choices of one rank keep the order of the documents.
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().take(menu.lines).map(|(_, choice)| choice).collect()
}

/// The same as what is shown, the value first, and what it stands for.
#[cfg_attr(not(feature = "discord"), allow(dead_code, reason = "only Discord completes names of its commands"))]
pub(crate) fn named<'a>(menu: Menu, typed: &str, choices: impl Iterator<Item = Choice<'a>>) -> Vec<(String, String)> {
    ranked(menu, typed, choices).iter().map(|choice| (shown(menu, choice), choice.value.to_owned())).collect()
}

#[cfg_attr(not(feature = "discord"), allow(dead_code, reason = "only Discord completes names of its commands"))]
fn shown(menu: Menu, choice: &Choice<'_>) -> String {
    let words = choice.words.split_whitespace().collect::<Vec<_>>().join(" ");
    let both = if words.is_empty() { choice.value.to_owned() } else { format!("{} · {words}", choice.value) };
    shortened(&both, menu.text)
}

fn rank(choice: &Choice<'_>, typed: &str) -> Option<u8> {
    if typed.is_empty() {
        return Some(0);
    }
    let (value, words) = (choice.value.to_lowercase(), choice.words.to_lowercase());
    let all = || value.split('-').chain(words.split(|ch: char| !ch.is_alphanumeric())).filter(|word| !word.is_empty());
    if value.starts_with(typed) || words.starts_with(typed) {
        return Some(0);
    }
    if typed.split_whitespace().all(|part| all().any(|word| word.starts_with(part))) {
        return Some(1);
    }
    if value.contains(typed) || words.contains(typed) {
        return Some(2);
    }
    let alike = |word: &str| strsim::jaro_winkler(word, typed) >= NEAR;
    (alike(&value) || all().any(alike)).then_some(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MENU: Menu = Menu { lines: 25, text: 100 };

    const ENTRIES: [(&str, &str); 5] = [
        ("awake", "Will I be awake?"),
        ("driving", "Can I drive home afterwards?"),
        ("cost", "What does it cost?"),
        ("parking", "Where can I park?"),
        ("day-before", "What do I do the day before?"),
    ];

    fn found(typed: &str) -> Vec<String> {
        let choices = ENTRIES.iter().map(|(value, words)| Choice { value, words });
        named(MENU, typed, choices).into_iter().map(|(_, value)| value).collect()
    }

    #[test]
    fn the_nearest_come_first() {
        let cases: [(&str, &[&str]); 9] = [
            ("", &["awake", "driving", "cost", "parking", "day-before"]),
            ("Park", &["parking"]),
            ("what", &["cost", "day-before"]),
            ("before", &["day-before"]),
            ("home", &["driving"]),
            ("wake", &["awake"]),
            ("drive ho", &["driving"]),
            ("drivnig", &["driving"]),
            ("zzz", &[]),
        ];
        for (typed, expected) in cases {
            assert_eq!(found(typed), expected, "{typed:?}");
        }
    }

    #[test]
    fn any_number_of_entries_fits() {
        let ids: Vec<String> = (0..10_000).map(|number| format!("entry-{number}")).collect();
        let long = "very long words ".repeat(40);
        let all = || ids.iter().map(|id| Choice { value: id, words: &long });
        for typed in ["", "entry", "entry-9999", "9999"] {
            let found = named(MENU, typed, all());
            assert!(!found.is_empty() && found.len() <= MENU.lines, "{typed}");
            assert!(found.iter().all(|(name, value)| units(name) <= 100 && units(value) <= 100));
        }
        let long = "e".repeat(200);
        assert!(ranked(MENU, "", [Choice { value: &long, words: "" }].into_iter()).is_empty());
    }
}
