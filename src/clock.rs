//! Moments, and the clock that tells them: the system's, or one that a test moves.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use time::format_description::well_known::Rfc3339;
use time::{Date, Month, OffsetDateTime};

const DAY: i64 = 24 * 60 * 60 * 1_000;

/// A moment, in milliseconds since 1970 (UTC). Kept as a number wherever it is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

impl Moment {
    /// The moment so much later. Past the end of time it is the end of time.
    #[must_use]
    pub fn after(self, time: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(time.as_millis()).unwrap_or(i64::MAX)))
    }

    /// The moment so many days earlier.
    #[must_use]
    pub fn days_before(self, days: u32) -> Self {
        Self(self.0.saturating_sub(i64::from(days) * DAY))
    }

    /// How long it is since another moment; nothing where that one is later.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or_default())
    }

    /// The day (UTC) as `2026-11-28`.
    pub fn day(self) -> String {
        let date = self.date_time().date();
        format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
    }

    /// To the minute (UTC), for people: `2026-11-28 14:05`.
    pub fn minute(self) -> String {
        let at = self.date_time();
        format!("{} {:02}:{:02}", self.day(), at.hour(), at.minute())
    }

    fn date_time(self) -> OffsetDateTime {
        let nanoseconds = i128::from(self.0) * 1_000_000;
        OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

impl fmt::Display for Moment {
    /// As RFC 3339 has it, to the millisecond: `2026-11-28T14:05:09.120Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.date_time().format(&Rfc3339).unwrap_or_default())
    }
}

/// A day that somebody typed, checked: `2026-11-28`. Years from 2000 to 2999.
///
/// # Errors
/// A sentence about what is wrong with it.
pub fn parse_day(text: &str) -> Result<String, String> {
    let wrong = || format!("`{text}` is no date: write year-month-day, like 2026-11-28");
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(wrong());
    };
    if (year.len(), month.len(), day.len()) != (4, 2, 2) || !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return Err(wrong());
    }
    let number = |part: &str| part.parse::<u16>().unwrap_or_default();
    let month = u8::try_from(number(month)).ok().and_then(|month| Month::try_from(month).ok()).ok_or_else(wrong)?;
    let day = u8::try_from(number(day)).map_err(|_| wrong())?;
    Date::from_calendar_date(i32::from(number(year)), month, day).map_err(|_| wrong())?;
    if !(2000..3000).contains(&number(year)) {
        return Err(format!("`{text}` is out of range: years go from 2000 to 2999"));
    }
    Ok(text.to_owned())
}

/// The days from one to another as `2026-11-28`, both included, of very many the last `most`.
pub fn days(from: &str, to: &str, most: usize) -> Vec<String> {
    let date = |text: &str| {
        let mut parts = text.split('-').map(|part| part.parse::<u16>().unwrap_or_default());
        let (year, month, day) = (parts.next()?, u8::try_from(parts.next()?).ok()?, u8::try_from(parts.next()?).ok()?);
        Date::from_calendar_date(year.into(), Month::try_from(month).ok()?, day).ok()
    };
    let (Some(from), Some(to)) = (date(from), date(to)) else { return Vec::new() };
    let back = std::iter::successors(Some(to), |day| day.previous_day()).take_while(|day| *day >= from).take(most);
    let name = |date: Date| format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day());
    let mut days: Vec<String> = back.map(name).collect();
    days.reverse();
    days
}

/// Tells the time. Cloning gives another handle on the same clock.
#[derive(Clone, Debug, Default)]
pub struct Clock(Hands);

#[derive(Clone, Debug, Default)]
enum Hands {
    #[default]
    System,
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands still until [`Clock::advance`] moves it.
    pub fn standing_at(moment: Moment) -> Self {
        Self(Hands::Set(Arc::new(AtomicI64::new(moment.0))))
    }

    /// The time now.
    pub fn now(&self) -> Moment {
        match &self.0 {
            Hands::System => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Moment::default().after(since)
            }
            Hands::Set(moment) => Moment(moment.load(Ordering::Relaxed)),
        }
    }

    /// Moves a standing clock on; the system's goes by itself and is left alone.
    pub fn advance(&self, time: Duration) {
        if let Hands::Set(moment) = &self.0 {
            moment.store(self.now().after(time).0, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_for_programs_and_for_people() {
        let moment = Moment(1_796_000_709_120);
        assert_eq!(moment.to_string(), "2026-11-30T01:05:09.12Z");
        assert_eq!((moment.day().as_str(), moment.minute().as_str()), ("2026-11-30", "2026-11-30 01:05"));
        assert_eq!(moment.days_before(30).day(), "2026-10-31");
        assert_eq!(Moment(i64::MAX).after(Duration::MAX), Moment(i64::MAX));
    }

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        assert_eq!(days("2028-02-28", "2028-03-01", 9), ["2028-02-28", "2028-02-29", "2028-03-01"]);
        assert_eq!(days("2026-12-30", "2027-01-02", 2), ["2027-01-01", "2027-01-02"]);
        assert_eq!(days("2026-01-02", "2026-01-01", 9), [""; 0]);
        assert_eq!(days("yesterday", "2026-01-01", 9), [""; 0]);
    }

    #[test]
    fn a_day_out_of_range_is_refused() {
        for (text, good) in [
            ("2026-11-28", true),
            ("2028-02-29", true),
            ("2026-02-29", false),
            ("2026-13-01", false),
            ("2026-1-1", false),
            ("1999-12-31", false),
            ("99999-01-01", false),
            ("+026-01-01", false),
            ("yesterday", false),
            ("", false),
        ] {
            assert_eq!(parse_day(text).is_ok(), good, "{text}");
        }
    }

    #[test]
    fn a_standing_clock_is_moved_by_hand() {
        let clock = Clock::standing_at(Moment(5));
        clock.clone().advance(Duration::from_millis(7));
        assert_eq!(clock.now(), Moment(12));
        assert!(Clock::default().now() > Moment(1_700_000_000_000));
    }
}
