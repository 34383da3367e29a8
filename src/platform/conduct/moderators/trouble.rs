//! What a moderator reads when something was not done: one plain sentence. Nothing was changed then.

use super::pen::Pen;
use super::text::sentence;
use crate::moderation::ModerationError;
use crate::store::StoreError;

/// Why something was not done.
pub(crate) enum Trouble {
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
    pub(crate) fn sentence(&self, pen: &Pen) -> String {
        match self {
            Self::Told(text) => sentence(text),
            Self::Moderation(error) => said(error, pen),
        }
    }
}

fn said(error: &ModerationError, pen: &Pen) -> String {
    let label = pen.label;
    match error {
        ModerationError::Store(error) => {
            tracing::warn!("{label}: a moderator's command was not done: {error}");
            if error.is_passing() { STORE_AWAY.to_owned() } else { STORE_FAILED.to_owned() }
        }
        ModerationError::Write { document, .. } => {
            tracing::error!("{label}: a moderator's command was not done: {error}");
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
        ModerationError::Refused(text) => sentence(&pen.in_chat(text)),
        ModerationError::Conflict(conflict) => pen.in_chat(&conflict.to_string()),
    }
}

/// Who can apply a draft that changes a reviewed answer.
pub(crate) fn needs_reviewer(draft: i64) -> String {
    format!(
        "Draft {draft} changes an answer or a question that had been reviewed. A reviewer has to apply it at the command \
         line: `askwell draft apply {draft} --reviewer --by NAME`"
    )
}

#[cfg(test)]
mod tests {
    use super::super::pen::tests::BARE;
    use super::*;

    #[test]
    fn a_failing_store_is_no_riddle_and_tells_nothing_of_itself() {
        for error in [StoreError::Unavailable("postgres://user:secret@db".into()), StoreError::Failed("table x".into())]
        {
            let said = Trouble::from(error).sentence(&BARE);
            assert!(said.contains("nothing was changed") || said.contains("Nothing was changed"), "{said}");
            assert!(!said.contains("secret") && !said.contains("table"), "{said}");
        }
    }
}
