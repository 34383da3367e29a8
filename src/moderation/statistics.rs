//! What the bot did, in numbers.

use std::collections::BTreeMap;

use super::Moderation;
use super::error::{ModerationError, Result};
use crate::clock::parse_day;
use crate::store::Counted;

/// What the numbers are put together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Days.
    Day,
    /// Entries; what concerns none stands under an empty name.
    Entry,
    /// Platforms.
    Platform,
}

/// Numbers of some days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Every kind that occurs, in order.
    pub kinds: Vec<String>,
    /// By day, entry or platform: how often each kind was.
    pub rows: BTreeMap<String, BTreeMap<String, i64>>,
    /// How often each kind was altogether.
    pub totals: BTreeMap<String, i64>,
}

impl Moderation {
    /// The numbers of the days from one to another, both included.
    ///
    /// # Errors
    /// Days that are none or stand in the wrong order, a store that cannot be read.
    pub async fn statistics(&self, from: &str, to: &str, by: By) -> Result<Statistics> {
        let day = |text| parse_day(text).map_err(ModerationError::Refused);
        let (from, to) = (day(from)?, day(to)?);
        if from > to {
            return Err(ModerationError::refused(format!("{from} is later than {to}: give the earlier day first")));
        }
        Ok(summed(&self.store.counts(&from, &to).await?, by))
    }
}

fn summed(counts: &[Counted], by: By) -> Statistics {
    let mut sums = Statistics::default();
    for Counted { count, times } in counts {
        let row = match by {
            By::Day => &count.day,
            By::Entry => &count.entry,
            By::Platform => &count.platform,
        };
        *sums.rows.entry(row.clone()).or_default().entry(count.kind.clone()).or_default() += times;
        *sums.totals.entry(count.kind.clone()).or_default() += times;
    }
    sums.kinds = sums.totals.keys().cloned().collect();
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Count;

    fn counted(day: &str, platform: &str, kind: &str, entry: &str, times: i64) -> Counted {
        let [day, platform, kind, entry] = [day, platform, kind, entry].map(str::to_owned);
        Counted { count: Count { day, platform, kind, entry }, times }
    }

    /// Day, entry or platform; kind; how often.
    type Rows<'a> = &'a [(&'a str, &'a str, i64)];

    #[test]
    fn numbers_add_up_whatever_they_are_put_together_by() {
        let counts = [
            counted("2026-11-27", "discord", "answer", "driving", 2),
            counted("2026-11-28", "discord", "answer", "driving", 3),
            counted("2026-11-28", "web", "answer", "awake", 1),
            counted("2026-11-28", "web", "silent", "", 5),
        ];
        let cases: [(By, Rows<'_>); 3] = [
            (By::Day, &[("2026-11-27", "answer", 2), ("2026-11-28", "answer", 4), ("2026-11-28", "silent", 5)]),
            (By::Entry, &[("", "silent", 5), ("awake", "answer", 1), ("driving", "answer", 5)]),
            (By::Platform, &[("discord", "answer", 5), ("web", "answer", 1), ("web", "silent", 5)]),
        ];
        for (by, expected) in cases {
            let sums = summed(&counts, by);
            let rows: Vec<(&str, &str, i64)> = sums
                .rows
                .iter()
                .flat_map(|(row, kinds)| kinds.iter().map(move |(kind, times)| (&**row, &**kind, *times)))
                .collect();
            assert_eq!(rows, expected, "{by:?}");
            assert_eq!(sums.totals.values().sum::<i64>(), 11);
        }
    }
}
