//! What a moderator reads when something was not done: one plain sentence. Nothing was changed then.

use super::text::sentence;
use crate::moderation::ModerationError;
use crate::store::StoreError;

/// Why something was not done.
pub(super) enum Trouble {
    /// The moderation part refuses it, or failed.
    Moderation(ModerationError),
    /// It does not make sense as it was put.
    Told(String),
}

/// What is said while the store is away.
const STORE_AWAY: &str = "The store cannot be reached just now. Nothing was changed; please try again in a moment.";
/// What is said when the store fails in another way.
const STORE_FAILED: &str =
    "The store failed, and nothing was changed. Whoever runs the bot finds the reason in its log.";

impl From<ModerationError> for Trouble {
    fn from(error: ModerationError) -> Self {
        Self::Moderation(error)
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Moderation(error.into())
    }
}

impl From<&str> for Trouble {
    fn from(told: &str) -> Self {
        Self::Told(told.to_owned())
    }
}

impl From<String> for Trouble {
    fn from(told: String) -> Self {
        Self::Told(told)
    }
}

impl Trouble {
    /// The sentence; what an operator has to look at goes to the log.
    pub(super) fn sentence(&self) -> String {
        match self {
            Self::Told(text) => sentence(text),
            Self::Moderation(error) => said(error),
        }
    }
}

fn said(error: &ModerationError) -> String {
    match error {
        ModerationError::Store(error) => {
            tracing::warn!("Discord: a moderator's command was not done: {error}");
            if error.is_passing() { STORE_AWAY.to_owned() } else { STORE_FAILED.to_owned() }
        }
        ModerationError::Write { document, .. } => {
            tracing::error!("Discord: a moderator's command was not done: {error}");
            format!(
                "`{document}` cannot be written, and nothing was changed. Whoever runs the bot finds the reason in its log."
            )
        }
        ModerationError::Documents(_) => {
            "The documents have mistakes, so that nothing can be changed. Whoever edits the \
                                          files sees them with `askwell check`."
                .to_owned()
        }
        ModerationError::NeedsReviewer(draft) => needs_reviewer(*draft),
        ModerationError::Refused(text) => sentence(&in_chat(text)),
        ModerationError::Conflict(conflict) => in_chat(&conflict.to_string()),
    }
}

/// Who can apply a draft that changes a reviewed answer.
pub(super) fn needs_reviewer(draft: i64) -> String {
    format!(
        "Draft {draft} changes an answer or a question that had been reviewed. A reviewer has to apply it at the command \
         line: `askwell draft apply {draft} --reviewer --by NAME`"
    )
}

/// What the sentences of the moderation part name, and the same here. The longer ones come first.
const IN_CHAT: [(&str, &str); 10] = [
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

/// A sentence with the commands of the chat in place of the command line's.
fn in_chat(text: &str) -> String {
    IN_CHAT.iter().fold(text.to_owned(), |text, (there, here)| text.replace(there, here))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(Trouble::from(ModerationError::Refused(text.to_owned())).sentence(), expected);
        }
    }

    #[test]
    fn a_failing_store_is_no_riddle_and_tells_nothing_of_itself() {
        for error in [StoreError::Unavailable("postgres://user:secret@db".into()), StoreError::Failed("table x".into())]
        {
            let said = Trouble::from(error).sentence();
            assert!(said.contains("nothing was changed") || said.contains("Nothing was changed"), "{said}");
            assert!(!said.contains("secret") && !said.contains("table"), "{said}");
        }
    }
}
