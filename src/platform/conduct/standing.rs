//! The replies that stand under messages, as far as this process remembers: so that an event that comes twice is not
//! answered twice, and an edit or a deletion finds its reply also while the store is away.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::message::Reply;

/// Messages whose reply is remembered. The store knows the older ones.
const REMEMBERED: usize = 2_000;

/// A reply under a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Its own messages, in order.
    pub(crate) posts: Vec<String>,
    /// It is a reply to danger: it is never edited or withdrawn because the message was.
    pub(crate) danger: bool,
    /// The kind of decision, and the entries that were answered or suggested.
    pub(crate) said: (String, Vec<String>),
}

/// Which messages were answered, and how.
#[derive(Default)]
pub(crate) struct Replied(VecDeque<Answered>);

struct Answered {
    message: String,
    fingerprints: Vec<u64>,
    standing: Option<Standing>,
}

impl Replied {
    /// Notes a reply to a message, and says whether it is the first one. `None` where the message has had this very
    /// reply.
    pub(crate) fn take(&mut self, message: &str, reply: &Reply) -> Option<bool> {
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
        self.0.push_back(Answered { message: message.to_owned(), fingerprints: vec![print], standing: None });
        Some(true)
    }

    /// Notes what a reply has become.
    pub(crate) fn posted(&mut self, message: &str, standing: Standing) {
        if let Some(answered) = self.find(message) {
            answered.standing = Some(standing);
        }
    }

    /// What stands under a message.
    pub(crate) fn standing(&mut self, message: &str) -> Option<Standing> {
        self.find(message)?.standing.clone()
    }

    /// The reply to a message is gone. The same may be said again.
    pub(crate) fn forget(&mut self, message: &str) {
        self.0.retain(|answered| answered.message != message);
    }

    fn find(&mut self, message: &str) -> Option<&mut Answered> {
        self.0.iter_mut().rev().find(|answered| answered.message == message)
    }
}

/// Tells replies to one message apart.
pub(crate) fn fingerprint(reply: &Reply) -> u64 {
    let mut hasher = DefaultHasher::new();
    reply.blocks.hash(&mut hasher);
    hasher.finish()
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
        let message = "1";
        assert_eq!(replied.take(message, &reply("crisis")), Some(true));
        assert_eq!(replied.take(message, &reply("crisis")), None, "an edit that changes nothing");
        assert_eq!(replied.take(message, &reply("emergency")), Some(false), "a crisis that becomes an emergency");
        assert_eq!(replied.take("2", &reply("crisis")), Some(true), "an edit of a harmless message");
    }

    #[test]
    fn what_stands_under_a_message_is_known_until_it_is_gone() {
        let mut replied = Replied::default();
        let message = "1";
        replied.take(message, &reply("a"));
        assert_eq!(replied.standing(message), None, "not posted yet");
        let standing = Standing { posts: vec!["5".to_owned()], danger: false, said: ("answer".into(), vec![]) };
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
            assert_eq!(replied.take(&id.to_string(), &reply("x")), Some(true));
        }
        assert_eq!(replied.0.len(), REMEMBERED);
    }
}
