//! How Discord writes what every chat says to moderators.

use super::super::markdown::plain;
use crate::message::Platform;
use crate::platform::conduct::moderators::Pen;

/// Discord's mark-up and commands.
pub(super) const PEN: Pen = Pen {
    platform: Platform::Discord,
    label: "Discord",
    plain,
    bold: |words| format!("**{words}**"),
    small: |words| format!("-# {words}"),
    quote: |words| format!("> {words}"),
    link: |words, address| format!("[{words}]({address})"),
    channel: |id| format!("<#{id}>"),
    commands: &COMMANDS,
};

/// What the sentences of the moderation part name, and the same here. The longer ones come first.
const COMMANDS: [(&str, &str); 10] = [
    ("askwell channel enable discord ", "/faq-admin enable channel:"),
    ("askwell channel disable", "/faq-admin disable"),
    ("askwell draft list", "/faq-admin drafts"),
    ("Make it again: askwell draft redo", "Make it again: /faq-admin drafts, draft"),
    ("Make it again on today's documents: askwell draft redo", "Make it again: /faq-admin drafts, draft"),
    ("askwell history`", "/faq-admin history`"),
    ("askwell history ", "/faq-admin history document:"),
    ("askwell entry list", "/faq-admin entry list"),
    ("askwell entry show ", "/faq-admin entry show entry:"),
    ("askwell unanswered", "/faq-admin unanswered"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moderation::ModerationError;
    use crate::platform::conduct::moderators::Trouble;

    #[test]
    fn a_moderator_reads_what_can_be_done_here() {
        let cases = [
            (
                "there is no draft 5: `askwell draft list` shows all",
                "There is no draft 5: `/faq-admin drafts` shows all.",
            ),
            (
                "the bot does not listen in the discord channel 12: `askwell channel enable discord 12` makes it listen",
                "The bot does not listen in the discord channel 12: `/faq-admin enable channel:12` makes it listen.",
            ),
            ("`askwell history` shows all", "`/faq-admin history` shows all."),
            ("`askwell history faq.toml` shows", "`/faq-admin history document:faq.toml` shows."),
        ];
        for (text, expected) in cases {
            assert_eq!(Trouble::from(ModerationError::Refused(text.to_owned())).sentence(&PEN), expected);
        }
    }
}
