//! Every constant of the score, with the reason for its value.
//!
//! The values were swept one by one on public question sets, and are round because their neighbours do as well
//! (docs/engine.md has the formula). They are the same for every pack: a clinic tunes its documents, not these.

/// How much each scorer counts in the sum.
#[derive(Clone, Debug)]
pub struct Weights {
    /// Trigram cosine with an entry's phrasings: the backbone, robust to typos and inflections.
    pub trigrams: f32,
    /// Word cosine with an entry's phrasings, synonyms included: carries packs with one phrasing an entry.
    pub words: f32,
    /// Cosine over pairs of neighbouring words: word order and the way a question starts.
    pub pairs: f32,
    /// How far each word is this entry's alone.
    pub telling: f32,
    /// How far the message lies on the entry's side of the line between its wordings and all others: tells entries apart
    /// that share most of their words.
    pub contrast: f32,
    /// Word cosine with the answer: weak, since an answer is about more than its question.
    pub answer: f32,
    /// Likeness by edit distance to one whole phrasing.
    pub edit: f32,
    /// Keyword rules that moderators wrote.
    pub keywords: f32,
    /// How much of the lead over the second candidate is added to the confidence.
    pub margin: f32,
    /// How much the log odds of the message's words in the best entry add to the confidence: they order entries badly but
    /// tell well whether the best one is meant at all.
    pub odds: f32,
    /// How much the share of the message that the best entry's words cover adds to the confidence.
    pub coverage: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            trigrams: 1.0,
            words: 1.0,
            pairs: 0.5,
            telling: 0.6,
            contrast: 1.5,
            answer: 0.1,
            edit: 0.3,
            keywords: 0.75,
            margin: 0.5,
            odds: 1.0,
            coverage: 0.5,
        }
    }
}

impl Weights {
    /// Each scorer of likeness by itself, with its name: what an explanation is made from.
    pub(super) fn one_by_one(&self) -> [(&'static str, Self); 7] {
        let none = Self {
            trigrams: 0.0,
            words: 0.0,
            pairs: 0.0,
            telling: 0.0,
            contrast: 0.0,
            answer: 0.0,
            edit: 0.0,
            keywords: 0.0,
            margin: self.margin,
            odds: self.odds,
            coverage: self.coverage,
        };
        [
            ("letters", Self { trigrams: self.trigrams, ..none.clone() }),
            ("words", Self { words: self.words, ..none.clone() }),
            ("word pairs", Self { pairs: self.pairs, ..none.clone() }),
            ("telling words", Self { telling: self.telling, ..none.clone() }),
            ("contrast", Self { contrast: self.contrast, ..none.clone() }),
            ("answer", Self { answer: self.answer, ..none.clone() }),
            ("edit distance", Self { edit: self.edit, ..none }),
        ]
    }
}
