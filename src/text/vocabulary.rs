//! Vocabulary: the words and pairs of neighbouring words of many texts, as numbers, so that texts can be weighed against
//! one another (`lines.rs`).

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::read::Text;

/// The words of a text, in order, a space between them.
pub type Words = Box<str>;

/// The words of a message as understood, in order.
pub fn words_of(text: &Text) -> Words {
    text.stretch(&text.tokens).into()
}

/// At most so many of some texts, evenly chosen.
pub fn evenly<T>(texts: &[T], most: usize) -> impl Iterator<Item = &T> {
    let all = texts.len();
    let chosen = most.min(all);
    (0..chosen).map(move |nth| &texts[nth * all / chosen])
}

/// Terms, by number, with how much each counts.
pub type Counts = Vec<(u32, f32)>;

/// The words and pairs of some texts.
pub struct Vocabulary {
    words: FxHashMap<Box<str>, u32>,
    pairs: Pairs,
    /// For each term how much it counts: ln((1 + texts) / (1 + texts with it)) + 1.
    rarity: Vec<f32>,
}

/// The words and pairs while texts are counted.
#[derive(Default)]
struct Counting {
    words: FxHashMap<Box<str>, u32>,
    pairs: FxHashMap<(u32, u32), u32>,
}

/// The pairs by their first word, in half the memory of a table: there are two hundred thousand.
struct Pairs {
    /// The number of the first words that have followers, in order, and where these begin; at the end where the last ones end.
    firsts: Vec<(u32, u32)>,
    /// The second words of each first one, in order, with the number of the pair.
    seconds: Vec<(u32, u32)>,
}

impl Vocabulary {
    /// The words and pairs of texts, with each text as a vector of length 1: of each term 1 + ln(how often it stands), times
    /// its rarity.
    pub fn of<'a>(texts: impl Iterator<Item = &'a Words>) -> (Self, Vec<Counts>) {
        let mut counting = Counting::default();
        let mut counted: Vec<Counts> = texts.map(|words| counting.count_all(words)).collect();
        let rarity = rarity(&counted, counting.term_count());
        let terms = Self { words: counting.words, pairs: Pairs::new(&counting.pairs), rarity };
        for counts in &mut counted {
            terms.unify(counts);
        }
        (terms, counted)
    }

    /// How many terms there are.
    pub fn term_count(&self) -> usize {
        self.rarity.len()
    }

    /// The number of a word, if a text has it.
    pub fn term(&self, word: &str) -> Option<u32> {
        self.words.get(word).copied()
    }

    /// How much a term counts.
    pub fn rarity(&self, term: u32) -> f32 {
        self.rarity[term as usize]
    }

    /// A stretch of a message as a vector of length 1 of the terms that the texts have, but for words that are left out: those
    /// at the places where `without` says so.
    pub fn weighed(&self, text: &Text, stretch: &Range<usize>, without: &[bool]) -> Counts {
        let mut terms = Vec::with_capacity(2 * stretch.len());
        let mut before = None;
        for at in stretch.clone() {
            let known = || self.term(text.word(&text.tokens[at]));
            let word = if without.get(at) == Some(&true) { None } else { known() };
            terms.extend(word);
            terms.extend(before.zip(word).and_then(|(before, word)| self.pairs.get(before, word)));
            before = word;
        }
        let mut counts = counted(terms);
        self.unify(&mut counts);
        counts
    }

    fn unify(&self, counts: &mut Counts) {
        for (term, count) in counts.iter_mut() {
            *count = (1.0 + count.ln()) * self.rarity(*term);
        }
        let length = counts.iter().map(|(_, own)| own * own).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        for (_, own) in counts {
            *own /= length;
        }
    }
}

impl Counting {
    fn term_count(&self) -> usize {
        self.words.len() + self.pairs.len()
    }

