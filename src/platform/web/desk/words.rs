//! Sentences of the moderation part in the words of the desk.

/// Commands of the command line that those sentences name, and where the same is found here. The longer ones come first.
const HERE: &[(&str, &str)] = &[
    ("Make it again: askwell draft redo ", "“Make it again” does it on today’s documents: draft "),
    ("`askwell history` shows all", "“History” shows all"),
    ("`askwell history ", "“History” of `"),
    (", and give its words with --text", ", and type its words"),
    ("`askwell channel enable ", "“Channels”: enable `"),
    ("`askwell channel disable`", "“Channels”"),
    ("`askwell check`", "“Checks”"),
    ("`askwell desk users` lists them", "“Accounts” lists them"),
    ("`askwell desk users` lists who has (--by says who applies it)", "“Accounts” lists who has"),
    ("`askwell draft list` shows all", "“Drafts” shows all"),
    ("`askwell draft redo`", "“Make it again”"),
    ("`askwell entry list` shows all", "“Entries” shows all"),
    ("`askwell unanswered` lists them", "“Unanswered” lists them"),
];

/// A sentence as the desk says it.
pub(super) fn at_the_desk(sentence: &str) -> String {
    HERE.iter().fold(sentence.to_owned(), |sentence, (there, here)| sentence.replace(there, here))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_name_pages_and_no_commands() {
        for (there, here) in [
            (
                "somebody was quicker: a.toml was changed at this moment. Make it again: askwell draft redo 5",
                "somebody was quicker: a.toml was changed at this moment. “Make it again” does it on today’s documents: draft 5",
            ),
            ("`askwell history faq.toml` shows by what", "“History” of `faq.toml` shows by what"),
            ("there is no revision 7: `askwell history` shows all", "there is no revision 7: “History” shows all"),
            ("`askwell channel enable discord 7` makes it listen", "“Channels”: enable `discord 7` makes it listen"),
            ("read it by its link, and give its words with --text", "read it by its link, and type its words"),
        ] {
            assert_eq!(at_the_desk(there), here);
        }
    }
}
