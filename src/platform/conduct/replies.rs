//! Replies under messages: posted in their turn, and changed or taken away as the message is.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::Semaphore;
use tokio::time::sleep;

use super::queue::{Queues, Rank, Work};
use super::recent::Recent;
use super::standing::{Replied, Standing};
use crate::bot::{Bot, Heard, Turn};
use crate::message::{Incoming, Platform, Reply};

/// Messages that are remembered as heard, changed or gone. People edit within minutes.
const REMEMBERED_MESSAGES: usize = 10_000;

/// Messages of other replicas that are looked at again. With some kilobytes each this bounds memory at some ten megabytes.
const WATCHED_MESSAGES: usize = 2_000;

/// Messages to which nothing is said that are recorded at the same time. Past it the next event waits, and with it the
/// platform.
const QUIET_MESSAGES: usize = 256;

/// Where replies are shown. Whatever fails is logged there.
#[async_trait]
pub(crate) trait Surface: Send + Sync + 'static {
    /// Where a reply to a message goes, beyond its channel.
    type Place: Send + Sync + 'static;

    /// Posts a reply, and returns the ids of what was posted. `again` says that the message had another reply before.
    async fn post(&self, asked: &Asked<Self::Place>, reply: &Reply, again: bool) -> Vec<String>;

    /// Turns what stands under a message into another reply, and returns the ids of what then stands. `None` where it could
    /// not be changed: somebody took it away, which is respected.
    async fn change(&self, asked: &Asked<Self::Place>, reply: &Reply, posts: &[String]) -> Option<Vec<String>>;

    /// Takes posts away.
    async fn take_away(&self, channel: &str, posts: &[String]);
}

/// A message that was decided on.
pub(crate) struct Asked<P> {
    pub(crate) incoming: Incoming,
    #[cfg_attr(not(feature = "slack"), allow(dead_code, reason = "a place of its own only Slack has"))]
    pub(crate) place: P,
    pub(crate) heard: Heard,
    /// It is an edit of a message.
    pub(crate) is_edit: bool,
}

impl<P> Asked<P> {
    /// The message's own id.
    pub(crate) fn message(&self) -> &str {
        self.incoming.id.as_ref().map_or("", |id| &id.message)
    }

    fn key(&self) -> String {
        key(&self.incoming.channel, self.message())
    }

    fn rank(&self) -> Rank {
        if self.heard.is_danger() { Rank::Danger } else { Rank::Ordinary }
    }

    fn standing(&self, posts: Vec<String>) -> Standing {
        let said = (self.heard.decision().to_owned(), self.heard.entries());
        Standing { posts, danger: self.heard.is_danger(), said }
    }
}

/// Messages of some platforms have ids of their channel only.
fn key(channel: &str, message: &str) -> String {
    format!("{channel}/{message}")
}

/// The replies of one platform.
pub(crate) struct Conduct<S> {
    bot: Arc<Bot>,
    platform: Platform,
    /// The platform's name in the log.
    label: &'static str,
    surface: S,
    replied: Mutex<Replied>,
    /// Messages that were heard.
    heard: Mutex<Recent<String>>,
    /// Messages that were edited since.
    changed: Mutex<Recent<String>>,
    /// Messages that were deleted.
    gone: Mutex<Recent<String>>,
    queues: Queues,
    /// Places for messages that other replicas work on.
    watched: Arc<Semaphore>,
    /// Places for messages to which nothing is said.
    quiet: Arc<Semaphore>,
}

impl<S: Surface> Conduct<S> {
    /// Shows replies on `surface`. `label` is the platform's name in the log.
    pub(crate) fn new(bot: Arc<Bot>, platform: Platform, label: &'static str, surface: S) -> Arc<Self> {
        Arc::new(Self {
            bot,
            platform,
            label,
            surface,
            replied: Mutex::new(Replied::default()),
            heard: Mutex::new(Recent::new(REMEMBERED_MESSAGES)),
            changed: Mutex::new(Recent::new(REMEMBERED_MESSAGES)),
            gone: Mutex::new(Recent::new(REMEMBERED_MESSAGES)),
            queues: Queues::new(platform.name()),
            watched: Arc::new(Semaphore::new(WATCHED_MESSAGES)),
            quiet: Arc::new(Semaphore::new(QUIET_MESSAGES)),
        })
    }

