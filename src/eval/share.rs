//! A share of messages: so many of so many.

/// Figures are given to this many digits after the point, so that two programs can be compared to the digit.
const DIGITS: usize = 4;

/// How many of the messages that count did what was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Messages that did.
    pub hits: usize,
    /// Messages that count.
    pub total: usize,
}

impl Share {
    /// Counts one message.
    pub(super) fn add(&mut self, hit: bool) {
        self.hits += usize::from(hit);
        self.total += 1;
    }

    /// The share from 0 to 1, rounded; `None` where no message counts.
    pub fn value(self) -> Option<f64> {
        (self.total > 0).then(|| rounded(self.hits as f64 / self.total as f64))
    }
}

/// A figure to four digits. Formatting rounds the exact value, as Python's `round` does.
pub(super) fn rounded(value: f64) -> f64 {
    format!("{value:.DIGITS$}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_round_as_python_does() {
        for (hits, total, expected) in [
            (0, 0, None),
            (1, 3, Some(0.3333)),
            (2, 3, Some(0.6667)),
            (1, 32, Some(0.0312)),
            (3, 32, Some(0.0938)),
            (1, 1, Some(1.0)),
        ] {
            assert_eq!(Share { hits, total }.value(), expected, "{hits}/{total}");
        }
    }
}
