//! Cutting a folded message into raw words, sentence by sentence.
//!
//! Links, mentions and mark-up tags are left out; letters typed one by one ("h e l p") become one word again.

use super::fold::Folded;

/// A word as typed, folded, before anything is known about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RawWord {
    pub(super) form: String,
    /// Bytes of the message.
    pub(super) from: u32,
    pub(super) to: u32,
    /// Index of the sentence.
    pub(super) sentence: u16,
    /// A comma, dash, colon, ampersand or bracket stands between this word and the next.
    pub(super) pause: bool,
}

/// What separates two words.
#[derive(Default)]
struct Gap {
    signs: u32,
    pause: bool,
    stop: bool,
    question: bool,
}

/// The raw words of a message and, for each sentence, whether it ends with a question mark.
#[derive(Default)]
pub(super) struct RawText {
    pub(super) words: Vec<RawWord>,
    pub(super) questions: Vec<bool>,
    /// The message speaks to another member by name ("@sam …").
    pub(super) mentions: bool,
}

/// HTML elements whose tags are mark-up and not words.
const TAGS: [&str; 24] = [
    "a",
    "b",
    "blockquote",
    "body",
    "br",
    "code",
    "div",
    "em",
    "h1",
    "h2",
    "h3",
    "head",
    "html",
    "i",
    "img",
    "li",
    "p",
    "pre",
    "script",
    "span",
    "strong",
    "style",
    "u",
    "ul",
];

pub(super) fn cut(folded: &[Folded]) -> RawText {
    let mut text = RawText { questions: vec![false], ..RawText::default() };
    let mut gap = Gap::default();
    let mut spelled: Option<usize> = None;
    let mut at = 0;
    while at < folded.len() {
        if let Some(end) = skipped(folded, at) {
            text.mentions |= folded[at].ch == '@' || folded.get(at + 1).is_some_and(|next| next.ch == '@');
            gap.signs += 2;
            at = end;
        } else if folded[at].ch.is_alphanumeric() {
            let end = word_end(folded, at);
            push(&mut text, &folded[at..end], &gap, &mut spelled);
            gap = Gap::default();
            at = end;
        } else {
            note(&mut gap, folded, at);
            at += 1;
        }
    }
    close(&mut text, &gap);
    text
}

/// Adds a word, starting a new sentence when the gap before it ends one.
fn push(text: &mut RawText, chars: &[Folded], gap: &Gap, spelled: &mut Option<usize>) {
    close(text, gap);
    if gap.stop && !text.words.is_empty() && text.questions.len() < usize::from(u16::MAX) {
        text.questions.push(false);
    }
    let (Some(first), Some(last)) = (chars.first(), chars.last()) else { return };
    let single = chars.len() == 1 && first.ch.is_alphabetic();
    let continues = single && gap.signs == 1 && !gap.question;
    if continues && spelled.is_none() {
        *spelled = text.words.len().checked_sub(1).filter(|&before| text.words[before].form.chars().count() == 1);
    } else if !continues {
        *spelled = None;
    }
    text.words.push(RawWord {
        form: chars.iter().map(|folded| folded.ch).collect(),
        from: first.from,
        to: last.to,
        sentence: (text.questions.len() - 1) as u16,
        pause: false,
    });
    if let Some(start) = *spelled {
        join_letters(text, start);
    }
}

/// Turns three or more letters typed apart into one word. Two stay as they are: "a b" is no word.
fn join_letters(text: &mut RawText, start: usize) {
    const LETTERS: usize = 3;
    let already = text.words[start].form.chars().count() >= LETTERS;
    if already || text.words.len() - start >= LETTERS {
        let tail: Vec<RawWord> = text.words.drain(start + 1..).collect();
        let word = &mut text.words[start];
        for letter in tail {
            word.form.push_str(&letter.form);
            word.to = letter.to;
        }
        text.questions.truncate(usize::from(word.sentence) + 1);
    }
}

/// Notes on the word before the gap what the gap says of it.
fn close(text: &mut RawText, gap: &Gap) {
    if let Some(word) = text.words.last_mut() {
        word.pause = gap.pause || gap.stop;
        if gap.question {
            text.questions[usize::from(word.sentence)] = true;
        }
    }
}

