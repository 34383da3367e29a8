//! What a change wins and loses.

use super::verdict::Verdict;
use std::ops::AddAssign;

/// A wrong answer costs as much as so many right ones are worth.
const WRONG: f64 = 3.0;
/// One that is only nearly given.
const NEARLY: f64 = 0.5;
/// The other mode has the same documents: what goes wrong there costs this much.
const ELSEWHERE: f64 = 2.0;
/// An offer of the right entry is worth something, an answer more.
const HELPED: f64 = 0.2;

/// How many messages a change turned which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Answered right and were not before.
    pub right_won: usize,
    /// Were answered right and are not any more.
    pub right_lost: usize,
    /// Answered wrong and were not before.
    pub wrong_more: usize,
    /// Were answered wrong and are not any more.
    pub wrong_less: usize,
    /// Nearly answered wrong, more or less than before.
    pub(super) nearly: i64,
    /// Answered wrong in the other mode, more or less than before.
    pub(super) elsewhere: i64,
    /// Helped, more or less than before.
    pub(super) helped: i64,
    /// Messages of which safety decided, and does not any more, or the other way round.
    pub(super) safety: usize,
}

/// One message in the mode that is tuned, and in the other.
pub(super) type Pair = [Verdict; 2];

impl Tally {
    /// Counts one message.
    pub(super) fn add(&mut self, before: Pair, after: Pair) {
        let difference = |of: fn(&Verdict) -> bool, mode: usize| {
            i64::from(of(&after[mode])) - i64::from(of(&before[mode]))
        };
        let (right, wrong) = (difference(|one| one.right, 0), difference(|one| one.wrong, 0));
        self.right_won += usize::from(right > 0);
        self.right_lost += usize::from(right < 0);
        self.wrong_more += usize::from(wrong > 0);
        self.wrong_less += usize::from(wrong < 0);
        self.nearly += difference(|one| one.nearly_wrong, 0);
        self.elsewhere += difference(|one| one.wrong, 1);
        self.helped += difference(|one| one.helped, 0);
        self.safety += usize::from(difference(|one| one.safety, 0) != 0);
    }

    /// What it is worth, in right answers.
    pub fn worth(&self) -> f64 {
        let right = self.right_won as f64 - self.right_lost as f64;
        let nearly = NEARLY * self.nearly as f64;
        let elsewhere = ELSEWHERE * self.elsewhere as f64;
        right - WRONG * self.wrong() as f64 - nearly - elsewhere + HELPED * self.helped as f64
    }

    /// More (or, below 0, fewer) wrong answers than before.
    pub fn wrong(&self) -> i64 {
        self.wrong_more as i64 - self.wrong_less as i64
    }

    /// Whether nothing is answered wrong that was not before, in either mode, and safety decides as before.
    pub(super) fn is_safe(&self) -> bool {
        self.wrong() <= 0 && self.elsewhere <= 0 && self.safety == 0
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.right_won += other.right_won;
        self.right_lost += other.right_lost;
        self.wrong_more += other.wrong_more;
        self.wrong_less += other.wrong_less;
        self.nearly += other.nearly;
        self.elsewhere += other.elsewhere;
        self.helped += other.helped;
        self.safety += other.safety;
    }
}
