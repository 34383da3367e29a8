//! What a question looks like in a text.

/// A longer line is a paragraph, even when it ends with a question mark.
const LONGEST_QUESTION: usize = 300;

/// A longer line without a question mark is a sentence, not a heading.
const LONGEST_TOPIC: usize = 70;

/// Words that stand before a question in texts of the form `Q: … A: …`.
const QUESTION_LABELS: [&str; 8] = ["q", "question", "f", "frage", "p", "pregunta", "pergunta", "faq"];

/// Words that stand before an answer in such texts.
const ANSWER_LABELS: [&str; 9] = ["a", "answer", "antwort", "r", "respuesta", "resposta", "réponse", "reponse", "ans"];

/// A question as a text has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    /// Its words, without number, bullet, label and bold signs.
    pub(super) text: String,
    /// It stood behind a label such as `Q:`.
    pub(super) labelled: bool,
}

/// The question that a text is; nothing when it is none.
pub(super) fn question(text: &str) -> Option<Question> {
    let (bare, labelled) = bare(text);
    let ends_so = bare.trim_end_matches(['"', '”', '»', ')', ' ', '\'', '’']).ends_with(['?', '？', '؟']);
    let fits = bare.chars().any(char::is_alphanumeric)
        && bare.chars().count() <= LONGEST_QUESTION
        && !holds_sentence_end(bare);
    (fits && (ends_so || labelled && !bare.contains('\n'))).then(|| Question { text: joined(bare), labelled })
}

/// A heading without a question mark: short, not a sentence, not a bullet.
pub(super) fn topic(text: &str) -> Option<String> {
    let (bare, _) = bare(text);
    let one_line = !text.trim().contains('\n');
    let is_bullet = text.trim_start().starts_with(['-', '*', '•', '·', '–']) && !text.trim_start().starts_with("**");
    let open = bare.ends_with(['.', '!', ',', ';', ':', '…']) || bare.chars().count() > LONGEST_TOPIC;
    (one_line && !is_bullet && !open && bare.chars().any(char::is_alphabetic)).then(|| joined(bare))
}

/// An answer without the label before it; nothing when it has no label.
pub(super) fn labelled_answer(text: &str) -> Option<&str> {
    without_label(text.trim_start(), &ANSWER_LABELS)
}

/// Whether a text is set in bold as a whole.
pub(super) fn is_bold(text: &str) -> bool {
    let text = text.trim();
    ["**", "__"].iter().any(|mark| {
        text.len() > 4 && text.starts_with(mark) && text.ends_with(mark) && !text[2..text.len() - 2].contains(mark)
    })
}

/// Without number, bullet, label and bold signs, and whether there was a label.
fn bare(text: &str) -> (&str, bool) {
    let mut text = text.trim();
    let mut labelled = false;
    loop {
        let before = text;
        text = text.trim_start_matches(['#', '•', '·', '>']).trim();
        for bullet in ["- ", "* ", "+ ", "– "] {
            text = text.strip_prefix(bullet).unwrap_or(text).trim_start();
        }
        text = without_number(text);
        if is_bold(text) {
            text = text[2..text.len() - 2].trim();
        }
        if let Some(rest) = without_label(text, &QUESTION_LABELS) {
            (text, labelled) = (rest, true);
        }
        if text == before {
            return (text, labelled);
        }
    }
}

/// Without `12.`, `3)`, `(4)`, `1.2` before it.
fn without_number(text: &str) -> &str {
    let inner = text.strip_prefix('(').unwrap_or(text);
    let digits = inner.len() - inner.trim_start_matches(|ch: char| ch.is_ascii_digit() || ch == '.').len();
    let number = &inner[..digits];
    let rest = &inner[digits..];
    if number.is_empty() || !number.starts_with(|ch: char| ch.is_ascii_digit()) || digits > 6 {
        return text;
    }
    match rest.strip_prefix([')', ':']) {
        Some(rest) if rest.starts_with(char::is_whitespace) => rest.trim_start(),
        None if number.ends_with('.') && rest.starts_with(char::is_whitespace) => rest.trim_start(),
        _ => text,
    }
}

/// Without `Q:`, `Q12.`, `Question 3:` before it; also in bold.
fn without_label<'t>(text: &'t str, labels: &[&str]) -> Option<&'t str> {
    let inner = text.trim_start_matches("**");
    let word_end = inner.find(|ch: char| !ch.is_alphabetic()).unwrap_or(inner.len());
    let word = inner[..word_end].to_lowercase();
    if !labels.contains(&word.as_str()) {
        return None;
    }
    let rest = inner[word_end..].trim_start_matches([' ', '#']).trim_start_matches(|ch: char| ch.is_ascii_digit());
    let rest = rest.trim_start_matches("**").strip_prefix([':', '.', ')', '-'])?;
    Some(rest.trim_start_matches("**").trim_start())
}

/// A sentence that ends inside the text: then it is a paragraph.
fn holds_sentence_end(text: &str) -> bool {
    text.split_whitespace().rev().skip(1).any(|word| {
        let letters = word.chars().filter(|ch| ch.is_alphabetic()).count();
        // `Dr.`, `vs.`, `e.g.` end no sentence.
        (word.ends_with('.') && letters > 3) || word.ends_with('!')
    })
}

/// A text of several lines as one.
fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_lose_numbers_labels_and_bold() {
        let cases = [
            ("Can I drive?", Some("Can I drive?")),
            ("1. Can I drive?", Some("Can I drive?")),
            ("(12) Can I drive?", Some("Can I drive?")),
            ("Q: Can I drive?", Some("Can I drive?")),
            ("**Q3.** Can I drive?", Some("Can I drive?")),
            ("Question 4: tell me about driving", Some("tell me about driving")),
            ("**Can I drive?**", Some("Can I drive?")),
            ("- **1) Can I drive?**", Some("Can I drive?")),
            ("## Can I drive?", Some("Can I drive?")),
            ("¿Puedo conducir?", Some("¿Puedo conducir?")),
            ("Can I drive, or take\nthe bus?", Some("Can I drive, or take the bus?")),
            ("Can I see Dr. May?", Some("Can I see Dr. May?")),
            ("5-HTP and ketamine?", Some("5-HTP and ketamine?")),
            ("You may drive. Is that clear?", None),
            ("You may drive.", None),
            ("Q", None),
            ("?", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(question(text).map(|question| question.text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn topics_are_short_and_no_sentences() {
        for text in ["Cost and insurance", "**Parking**", "3. Opening hours"] {
            assert!(topic(text).is_some(), "{text}");
        }
        for text in ["Bring the following:", "- water", "You may drive.", "• a friend", "---"] {
            assert_eq!(topic(text), None, "{text}");
        }
    }

    #[test]
    fn answers_lose_their_label() {
        assert_eq!(labelled_answer("A: No."), Some("No."));
        assert_eq!(labelled_answer("**Answer:** No."), Some("No."));
        assert_eq!(labelled_answer("A friend drives."), None);
    }
}
