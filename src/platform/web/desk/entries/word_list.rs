//! Words of a rule in one field: `lot, car park`. A word that has a comma itself stands between quotes.

/// The words of a field, commas and line ends between them.
pub(in super::super) fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        // There is one from the beginning.
        let Some(word) = words.last_mut() else { break };
        match letter {
            // A quote within quotes is written twice.
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                word.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if word.trim().is_empty() => quoted = true,
            ',' | '\n' | '\r' if !quoted => words.push(String::new()),
            _ => word.push(letter),
        }
    }
    words.iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
}

/// Words as they stand in a field.
pub(super) fn joined(words: &[String]) -> String {
    let needs_quotes = |word: &str| word.contains([',', '"', '\n', '\r']);
    let shown = |word: &String| {
        if needs_quotes(word) { format!("\"{}\"", word.replace('"', "\"\"")) } else { word.clone() }
    };
    words.iter().map(shown).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_between_commas_and_lines() {
        for (text, expected) in [
            ("", &[] as &[&str]),
            (" , ,", &[]),
            ("lot", &["lot"]),
            ("lot, car park ,park", &["lot", "car park", "park"]),
            ("lot\r\ncar park", &["lot", "car park"]),
            ("\"no, thanks\", yes", &["no, thanks", "yes"]),
            ("6\" tube", &["6\" tube"]),
            ("\"open", &["open"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn words_that_are_shown_are_read_as_they_were(
            list in proptest::collection::vec("[a-z,\"é ]{0,6}[a-z\"]", 0..6),
        ) {
            let list: Vec<String> = list.iter().map(|word| word.trim().to_owned()).collect();
            proptest::prop_assert_eq!(words(&joined(&list)), list);
        }

        #[test]
        fn any_text_is_words(text in "\\PC{0,60}") {
            words(&text);
        }
    }
}
