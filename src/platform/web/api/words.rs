//! Sentences of the moderation part in the words of the API.

/// Commands of the command line that those sentences name, and where the same is found here. The longer ones come first.
const HERE: &[(&str, &str)] = &[
    ("`askwell draft list` shows all", "GET /api/v1/desk/drafts lists them"),
    ("`askwell entry list` shows all", "GET /api/v1/desk/entries lists them"),
    ("`askwell history` shows all", "GET /api/v1/desk/history lists them"),
    ("`askwell unanswered` lists them", "GET /api/v1/desk/unanswered lists them"),
    ("(`askwell draft redo`)", "(…/redo)"),
    ("askwell draft redo", "POST …/redo of draft"),
    ("for longer disable it: `askwell channel disable`", "for longer disable it: …/disable"),
    ("with --text", "as \"text\""),
];

/// A sentence as the API says it: with a capital and a full stop.
pub(super) fn for_programs(sentence: &str) -> String {
    let sentence = HERE.iter().fold(sentence.to_owned(), |sentence, (there, here)| sentence.replace(there, here));
    let mut letters = sentence.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let whole = first + letters.as_str();
    if whole.ends_with(['.', '?', '!']) { whole } else { whole + "." }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_name_what_programs_can_ask_for() {
        for (words, sentence) in [
            (
                "there is no draft 7: `askwell draft list` shows all",
                "There is no draft 7: GET /api/v1/desk/drafts lists them.",
            ),
            ("Is it?", "Is it?"),
        ] {
            assert_eq!(for_programs(words), sentence);
        }
    }
}
