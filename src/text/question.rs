//! Word order: where in understood words a question begins.
//!
//! Questions are told from statements by the verb that comes before its subject ("can i drive"), by a question word with
//! its verb ("how long does"), and by a few fixed openings ("ok to drive"). Many people set no mark at all, so that a
//! question can begin in the midst of a sentence.

use super::lists::{PhraseList, WordList};

/// Question words that ask wherever a clause starts with them and a verb follows soon.
static QUESTION_WORDS: WordList = WordList::new(" what how when where why who which whose ");
/// What follows a question word in a question, as against "when I got home …".
static AFTER_QUESTION_WORD: WordList = WordList::new(
    " is are am was were do does did can could will would should shall may might has have must \
    long many much often soon quickly fast quick bad good safe likely far big come about kind sort type else if happens \
    makes counts exactly goes going gets comes means ",
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
static ASKING_SUBJECTS: WordList = WordList::new(" i you he she they we it there that this one people anyone ");
/// Words after which such a pair is no question: "so do i", "that is it", "how are you".
static NO_LEAD: WordList = WordList::new(
    " that this so neither nor as it what how which where who than there all if when not is are was do does i we they ",
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
    "was a",
    "was the",
    "are the best",
    "are the worst",
    "are the nicest",
    "are the kindest",
    "can i just say",
]);
/// What follows "ok", "fine", "cool" where somebody asks for leave: "ok to drive", "fine if i eat".
static LEAVE: WordList = WordList::new(" ok okay alright fine cool safe possible allowed doable permitted ");
/// Verbs that make "ok to …" something else: "safe to say", "cool to see you".
static NO_LEAVE: WordList = WordList::new(" say see hear know be have meet read assume ");
/// What is asked for after "how", in the midst of a sentence too.
pub static MEASURES: WordList = WordList::new(" long many much often soon quickly fast ");
/// Words before "how long it takes" or "what is on" where somebody knows or tells it, or does not care.
static KNOWING: WordList = WordList::new(
    " know knows knew matter guess idea sure remember forgot forget see saw tell tells told said of on about by like \
    care believe realise realize understand explained explain knowing whatever ",
);

/// Words that a question word can stand after: "about when do", "over how many weeks".
static PREPOSED: WordList =
    WordList::new(" about around roughly approximately approx after in at over for from by with until till within on ");
/// What is said of a thing in a question that begins with "is a": "is a driver needed", as against "is a lovely place".
static ASKED_OF_A_THING: WordList = WordList::new(
    " normal common usual typical needed required necessary allowed included possible expected there must mandatory ok \
    okay dangerous risk problem with part any enough too ",
);
/// Verbs after the subject in a question that begins with "do the", as against "do the dishes".
static DONE_BY_THE: WordList = WordList::new(
    " think need know get give let put use make feel last stay go say tell ever end come wear show start ",
);
/// "who knows" and "who cares" ask nothing.
static NOT_ASKED_OF_WHO: WordList = WordList::new(" knows cares is was has this us ");

/// Participles without "-ed".
static PARTICIPLES: WordList = WordList::new(
    " made known given taken done gone said told held sold built written broken kept left lost meant shut stuck been being ",
);
/// See [`is_relative`].
static RELATIVE: WordList = WordList::new(" who which whose ");
static PAST: WordList = WordList::new(
    " was were had did then also always never just promptly immediately went came got said told took gave made sat stood \
    ran fell felt kept left put saw thought ate ",
);

/// Words before the frame of a question.
static BEFORE_A_QUESTION: WordList =
    WordList::new(" so and but or also plus then well ok okay like just because hi hello hey ");
/// Verbs after which the subject stands, and hardly ever another verb ("would love to know").
static NAMES_ITS_SUBJECT: WordList = WordList::new(" is are was were does did can will ");
/// What stands before a noun, and adjectives that tell nothing.
static BEFORE_A_THING: WordList = WordList::new(
    " the a an my your his her our their this that these those any some of more other another total different actual real \
    first next last full whole usual normal typical new same old all each every most ",
);
/// What stands in the place of a thing and is none.
static NO_THING: WordList = WordList::new(
    " difference point idea thing things way type kind sort not it its me him us them what how when where why who someone somebody anybody everyone everybody nobody folks folk \
    patients person men women to in on at for with from by ",
);

