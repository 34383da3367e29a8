//! A known word and where it is known from.

/// A known word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub u32);

/// Where a word is known from. A word can come from several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origin(u8);

impl Origin {
    /// Among the four thousand most common English words.
    pub const COMMON: Self = Self(1);
    /// Among the next seven thousand.
    pub const USUAL: Self = Self(2);
    /// A rarer English word. It is known, but no typo is corrected to it.
    pub const RARE: Self = Self(4);
    /// Stands in the FAQ pack.
    pub const PACK: Self = Self(8);
    /// Stands in a safety rule.
    pub const SAFETY: Self = Self(16);
    /// Stands in a safety rule of another language than English.
    pub const FOREIGN: Self = Self(32);

    /// Whether any of these origins is among its own.
    pub fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    pub(super) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Several origins as one.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
