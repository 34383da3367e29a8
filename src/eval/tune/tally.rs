//! What a change wins and loses.

use super::verdict::{Verdict, WRONG};
use std::ops::AddAssign;

/// How much a decision that turns counts beside one that only comes nearer to it.
const TURNED: f64 = 0.5;
/// The other mode has the same documents and counts this much.
const ELSEWHERE: f64 = 0.5;

/// A wrong answer in one of the two modes costs so many right ones.
const PRICE: f64 = 0.5;

/// How many messages a change turned which way.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// Answered right and were not before.
    pub right_won: usize,
    /// Were answered right and are not any more.
    pub right_lost: usize,
    /// Answered wrong and were not before.
    pub wrong_more: usize,
    /// Were answered wrong and are not any more.
    pub wrong_less: usize,
    /// Answered wrong in the other mode, more or less than before.
    elsewhere: i64,
    /// Answered although nothing is asked, more or less than before, in each mode. They are among the wrong ones.
    strays: [i64; 2],
    /// Messages of which safety decided, and does not any more, or the other way round.
    safety: usize,
    /// Messages of somebody in danger that are answered and were not before, in either mode.
    danger: usize,
    /// How much the values of both modes rose.
    value: f64,
}

/// One message in the mode that is tuned, and in the other.
pub(super) type Pair = [Verdict; 2];

impl Tally {
    /// Counts one message.
    pub(super) fn add(&mut self, before: Pair, after: Pair) {
        let difference =
            |of: fn(&Verdict) -> bool, mode: usize| i64::from(of(&after[mode])) - i64::from(of(&before[mode]));
        let (right, wrong) = (difference(|one| one.right, 0), difference(|one| one.wrong, 0));
        self.right_won += usize::from(right > 0);
        self.right_lost += usize::from(right < 0);
        self.wrong_more += usize::from(wrong > 0);
        self.wrong_less += usize::from(wrong < 0);
        self.elsewhere += difference(|one| one.wrong, 1);
        for mode in 0..2 {
            self.strays[mode] += difference(|one| one.stray, mode);
        }
        self.safety += usize::from(difference(|one| one.safety, 0) != 0);
        self.danger += usize::from((0..2).any(|mode| after[mode].danger && !before[mode].danger));
        self.value += rise(before, after);
    }

    /// What it is worth, in right answers.
    pub fn worth(&self) -> f64 {
        let right = self.right_won as f64 - self.right_lost as f64;
        let turned = right - WRONG * self.wrong() as f64 - ELSEWHERE * WRONG * self.elsewhere as f64;
        TURNED * turned + self.value
    }

    /// Right answers, with a price on the wrong ones of both modes. How near an answer is to its threshold counts for nothing
    /// here: thresholds are what is looked for.
    pub(super) fn plain_worth(&self) -> f64 {
        let [wrong, elsewhere] = self.wrong_in_both();
        self.right() as f64 - PRICE * (wrong + elsewhere) as f64
    }

    /// More (or, below 0, fewer) right answers than before.
    pub fn right(&self) -> i64 {
        self.right_won as i64 - self.right_lost as i64
    }

    /// More (or, below 0, fewer) wrong answers than before.
    pub fn wrong(&self) -> i64 {
        self.wrong_more as i64 - self.wrong_less as i64
    }

    /// More wrong answers than before, in the mode that is tuned and in the other.
    pub(super) fn wrong_in_both(&self) -> [i64; 2] {
        [self.wrong(), self.elsewhere]
    }

    /// Whether no more is answered wrong than before, in either mode, be it another entry than was asked for or an answer
    /// where nothing was asked; no fewer are right, and safety decides as before.
    pub(super) fn is_safe(&self) -> bool {
        self.has_room([[0; 2]; 2])
    }

    /// Whether it is safe with so many wrong answers to spare, for each mode: other entries than were asked for, and strays.
    pub(super) fn has_room(&self, room: [[i64; 2]; 2]) -> bool {
        let wrong = self.wrong_in_both();
        let has = |mode: usize| {
            let strays = self.strays[mode];
            wrong[mode] - strays <= -room[mode][0] && strays <= -room[mode][1]
        };
        let few = (0..2).all(has);
        few && self.right() >= 0 && self.safety == 0 && self.danger == 0
    }
}

/// How much the values of a message rise.
pub(super) fn rise(before: Pair, after: Pair) -> f64 {
    let rise = after[0].value - before[0].value + ELSEWHERE * (after[1].value - before[1].value);
    if after[0].watches { rise.min(0.0) } else { rise }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.right_won += other.right_won;
        self.right_lost += other.right_lost;
        self.wrong_more += other.wrong_more;
        self.wrong_less += other.wrong_less;
        self.elsewhere += other.elsewhere;
        self.strays[0] += other.strays[0];
        self.strays[1] += other.strays[1];
        self.safety += other.safety;
        self.danger += other.danger;
        self.value += other.value;
    }
}
