//! Acts: whether a stretch of a message asks something, hints at a question, or only tells.
//!
//! In a channel the bot answers questions and leaves stories alone, however much a story sounds like an entry.

mod phrases;

use std::ops::Range;

use self::phrases::{ASKING, HINTING, INVITATIONS, STORIES, TAGS};
use crate::text::{MEASURES, Text, WordList, asks_at_start, asks_from, is_relative, without_courtesies};

/// What a stretch of a message does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// It tells: a story, a reply to somebody, a joke.
    Tells,
    /// It may be a question: a bare topic, a worry, "not sure whether …".
    Hints,
    /// It asks.
    Asks,
}

/// Words after which a question may start anew.
static LEADS: WordList = WordList::new(
    " and or but also plus then so because well ok okay hi hello hey hiya yo please sorry lol um er uh just \
    like anyway yes no right all everyone folks morning evening afternoon guys question thanks cheers oh actually now wait erm umm \
    honestly hmm bruh mate love team answer serious honest quick girl dude bro sis fam man lads ladies hun babe sir madam doc \
    curious basically tbh ngl lie first second lastly finally again seriously ",
);
/// A stretch of so few words that names a topic may be a question in short.
const FRAGMENT: usize = 4;
/// But not where the message has more than so many times its words: between sentences, "Poor Yeats." names no topic.
const FRAGMENT_SHARE: usize = 3;
/// A stretch of so many words that leaves two things to choose from asks which it is ("asleep or just dozy").
const CHOICE: usize = 9;
/// Words with which a stretch as short as that is a statement, a reply or an order instead ("my therapist knows").
static TELLING_STARTS: WordList = WordList::new(
    " i my mine he she we they it that this so do not had was were got went have never just same me our \
    his her their your thanks good glad sorry well ",
);

/// Verbs that have a question for their object, which begins so few words after them.
static KNOWING: WordList = WordList::new(
    " know tell telling hear hearing find learn see say ask asking check sure idea clue certain answer work figure ",
);
const KNOWN_BEFORE: usize = 4;
/// Verbs after which a measure is told and not asked for: "we counted how many there were".
static TOLD: WordList = WordList::new(
    " knows knew told said counted matter forget forgot remember believe care is was of that about by depends love amazing crazy ",
);

/// What the words in a range of tokens do.
pub fn act(text: &Text, range: &Range<usize>) -> Act {
    let tokens = &text.tokens[range.clone()];
    let words: Vec<&str> = tokens.iter().map(|token| text.word(token)).collect();
    let padded = format!(" {} ", text.stretch(tokens));
    let marked = tokens.iter().enumerate().any(|(at, token)| {
        let ends = tokens.get(at + 1).is_none_or(|next| next.sentence != token.sentence)
            && text.tokens.get(range.start + at + 1).is_none_or(|next| next.sentence != token.sentence);
        ends && text.questions[usize::from(token.sentence)]
    });
    if INVITATIONS.stands_in(&padded) || !marked && STORIES.stands_in(&padded) {
        return Act::Tells;
    }
    let asks = marked
        || has_question_order(text, range, &words)
        || is_choice(&words)
        || is_count(&words)
        || is_conclusion(&words);
    if asks || ASKING.stands_in(&padded) || TAGS.ends(padded.trim_end()) {
        return Act::Asks;
    }
    let bare = without_courtesies(text, range);
    let short = is_fragment(&words[bare.start - range.start..bare.end - range.start])
        && words.len() * FRAGMENT_SHARE >= text.tokens.len();
    let hints = short || HINTING.stands_in(&padded) || has_embedded_question(&words) || names_a_measure(&words);
    if hints { Act::Hints } else { Act::Tells }
}

/// Whether the words are short enough to be a question in short, and do not tell.
fn is_fragment(words: &[&str]) -> bool {
    words.len() <= FRAGMENT && words.first().is_some_and(|first| !TELLING_STARTS.has(first))
}

/// Whether a verb of knowing has a question for its object: "nice to know if he might feel brighter", "just whether".
fn has_embedded_question(words: &[&str]) -> bool {
    let asked = |at: usize| match words[at] {
        "whether" => words.get(at + 1) != Some(&"or"),
        "if" => words[at.saturating_sub(KNOWN_BEFORE)..at].iter().any(|word| KNOWING.has(word)),
        _ => false,
    };
    (1..words.len()).any(asked)
}

/// Whether a measure is named that nobody says to know: "need go how many rounds", as against "I know how long it takes".
fn names_a_measure(words: &[&str]) -> bool {
    let named = |at: usize| words[at] == "how" && words.get(at + 1).is_some_and(|next| MEASURES.has(next));
    let known =
        |at: usize| words[at.saturating_sub(KNOWN_BEFORE)..at].iter().any(|word| KNOWING.has(word) || TOLD.has(word));
    (0..words.len()).any(|at| named(at) && !known(at))
}