    /// Waits until another event can be taken in.
    pub(crate) async fn room(&self) {
        // The semaphore is never closed, and the place is free again at once: it is only waited for.
        drop(self.quiet.acquire().await);
    }

    /// Waits until every reply that was begun is posted.
    pub(crate) async fn finish(&self) {
        self.queues.drained().await;
    }

    /// Decides on a message at once, so that danger overtakes what waits; what follows from it takes its turn. Where only
    /// danger counts nothing else is done.
    pub(crate) fn hear(self: &Arc<Self>, incoming: Incoming, place: S::Place, danger_only: bool) {
        self.decide(incoming, place, danger_only, false);
    }

    /// What an edit changes is answered, if the message was heard before: what was written long ago is left in peace,
    /// danger excepted.
    pub(crate) fn edited(self: &Arc<Self>, incoming: Incoming, place: S::Place, danger_only: bool) {
        let Some(id) = &incoming.id else { return };
        let key = key(&incoming.channel, &id.message);
        if self.bot.hear(&incoming).is_danger() || locked(&self.heard).contains(&key) {
            locked(&self.changed).insert(key);
            self.decide(incoming, place, danger_only, true);
        }
    }

    /// Messages were deleted: their replies go along, in their turn.
    pub(crate) fn deleted(self: &Arc<Self>, channel: &str, messages: Vec<String>) {
        for message in &messages {
            locked(&self.gone).insert(key(channel, message));
        }
        let (conduct, here) = (Arc::clone(self), channel.to_owned());
        self.queue(channel, Box::pin(async move { conduct.take_along(&here, messages).await }), Rank::Ordinary);
    }

    /// Puts work into a channel's queue. False where there is no room: the work is dropped.
    pub(crate) fn queue(&self, channel: &str, work: Work, rank: Rank) -> bool {
        let taken = self.queues.push(channel, work, rank);
        if !taken {
            tracing::error!("{}: too many replies are waiting for channel {channel}; one was dropped", self.label);
        }
        taken
    }

    fn decide(self: &Arc<Self>, incoming: Incoming, place: S::Place, danger_only: bool, is_edit: bool) {
        let heard = self.bot.hear(&incoming);
        let asked = Arc::new(Asked { incoming, place, heard, is_edit });
        locked(&self.heard).insert(asked.key());
        let danger = asked.heard.is_danger();
        if danger_only && !danger {
            return;
        }
        // What is silent needs no place among what waits to be posted, and people are told of danger even where there is
        // no place left.
        let silent = asked.heard.is_silent() && !is_edit;
        if silent || (!self.queue_up(&asked) && danger) {
            let bot = Arc::clone(&self.bot);
            // Where there is no place it is begun all the same: whoever brings events waits for room.
            let place = Arc::clone(&self.quiet).try_acquire_owned();
            tokio::spawn(async move {
                let _place = place;
                if !matches!(bot.act(&asked.incoming, &asked.heard).await, Turn::Wait(_)) {
                    bot.done(&asked.incoming).await;
                }
            });
        }
    }

    fn queue_up(self: &Arc<Self>, asked: &Arc<Asked<S::Place>>) -> bool {
        let (conduct, work) = (Arc::clone(self), Arc::clone(asked));
        self.queue(&asked.incoming.channel, Box::pin(async move { conduct.act(&work).await }), asked.rank())
    }

    /// Looks at a message again when the replica that works on it should be done with it.
    fn take_over_later(self: &Arc<Self>, asked: &Arc<Asked<S::Place>>, time: Duration) {
        let Ok(place) = Arc::clone(&self.watched).try_acquire_owned() else { return };
        let (conduct, asked) = (Arc::clone(self), Arc::clone(asked));
        tokio::spawn(async move {
            sleep(time).await;
            drop(place);
            conduct.queue_up(&asked);
        });
    }