    /// Counts the terms of a text; new ones get a number.
    fn count_all(&mut self, words: &str) -> Counts {
        let mut terms = Vec::new();
        let mut before = None;
        for word in words.split_terminator(' ') {
            let next = self.term_count() as u32;
            let word = self.number(word, next);
            terms.push(word);
            if let Some(before) = before.replace(word) {
                let next = self.term_count() as u32;
                terms.push(*self.pairs.entry((before, word)).or_insert(next));
            }
        }
        counted(terms)
    }

    /// The number of a word; `next` for one that is new.
    fn number(&mut self, word: &str, next: u32) -> u32 {
        if let Some(known) = self.words.get(word) {
            return *known;
        }
        self.words.insert(word.into(), next);
        next
    }
}

impl Pairs {
    fn new(numbers: &FxHashMap<(u32, u32), u32>) -> Self {
        let mut all: Vec<(u32, u32, u32)> =
            numbers.iter().map(|((first, second), pair)| (*first, *second, *pair)).collect();
        all.sort_unstable();
        let mut pairs = Self { firsts: Vec::new(), seconds: Vec::with_capacity(all.len()) };
        for of_first in all.chunk_by(|a, b| a.0 == b.0) {
            pairs.firsts.push((of_first[0].0, pairs.seconds.len() as u32));
            pairs.seconds.extend(of_first.iter().map(|(_, second, pair)| (*second, *pair)));
        }
        pairs.firsts.push((u32::MAX, pairs.seconds.len() as u32));
        pairs.firsts.shrink_to_fit();
        pairs
    }

    fn get(&self, first: u32, second: u32) -> Option<u32> {
        let at = self.firsts.binary_search_by_key(&first, |(word, _)| *word).ok()?;
        let (from, to) = (self.firsts[at].1 as usize, self.firsts.get(at + 1)?.1 as usize);
        let of_first = &self.seconds[from..to];
        of_first.binary_search_by_key(&second, |(word, _)| *word).ok().map(|at| of_first[at].1)
    }
}

/// How much each term counts; there are so many terms.
fn rarity(texts: &[Counts], terms: usize) -> Vec<f32> {
    let all = texts.len() as f32;
    let mut with = vec![0.0_f32; terms];
    for (term, _) in texts.iter().flatten() {
        with[*term as usize] += 1.0;
    }
    with.into_iter().map(|with| ((1.0 + all) / (1.0 + with)).ln() + 1.0).collect()
}

/// Terms in order, each once, with how often it stands.
fn counted(mut terms: Vec<u32>) -> Counts {
    terms.sort_unstable();
    terms.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as f32)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lexicon;

    fn words(text: &str) -> Words {
        text.into()
    }

    #[test]
    fn a_text_is_a_vector_of_length_one_of_words_and_pairs_and_the_rare_ones_count_more() {
        let texts = [words("the red cat"), words("the red dog"), words("the end")];
        let (terms, vectors) = Vocabulary::of(texts.iter());
        assert_eq!(terms.term_count(), 9, "five words, four pairs");
        for vector in &vectors {
            assert!((vector.iter().map(|(_, own)| own * own).sum::<f32>() - 1.0).abs() < 1e-5);
        }
        let rarity = |word| terms.rarity(terms.term(word).unwrap());
        assert!(rarity("cat") > rarity("red") && rarity("red") > rarity("the"));
    }

    #[test]
    fn of_a_message_what_the_texts_have_counts() {
        let texts = [words("the red cat"), words("a dog")];
        let (terms, vectors) = Vocabulary::of(texts.iter());
        let text = Text::read("the red cat zxqv", &Lexicon::new([]));
        assert_eq!(terms.weighed(&text, &(0..text.tokens.len()), &[]), vectors[0]);
        assert_eq!(terms.weighed(&text, &(0..3), &[false, true, false]).len(), 2, "neither the word nor its pairs");
        assert!(terms.weighed(&text, &(3..4), &[]).is_empty());
    }
}
