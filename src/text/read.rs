//! A message as understood.

use std::ops::Range;

use super::aside::set_aside;
use super::fold::fold;
use super::lexicon::Lexicon;
use super::lists::WordList;
use super::tokens::{RawText, RawWord, cut};
use super::understand::{Meaning, understand};
use super::word::WordId;

/// The backticks that open or close a block.
const FENCE: u32 = 3;
/// Words that stand after "does" and hardly ever after "dose".
static AFTER_DOES: WordList = WordList::new(" it he she this that anyone anybody everyone insurance ");
/// Words that stand after "whether" and hardly ever after "weather".
static AFTER_WHETHER: WordList = WordList::new(" i you he she we they or it's its im i'm ");

/// Words that stand after a hole; before others "the hole packet" is all of it.
static AFTER_A_HOLE: WordList = WordList::new(
    " in of is was were has had at for that this the a and or but on from to by with through into where when like as i it he she \
    we you they punch punches saw digger under behind near next so because if again up down out there here now ",
);

/// Things that are counted: who asks "how much times" asks how many.
static COUNTED: WordList = WordList::new(
    " times sessions session infusions treatments visits appointments days weeks months hours minutes people persons drips goes rounds ",
);

/// A word of a message, as understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The known word; `None` when nobody knows it.
    pub id: Option<WordId>,
    /// Where the word stands in [`Text::understood`], in bytes.
    pub at: Range<u32>,
    /// What it was read from in the message as typed, in bytes. Words of one contraction share it.
    pub span: Range<u32>,
    /// The sentence that it belongs to, counted from 0.
    pub sentence: u16,
    /// Typed otherwise and corrected: a typo, stretched letters, a lost space.
    pub corrected: bool,
    /// A comma, dash, bracket or sentence end follows it.
    pub pause: bool,
    /// It stands between backticks or in a page's script, or is said not to be asked. Safety reads it all the same; the engine
    /// does not.
    pub aside: bool,
}

/// A message as understood: words with their places, sentence by sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The words as understood, lower case, one space between them.
    pub understood: String,
    /// The words one by one.
    pub tokens: Vec<Token>,
    /// For each sentence, whether it ends with a question mark.
    pub questions: Vec<bool>,
    /// The message speaks to another member by name ("@sam …").
    pub mentions: bool,
}

impl Text {
    /// Reads a message. The same message and lexicon always give the same text.
    pub fn read(raw: &str, lexicon: &Lexicon) -> Self {
        let RawText { words, questions, mentions } = cut(&fold(raw));
        let code = code_spans(raw);
        let mut text = Self { questions, mentions, ..Self::default() };
        text.understood.reserve(raw.len() + 16);
        text.tokens.reserve(words.len() + 8);
        for (place, word) in words.iter().enumerate() {
            let code = code.iter().any(|span| span.contains(&word.from));
            let first = text.tokens.len();
            let next = words.get(place + 1).filter(|next| next.sentence == word.sentence);
            let form = meant(&word.form, next.map(|next| next.form.as_str()));
            match understand(form, lexicon) {
                Meaning::Known(ids) => text.push_known(&ids, word, lexicon, false),
                Meaning::Corrected(ids) => text.push_known(&ids, word, lexicon, true),
                Meaning::Unknown(form) => text.push(&form, None, word, false),
            }
            for token in &mut text.tokens[first..] {
                token.aside = code;
            }
            if let Some(last) = text.tokens.last_mut() {
                last.pause = word.pause;
            }
        }
        for stretch in text.set_aside() {
            for token in &mut text.tokens[stretch] {
                token.aside = true;
            }
        }
        text
    }

    fn set_aside(&self) -> Vec<Range<usize>> {
        let words: Vec<&str> = self.tokens.iter().map(|token| self.word(token)).collect();
        if !words.contains(&"not") {
            return Vec::new();
        }
        let ends = |at: usize| self.tokens.get(at + 1).is_none_or(|next| next.sentence != self.tokens[at].sentence);
        let breaks: Vec<bool> = (0..words.len()).map(|at| self.tokens[at].pause || ends(at)).collect();
        set_aside(&words, &breaks)
    }

