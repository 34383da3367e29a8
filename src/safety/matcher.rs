//! Running a pattern over a message.
//!
//! Where a pattern can stand is a set of token positions, kept as the bits of one number. Each step of a pattern turns
//! the set of places where it may begin into the set of places where it may end, by a shift and a mask. So a pattern
//! takes a handful of instructions a step, whatever the message: nothing is ever tried twice.

/// The most tokens that are looked at together; longer messages are looked at block by block.
pub(super) const BLOCK: usize = 120;
/// How far the next block begins after the last one. What spans less than a block minus this is never cut in two.
pub(super) const STRIDE: usize = 60;

/// A set of token positions of a block. Position `BLOCK` is the end of the last token.
pub(super) type Places = u128;

/// A class of words, by its number.
pub(super) type ClassId = u16;

/// One step of a compiled pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Word(ClassId),
    Any,
    Gap(u8),
    NotNext(Box<[Step]>),
    Optional(Box<[Step]>),
    OneOf(Box<[Box<[Step]>]>),
    Start,
    End,
}

/// What a block of a message holds: for each class the tokens that belong to it, and the borders of sentences.
#[derive(Default)]
pub(super) struct Block {
    /// For each class, where its places stand in `places`; 0 when the block holds none of its words.
    slots: Vec<u16>,
    /// The tokens of each class that the block holds; the first one is the empty set.
    places: Vec<Places>,
    /// The classes that the block holds.
    pub(super) held: Vec<ClassId>,
    /// All tokens.
    pub(super) tokens: Places,
    /// Tokens that begin a sentence.
    pub(super) starts: Places,
    /// Tokens that an exception hides: no word of a pattern may stand on them.
    pub(super) hidden: Places,
}

impl Block {
    /// An empty block that knows so many classes.
    pub(super) fn new(classes: usize) -> Self {
        Self { slots: vec![0; classes], places: vec![0], ..Self::default() }
    }

    /// Forgets all tokens.
    pub(super) fn clear(&mut self) {
        for class in self.held.drain(..) {
            self.slots[usize::from(class)] = 0;
        }
        self.places.truncate(1);
        (self.tokens, self.starts, self.hidden) = (0, 0, 0);
    }

    /// Adds a token of these classes.
    pub(super) fn push(&mut self, classes: &[ClassId], starts_sentence: bool) {
        let token = 1 << self.len();
        self.tokens |= token;
        if starts_sentence {
            self.starts |= token;
        }
        for class in classes {
            let slot = &mut self.slots[usize::from(*class)];
            if *slot == 0 {
                *slot = self.places.len() as u16;
                self.places.push(0);
                self.held.push(*class);
            }
            self.places[usize::from(*slot)] |= token;
        }
    }

    fn len(&self) -> usize {
        self.tokens.count_ones() as usize
    }

    fn of(&self, class: ClassId) -> Places {
        self.places[usize::from(self.slots[usize::from(class)])]
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
            Step::Word(class) => (at & self.of(*class) & !self.hidden) << 1,
            Step::Any => (at & self.tokens & !self.hidden) << 1,
            Step::NotNext(steps) => at & !self.begins(steps, at),
            Step::Optional(inner) => at | self.run(inner, at),
            Step::OneOf(alternatives) => alternatives.iter().fold(0, |places, steps| places | self.run(steps, at)),
            Step::Start => at & self.starts,
            Step::End => at & self.ends(),
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

    /// Places where a sentence ends: before the first word of another, and after the last token.
    fn ends(&self) -> Places {
        self.starts | !self.tokens
    }

    /// Which of these places the steps can begin at.
    fn begins(&self, steps: &[Step], at: Places) -> Places {
        if let [Step::Word(class)] = steps {
            return at & self.of(*class);
        }
        (0..self.len()).map(|from| 1 << from).filter(|place| at & place != 0 && self.run(steps, *place) != 0).sum()
    }

    /// Whether the steps match anywhere.
    pub(super) fn holds(&self, steps: &[Step]) -> bool {
        self.run(steps, self.tokens) != 0
    }

    /// Every start of a match with its nearest end, as token positions.
    pub(super) fn matches(&self, steps: &[Step]) -> impl Iterator<Item = (usize, usize)> {
        (0..self.len()).filter_map(|from| {
            let ends = self.run(steps, 1 << from);
            (ends != 0).then(|| (from, ends.trailing_zeros() as usize))
        })
    }

    /// The tokens that the matches of the steps cover, each to its farthest end.
    pub(super) fn covered(&self, steps: &[Step]) -> Places {
        if !self.holds(steps) {
            return 0;
        }
        (0..self.len()).fold(0, |all, from| {
            let to = (Places::BITS - self.run(steps, 1 << from).leading_zeros()) as usize;
            all | if to > from { span(from, to - 1) } else { 0 }
        })
    }
}

/// The tokens from one position up to another.
fn span(from: usize, to: usize) -> Places {
    ((1 << to) - 1) & !((1 << from) - 1)
}
