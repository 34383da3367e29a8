//! The word patterns of a safety document, as written.
//!
//! | written | matches |
//! |---|---|
//! | `word` | that word, as understood: typos corrected, "im" read as "i am" |
//! | `word+` | the word and its regular inflections |
//! | `word*` | every known word that begins so |
//! | `_` | any one word |
//! | `#` | a number |
//! | `...` | a gap of up to three words; `...6` up to six. A gap never crosses a sentence end |
//! | `(a\|b c)` | one of the alternatives |
//! | `x?` | x or nothing |
//! | `!x` | nothing, where the next word is not x (a word, or alternatives of one word each) |
//! | `<name>` | one of the named list |
//! | `^` `$` | the start, the end of a sentence |
//! | `a && b` | both, in any order, not far apart |
//!
//! Words that follow one another in a pattern follow one another in the message; punctuation between them does not
//! matter.

use toml::Spanned;

/// One element of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Word(String),
    Inflected(String),
    Prefix(String),
    Any,
    Number,
    Gap(u8),
    NotNext(Box<Element>),
    List(String),
    Group(Vec<Vec<Element>>),
    Optional(Box<Element>),
    Start,
    End,
}

/// A pattern: one sequence, or several that must all be found near one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) parts: Vec<Vec<Element>>,
}

/// What is wrong with a pattern, and where in it (bytes).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) what: String,
}

/// The gap that `...` stands for.
const USUAL_GAP: u8 = 3;
/// Longer gaps would tie words together that have nothing to do with one another.
const LONGEST_GAP: u8 = 12;
/// Brackets inside brackets: enough for people, and the parser cannot be made to run out of stack.
const DEEPEST: usize = 8;

/// Reads a pattern of a document that was checked: every one of them can be read.
pub(super) fn checked(text: &Spanned<String>) -> Option<Pattern> {
    parse(text.get_ref()).ok()
}

/// Reads a pattern.
pub(super) fn parse(text: &str) -> Result<Pattern, Fault> {
    let mut reader = Reader { text, at: 0 };
    let mut parts = Vec::new();
    loop {
        parts.push(reader.sequence(0)?);
        if !reader.take("&&") {
            break;
        }
    }
    match reader.peek() {
        None => Ok(Pattern { parts }),
        Some(ch) => Err(reader.fault(format!("`{ch}` closes nothing"))),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn take(&mut self, sign: &str) -> bool {
        let found = self.text[self.at..].starts_with(sign);
        if found {
            self.at += sign.len();
        }
        found
    }

    fn fault(&self, what: impl Into<String>) -> Fault {
        Fault { at: self.at, what: what.into() }
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> String {
        let taken: String = self.text[self.at..].chars().take_while(|ch| keep(*ch)).collect();
        self.at += taken.len();
        taken
    }

    fn sequence(&mut self, depth: usize) -> Result<Vec<Element>, Fault> {
        let mut elements = Vec::new();
        loop {
            self.take_while(char::is_whitespace);
            match self.peek() {
                None | Some(')' | '|') => break,
                Some('&') if self.text[self.at..].starts_with("&&") => break,
                Some(_) => {
                    let element = self.element(depth)?;
                    elements.push(if self.take("?") { Element::Optional(Box::new(element)) } else { element });
                }
            }
        }
        if elements.is_empty() { Err(self.fault("nothing stands here")) } else { Ok(elements) }
    }

    fn element(&mut self, depth: usize) -> Result<Element, Fault> {
        for (sign, element) in [("^", Element::Start), ("$", Element::End), ("_", Element::Any), ("#", Element::Number)]
        {
            if self.take(sign) {
                return Ok(element);
            }
        }
        if self.take("...") {
            return self.gap();
        }
        if self.take("!") {
            return self.element(depth).map(|next| Element::NotNext(Box::new(next)));
        }
        if self.take("<") {
            let name = self.take_while(|ch| ch.is_alphanumeric() || ch == '-' || ch == '_');
            return if self.take(">") { Ok(Element::List(name)) } else { Err(self.fault("`>` is missing")) };
        }
        if self.take("(") {
            return self.group(depth + 1);
        }
        self.word()
    }

    fn gap(&mut self) -> Result<Element, Fault> {
        let start = self.at;
        let digits = self.take_while(|ch| ch.is_ascii_digit());
        let words = if digits.is_empty() { Ok(USUAL_GAP) } else { digits.parse() };
        match words {
            Ok(words @ 1..=LONGEST_GAP) => Ok(Element::Gap(words)),
            _ => Err(Fault { at: start, what: format!("a gap is 1 to {LONGEST_GAP} words") }),
        }
    }

    fn group(&mut self, depth: usize) -> Result<Element, Fault> {
        if depth > DEEPEST {
            return Err(self.fault(format!("brackets are more than {DEEPEST} deep")));
        }
        let mut alternatives = vec![self.sequence(depth)?];
        while self.take("|") {
            alternatives.push(self.sequence(depth)?);
        }
        if self.take(")") { Ok(Element::Group(alternatives)) } else { Err(self.fault("`)` is missing")) }
    }

    fn word(&mut self) -> Result<Element, Fault> {
        let word = self.take_while(|ch| ch.is_alphanumeric() || matches!(ch, '\'' | '’'));
        let Some(ch) = self.peek().filter(|_| word.is_empty()) else {
            return Ok(if self.take("+") {
                Element::Inflected(word)
            } else if self.take("*") {
                Element::Prefix(word)
            } else {
                Element::Word(word)
            });
        };
        Err(self.fault(format!("`{ch}` means nothing in a pattern")))
    }
}

#[cfg(test)]
mod tests {
    use super::{Element, parse};

    #[test]
    fn a_pattern_is_read_as_written() {
        let pattern = parse("^ i (want|am going) to? kill+ !time <self> ...6 # $ && bye").unwrap();
        assert_eq!(pattern.parts.len(), 2);
        assert_eq!(pattern.parts[0].len(), 10);
        assert_eq!(pattern.parts[0][7], Element::Gap(6));
        assert_eq!(pattern.parts[0][3], Element::Optional(Box::new(Element::Word("to".into()))));
    }

    #[test]
    fn a_fault_says_where() {
        for (text, at) in [("kill (my", 8), ("kill)", 4), ("a...99", 4), ("", 0), ("a || b", 2), ("a %", 2), ("<x", 2)]
        {
            assert_eq!(parse(text).map_err(|fault| fault.at), Err(at), "{text}");
        }
        assert!(parse(&"(".repeat(500)).is_err());
    }
}
