//! The replies that stand under messages, as far as this process remembers: so that an event that comes twice is not
//! answered twice, and an edit or a deletion finds its reply also while the store is away.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};

use serenity::model::id::MessageId;

use super::super::delivery::MARK_LENGTH;
use crate::message::Reply;

/// Messages whose reply is remembered. The store knows the older ones.
const REMEMBERED: usize = 2_000;

/// A reply under a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// Its own messages, in order.
    pub(super) posts: Vec<MessageId>,
    /// It is a reply to danger: it is never edited or withdrawn because the message was.
    pub(super) danger: bool,
    /// The kind of decision, and the entries that were answered or suggested.
    pub(super) said: (String, Vec<String>),
}

/// Which messages were answered, and how.
#[derive(Default)]
pub(super) struct Replied(VecDeque<Answered>);

struct Answered {
    message: MessageId,
    fingerprints: Vec<u64>,
    standing: Option<Standing>,
}

impl Replied {
    /// Notes a reply to a message, and says whether it is the first one. `None` where the message has had this very
    /// reply.
    pub(super) fn take(&mut self, message: MessageId, reply: &Reply) -> Option<bool> {
        let print = fingerprint(reply);
        if let Some(answered) = self.find(message) {
            if answered.fingerprints.contains(&print) {
                return None;
            }
            answered.fingerprints.push(print);
            return Some(false);
        }
        if self.0.len() >= REMEMBERED {
            self.0.pop_front();
        }
        self.0.push_back(Answered { message, fingerprints: vec![print], standing: None });
        Some(true)
    }

    /// Notes what a reply has become.
    pub(super) fn posted(&mut self, message: MessageId, standing: Standing) {
        if let Some(answered) = self.find(message) {
            answered.standing = Some(standing);
        }
    }

    /// What stands under a message.
    pub(super) fn standing(&mut self, message: MessageId) -> Option<Standing> {
        self.find(message)?.standing.clone()
    }

    /// The reply to a message is gone. The same may be said again.
    pub(super) fn forget(&mut self, message: MessageId) {
        self.0.retain(|answered| answered.message != message);
    }

    fn find(&mut self, message: MessageId) -> Option<&mut Answered> {
        self.0.iter_mut().rev().find(|answered| answered.message == message)
    }
}

fn fingerprint(reply: &Reply) -> u64 {
    let mut hasher = DefaultHasher::new();
    reply.blocks.hash(&mut hasher);
    hasher.finish()
}

/// Tells a later reply to a message from the first one in a nonce.
pub(super) fn mark_of(reply: &Reply) -> String {
    let digits = format!("{:016x}", fingerprint(reply));
    digits[..MARK_LENGTH].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Block;

    fn reply(text: &str) -> Reply {
        Reply { blocks: vec![Block::Safety(text.into())], ping_author: true, untold: None }
    }

    #[test]
    fn a_message_gets_no_reply_twice_and_an_edit_only_something_new() {
        let mut replied = Replied::default();
        let message = MessageId::new(1);
        assert_eq!(replied.take(message, &reply("crisis")), Some(true));
        assert_eq!(replied.take(message, &reply("crisis")), None, "an edit that changes nothing");
        assert_eq!(replied.take(message, &reply("emergency")), Some(false), "a crisis that becomes an emergency");
        assert_eq!(replied.take(MessageId::new(2), &reply("crisis")), Some(true), "an edit of a harmless message");
    }

    #[test]
    fn what_stands_under_a_message_is_known_until_it_is_gone() {
        let mut replied = Replied::default();
        let message = MessageId::new(1);
        replied.take(message, &reply("a"));
        assert_eq!(replied.standing(message), None, "not posted yet");
        let standing = Standing { posts: vec![MessageId::new(5)], danger: false, said: ("answer".into(), vec![]) };
        replied.posted(message, standing.clone());
        assert_eq!(replied.standing(message), Some(standing));
        replied.forget(message);
        assert_eq!(replied.standing(message), None);
        assert_eq!(replied.take(message, &reply("a")), Some(true), "it may be said again");
    }

    #[test]
    fn memory_stays_bounded() {
        let mut replied = Replied::default();
        for id in 1..=REMEMBERED as u64 + 10 {
            assert_eq!(replied.take(MessageId::new(id), &reply("x")), Some(true));
        }
        assert_eq!(replied.0.len(), REMEMBERED);
    }

    #[test]
    fn a_mark_has_the_length_that_a_nonce_leaves() {
        assert_eq!(mark_of(&reply("x")).len(), MARK_LENGTH);
    }
}
