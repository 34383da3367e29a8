//! The parts of the score by name, so that each can be left out and its worth measured.

use super::weights::Weights;

/// A part of the score. The names are those that explanations use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Likeness of letter trigrams.
    Letters,
    /// Likeness of words.
    Words,
    /// Likeness of neighbouring words.
    WordPairs,
    /// How far words are one entry's alone.
    TellingWords,
    /// The side of the line between an entry's wordings and all others.
    Contrast,
    /// Likeness to the answer.
    Answer,
    /// Edit distance to whole wordings.
    EditDistance,
    /// Keyword rules.
    Keywords,
    /// The lead over the second candidate.
    Margin,
    /// The odds of the message's words in the best entry.
    Odds,
    /// How much of the message the best entry's words cover.
    Coverage,
    /// Sentences and clauses matched by themselves.
    Units,
    /// Synonyms, the pack's own and the general ones.
    Synonyms,
    /// Typos corrected and lost spaces put back.
    Spelling,
    /// How much a message sounds like talk: no part of the score, but of what an answer needs.
    Talk,
}

impl Part {
    /// Every part, in the order of the documentation.
    pub const ALL: [Self; 15] = [
        Self::Letters,
        Self::Words,
        Self::WordPairs,
        Self::TellingWords,
        Self::Contrast,
        Self::Answer,
        Self::EditDistance,
        Self::Keywords,
        Self::Margin,
        Self::Odds,
        Self::Coverage,
        Self::Units,
        Self::Synonyms,
        Self::Spelling,
        Self::Talk,
    ];

    /// The name in explanations and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Letters => "letters",
            Self::Words => "words",
            Self::WordPairs => "word pairs",
            Self::TellingWords => "telling words",
            Self::Contrast => "contrast",
            Self::Answer => "answer",
            Self::EditDistance => "edit distance",
            Self::Keywords => "keywords",
            Self::Margin => "margin",
            Self::Odds => "odds of its words",
            Self::Coverage => "words covered",
            Self::Units => "units",
            Self::Synonyms => "synonyms",
            Self::Spelling => "spelling",
            Self::Talk => "talk",
        }
    }

    /// The part of a name; a hyphen does for a blank, as is usual on command lines.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name.replace('-', " "))
    }
}

impl Weights {
    /// The same weights with some parts at nothing. Parts that are no weight (units, synonyms, spelling, talk) change nothing.
    #[must_use]
    pub fn without(&self, parts: &[Part]) -> Self {
        let mut weights = self.clone();
        for part in parts {
            match part {
                Part::Letters => weights.trigrams = 0.0,
                Part::Words => weights.words = 0.0,
                Part::WordPairs => weights.pairs = 0.0,
                Part::TellingWords => weights.telling = 0.0,
                Part::Contrast => weights.contrast = 0.0,
                Part::Answer => weights.answer = 0.0,
                Part::EditDistance => weights.edit = 0.0,
                Part::Keywords => weights.keywords = 0.0,
                Part::Margin => weights.margin = 0.0,
                Part::Odds => weights.odds = 0.0,
                Part::Coverage => weights.coverage = 0.0,
                Part::Units | Part::Synonyms | Part::Spelling | Part::Talk => {}
            }
        }
        weights
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scorer_of_an_explanation_is_a_part() {
        for (name, _) in Weights::default().one_by_one() {
            assert!(Part::named(name).is_some(), "{name}");
        }
    }

    #[test]
    fn a_part_is_found_by_its_name_with_blanks_or_hyphens() {
        for part in Part::ALL {
            assert_eq!(Part::named(part.name()), Some(part));
            assert_eq!(Part::named(&part.name().replace(' ', "-")), Some(part));
        }
        assert_eq!(Part::named("trigram"), None);
    }
}