/// Whether the words draw a conclusion to be confirmed: "so you are not put to sleep then".
fn is_conclusion(words: &[&str]) -> bool {
    words.len() > 2 && words.first() == Some(&"so") && words.last() == Some(&"then")
}

/// Whether the words are short, do not tell, and name a measure that is asked for ("about how many", "and how long roughly").
fn is_count(words: &[&str]) -> bool {
    let asks = words.windows(2).any(|two| two[0] == "how" && matches!(two[1], "many" | "long" | "often" | "soon"));
    words.len() <= CHOICE && asks && words.first().is_some_and(|first| !TELLING_STARTS.has(first))
}

/// Whether the words are short, do not tell, and have something on both sides of an "or".
fn is_choice(words: &[&str]) -> bool {
    let inside = words.get(1..words.len().saturating_sub(1)).unwrap_or_default();
    words.len() <= CHOICE && inside.contains(&"or") && words.first().is_some_and(|first| !TELLING_STARTS.has(first))
}

/// Whether a clause of the stretch has the word order of a question.
fn has_question_order(text: &Text, range: &Range<usize>, words: &[&str]) -> bool {
    (0..words.len()).any(|at| {
        let clause_starts = at == 0 || text.tokens[range.start + at - 1].pause || LEADS.has(words[at - 1]);
        let relative = at > 0 && is_relative(&words[at..]);
        clause_starts && !relative && asks_at_start(&words[at..]) || asks_from(words, at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lexicon;

    #[test]
    fn questions_hints_and_stories_are_told_apart() {
        let lexicon = Lexicon::new([]);
        for (raw, expected) in [
            ("can i drive after", Act::Asks),
            ("so how long does it take", Act::Asks),
            ("my mum wants to know if its safe", Act::Asks),
            ("it's not dodgy, is it", Act::Asks),
            ("you stay awake right", Act::Asks),
            ("Morning all. Would that be a problem?", Act::Asks),
            ("do they put you to sleep", Act::Asks),
            ("is driving allowed", Act::Asks),
            ("got my own therapist do i still need yours", Act::Asks),
            ("sandra what did it feel like for her", Act::Asks),
            ("risks and side effects please", Act::Asks),
            ("kindly confirm whether the patient may drive", Act::Asks),
            ("out cold or still in the room", Act::Asks),
            ("isn't it what they give horses", Act::Asks),
            ("keep thinking lucky them, wonder if i would be considered", Act::Asks),
            ("nobody has mentioned whether you get knocked out for it", Act::Hints),
            ("so you are not put to sleep then", Act::Asks),
            ("side effects of it, thanks in advance", Act::Hints),
            ("it would be nice to know if he might be brighter by then", Act::Hints),
            ("no need for the chemistry just whether it does harm", Act::Hints),
            ("wah uncle my leave all finish already need go how many rounds", Act::Hints),
            ("we counted how many ducks there were", Act::Tells),
            ("i drive taxi so i must leave the car at home question mark", Act::Asks),
            ("my therapist knows", Act::Tells),
            ("there is a machine for that, is called sauna", Act::Tells),
            ("the beans went to the dog, who then was ill on the rug", Act::Tells),
            ("no doctor, who gets chosen", Act::Asks),
            ("Anyone fancy sharing the drive up on Friday?", Act::Tells),
            ("do not sweat it", Act::Tells),
            ("long story short the goat is in the kitchen", Act::Tells),
            ("side effects", Act::Hints),
            ("my biggest worry is being asleep in there", Act::Hints),
            ("I like tea or coffee in the morning", Act::Tells),
            ("a bit nervous about what it feels like in there", Act::Hints),
            ("I was awake all night because of the storm", Act::Tells),
            ("when I got home I was so tired that I slept", Act::Tells),
            ("have a nice day everybody in the group", Act::Tells),
            ("is raining again and the washing is out", Act::Tells),
            ("that is it i am off to bed now", Act::Tells),
            ("Can I just say the receptionist deserves a medal", Act::Tells),
        ] {
            let text = Text::read(raw, &lexicon);
            assert_eq!(act(&text, &(0..text.tokens.len())), expected, "{raw}");
        }
    }

    #[test]
    fn a_few_words_are_a_question_in_short_only_where_they_are_most_of_what_is_said() {
        let lexicon = Lexicon::new([]);
        let last_act = |raw: &str| {
            let text = Text::read(raw, &lexicon);
            act(&text, &(text.tokens.len() - 2..text.tokens.len()))
        };
        assert_eq!(last_act("hello there everyone. side effects"), Act::Hints);
        assert_eq!(last_act("We did a poem at school today and nobody liked it at all. Poor man"), Act::Tells);
    }
}
