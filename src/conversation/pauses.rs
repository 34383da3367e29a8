//! Pauses: what is not said again for a while, so that the bot does not repeat itself. Ids only, never text.
//!
//! A pause has a name, which ends with a slash or an entry and has whom it belongs to between slashes. Whoever claims
//! the name first may speak; [`Memory`] keeps the claims of one process, the store those of all.

use std::collections::HashMap;
use std::time::Duration;

use crate::clock::Moment;

/// A crisis reply is repeated to one person at most once in this time; its alert is not held back by it.
const CRISIS_PAUSE: Duration = Duration::from_secs(600);
/// The same entry is answered unasked in one channel at most once in this time.
const ENTRY_PAUSE: Duration = Duration::from_secs(60);
/// The same entry is answered unasked to one person in one channel at most once in this time: whoever writes three
/// messages about one thing gets one answer.
const PERSON_PAUSE: Duration = Duration::from_secs(300);
/// Memory is swept when it holds this many claims, so that it stays bounded.
const SWEEP_AT: usize = 4096;

/// Something that is not said again for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// What it is, and whose.
    pub name: String,
    /// How long it lasts.
    pub length: Duration,
}

impl Pause {
    /// Of crisis replies to one person, wherever they write.
    pub fn of_crisis(platform: &str, person: &str) -> Self {
        Self { name: format!("crisis/{platform}/{person}/"), length: CRISIS_PAUSE }
    }

    /// Of one entry, unasked: in a channel, and there to one person.
    pub fn of_entry(platform: &str, channel: &str, person: &str, entry: &str) -> [Self; 2] {
        [
            Self { name: format!("answer/{platform}/{channel}/{entry}"), length: ENTRY_PAUSE },
            Self { name: format!("answer/{platform}/{channel}/{person}/{entry}"), length: PERSON_PAUSE },
        ]
    }
}

/// The claims of this process.
#[derive(Debug, Default)]
pub struct Memory {
    claims: HashMap<String, Claim>,
}

#[derive(Debug)]
struct Claim {
    holder: String,
    until: Moment,
}

impl Memory {
    /// Takes a claim for a holder; false while another's holds. An empty holder is never the same one.
    pub fn claim(&mut self, name: &str, holder: &str, until: Moment, now: Moment) -> bool {
        let holds = |claim: &Claim| claim.until > now && (holder.is_empty() || claim.holder != holder);
        if self.claims.get(name).is_some_and(holds) {
            return false;
        }
        if self.claims.len() >= SWEEP_AT {
            self.claims.retain(|_, claim| claim.until > now);
        }
        if self.claims.len() >= SWEEP_AT
            && let Some(first) = self.claims.iter().min_by_key(|(_, claim)| claim.until).map(|(name, _)| name.clone())
        {
            self.claims.remove(&first);
        }
        self.claims.insert(name.to_owned(), Claim { holder: holder.to_owned(), until });
        true
    }

    /// Until when a claim holds.
    pub fn claimed_until(&self, name: &str) -> Option<Moment> {
        self.claims.get(name).map(|claim| claim.until)
    }

    /// Gives a claim back before its time.
    pub fn release(&mut self, name: &str) {
        self.claims.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(memory: &mut Memory, pause: &Pause, now: Moment) -> bool {
        memory.claim(&pause.name, "", now.after(pause.length), now)
    }

    #[test]
    fn one_person_is_never_held_back_because_of_another() {
        let (mut memory, now) = (Memory::default(), Moment(0));
        let (one, other) = (Pause::of_crisis("discord", "1"), Pause::of_crisis("discord", "2"));
        assert!(claim(&mut memory, &one, now));
        assert!(!claim(&mut memory, &one, now.after(CRISIS_PAUSE / 2)));
        assert!(claim(&mut memory, &other, now.after(CRISIS_PAUSE / 2)));
        assert!(claim(&mut memory, &one, now.after(CRISIS_PAUSE)));
    }

    #[test]
    fn an_entry_is_paused_in_its_channel_and_longer_for_who_asked() {
        let (mut memory, now) = (Memory::default(), Moment(0));
        let mut spoken = |channel, person, at| {
            let pauses = Pause::of_entry("discord", channel, person, "driving");
            pauses.map(|pause| claim(&mut memory, &pause, at))
        };
        assert_eq!(spoken("a", "1", now), [true, true]);
        assert_eq!(spoken("a", "2", now), [false, true]);
        assert_eq!(spoken("b", "1", now), [true, true]);
        assert_eq!(spoken("a", "1", now.after(ENTRY_PAUSE)), [true, false]);
        assert_eq!(spoken("a", "1", now.after(PERSON_PAUSE)), [true, true]);
    }

    #[test]
    fn who_holds_a_claim_may_take_it_again_and_nobody_else() {
        let mut memory = Memory::default();
        for (holder, expected) in [("event 1", true), ("event 2", false), ("", false), ("event 1", true)] {
            assert_eq!(memory.claim("crisis", holder, Moment(9), Moment(0)), expected, "{holder}");
        }
    }

    #[test]
    fn memory_stays_bounded_and_forgets_the_oldest_first() {
        let mut memory = Memory::default();
        for number in 0..2 * SWEEP_AT as i64 {
            assert!(memory.claim(&number.to_string(), "", Moment(1_000_000 + number), Moment(0)));
        }
        assert_eq!(memory.claims.len(), SWEEP_AT);
        assert!(!memory.claim(&(2 * SWEEP_AT - 1).to_string(), "", Moment(9), Moment(0)));
        memory.release(&(2 * SWEEP_AT - 1).to_string());
        assert!(memory.claim(&(2 * SWEEP_AT - 1).to_string(), "", Moment(9), Moment(0)));
    }
}
