//! Acts: whether a stretch of a message asks something, hints at a question, or only tells.
//!
//! In a channel the bot answers questions and leaves stories alone, however much a story sounds like an entry.

use std::ops::Range;

use crate::text::{PhraseList, Text, WordList};

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
    curious basically tbh ngl first second lastly finally again seriously ",
);
/// Question words that ask wherever a clause starts with them and a verb follows soon.
static QUESTION_WORDS: WordList = WordList::new(" what how when where why who which whose ");
/// What follows a question word in a question, as against "when I got home …".
static AFTER_QUESTION_WORD: WordList = WordList::new(
    " is are am was do does did can could will would should shall may might has have must \
    long many much often soon quickly fast quick bad good safe likely far big come about kind sort type else if happens \
    makes counts exactly ",
);
/// Verbs that turn a clause into a question when the subject comes after them.
static INVERTED: WordList =
    WordList::new(" is are am was were do does did can could will would should shall may might must has have ");
/// Those of them that hardly ever start a statement, whatever follows ("is driving allowed", "do most people").
static PLAIN_INVERTED: WordList = WordList::new(" is are do does ");
/// What follows them in a statement that dropped its subject: "is raining again", "are really good", "do love a biscuit".
static AFTER_NO_SUBJECT: WordList = WordList::new(
    " a the so not very really just still too quite always never also only raining snowing lovely \
    great good nice brilliant amazing awful hilarious well done love like hope think enjoy agree feel wish miss no yes u ",
);
/// Subjects that can follow such a verb.
static SUBJECTS: WordList = WordList::new(
    " i you he she it we they this that these those there my your his her our their the a an any anyone \
    anybody someone somebody people one everyone everybody ketamine ket it's most all patients side nausea nobody no ah \
    mum mom mam dad nan gran grandma mother father husband hubby wife partner therapy counselling treatment driving ",
);
/// Subjects that ask wherever they follow such a verb, since no statement puts them there ("got my own, do i need yours").
static ASKING_SUBJECTS: WordList = WordList::new(" i you he she they we it there that ");
/// Words after which such a pair is no question: "so do i", "that is it", "how are you".
static NO_LEAD: WordList = WordList::new(
    " that this so neither nor as it what how which where who than there all if when not is are was do does ",
);
/// What follows "how" where nobody asks: "how lovely", "how I miss it".
static AFTER_HOW_NO_QUESTION: WordList = WordList::new(
    " lovely nice sweet funny cute awful exciting kind sad true odd weird i we you they he she it the my ",
);
/// The same words in a wish or an order: "do not worry", "have a nice day", "can only say".
static NO_QUESTION: PhraseList = PhraseList::new(&[
    "have a",
    "have the",
    "have any",
    "can only",
    "can just",
    "will be",
    "is a",
    "was a",
    "was the",
    "are the",
    "do the",
    "can i just say",
]);
/// Ways to ask without a question's form.
static ASKING: PhraseList = PhraseList::new(&[
    "wondering",
    "wondered if",
    "want to know",
    "wants to know",
    "wanted to know",
    "wanting to know",
    "need to know",
    "needs to know",
    "like to know",
    "love to know",
    "help to know",
    "good to know",
    "want to understand",
    "like to understand",
    "wanted to ask",
    "want to ask",
    "like to ask",
    "have to ask",
    "my question",
    "the question",
    "question is",
    "question about",
    "tell me",
    "explain",
    "any idea",
    "anyone know",
    "anybody know",
    "does anyone",
    "has anyone",
    "can someone",
    "could someone",
    "somebody tell",
    "someone tell",
    "curious",
    "trying to find out",
    "trying to work out",
    "trying to figure",
    "find out",
    "asking whether",
    "asking if",
    "asking what",
    "asking how",
    "keeps asking",
    "asks if",
    "information about",
    "info on",
    "please tell",
    "please advise",
    "please confirm",
    "let me know if",
    "list the",
    "true or false",
    "after how many",
    "like to see",
    "wanted to check",
    "want to check",
    "just checking",
    "check if",
    "check whether",
    "got a question",
    "have a question",
    "i wonder",
    "wonder if",
    "wonder whether",
    "wonder how",
    "wonder what",
    "set me straight",
    "convince me",
    "prove to me",
    "reassure me",
    "enlighten me",
    "talk me through",
    "walk me through",
    "run me through",
    "take me through",
    "fill me in",
    "break it down for me",
    "somebody give me",
    "someone give me",
    "give me the",
    "give us a",
    "be grateful for",
    "keen to know",
    "keen to hear",
    "keen for",
    "be so kind",
    "spell it out",
    "need 2 know",
    "want 2 know",
    "confirm whether",
    "confirm if",
    "say whether",
    "please say",
    "please list",
    "please describe",
    "promise me",
    "want telling",
    "need telling",
    "if somebody could",
    "if someone could",
    "if anybody could",
    "if anyone could",
    "if you could tell",
    "if you could indicate",
    "need the number",
    "put my mind at",
    "translate",
]);
/// Ways to show that something is not known or feared.
static HINTING: PhraseList = PhraseList::new(&[
    "told me if",
    "told us if",
    "told me whether",
    "told us whether",
    "do not know",
    "does not know",
    "do not get what",
    "do not get how",
    "do not understand",
    "not sure",
    "unsure",
    "no idea",
    "no clue",
    "not clear",
    "unclear",
    "worried",
    "worries me",
    "nervous",
    "scared",
    "afraid",
    "concerned",
    "confused",
    "never said",
    "did not say",
    "forgot to ask",
    "can not find",
    "not told",
    "asking",
    "i presume",
    "i assume",
    "mentioned whether",
    "mentioned if",
    "mentioned what",
    "mentioned how",
    "said whether",
    "said if",
    "says whether",
    "explained what",
    "explained how",
    "wish someone",
    "wish somebody",
    "wish i knew",
    "could not tell you",
    "need to tell",
    "what it will",
    "what it would",
    "what it is like",
    "what to expect",
    "what happens",
    "i guess",
    "guess i",
    "i suppose",
    "i take it",
    "hoping",
    "dread",
    "dreading",
    "sceptical",
    "frightened",
    "terrified",
    "petrified",
    "anxious about",
    "worry is",
    "worry about",
    "whole worry",
    "fear is",
    "not a clue",
    "not the foggiest",
    "want to be ready",
    "want to be prepared",
    "like to be prepared",
    "if somebody told",
    "if someone told",
    "nobody told",
    "nobody has told",
    "no one has told",
    "no one told",
    "no one mentioned",
    "skeptical",
    "or i",
    "or you",
    "or it",
    "or the",
]);
/// Tags at the end of a statement that turn it into a question.
static TAGS: PhraseList = PhraseList::new(&[
    "is it",
    "is it not",
    "is not it",
    "am i",
    "am i not",
    "are they",
    "are you",
    "do i",
    "do you",
    "does it",
    "do they",
    "will i",
    "would i",
    "can i",
    "right",
    "yeah",
    "yes or no",
    "or not",
    "or nah",
    "or no",
    "or what",
    "correct",
    "have they",
    "has it",
    "did it",
    "did they",
    "was it",
    "is that",
    "will it",
    "yay or nay",
    "no",
    "huh",
    "please",
    "what is that",
    "what is it",
    "innit",
]);
/// A stretch of so few words that names a topic may be a question in short.
const FRAGMENT: usize = 4;
/// A stretch of so many words that leaves two things to choose from asks which it is ("asleep or just dozy").
const CHOICE: usize = 9;
/// Words with which a stretch as short as that is a statement, a reply or an order instead ("my therapist knows").
static TELLING_STARTS: WordList = WordList::new(
    " i my mine he she we they it that this so do not had was were got went have never just same me our \
    his her their your thanks good glad sorry well ",
);
/// Ways to ask other members to join in something: a question, and none for the FAQ.
static INVITATIONS: PhraseList = PhraseList::new(&[
    "anyone fancy",
    "anybody fancy",
    "anyone up for",
    "anybody up for",
    "who is up for",
    "who fancies",
    "anyone want to share",
    "anyone want to join",
    "anyone want to come",
    "anyone free to",
    "anyone coming to",
    "anyone going to the",
    "anyone selling",
    "fancy sharing",
]);
/// Ways to tell a story, or to ask what nobody is to answer.
static STORIES: PhraseList = PhraseList::new(&[
    "long story short",
    "i swear",
    "used to be",
    "and i said",
    "so i said",
    "then i said",
    "asking for my",
    "no wonder",
    "speaking of",
]);

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
    let asks =
        marked || starts_question(text, range, &words) || asks_inside(&words) || asks_what(&words) || is_choice(&words);
    if asks || ASKING.stands_in(&padded) || TAGS.ends(padded.trim_end()) {
        return Act::Asks;
    }
    if is_fragment(&words) || HINTING.stands_in(&padded) { Act::Hints } else { Act::Tells }
}

