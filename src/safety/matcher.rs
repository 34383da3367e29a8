//! Running a pattern over a message.
//!
//! Where a pattern can stand is a set of token positions, kept as the bits of one number. Each step of a pattern turns
//! the set of places where it may begin into the set of places where it may end, by a mask and a shift. So nothing is
//! ever tried twice, and a pattern takes a bounded number of instructions whatever the message.

use std::sync::Arc;

use super::classes::{ClassId, Classes, MOST_FREQUENT, OfWord};

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
    /// Alternatives, and the class of all words that one of them can begin with, where each begins with a word. Shared
    /// by all the patterns that name the same list.
    OneOf(Option<ClassId>, Arc<[Box<[Step]>]>),
    Start,
    End,
}

/// Room for blocks that is used again from message to message.
#[derive(Default)]
pub(super) struct Room {
    /// For each class the tokens whose word belongs to it, frequent words left out.
    of_class: Vec<Places>,
    /// The classes of which that is not empty: what has to be forgotten.
    seen: Vec<ClassId>,
    /// For each frequent word the tokens that hold it. Only those of `Block::present` are of this block.
    of_frequent: Vec<Places>,
}

/// A stretch of a message: which tokens hold a word of each class, and the borders of sentences.
pub(super) struct Block<'a> {
    classes: &'a Classes,
    room: &'a mut Room,
    /// The frequent words that stand in it.
    present: u128,
    length: usize,
    /// All tokens.
    pub(super) tokens: Places,
    /// Tokens that begin a sentence.
    starts: Places,
    /// Tokens that stand after words at the start of a sentence that say nothing: it may as well begin there.
    after_heads: Places,
    /// Tokens at the end of a sentence that say nothing: it may as well end before them.
    tails: Places,
    /// Tokens that an exception hides: no word of a pattern may stand on them.
    pub(super) hidden: Places,
}

impl<'a> Block<'a> {
    /// An empty block.
    pub(super) fn new(classes: &'a Classes, room: &'a mut Room) -> Self {
        let count = classes.frequent_in.len();
        if room.of_class.len() < count {
            room.of_class.resize(count, 0);
        }
        room.of_frequent.resize(MOST_FREQUENT, 0);
        let mut block =
            Self { classes, room, present: 0, length: 0, tokens: 0, starts: 0, after_heads: 0, tails: 0, hidden: 0 };
        block.clear();
        block
    }

    /// Forgets all tokens.
    pub(super) fn clear(&mut self) {
        for class in self.room.seen.drain(..) {
            self.room.of_class[class as usize] = 0;
        }
        (self.present, self.length) = (0, 0);
        (self.tokens, self.starts, self.hidden) = (0, 0, 0);
        (self.after_heads, self.tails) = (0, 0);
    }

    /// Adds a token whose word has these classes.
    pub(super) fn push(&mut self, classes: &OfWord<'_>, starts_sentence: bool) {
        let token = 1 << self.length;
        self.tokens |= token;
        if starts_sentence {
            self.starts |= token;
        }
        self.length += 1;
        match classes {
            OfWord::List(classes) => {
                for class in *classes {
                    let places = &mut self.room.of_class[*class as usize];
                    if *places == 0 {
                        self.room.seen.push(*class);
                    }
                    *places |= token;
                }
            }
            OfWord::Frequent(word) => {
                let before = if self.present >> word & 1 == 0 { 0 } else { self.room.of_frequent[usize::from(*word)] };
                self.room.of_frequent[usize::from(*word)] = before | token;
                self.present |= 1 << word;
            }
        }
    }

    /// Says that the token added last only opens its sentence.
    pub(super) fn mark_head(&mut self) {
        self.after_heads |= 1 << self.length;
    }

    /// Says that the last of the tokens added so far only end their sentence.
    pub(super) fn mark_tail(&mut self, tokens: usize) {
        self.tails |= span(self.length.saturating_sub(tokens), self.length);
    }

    /// Whether any token's word belongs to the class.
    pub(super) fn has(&self, class: ClassId) -> bool {
        self.room.of_class[class as usize] != 0 || self.classes.frequent_in[class as usize] & self.present != 0
    }

    /// Which of these places hold a word of the class.
    fn of(&self, class: ClassId, at: Places) -> Places {
        let mut places = self.room.of_class[class as usize];
        let mut words = self.classes.frequent_in[class as usize] & self.present;
        while words != 0 {
            places |= self.room.of_frequent[words.trailing_zeros() as usize];
            words &= words - 1;
        }
        places & at
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
            Step::Start => at & (self.starts | self.after_heads),
            Step::End => at & (self.starts | self.tails | !self.tokens),
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
        (0..self.length).map(|from| 1 << from).filter(|place| at & place != 0 && self.run(steps, *place) != 0).sum()
    }

    /// Whether the steps match anywhere.
    pub(super) fn holds(&self, steps: &[Step]) -> bool {
        self.run(steps, self.tokens) != 0
    }

    /// Every start of a match with its nearest end, as token positions.
    pub(super) fn matches(&self, steps: &[Step]) -> impl Iterator<Item = (usize, usize)> {
        (0..self.length).filter_map(|from| {
            let ends = self.run(steps, 1 << from);
            (ends != 0).then(|| (from, ends.trailing_zeros() as usize))
        })
    }

    /// The tokens that the matches of the steps cover, each to its farthest end within its sentence: what is said in the
    /// next one is not explained away by this one ("can someone help? feeling suicidal").
    pub(super) fn covered(&self, steps: &[Step]) -> Places {
        if !self.holds(steps) {
            return 0;
        }
        (0..self.length).fold(0, |all, from| {
            let later = self.starts & !span(0, from + 1);
            let end = (later.trailing_zeros() as usize).min(self.length);
            let ends = self.run(steps, 1 << from) & (span(0, end) | 1 << end);
            let to = (Places::BITS - ends.leading_zeros()) as usize;
            all | if to > from { span(from, to - 1) } else { 0 }
        })
    }
}

/// The tokens from one position up to another.
fn span(from: usize, to: usize) -> Places {
    ((1 << to) - 1) & !((1 << from) - 1)
}
