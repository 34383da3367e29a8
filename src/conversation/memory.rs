//! Memory: what was said to whom a little while ago, so that the bot does not repeat itself. Ids only, never text.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use crate::message::Platform;

/// A crisis reply is repeated to one person at most once in this time; its alert is not held back by it.
const CRISIS_PAUSE: Duration = Duration::from_secs(600);
/// The same entry is answered unasked in one channel at most once in this time.
const ENTRY_PAUSE: Duration = Duration::from_secs(60);
/// Memory is swept when it holds this many notes, so that it stays bounded.
const SWEEP_AT: usize = 4096;

/// What a note is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Note {
    Crisis { platform: Platform, author: String },
    Entries { platform: Platform, channel: String, entries: Vec<String> },
}

/// Notes of what was said, with their time.
#[derive(Debug, Default)]
pub struct Memory {
    notes: HashMap<Note, Instant>,
}

impl Memory {
    /// Whether a crisis reply to this person may be given now; notes it when it may.
    pub fn may_reply_to_crisis(&mut self, platform: Platform, author: &str, now: Instant) -> bool {
        self.note(Note::Crisis { platform, author: author.to_owned() }, CRISIS_PAUSE, now)
    }

    /// Whether these entries may be answered unasked in this channel now; notes it when they may.
    pub fn may_answer(&mut self, platform: Platform, channel: &str, entries: &[String], now: Instant) -> bool {
        self.note(Note::Entries { platform, channel: channel.to_owned(), entries: entries.to_vec() }, ENTRY_PAUSE, now)
    }

    fn note(&mut self, note: Note, pause: Duration, now: Instant) -> bool {
        if self.notes.len() >= SWEEP_AT {
            self.notes.retain(|_, at| now.duration_since(*at) < CRISIS_PAUSE);
        }
        if self.notes.get(&note).is_some_and(|at| now.duration_since(*at) < pause) {
            return false;
        }
        self.notes.insert(note, now);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_is_never_held_back_because_of_another() {
        let (mut memory, now) = (Memory::default(), Instant::now());
        assert!(memory.may_reply_to_crisis(Platform::Discord, "1", now));
        assert!(!memory.may_reply_to_crisis(Platform::Discord, "1", now + CRISIS_PAUSE / 2));
        assert!(memory.may_reply_to_crisis(Platform::Discord, "2", now + CRISIS_PAUSE / 2));
        assert!(memory.may_reply_to_crisis(Platform::Discord, "1", now + CRISIS_PAUSE));
    }

    #[test]
    fn an_entry_is_not_repeated_in_its_channel() {
        let (mut memory, now) = (Memory::default(), Instant::now());
        let entries = ["driving".to_owned()];
        assert!(memory.may_answer(Platform::Discord, "a", &entries, now));
        assert!(!memory.may_answer(Platform::Discord, "a", &entries, now));
        assert!(memory.may_answer(Platform::Discord, "b", &entries, now));
        assert!(memory.may_answer(Platform::Discord, "a", &entries, now + ENTRY_PAUSE));
    }
}