/// A verb and its subject so few words after a question word go on with its question: "how far apart should i".
const ASKED_BEFORE: usize = 3;

/// Between "how many" and the verb stands what is counted, in few words; so does a subject before its verb.
const SOON: usize = 3;

/// Whether words that open a clause after a comma go on with what was said, where no question mark follows: "the dog, who was
/// sick". What asks in such a place is told by its tense: ", who gets chosen".
pub fn is_relative(words: &[&str]) -> bool {
    let past = |word: &&str| word.ends_with("ed") || PAST.has(word);
    words.first().is_some_and(|first| RELATIVE.has(first)) && words.get(1).is_some_and(past)
}

/// Whether words have a question's order from the first one on.
pub fn asks_at_start(words: &[&str]) -> bool {
    let (Some(first), Some(second)) = (words.first(), words.get(1)) else { return false };
    if NO_QUESTION.starts(&words[..words.len().min(4)].join(" ")) {
        return false;
    }
    if *first == "how" && !AFTER_HOW_NO_QUESTION.has(second) {
        return true;
    }
    if PREPOSED.has(first) && QUESTION_WORDS.has(second) {
        return words.get(2).is_some_and(|third| !ASKING_SUBJECTS.has(third)) && asks_at_start(&words[1..]);
    }
    if *first == "who" && second.ends_with('s') && !NOT_ASKED_OF_WHO.has(second) {
        return true;
    }
    match (*first, *second) {
        ("why", second) => {
            return !matches!(second, "not" | "thank") && !ASKING_SUBJECTS.has(second) || second == "this";
        }
        ("is", "a" | "an") => return words[2..].iter().any(|word| ASKED_OF_A_THING.has(word)),
        ("do", "the") => return words[2..].iter().take(SOON).any(|word| DONE_BY_THE.has(word)),
        _ => {}
    }
    if QUESTION_WORDS.has(first) {
        let soon = if matches!(*first, "when" | "where") { 2 } else { 4 };
        return words[1..words.len().min(soon)].iter().any(|word| AFTER_QUESTION_WORD.has(word));
    }
    // "is not it" is how "isn't it" is understood.
    let denied = *second == "not"
        && INVERTED.has(first)
        && words.get(2).is_some_and(|third| SUBJECTS.has(third) && (*first, *third) != ("do", "you"));
    denied
        || asks_for_leave(words)
        || matches!(*first, "any" | "anyone" | "anybody")
        || *first == "anything" && matches!(*second, "i" | "we" | "you" | "that" | "to" | "else")
        || PLAIN_INVERTED.has(first) && !AFTER_NO_SUBJECT.has(second) && !is_passive(first, second)
        || INVERTED.has(first) && SUBJECTS.has(second)
}

/// The place of the thing that a question names as what it is about: "how many cases", "is the lift", "what is a deductible".
/// None where a pronoun stands there, or no thing at all.
pub fn thing_asked(words: &[&str]) -> Option<usize> {
    let start = words.iter().position(|word| !BEFORE_A_QUESTION.has(word))?;
    let after_frame = match (words[start], *words.get(start + 1)?) {
        ("how", "many" | "much") => start + 2,
        ("what" | "which", "kind" | "sort" | "type") => start + 3,
        ("what" | "which", verb) if INVERTED.has(verb) => start + 2,
        ("which", _) => start + 1,
        (verb, _) if NAMES_ITS_SUBJECT.has(verb) => start + 1,
        _ => return None,
    };
    let at = (after_frame..words.len()).find(|at| !BEFORE_A_THING.has(words[*at]))?;
    let names = !INVERTED.has(words[at]) && !ASKING_SUBJECTS.has(words[at]) && !NO_THING.has(words[at]);
    names.then_some(at)
}

/// "is called sauna", "are supposed to": a statement whose subject stood before, or nowhere.
fn is_passive(verb: &str, next: &str) -> bool {
    matches!(verb, "is" | "are") && (next.ends_with("ed") || PARTICIPLES.has(next))
}

