//! What members of a channel can be told about the bot: what it does, what it reads, what it keeps.

use super::wording::provider_line;
use crate::config::{Keep, Settings};

const WHAT: &str = "I am an automated FAQ, not a person, and nobody watches me round the clock. I answer questions with \
texts that the clinic has written, word for word, and I make nothing up. I do not know you or your treatment: for anything \
about yourself, contact your provider.";

const READS: &str = "In the channels where I am enabled I check every message by fixed rules: for questions that the FAQ \
answers, and for signs that somebody may be in danger. Then I reply with numbers to call";

const TOLD: &str = ", and staff of the clinic get a link to the message";

const MISSES: &str = "Rules miss things: do not rely on me to notice that somebody needs help. In an emergency call the \
emergency number.";

const KEPT_NOTHING: &str = "Messages are not stored. Of a question that I could not answer I keep a link";

/// The text, in the documents' mark-up. `alerts` says whether staff are told of danger.
pub fn about(settings: &Settings, alerts: bool) -> String {
    let days = settings.privacy.retention_days;
    let told = if alerts { TOLD } else { "" };
    let kept = match settings.privacy.keep {
        Keep::Nothing => format!("{KEPT_NOTHING}, for {days} days."),
        Keep::Redacted => format!(
            "Messages are not stored, but of a question that I could not answer the clinic keeps the words for {days} days, \
             with names, numbers and addresses blotted out as far as rules can find them."
        ),
        Keep::Text => format!(
            "Messages are not stored, but of a question that I could not answer the clinic keeps the words for {days} days."
        ),
    };
    let mut parts = vec![WHAT.to_owned(), format!("{READS}{told}. {MISSES}"), kept];
    parts.extend(provider_line(&settings.provider));
    parts.join("\n\n")
}
