//! Running a pattern over a message.
//!
//! Where a pattern can stand is a set of token positions, kept as the bits of one number. Each step of a pattern turns
//! the set of places where it may begin into the set of places where it may end, by a mask and a shift. So nothing is
//! ever tried twice, and a pattern takes a bounded number of instructions whatever the message.

use super::classes::{ClassId, WordClasses};

/// The most tokens that are looked at together; longer messages are looked at block by block.
pub(super) const BLOCK: usize = 120;
/// How far the next block begins after the last one. What spans less than a block minus this is never cut in two.
pub(super) const STRIDE: usize = 60;

/// A set of token positions of a block. Position `BLOCK` is the end of the last token.
pub(super) type Places = u128;

/// One step of a compiled pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Word(ClassId),
    Any,
    Gap(u8),
    NotNext(Box<[Step]>),
    Optional(Box<[Step]>),
    /// Alternatives, and the class of all words that one of them can begin with, where each begins with a word.
    OneOf(Option<ClassId>, Box<[Box<[Step]>]>),
    Start,
    End,
}

/// A stretch of a message: the classes of each token's word, and the borders of sentences.
#[derive(Default)]
pub(super) struct Block<'a> {
    words: Vec<WordClasses<'a>>,
    /// All tokens.
    pub(super) tokens: Places,
    /// Tokens that begin a sentence.
    starts: Places,
    /// Tokens that an exception hides: no word of a pattern may stand on them.
    pub(super) hidden: Places,
}

impl<'a> Block<'a> {
    /// Forgets all tokens.
    pub(super) fn clear(&mut self) {
        self.words.clear();
        (self.tokens, self.starts, self.hidden) = (0, 0, 0);
    }

    /// Adds a token whose word has these classes.
    pub(super) fn push(&mut self, classes: WordClasses<'a>, starts_sentence: bool) {
        let token = 1 << self.words.len();
        self.tokens |= token;
        if starts_sentence {
            self.starts |= token;
        }
        self.words.push(classes);
    }

    /// Whether any token's word belongs to the class.
    pub(super) fn has(&self, class: ClassId) -> bool {
        self.words.iter().any(|word| word.has(class))
    }

    /// Which of these places hold a word of the class.
    fn of(&self, class: ClassId, at: Places) -> Places {
        let mut rest = at & self.tokens;
        let mut found = 0;
        while rest != 0 {
            let token = rest.trailing_zeros();
            if self.words[token as usize].has(class) {
                found |= 1 << token;
            }
            rest &= rest - 1;
        }
        found
    }

    /// The places where the steps can end when they begin at one of `from`.
    pub(super) fn run(&self, steps: &[Step], from: Places) -> Places {
        let mut at = from;
        for step in steps {
            if at == 0 {
                break;
            }
            at = self.step(step, at);
        }
        at
    }

    fn step(&self, step: &Step, at: Places) -> Places {
        match step {
            Step::Word(class) => self.of(*class, at & !self.hidden) << 1,
            Step::Any => (at & self.tokens & !self.hidden) << 1,
            Step::NotNext(steps) => at & !self.begins(steps, at),
            Step::Optional(inner) => at | self.run(inner, at),
            Step::OneOf(firsts, alternatives) => {
                let at = firsts.map_or(at, |class| self.of(class, at & !self.hidden));
                if at == 0 {
                    return 0;
                }
                alternatives.iter().fold(0, |places, steps| places | self.run(steps, at))
            }
            Step::Start => at & self.starts,
            Step::End => at & (self.starts | !self.tokens),
            Step::Gap(words) => self.gap(*words, at),
        }
    }

    /// Up to so many words, none of them across the border of a sentence.
    fn gap(&self, words: u8, at: Places) -> Places {
        let inside = self.tokens & !self.starts;
        let mut reached = at;
        let mut moving = at;
        for _ in 0..words {
            moving = (moving & inside) << 1 & !self.starts;
            reached |= moving;
        }
        reached
    }

    /// Which of these places the steps can begin at.
    fn begins(&self, steps: &[Step], at: Places) -> Places {
        if let [Step::Word(class)] = steps {
            return self.of(*class, at);
        }
        (0..self.words.len())
            .map(|from| 1 << from)
            .filter(|place| at & place != 0 && self.run(steps, *place) != 0)
            .sum()
    }

    /// Whether the steps match anywhere.
    pub(super) fn holds(&self, steps: &[Step]) -> bool {
        self.run(steps, self.tokens) != 0
    }

    /// Every start of a match with its nearest end, as token positions.
    pub(super) fn matches(&self, steps: &[Step]) -> impl Iterator<Item = (usize, usize)> {
        (0..self.words.len()).filter_map(|from| {
            let ends = self.run(steps, 1 << from);
            (ends != 0).then(|| (from, ends.trailing_zeros() as usize))
        })
    }

    /// The tokens that the matches of the steps cover, each to its farthest end.
    pub(super) fn covered(&self, steps: &[Step]) -> Places {
        if !self.holds(steps) {
            return 0;
        }
        (0..self.words.len()).fold(0, |all, from| {
            let to = (Places::BITS - self.run(steps, 1 << from).leading_zeros()) as usize;
            all | if to > from { span(from, to - 1) } else { 0 }
        })
    }
}

/// The tokens from one position up to another.
fn span(from: usize, to: usize) -> Places {
    ((1 << to) - 1) & !((1 << from) - 1)
}