/// Whether a question begins at a word in the midst of others, where nobody set a comma.
pub fn asks_from(words: &[&str], at: usize) -> bool {
    let (Some(before), Some(here)) = (at.checked_sub(1).map(|before| words[before]), words.get(at)) else {
        return false;
    };
    let next = |ahead: usize| words.get(at + ahead).copied().unwrap_or_default();
    let turned = |verb: &str, subject: &str| INVERTED.has(verb) && verb != "have" && ASKING_SUBJECTS.has(subject);
    if turned(here, next(1)) {
        let asked = words[at.saturating_sub(ASKED_BEFORE)..at].iter().any(|word| QUESTION_WORDS.has(word));
        return !asked && !NO_LEAD.has(before);
    }
    if !QUESTION_WORDS.has(here) {
        return false;
    }
    // What comes after them tells "what did it feel like" from "how are you".
    turned(next(1), next(2)) && !next(3).is_empty()
        || matches!(*here, "what" | "how")
            && PLAIN_INVERTED.has(next(1))
            && !KNOWING.has(before)
            && !NO_LEAD.has(before)
        || *here == "how" && MEASURES.has(next(1)) && !KNOWING.has(before) && verb_before_subject(&words[at + 2..])
}

/// Whether a verb stands soon and no pronoun before it: "how many visits are there", as against "how long it is".
fn verb_before_subject(words: &[&str]) -> bool {
    let verb = words.iter().take(SOON).position(|word| INVERTED.has(word));
    verb.is_some_and(|at| at == 0 || !ASKING_SUBJECTS.has(words[at - 1]))
}

/// "ok to drive", "cool if i scoot back", "fine for him to eat".
fn asks_for_leave(words: &[&str]) -> bool {
    let [first, second, third, ..] = words else { return false };
    LEAVE.has(first)
        && match *second {
            "to" => !NO_LEAVE.has(third),
            "if" | "for" => SUBJECTS.has(third) || *third == "me",
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        text.split(' ').collect()
    }

    #[test]
    fn a_question_is_known_by_its_first_words() {
        for (text, expected) in [
            ("can i drive home", true),
            ("how long does it take", true),
            ("are the counselling visits a must", true),
            ("could not i just have the drug", true),
            ("ok to take the van home", true),
            ("fine if i eat before", true),
            ("who gets turned away", true),
            ("what goes on in there", true),
            ("about when do folks notice", true),
            ("after which visit do people feel it", true),
            ("is a bit of sickness common", true),
            ("do the doctors think it helps", true),
            ("who watches you in there", true),
            ("anything i should watch out for", true),
            ("why this and nothing else", true),
            ("who knows", false),
            ("why i came here in the first place", false),
            ("for what it is worth i liked it", false),
            ("is a lovely place", false),
            ("is called sauna and pickles", false),
            ("are made by hand", false),
            ("do the dishes first", false),
            ("are the best people i know", false),
            ("ok to be fair she was late", false),
            ("safe to say it rained", false),
            ("do not you worry about it", false),
            ("have a nice day", false),
            ("how lovely to see you", false),
        ] {
            assert_eq!(asks_at_start(&words(text)), expected, "{text}");
        }
    }

    #[test]
    fn a_question_names_the_thing_that_it_asks_about() {
        for (text, thing) in [
            ("how many cases are there", Some("cases")),
            ("so how many more visits do i need", Some("visits")),
            ("is the lift safe", Some("lift")),
            ("what is a deductible", Some("deductible")),
            ("what kind of drug is it", Some("drug")),
            ("which of these papers do i sign", Some("papers")),
            ("does gravel hurt", Some("gravel")),
            ("how many do i need", None),
            ("is it safe", None),
            ("what is it", None),
            ("how long does it take", None),
            ("would love to know", None),
            ("i was there", None),
            ("is", None),
            ("what kind", None),
        ] {
            let words = words(text);
            assert_eq!(thing_asked(&words).map(|at| words[at]), thing, "{text}");
        }
    }

    #[test]
    fn a_question_can_begin_where_no_mark_stands() {
        for (text, from) in [
            ("nothing has helped so far is this worth a go", Some("is")),
            ("once that part is over does one come back", Some("does")),
            ("still feel the same how long does it usually take", Some("how")),
            ("my grandson typed it what is this business", Some("what")),
            ("six people came how many is normal", Some("how")),
            ("i know how long it is", None),
            ("so do i every week", None),
            ("no matter what is said there", None),
            ("that is what it is", None),
            ("we told her how long the drive took", None),
        ] {
            let words = words(text);
            let found = (1..words.len()).find(|at| asks_from(&words, *at)).map(|at| words[at]);
            assert_eq!(found, from, "{text}");
        }
    }
}