    /// The word at a token as understood.
    pub fn word(&self, token: &Token) -> &str {
        &self.understood[token.at.start as usize..token.at.end as usize]
    }

    /// The words from the first to the last of these tokens, which stand together.
    pub fn stretch(&self, tokens: &[Token]) -> &str {
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return "" };
        &self.understood[first.at.start as usize..last.at.end as usize]
    }

    /// Whether there is anything to match.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    fn push_known(&mut self, ids: &[WordId], word: &RawWord, lexicon: &Lexicon, corrected: bool) {
        for id in ids {
            self.push(lexicon.word(*id), Some(*id), word, corrected);
        }
    }

    fn push(&mut self, form: &str, id: Option<WordId>, word: &RawWord, corrected: bool) {
        if !self.understood.is_empty() {
            self.understood.push(' ');
        }
        let start = self.understood.len() as u32;
        self.understood.push_str(form);
        self.tokens.push(Token {
            id,
            at: start..self.understood.len() as u32,
            span: word.from..word.to,
            sentence: word.sentence,
            corrected,
            pause: false,
            aside: false,
        });
    }
}

/// The word that was meant where a known one was typed that cannot stand before the next: "dose it", "weather or not", "the
/// hole lot", "how much times".
fn meant<'a>(form: &'a str, next: Option<&str>) -> &'a str {
    match (form, next) {
        ("dose" | "dos" | "duz", Some(next)) if AFTER_DOES.has(next) => "does",
        ("weather", Some(next)) if AFTER_WHETHER.has(next) => "whether",
        ("hole", Some(next)) if !AFTER_A_HOLE.has(next) => "whole",
        ("much", Some(next)) if COUNTED.has(next) => "many",
        _ => form,
    }
}

/// The bytes of a message that are no words of a person: between backticks, what a page's script or style holds, and the
/// placeholders of templates. Somebody who puts all that he says between backticks says it all the same.
fn code_spans(raw: &str) -> Vec<Range<u32>> {
    const BETWEEN: [(&str, &str); 6] =
        [("<script", "</script"), ("<style", "</style"), ("{{", "}}"), ("${", "}"), ("[[", "]]"), ("<%", "%>")];
    let all = raw.trim().len() as u32;
    let mut spans = backticked(raw);
    spans.retain(|span| span.end - span.start + 2 * FENCE < all);
    for (opens, closes) in BETWEEN {
        spans.extend(between(raw, opens, closes));
    }
    spans
}

/// The bytes between the two marks, in any case; to the end where the second one is missing.
fn between(raw: &str, opens: &str, closes: &str) -> Vec<Range<u32>> {
    let lower = raw.to_ascii_lowercase();
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(found) = lower[at..].find(opens) {
        let open = at + found;
        let end = lower[open..].find(closes).map_or(raw.len(), |length| open + length);
        spans.push(open as u32..end as u32);
        at = end;
    }
    spans
}

