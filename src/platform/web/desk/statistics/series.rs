//! What the plots tell apart.

use crate::moderation::Statistics;

/// Kinds that are drawn as one.
pub(super) struct Series {
    /// What it is called.
    pub(super) name: &'static str,
    /// Its colour in the stylesheet.
    pub(super) class: &'static str,
    /// The kinds that are counted for it; one that ends in `/` stands for all that begin so.
    kinds: &'static [&'static str],
}

/// What the bot did.
pub(super) const DECISIONS: [Series; 6] = [
    Series { name: "answered", class: "one", kinds: &["answer"] },
    Series { name: "offered topics", class: "two-of", kinds: &["suggest"] },
    Series { name: "left to the provider", class: "three", kinds: &["handoff"] },
    Series { name: "met by safety", class: "four", kinds: &["safety/"] },
    Series { name: "greeted", class: "five", kinds: &["greeting"] },
    Series { name: "said nothing", class: "six", kinds: &["silent", "held-back"] },
];

/// What people thought of answers.
pub(super) const FEEDBACK: [Series; 2] = [
    Series { name: "helpful", class: "one", kinds: &["helpful"] },
    Series { name: "not my question", class: "four", kinds: &["not-my-question"] },
];

/// What found no answer.
pub(super) const REFUSED: [Series; 3] = [
    Series { name: "left to the provider", class: "three", kinds: &["handoff"] },
    Series { name: "offered topics", class: "two-of", kinds: &["suggest"] },
    Series { name: "said nothing", class: "six", kinds: &["silent", "held-back"] },
];

/// How grave it was.
pub(super) const TIERS: [Series; 4] = [
    Series { name: "emergency", class: "four", kinds: &["safety/emergency"] },
    Series { name: "crisis", class: "three", kinds: &["safety/crisis"] },
    Series { name: "advice", class: "two-of", kinds: &["safety/advice"] },
    Series { name: "personal", class: "six", kinds: &["safety/personal"] },
];

impl Series {
    /// How often it was in a row.
    pub(super) fn of(&self, sums: &Statistics, row: &str) -> i64 {
        sums.rows.get(row).map_or(0, |kinds| self.sum(kinds.iter()))
    }

    /// How often it was altogether.
    pub(super) fn total(&self, sums: &Statistics) -> i64 {
        self.sum(sums.totals.iter())
    }

    fn sum<'k>(&self, kinds: impl Iterator<Item = (&'k String, &'k i64)>) -> i64 {
        let fits = |kind: &str, own: &str| kind == own || (own.ends_with('/') && kind.starts_with(own));
        kinds.filter(|(kind, _)| self.kinds.iter().any(|own| fits(kind, own))).map(|(_, times)| times).sum()
    }
}

/// How often any of them was altogether.
pub(super) fn total(series: &[Series], sums: &Statistics) -> i64 {
    series.iter().map(|series| series.total(sums)).sum()
}