fn note(gap: &mut Gap, folded: &[Folded], at: usize) {
    let ch = folded[at].ch;
    let before_space = folded.get(at + 1).is_none_or(|next| !next.ch.is_alphanumeric());
    let after_letter = at.checked_sub(1).is_some_and(|before| folded[before].ch.is_alphabetic());
    gap.signs += 1;
    match ch {
        '?' | '¿' | '؟' | '？' => {
            gap.question |= ch != '¿';
            gap.stop = true;
        }
        '!' | '\n' | '\r' | ';' | '…' | '。' | '！' | '¡' => gap.stop = true,
        '.' if before_space => gap.stop = true,
        // "asking for my mum: is it …": what a colon introduces is said for itself.
        ':' if before_space && after_letter => gap.stop = true,
        ',' | ':' | '&' | '(' | ')' | '–' | '—' | '"' | '“' | '”' | '|' => gap.pause = true,
        '-' if before_space => gap.pause = true,
        _ => {}
    }
}

/// The end of the word that starts here. Apostrophes belong to it between letters, and so do the signs that stand for
/// letters ("su!cide", "k*ll") when letters follow.
fn word_end(folded: &[Folded], start: usize) -> usize {
    let mut end = start;
    while end < folded.len() {
        let ch = folded[end].ch;
        let inside = end > start && folded.get(end + 1).is_some_and(|next| next.ch.is_alphabetic());
        if !(ch.is_alphanumeric() || inside && (ch == '\'' || is_letter_sign(ch))) {
            break;
        }
        end += 1;
    }
    end
}

/// A sign that people type for a letter.
pub(super) fn is_letter_sign(ch: char) -> bool {
    matches!(ch, '!' | '$' | '@' | '*' | '|' | '+')
}

/// The end of a link, mention, emoji code or tag that starts here, if one does.
fn skipped(folded: &[Folded], at: usize) -> Option<usize> {
    let starts =
        |prefix: &str| prefix.chars().enumerate().all(|(i, ch)| folded.get(at + i).is_some_and(|f| f.ch == ch));
    let until = |stop: fn(char) -> bool| folded[at..].iter().position(|f| stop(f.ch)).map_or(folded.len(), |n| at + n);
    match folded[at].ch {
        'h' if starts("http://") || starts("https://") => Some(until(char::is_whitespace)),
        'w' if starts("www.") => Some(until(char::is_whitespace)),
        '@' if at == 0 || !folded[at - 1].ch.is_alphanumeric() => {
            let name = folded[at + 1..].iter().take_while(|f| f.ch.is_alphanumeric() || f.ch == '_').count();
            (name > 0).then_some(at + 1 + name)
        }
        '<' => tag_end(folded, at),
        _ => None,
    }
}

/// The end of `<@123>`, `<#123>`, `<:name:123>`, `<!channel>`, `</b>` or `<img …>`.
fn tag_end(folded: &[Folded], at: usize) -> Option<usize> {
    const LONGEST: usize = 200;
    let close = folded[at..].iter().take(LONGEST).position(|f| f.ch == '>')? + at;
    let inner: String = folded[at + 1..close].iter().map(|f| f.ch).collect();
    let name: String = inner.trim_start_matches('/').chars().take_while(|ch| ch.is_alphanumeric()).collect();
    let reference = inner.starts_with(['@', '#', ':', '!']) && !inner.contains(char::is_whitespace);
    (reference || TAGS.contains(&name.as_str())).then_some(close + 1)
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::cut;

    fn words(raw: &str) -> Vec<String> {
        cut(&fold(raw)).words.into_iter().map(|word| word.form).collect()
    }

    #[test]
    fn words_are_cut_where_a_reader_would() {
        for (raw, expected) in [
            ("Can I drive?", vec!["can", "i", "drive"]),
            ("side-effects", vec!["side", "effects"]),
            ("s i d e   e f f e c t s", vec!["side", "effects"]),
            ("k-i-l-l", vec!["kill"]),
            ("don’t", vec!["don't"]),
            ("<@123> hi <#5>", vec!["hi"]),
            ("@sam is it ok", vec!["is", "it", "ok"]),
            ("see https://a.example/b?c now", vec!["see", "now"]),
            ("<script>x</script>", vec!["x"]),
            ("su!cide", vec!["su!cide"]),
            ("no!", vec!["no"]),
            ("plan b", vec!["plan", "b"]),
        ] {
            assert_eq!(words(raw), expected, "{raw}");
        }
    }

    #[test]
    fn sentences_know_whether_they_ask() {
        let text = cut(&fold("Hi all. Is it safe? 1.5 hours, thanks"));
        assert_eq!(text.questions, [false, true, false]);
        assert_eq!(text.words.last().map(|word| word.sentence), Some(2));
    }
}