/// The bytes between backticks: fenced blocks and code in a line.
fn backticked(raw: &str) -> Vec<Range<u32>> {
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(found) = raw[at..].find('`') {
        let open = at + found;
        let ticks = raw[open..].bytes().take_while(|byte| *byte == b'`').count();
        let starts_word = open == 0 || raw[..open].ends_with(|ch: char| !ch.is_alphanumeric());
        let inside = open + ticks;
        match raw[inside..].find(&raw[open..inside]).filter(|_| starts_word) {
            Some(length) => {
                spans.push(open as u32..(inside + length) as u32);
                at = inside + length + ticks;
            }
            None => at = inside,
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Origin;

    static ENGLISH: std::sync::LazyLock<Lexicon> = std::sync::LazyLock::new(|| Lexicon::new([]));

    fn understood(raw: &str) -> String {
        let pack = ["ketamine infusion side effects therapy councillor drive afterwards awake", "myself"];
        let lexicon = Lexicon::new(pack.map(|words| (words, Origin::PACK)));
        Text::read(raw, &lexicon).understood
    }

    #[test]
    fn a_message_is_understood_as_it_was_meant() {
        for (raw, expected) in [
            ("Can I DRIVE afterwards?", "can i drive afterwards"),
            ("cani dirve aftewards", "can i drive afterwards"),
            ("im gonna kill myslef", "i am going to kill myself"),
            ("I can’t, don't", "i can not do not"),
            ("killmyself", "kill myself"),
            ("iwanttokillmyself", "i want to kill myself"),
            ("howlong isit", "how long is it"),
            ("ami awake or not isit", "am i awake or not is it"),
            ("ogme", "ogme"),
            ("the hole bottle fell in a hole in the road", "the whole bottle fell in a hole in the road"),
            ("sooooo goooood", "so good"),
            ("driiiive", "drive"),
            ("k1ll mys3lf su!cide k*ll", "kill myself suicide kill"),
            ("mum's session", "mum session"),
            ("u r gr8", "you are great"),
            ("breathin workin", "breathing working"),
            ("it dosent", "it does not"),
            ("doesit hurt yuo", "does it hurt you"),
            ("how logn amm i", "how long am i"),
            ("s i d e   e f f e c t s", "side effects"),
        ] {
            assert_eq!(understood(raw), expected, "{raw}");
        }
    }

    #[test]
    fn every_token_knows_where_it_was_typed() {
        let raw = "Héllo `code` — CAN’T stop";
        let text = Text::read(raw, &ENGLISH);
        let typed: Vec<&str> =
            text.tokens.iter().map(|token| &raw[token.span.start as usize..token.span.end as usize]).collect();
        assert_eq!(typed, ["Héllo", "code", "CAN’T", "CAN’T", "stop"]);
        assert!(text.tokens[1].aside && !text.tokens[2].aside);
    }

    #[test]
    fn a_script_holds_no_words_of_a_person() {
        for (raw, plain) in [
            ("<script>alert(1)</script> can i drive", "can i drive"),
            ("hello <STYLE>awake{}</STYLE> there", "hello there"),
            ("<script>drive", ""),
        ] {
            let text = Text::read(raw, &ENGLISH);
            let words = text.tokens.iter().filter(|token| !token.aside).map(|token| text.word(token));
            assert_eq!(words.collect::<Vec<_>>().join(" "), plain, "{raw}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_panic_and_in_order(raw in "\\PC{0,200}") {
            let text = Text::read(&raw, &ENGLISH);
            let joined: Vec<&str> = text.tokens.iter().map(|token| text.word(token)).collect();
            proptest::prop_assert_eq!(joined.join(" "), text.understood.clone());
            for token in &text.tokens {
                proptest::prop_assert!(raw.get(token.span.start as usize..token.span.end as usize).is_some());
                proptest::prop_assert!(usize::from(token.sentence) < text.questions.len());
            }
        }
    }

    #[test]
    fn what_is_not_asked_is_set_aside_and_the_question_is_not() {
        let lexicon = Lexicon::new([]);
        for (raw, left) in [
            ("I'm not asking how many I need, I'm asking when it starts", "i am i am asking when it starts"),
            (
                "not worried about the session itself, more about how rough i feel after",
                "more about how rough i feel after",
            ),
            ("im not asking about the price just whether it is safe", "i am just whether it is safe"),
            ("Not fussed about the cost. Is it safe?", "is it safe"),
            ("you are not worried about side effects are you", "you are not worried about side effects are you"),
            ("not asking for a friend", "not asking for a friend"),
            ("I am not going to be asleep, am I", "i am not going to be asleep am i"),
        ] {
            let text = Text::read(raw, &lexicon);
            let kept = text.tokens.iter().filter(|token| !token.aside).map(|token| text.word(token));
            assert_eq!(kept.collect::<Vec<_>>().join(" "), left, "{raw}");
        }
    }
}
