//! Posts the messages of one reply, and finds a way where Discord refuses the first one.

use serenity::model::id::MessageId;

use super::health::Health;
use super::post::{Address, Post, body};
use super::render::without_embeds;
use super::rest::{Failure, Rest};

/// Discord's error numbers that are dealt with here or explained to the operator.
mod code {
    pub(super) const UNKNOWN_CHANNEL: u64 = 10_003;
    pub(super) const MISSING_ACCESS: u64 = 50_001;
    pub(super) const MISSING_PERMISSIONS: u64 = 50_013;
    pub(super) const INVALID_BODY: u64 = 50_035;
    pub(super) const NO_REPLY_WITHOUT_HISTORY: u64 = 160_002;
}

/// The messages of one reply with where they go.
pub(super) struct Delivery {
    pub(super) address: Address,
    pub(super) posts: Vec<Post>,
    /// What tells the replies to one message apart; at most [`MARK_LENGTH`] characters.
    pub(super) mark: String,
}

/// Characters left for [`Delivery::mark`]: a nonce holds 25, of which a message id takes up to 20, the dash one and a
/// part's number two.
pub(super) const MARK_LENGTH: usize = 2;

/// Posts everything in order, and returns the ids of what was posted. What fails is logged for the operator, without any
/// text.
pub(super) async fn deliver(rest: &Rest, health: &Health, delivery: Delivery) -> Vec<MessageId> {
    let channel = delivery.address.channel;
    let mut posted = Vec::new();
    match post_all(rest, delivery, &mut posted).await {
        Ok(()) => health.posted(channel),
        Err(failure) => {
            let what = explained(&failure);
            tracing::error!("Discord: a reply in channel {channel} could not be posted: {what}");
            if matches!(failure, Failure::Refused { .. }) {
                health.refused(channel, what);
            }
        }
    }
    posted
}

/// Posts one after another. Where embeds or references are refused, what is left goes without them.
async fn post_all(rest: &Rest, delivery: Delivery, posted: &mut Vec<MessageId>) -> Result<(), Failure> {
    let Delivery { address, mut posts, mark } = delivery;
    let mut with_reference = true;
    let mut part = 0;
    while let Some(post) = posts.first() {
        let body = body(post, address, with_reference, &nonce(address.message, &mark, part))
            .map_err(|error| Failure::Unreachable(format!("the message cannot be written ({error})")))?;
        match rest.post(address.channel, body).await {
            Ok(id) => {
                posted.extend(id);
                posts.remove(0);
                part += 1;
            }
            Err(Failure::Refused { code: code::MISSING_PERMISSIONS, .. }) if !post.embeds.is_empty() => {
                let channel = address.channel;
                tracing::warn!("Discord: no permission \"Embed Links\" in channel {channel}: answering in plain text");
                posts = without_embeds(&posts);
            }
            Err(Failure::Refused { code: code::NO_REPLY_WITHOUT_HISTORY | code::INVALID_BODY, .. })
                if with_reference =>
            {
                with_reference = false;
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(())
}

/// Names one post for good, so that Discord recognises a second attempt.
fn nonce(message: MessageId, mark: &str, part: usize) -> String {
    format!("{message}-{mark}{part:x}")
}

/// The failure with what an operator can do about it.
pub(super) fn explained(failure: &Failure) -> String {
    let advice = match failure {
        Failure::Refused { code: code::MISSING_PERMISSIONS, .. } => {
            "the bot's role needs \"Send Messages\" there (in threads \"Send Messages in Threads\")"
        }
        Failure::Refused { code: code::MISSING_ACCESS, .. } => "the bot's role needs \"View Channel\" there",
        Failure::Refused { code: code::UNKNOWN_CHANNEL, .. } => "the channel is gone",
        Failure::Refused { status: 403, .. } => "the bot may not write there",
        Failure::Unauthorized => "the token was replaced or withdrawn; set the new one and restart",
        _ => return failure.to_string(),
    };
    format!("{failure}: {advice}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_fits_discords_limit_and_names_one_post() {
        let longest = nonce(MessageId::new(u64::MAX - 1), &"x".repeat(MARK_LENGTH), 255);
        assert!(longest.len() <= 25, "{longest}");
        assert_ne!(nonce(MessageId::new(5), "", 0), nonce(MessageId::new(5), "", 1));
        assert_eq!(nonce(MessageId::new(5), "", 0), nonce(MessageId::new(5), "", 0));
    }

    #[test]
    fn a_missing_permission_says_which() {
        let text = explained(&Failure::Refused { status: 403, code: code::MISSING_PERMISSIONS });
        assert!(text.contains("403") && text.contains("Send Messages"), "{text}");
    }
}
