//! What a moderator's text may be. A document written by hand may hold more; what comes through a command or a form is
//! bounded, so that a slip or an attack is told from an edit.

/// The longest question or phrasing, in characters. People ask in one or two sentences; the longest of the measured ones
/// has 180.
pub const LONGEST_WORDING: usize = 400;

/// The longest answer, in characters: four posts of Discord. Longer ones are read by nobody.
pub const LONGEST_ANSWER: usize = 8_000;

/// The longest word or phrase of a rule, in characters: longer ones are sentences, and belong to the phrasings.
pub const LONGEST_WORDS: usize = 80;

/// The longest pattern, in characters: what a document may hold.
pub(super) const LONGEST_PATTERN: usize = 4_000;

/// The most words of one rule or set.
pub const MOST_WORDS: usize = 60;

/// The longest id, in characters.
pub const LONGEST_ID: usize = 60;

/// Checks a text of one line.
///
/// # Errors
/// A sentence about what is wrong with it.
pub(super) fn line(what: &str, text: &str, longest: usize) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(format!("{what} is empty"));
    }
    if let Some(sign) = text.chars().find(|ch| ch.is_control()) {
        return Err(format!("{what} holds a control character (U+{:04X}): write it on one line", u32::from(sign)));
    }
    long(what, text, longest)?;
    Ok(text.to_owned())
}

/// Checks a text that may have several lines.
///
/// # Errors
/// A sentence about what is wrong with it.
pub(super) fn text(what: &str, text: &str, longest: usize) -> Result<String, String> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    if text.is_empty() {
        return Err(format!("{what} is empty"));
    }
    if let Some(sign) = text.chars().find(|ch| ch.is_control() && !matches!(ch, '\n' | '\t')) {
        return Err(format!("{what} holds a control character (U+{:04X})", u32::from(sign)));
    }
    long(what, text, longest)?;
    Ok(text.to_owned())
}

fn long(what: &str, text: &str, longest: usize) -> Result<(), String> {
    let length = text.chars().count();
    if length > longest {
        return Err(format!("{what} is {length} characters long, and {longest} are allowed"));
    }
    Ok(())
}

/// Checks the words of a rule or set.
///
/// # Errors
/// A sentence about what is wrong with them.
pub(super) fn words(what: &str, words: &[String]) -> Result<Vec<String>, String> {
    if words.len() > MOST_WORDS {
        return Err(format!("{what} has {} words, and {MOST_WORDS} are allowed", words.len()));
    }
    let mut checked: Vec<String> = Vec::new();
    for word in words {
        let word = line(&format!("a word of {what}"), word, LONGEST_WORDS)?;
        if checked.iter().any(|other| other.eq_ignore_ascii_case(&word)) {
            return Err(format!("“{word}” stands twice in {what}"));
        }
        checked.push(word);
    }
    Ok(checked)
}
