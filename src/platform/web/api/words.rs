//! Sentences of the moderation part in the words of the API.

use crate::platform::web::text::whole;

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
    let sentence = enabled_here(sentence);
    whole(&HERE.iter().fold(sentence, |sentence, (there, here)| sentence.replace(there, here)))
}

/// The command that makes the bot listen names the channel; here the path does.
fn enabled_here(sentence: &str) -> String {
    match sentence.split_once("`askwell channel enable ") {
        Some((before, after)) => format!("{before}…/enable{}", after.split_once('`').map_or("", |(_, rest)| rest)),
        None => sentence.to_owned(),
    }
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
            (
                "the bot does not listen there: `askwell channel enable slack C1` makes it listen",
                "The bot does not listen there: …/enable makes it listen.",
            ),
        ] {
            assert_eq!(for_programs(words), sentence);
        }
    }
}
