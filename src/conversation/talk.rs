//! Talk: how much a message sounds like what people in a channel talk of, as against what the FAQ is asked.
//!
//! "How quickly can they break a pallet jack" has the words and the order of a question of the FAQ, and is none. Which words and
//! pairs of neighbouring words speak for the FAQ and which for talk is fitted (`lines.rs`) to the wordings of the pack and to
//! messages that ask nothing of it.

use crate::lines::{Lines, Terms};
use crate::text::{Text, Vocabulary, Words, evenly, talk};

/// So many wordings of a pack make the line count by half: with a few it is hardly a line.
const HALF: f32 = 100.0;
/// With fewer, as in a clinic's first hour, there is none.
const FEWEST: usize = 50;
/// The share of a pack's own wordings that would sound like talk to a line that was fitted to the other half of them. The line
/// in force knows all of them: of 438 questions by other people, one in fifty is left without its answer by it.
const MISHEARD: f32 = 0.18;
/// Nothing sounds more like what is asked than this counts: at -0.6 a confidence of 0.4 was enough for an answer, and of 520 messages by
/// other people 1.2 of 100 more were answered wrongly.
const MOST_ASKED: f32 = -0.3;
/// The fewer words, the less the side of the line says, and the more easily they are those of a question by accident: each time
/// that a message has half as many, it sounds like talk by 0.2 more.
const FEW: f32 = 0.3;
/// From so many words on it makes no difference.
const MANY: f32 = 23.0;

/// What names another member ("@priya …") is rather for them. The bot's own name is taken out before.
const TO_ANOTHER: f32 = 0.6;

/// How a message sounds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tone {
    /// Below 0 like a question for the pack, about 1 like talk all over; 0 where nothing is known.
    pub talk: f32,
    /// How much the line counts that says so, 0 to 1.
    pub strength: f32,
    /// How much it sounds like a question that only a provider may answer; 0 where it does not.
    pub provider: f32,
}

/// What tells talk from questions for a pack.
pub struct Talk {
    terms: Vocabulary,
    /// Questions for the pack against talk.
    line: Lines,
    /// From this side of the line on a message sounds like what is asked.
    asked: f32,
    /// How much of it counts, 0 to 1.
    strength: f32,
}

impl Talk {
    /// Fits the line between the wordings of a pack and as many messages of talk. Half of the wordings are then held against a
    /// line without them: where few are known, questions that nobody wrote down lie farther towards talk.
    pub fn new(wordings: &[Words]) -> Self {
        let messages = evenly(talk(), wordings.len());
        let (terms, mut asked) = Vocabulary::of(wordings.iter().chain(messages));
        let talk = asked.split_off(wordings.len());
        let line = |wordings: &mut dyn Iterator<Item = &Terms>| {
            let asked = wordings.map(|wording| (wording, Some(0)));
            let texts: Vec<(&Terms, Option<u32>)> = asked.chain(talk.iter().map(|text| (text, None))).collect();
            Lines::fitted(terms.term_count(), 1, &texts)
        };
        let without = line(&mut asked.iter().step_by(2));
        let mut unknown: Vec<f32> = asked.iter().skip(1).step_by(2).map(|wording| without.side(wording)).collect();
        unknown.sort_by(f32::total_cmp);
        let lowest = unknown.get((MISHEARD * unknown.len() as f32) as usize).copied();
        let line = line(&mut asked.iter());
        let many = wordings.len() as f32;
        let strength = if wordings.len() < FEWEST { 0.0 } else { many / (many + HALF) };
        Self { terms, line, asked: lowest.unwrap_or(f32::MIN), strength }
    }

    /// How a message sounds.
    pub fn of(&self, text: &Text) -> Tone {
        if self.strength <= 0.0 {
            return Tone::default();
        }
        let side = self.line.side(&self.terms.weighed(text, &(0..text.tokens.len()), &[]));
        let few = FEW * (MANY / (1.0 + text.tokens.len() as f32)).ln().max(0.0);
        let named = if text.mentions { TO_ANOTHER } else { 0.0 };
        let talk = self.strength * ((self.asked - side).max(MOST_ASKED) + few + named);
        Tone { talk, strength: self.strength, provider: 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lexicon, words_of};

    fn read(raw: &str) -> Text {
        static ENGLISH: std::sync::LazyLock<Lexicon> = std::sync::LazyLock::new(|| Lexicon::new([]));
        Text::read(raw, &ENGLISH)
    }

    #[test]
    fn talk_is_told_from_questions_for_the_pack() {
        let pack = crate::faq::built_in();
        let wordings = pack.entries.iter().flat_map(crate::faq::Entry::wordings);
        let talk = Talk::new(&wordings.map(|wording| words_of(&read(wording))).collect::<Vec<_>>());
        let of = |raw: &str| talk.of(&read(raw)).talk;
        // The first one has few words.
        for (asked, most) in [("does ketamine work quickly", 0.2), ("is it ok to drive the car back home after", 0.0)] {
            assert!(of(asked) <= most, "{asked}: {}", of(asked));
        }
        for talked in
            ["what a drive along the coast, and the kids asleep in the back", "how quickly do tomatoes ripen in a shed"]
        {
            assert!(of(talked) > 0.2, "{talked}: {}", of(talked));
        }
    }

    #[test]
    fn a_few_wordings_make_no_line() {
        let text = read("what a drive along the coast");
        let tone = Talk::new(&[words_of(&text)]).of(&text);
        assert_eq!(tone, Tone::default());
    }
}