    /// Does what follows from a decision on a message, and posts the reply.
    async fn act(self: &Arc<Self>, asked: &Arc<Asked<S::Place>>) {
        if self.is_outdated(asked) || (asked.is_edit && self.says_so_already(asked).await) {
            return;
        }
        match self.bot.act(&asked.incoming, &asked.heard).await {
            Turn::Say(reply) if asked.is_edit && !asked.heard.is_danger() => self.replace(asked, &reply).await,
            Turn::Say(reply) => self.post(asked, &reply).await,
            Turn::Silence if asked.is_edit => self.withdraw(&asked.incoming.channel, asked.message()).await,
            Turn::Silence | Turn::Done => {}
            Turn::Wait(time) => return self.take_over_later(asked, time),
        }
        self.bot.done(&asked.incoming).await;
    }

    /// Whether a message says something else by now, and what it said is no danger.
    fn is_outdated(&self, asked: &Asked<S::Place>) -> bool {
        !asked.is_edit && !asked.heard.is_danger() && locked(&self.changed).contains(&asked.key())
    }

    /// Whether the reply that stands under an edited message says what would be said now, or is one to danger, which
    /// stays.
    async fn says_so_already(&self, asked: &Asked<S::Place>) -> bool {
        if asked.heard.is_danger() {
            return false;
        }
        let Some(standing) = self.standing(&asked.incoming.channel, asked.message()).await else { return false };
        let entries = asked.heard.entries();
        standing.danger || (!entries.is_empty() && standing.said == (asked.heard.decision().to_owned(), entries))
    }

    async fn post(&self, asked: &Asked<S::Place>, reply: &Reply) {
        if locked(&self.gone).contains(&asked.key()) {
            return;
        }
        let channel = &asked.incoming.channel;
        let earlier = if asked.is_edit { self.standing(channel, asked.message()).await } else { None };
        let Some(first) = locked(&self.replied).take(&asked.key(), reply) else { return };
        let posts = self.surface.post(asked, reply, !first).await;
        self.keep(asked, posts).await;
        // What was answered before somebody wrote of danger must not stand beside it.
        if let Some(earlier) = earlier.filter(|earlier| !earlier.danger) {
            self.surface.take_away(channel, &earlier.posts).await;
        }
    }

    /// Turns the reply that stands under an edited message into another one; where none stands, posts it.
    async fn replace(&self, asked: &Asked<S::Place>, reply: &Reply) {
        let Some(standing) = self.standing(&asked.incoming.channel, asked.message()).await else {
            return self.post(asked, reply).await;
        };
        locked(&self.replied).take(&asked.key(), reply);
        if let Some(posts) = self.surface.change(asked, reply, &standing.posts).await {
            self.keep(asked, posts).await;
        }
    }

    /// Remembers what stands under a message, here and for other processes.
    async fn keep(&self, asked: &Asked<S::Place>, posts: Vec<String>) {
        if posts.is_empty() {
            return;
        }
        locked(&self.replied).posted(&asked.key(), asked.standing(posts.clone()));
        self.bot.keep_reply(&asked.incoming, &asked.heard, posts).await;
    }

    /// Takes the reply to a message away, unless it is one to danger.
    async fn withdraw(&self, channel: &str, message: &str) {
        if let Some(standing) = self.standing(channel, message).await.filter(|standing| !standing.danger) {
            self.forget(channel, message).await;
            self.surface.take_away(channel, &standing.posts).await;
        }
    }

    /// Takes the replies to messages that are gone along.
    async fn take_along(&self, channel: &str, messages: Vec<String>) {
        for message in &messages {
            if let Some(standing) = self.standing(channel, message).await {
                self.forget(channel, message).await;
                self.surface.take_away(channel, &standing.posts).await;
            }
        }
    }

    async fn forget(&self, channel: &str, message: &str) {
        locked(&self.replied).forget(&key(channel, message));
        self.bot.forget_reply(self.platform, channel, message).await;
    }

    /// What stands under a message: what this process posted, or what the store knows.
    async fn standing(&self, channel: &str, message: &str) -> Option<Standing> {
        if let Some(standing) = locked(&self.replied).standing(&key(channel, message)) {
            return Some(standing);
        }
        let record = self.bot.reply_to(self.platform, channel, message).await?;
        let danger = record.is_danger();
        Some(Standing { posts: record.posts, danger, said: (record.decision, record.entries) })
    }
}

/// A lock that outlives a panic elsewhere: each critical section leaves its data whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
