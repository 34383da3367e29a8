//! What is found wrong with a call.

/// Notes about a call, and with which of Slack's codes it is refused.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// What a well-behaved client would not have done.
    pub(super) notes: Vec<String>,
    /// Slack's code.
    pub(super) refusal: Option<&'static str>,
}

impl Verdict {
    /// Slack takes it, but it should not be done.
    pub(super) fn note(&mut self, what: impl Into<String>) {
        self.notes.push(what.into());
    }

    /// Slack refuses it, and the client should have known.
    pub(super) fn refuse(&mut self, code: &'static str, what: impl Into<String>) {
        self.notes.push(what.into());
        self.refusal.get_or_insert(code);
    }
}

/// Counts as JavaScript does, the stricter of the counts in use.
pub(super) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}
