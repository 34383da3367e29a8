//! What all operations share.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::bot::Bot;
use crate::http::{Door, Quota, Rates};
use crate::moderation::Moderation;
use crate::platform::web::checked::Checked;

/// Wrong tokens at once from one address: a program that was given an old one, and its tries again.
const WRONG_AT_ONCE: NonZeroU32 = NonZeroU32::new(20).unwrap();
/// After those, one in this time. A token cannot be guessed; this keeps the store from being asked for nothing.
const WRONG_AFTERWARDS: Duration = Duration::from_secs(5);
/// Drafts that are checked at the same time: each keeps a processor busy for seconds, and patients come first.
const DRAFTS_AT_ONCE: usize = 1;

/// The desk's operations for programs.
pub struct Operations {
    pub(super) bot: Arc<Bot>,
    pub(super) moderation: Moderation,
    pub(super) door: Arc<Door>,
    pub(super) wrong_tokens: Rates<IpAddr>,
    pub(super) drafting: Semaphore,
    pub(super) checked: Checked,
}

impl Operations {
    /// Operations on the documents that the bot answers from. They pass the server's door.
    pub fn new(bot: Arc<Bot>, moderation: Moderation, door: Arc<Door>) -> Self {
        let quota = Quota::with_period(WRONG_AFTERWARDS).unwrap_or(Quota::per_minute(NonZeroU32::MIN));
        Self {
            bot,
            moderation,
            door,
            wrong_tokens: Rates::new(quota.allow_burst(WRONG_AT_ONCE)),
            drafting: Semaphore::new(DRAFTS_AT_ONCE),
            checked: Checked::default(),
        }
    }
}
