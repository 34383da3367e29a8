//! Alerts that could not be written: kept in memory until they can be, or until they are delivered from here.

use std::collections::VecDeque;

use crate::clock::Moment;
use crate::store::{Alert, AlertState, NewAlert};

/// Alerts kept in memory, and keys remembered of those that were delivered from there. With links and ids of some
/// hundred bytes this is well under a megabyte, and more dangerous messages than a clinic has in a month.
pub const SPARE_LIMIT: usize = 1_000;

/// What is kept in memory.
#[derive(Default)]
pub(super) struct Spare {
    waiting: VecDeque<Alert>,
    /// Delivered from here. Writing them may have worked although it seemed not to, so that the store may name them yet.
    delivered: VecDeque<String>,
    /// How many had to give way.
    lost: u64,
}

impl Spare {
    /// Keeps an alert. Where there is no room the oldest gives way, and is returned.
    pub(super) fn keep(&mut self, alert: NewAlert) -> Option<Alert> {
        let known = |waiting: &Alert| waiting.alert.key == alert.key;
        if self.waiting.iter().any(known) || self.delivered.contains(&alert.key) {
            return None;
        }
        let oldest = if self.waiting.len() >= SPARE_LIMIT { self.waiting.pop_front() } else { None };
        self.lost += u64::from(oldest.is_some());
        self.waiting.push_back(Alert {
            id: 0,
            next_at: alert.at,
            alert,
            state: AlertState::Pending,
            attempts: 0,
            fallback: false,
            trouble: None,
            delivered_at: None,
        });
        oldest
    }

    /// Everything that waits, whatever the platform.
    pub(super) fn waiting(&self) -> Vec<NewAlert> {
        self.waiting.iter().map(|waiting| waiting.alert.clone()).collect()
    }

    /// A platform's next alert that is due, counted as one more attempt and not due again until the lease ends.
    pub(super) fn take(&mut self, platform: &str, now: Moment, lease: Moment) -> Option<Alert> {
        let due = |waiting: &&mut Alert| waiting.alert.platform == platform && waiting.next_at <= now;
        let alert = self.waiting.iter_mut().find(due)?;
        alert.attempts = alert.attempts.saturating_add(1);
        alert.next_at = lease;
        Some(alert.clone())
    }

    /// It was delivered.
    pub(super) fn delivered(&mut self, key: &str) {
        self.written(key);
        if self.delivered.len() >= SPARE_LIMIT {
            self.delivered.pop_front();
        }
        self.delivered.push_back(key.to_owned());
    }

    /// The store has it now.
    pub(super) fn written(&mut self, key: &str) {
        self.waiting.retain(|waiting| waiting.alert.key != key);
    }

    /// It was not taken.
    pub(super) fn failed(&mut self, key: &str, next_at: Moment, fallback: bool, trouble: &str) {
        if let Some(alert) = self.waiting.iter_mut().find(|waiting| waiting.alert.key == key) {
            (alert.next_at, alert.fallback, alert.trouble) = (next_at, fallback, Some(trouble.to_owned()));
        }
    }

    /// Whether an alert was delivered from here.
    pub(super) fn has_delivered(&self, key: &str) -> bool {
        self.delivered.iter().any(|delivered| delivered == key)
    }

    /// How many wait, and since when the oldest.
    pub(super) fn pending(&self) -> (usize, Option<Moment>) {
        (self.waiting.len(), self.waiting.iter().map(|waiting| waiting.alert.at).min())
    }

    /// How many had to give way.
    pub(super) fn lost(&self) -> u64 {
        self.lost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alert(key: usize) -> NewAlert {
        NewAlert {
            key: key.to_string(),
            at: Moment(i64::try_from(key).unwrap()),
            platform: "p".into(),
            tier: "crisis".into(),
            channel: "c".into(),
            link: None,
            account: None,
        }
    }

    #[test]
    fn memory_stays_bounded_and_what_gives_way_is_counted() {
        let mut spare = Spare::default();
        for key in 0..SPARE_LIMIT {
            assert_eq!(spare.keep(alert(key)), None);
            assert_eq!(spare.keep(alert(key)), None, "the same alert is kept once");
        }
        let lost = spare.keep(alert(SPARE_LIMIT)).unwrap();
        assert_eq!((lost.alert.key.as_str(), spare.lost(), spare.pending().0), ("0", 1, SPARE_LIMIT));
        for key in 0..=SPARE_LIMIT {
            spare.delivered(&key.to_string());
        }
        assert_eq!((spare.pending(), spare.delivered.len()), ((0, None), SPARE_LIMIT));
    }

    #[test]
    fn an_alert_is_taken_once_for_each_lease() {
        let mut spare = Spare::default();
        spare.keep(alert(5));
        let take = |spare: &mut Spare, now, lease| spare.take("p", Moment(now), Moment(lease)).map(|a| a.attempts);
        assert_eq!(spare.take("other", Moment(9), Moment(20)), None);
        assert_eq!(take(&mut spare, 4, 20), None, "it is not due yet");
        assert_eq!(take(&mut spare, 9, 20), Some(1));
        assert_eq!(take(&mut spare, 19, 30), None);
        assert_eq!(take(&mut spare, 20, 40), Some(2));
        spare.failed("5", Moment(21), true, "gone");
        let again = spare.take("p", Moment(21), Moment(50)).unwrap();
        assert_eq!((again.attempts, again.fallback, again.trouble.as_deref()), (3, true, Some("gone")));
        spare.delivered("5");
        assert!(spare.has_delivered("5") && spare.take("p", Moment(99), Moment(100)).is_none());
        assert_eq!(spare.keep(alert(5)), None);
        assert_eq!(spare.pending(), (0, None), "what was delivered is not kept again");
    }
}