/// Whether the words are short enough to be a question in short, and do not tell.
fn is_fragment(words: &[&str]) -> bool {
    words.len() <= FRAGMENT && words.first().is_some_and(|first| !TELLING_STARTS.has(first))
}

/// Whether the words are short, do not tell, and have something on both sides of an "or".
fn is_choice(words: &[&str]) -> bool {
    let inside = words.get(1..words.len().saturating_sub(1)).unwrap_or_default();
    words.len() <= CHOICE && inside.contains(&"or") && words.first().is_some_and(|first| !TELLING_STARTS.has(first))
}

/// Whether a clause of the stretch has the word order of a question.
fn starts_question(text: &Text, range: &Range<usize>, words: &[&str]) -> bool {
    (0..words.len()).any(|at| {
        let clause_starts = at == 0 || text.tokens[range.start + at - 1].pause || LEADS.has(words[at - 1]);
        clause_starts && is_question_here(&words[at..])
    })
}

fn is_question_here(words: &[&str]) -> bool {
    let (Some(first), Some(second)) = (words.first(), words.get(1)) else { return false };
    if NO_QUESTION.starts(&words[..words.len().min(4)].join(" ")) {
        return false;
    }
    if *first == "how" && !AFTER_HOW_NO_QUESTION.has(second) {
        return true;
    }
    if QUESTION_WORDS.has(first) {
        let soon = if matches!(*first, "when" | "where") { 2 } else { 4 };
        return words[1..words.len().min(soon)].iter().any(|word| AFTER_QUESTION_WORD.has(word));
    }
    // "is not it" is how "isn't it" is understood.
    let denied = *second == "not"
        && matches!(*first, "is" | "are" | "does")
        && words.get(2).is_some_and(|third| SUBJECTS.has(third));
    denied
        || matches!(*first, "any" | "anyone" | "anybody")
        || PLAIN_INVERTED.has(first) && !AFTER_NO_SUBJECT.has(second)
        || INVERTED.has(first) && SUBJECTS.has(second)
}

/// Whether a verb stands before its subject in the midst of the words, where nobody set a comma.
fn asks_inside(words: &[&str]) -> bool {
    words.windows(3).any(|three| {
        !NO_LEAD.has(three[0]) && INVERTED.has(three[1]) && three[1] != "have" && ASKING_SUBJECTS.has(three[2])
    })
}

/// Whether a question word with a verb and its subject stands anywhere, whoever was spoken to before it. What comes after
/// them tells "what did it feel like" from "how are you".
fn asks_what(words: &[&str]) -> bool {
    words.windows(4).any(|four| QUESTION_WORDS.has(four[0]) && INVERTED.has(four[1]) && ASKING_SUBJECTS.has(four[2]))
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
            ("my therapist knows", Act::Tells),
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
}
