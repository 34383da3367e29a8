//! Which part of the gateway's work this process does.
//!
//! Discord splits the servers of a large bot among shards: a server belongs to the shard `(id >> 22) % total`, direct
//! messages to shard 0. One process may hold all of them or some.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// Far more than any clinic needs, and few enough that a slip of the finger starts no army of threads.
const MOST_SHARDS: u32 = 1_024;

/// The shards that a process holds, of how many in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shards {
    held: RangeInclusive<u32>,
    total: u32,
}

impl Shards {
    /// All of so many; at least one.
    pub(super) fn all(total: u32) -> Self {
        let total = total.clamp(1, MOST_SHARDS);
        Self { held: 0..=total - 1, total }
    }

    /// Whether no other process is needed.
    pub fn are_all(&self) -> bool {
        self.len() == self.total as usize
    }

    pub(super) fn len(&self) -> usize {
        self.held.clone().count()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Shard> + use<> {
        let total = self.total;
        self.held.clone().map(move |id| Shard { id, total })
    }
}

/// What is wrong with a text that should name shards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoShards {
    /// It has another form.
    #[error("shards are written as 0-3/16 (shards 0 to 3 of 16) or 5/16 (shard 5 of 16)")]
    Form,
    /// There are none, or too many.
    #[error("the number after the slash is how many shards there are in all: from 1 to {MOST_SHARDS}")]
    Total,
    /// The last shard is before the first.
    #[error("the first shard comes before the last: 0-3/16 are shards 0, 1, 2 and 3 of 16")]
    Order,
    /// A shard that does not exist.
    #[error("shards are counted from 0: the last one of {0} is {last}", last = .0 - 1)]
    Beyond(u32),
}

impl FromStr for Shards {
    type Err = NoShards;

    fn from_str(text: &str) -> Result<Self, NoShards> {
        let number = |digits: &str| digits.trim().parse::<u32>().map_err(|_| NoShards::Form);
        let (held, total) = text.split_once('/').ok_or(NoShards::Form)?;
        let (first, last) = held.split_once('-').unwrap_or((held, held));
        let (first, last, total) = (number(first)?, number(last)?, number(total)?);
        if !(1..=MOST_SHARDS).contains(&total) {
            return Err(NoShards::Total);
        }
        if first > last {
            return Err(NoShards::Order);
        }
        if last >= total {
            return Err(NoShards::Beyond(total));
        }
        Ok(Self { held: first..=last, total })
    }
}

/// One shard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shard {
    pub(super) id: u32,
    pub(super) total: u32,
}

impl Shard {
    /// What a log line adds to name it: nothing where there is only one.
    pub(super) fn note(self) -> String {
        if self.total == 1 { String::new() } else { format!(" ({self})") }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "shard {} of {}", self.id, self.total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_are_read_with_both_ends() {
        let ids =
            |text: &str| text.parse::<Shards>().map(|shards| shards.iter().map(|shard| shard.id).collect::<Vec<_>>());
        let cases = [
            ("0-3/16", Ok(vec![0, 1, 2, 3])),
            ("5/16", Ok(vec![5])),
            ("15-15/16", Ok(vec![15])),
            (" 0 - 1 / 2 ", Ok(vec![0, 1])),
            ("0/1", Ok(vec![0])),
            ("4-3/16", Err(NoShards::Order)),
            ("0-16/16", Err(NoShards::Beyond(16))),
            ("1/1", Err(NoShards::Beyond(1))),
            ("0/0", Err(NoShards::Total)),
            ("0/4000000000", Err(NoShards::Total)),
            ("x", Err(NoShards::Form)),
            ("", Err(NoShards::Form)),
            ("3", Err(NoShards::Form)),
            ("-1/4", Err(NoShards::Form)),
            ("0-1-2/4", Err(NoShards::Form)),
        ];
        for (text, expected) in cases {
            assert_eq!(ids(text), expected, "{text:?}");
        }
    }

    #[test]
    fn one_process_that_holds_all_needs_no_other() {
        assert!("0-15/16".parse::<Shards>().is_ok_and(|shards| shards.are_all()));
        assert!("0-14/16".parse::<Shards>().is_ok_and(|shards| !shards.are_all()));
        assert!(Shards::all(0).are_all() && Shards::all(0).len() == 1);
    }

    #[test]
    fn the_only_shard_is_not_named() {
        assert_eq!(Shard { id: 0, total: 1 }.note(), "");
        assert_eq!(Shard { id: 3, total: 16 }.note(), " (shard 3 of 16)");
    }
}
