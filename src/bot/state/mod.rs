//! What outlives one message: who was told what, what moderators have set, what is counted and kept.
//!
//! With a store all replicas share it; without one, and while the store cannot be reached, this process goes on with
//! what it knows by itself. Nothing here decides what a message means.

mod breaker;
mod channels;
mod ledger;
mod person;
mod turns;
mod upkeep;

pub use channels::Setting;
pub use person::person_of;
pub use turns::TurnTaken;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;

use crate::alerts::Outbox;
use crate::clock::Clock;
use crate::config::PrivacySettings;
use crate::conversation::{Memory, Pause};
use crate::store::{self, Count, NewUnanswered, ReplyRecord, Store};
use breaker::Breaker;
use channels::Channels;
use ledger::Ledger;

/// While an event is being worked on nobody else takes it. If who works on it dies, it is taken over after this.
const EVENT_LEASE: Duration = Duration::from_secs(15);
/// An event that was dealt with is known for so long: platforms send one again within minutes, not days.
const EVENT_MEMORY: Duration = Duration::from_secs(24 * 60 * 60);

/// How an event stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// It is new, and whoever asked works on it now.
    Begun,
    /// Somebody works on it, at most for so long.
    InWork(Duration),
    /// It was dealt with.
    Done,
}

/// What outlives one message.
pub struct State {
    store: Option<Arc<dyn Store>>,
    outbox: Outbox,
    clock: Clock,
    privacy: PrivacySettings,
    breaker: Breaker,
    /// Pauses of this process.
    pauses: Mutex<Memory>,
    /// Events of this process: apart, since they are many and last long, and must not drive pauses out.
    events: Mutex<Memory>,
    ledger: Ledger,
    channels: ArcSwap<Channels>,
    /// Counts how often the channels were read.
    generation: AtomicU64,
    /// With what people's ids are hashed.
    person_key: String,
}

impl State {
    /// A state that ends with the process.
    pub fn passing(clock: Clock, privacy: PrivacySettings) -> Self {
        let outbox = Outbox::new(None, clock.clone());
        Self::with(None, outbox, clock, privacy, Channels::default(), String::new())
    }

    /// A state that is kept in a store.
    ///
    /// # Errors
    /// A store that cannot be read at the start.
    pub async fn kept(
        store: Arc<dyn Store>,
        outbox: Outbox,
        clock: Clock,
        privacy: PrivacySettings,
    ) -> store::Result<Self> {
        let channels = Channels::read(store.as_ref()).await?;
        let key = store.person_key().await?;
        Ok(Self::with(Some(store), outbox, clock, privacy, channels, key))
    }

    fn with(
        store: Option<Arc<dyn Store>>,
        outbox: Outbox,
        clock: Clock,
        privacy: PrivacySettings,
        channels: Channels,
        person_key: String,
    ) -> Self {
        Self {
            ledger: Ledger::new(store.clone()),
            store,
            outbox,
            breaker: Breaker::new(clock.clone()),
            clock,
            privacy,
            pauses: Mutex::default(),
            events: Mutex::default(),
            channels: ArcSwap::from_pointee(channels),
            generation: AtomicU64::new(1),
            person_key,
        }
    }

    /// The clock that everything here goes by.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The store, where there is one.
    pub fn store(&self) -> Option<&Arc<dyn Store>> {
        self.store.as_ref()
    }

    /// Where alerts are put.
    pub fn outbox(&self) -> &Outbox {
        &self.outbox
    }

    /// What the clinic lets the bot keep.
    pub(super) fn privacy(&self) -> &PrivacySettings {
        &self.privacy
    }

    /// What moderators have set for a channel; `None` where they have set nothing.
    pub fn channel(&self, platform: &str, channel: &str) -> Option<Setting> {
        self.channels.load().setting(platform, channel)
    }

    /// The channels of a platform in which the bot listens: those of the settings file and those that moderators have
    /// enabled, but none that they have disabled.
    pub fn listens_in(&self, platform: &str, named: &[String]) -> Vec<String> {
        self.channels.load().enabled(platform, named)
    }

    /// A number that is another one after moderators have set something for channels.
    pub fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// A setting that moderators have made while the bot runs, over that of the settings file.
    pub fn preference(&self, name: &str) -> Option<String> {
        self.channels.load().preference(name)
    }

    /// A person as they are kept: never by their own id.
    pub fn person(&self, platform: &str, author: &str) -> String {
        person_of(&self.person_key, platform, author)
    }

    /// Takes an event to work on it, if no replica has. [`State::is_done`] says when it is dealt with.
    pub(super) async fn begin(&self, event: &str) -> Event {
        if self.claim(&self.events, event, "", EVENT_LEASE).await {
            return Event::Begun;
        }
        let now = self.clock.now();
        let here = locked(&self.events).claimed_until(event);
        let there = match &self.store {
            Some(store) => self.breaker.ask("an event", store.claimed_until(event)).await.flatten(),
            None => None,
        };
        // What is known here is forgotten as soon as the store knows better: another one may have died over it.
        let until = there.or(here).unwrap_or(now);
        let rest = until.since(now);
        if rest > EVENT_LEASE { Event::Done } else { Event::InWork(rest) }
    }

    /// An event was dealt with, and is passed over when it comes again.
    pub(super) async fn is_done(&self, event: &str) {
        let until = self.clock.now().after(EVENT_MEMORY);
        if let Some(store) = &self.store {
            self.breaker.ask("an event", store.extend_claim(event, until)).await;
        }
        let mut events = locked(&self.events);
        events.release(event);
        events.claim(event, "", until, self.clock.now());
    }

    /// Whether something may be said about an event that is then not said again for a while. Whoever takes the event over
    /// from a replica that died may say it still.
    pub(super) async fn may_say(&self, pause: &Pause, event: &str) -> bool {
        self.claim(&self.pauses, &pause.name, event, pause.length).await
    }

    /// A claim holds everywhere, or, while the store cannot be reached, here.
    async fn claim(&self, memory: &Mutex<Memory>, name: &str, holder: &str, length: Duration) -> bool {
        let now = self.clock.now();
        let until = now.after(length);
        let shared = match &self.store {
            Some(store) => self.breaker.ask("a claim", store.claim(name, holder, until, now)).await,
            None => None,
        };
        let mut memory = locked(memory);
        match shared {
            // What the store gave is remembered for when it is away.
            Some(true) => {
                memory.release(name);
                memory.claim(name, holder, until, now)
            }
            Some(false) => false,
            None => memory.claim(name, holder, until, now),
        }
    }

    /// Counts something, a little later.
    pub(super) fn count(&self, platform: &str, kind: &str, entry: &str) {
        let day = self.clock.now().day();
        let (platform, kind, entry) = (platform.to_owned(), kind.to_owned(), entry.to_owned());
        self.ledger.count(Count { day, platform, kind, entry });
    }

    /// Keeps a question that found no answer, a little later.
    pub(super) fn keep(&self, question: NewUnanswered) {
        self.ledger.keep(question);
    }

    /// Remembers which posts answer a message. Without a store nobody asks for it.
    pub async fn keep_reply(&self, reply: &ReplyRecord) {
        if let Some(store) = &self.store {
            self.breaker.ask("a reply", store.keep_reply(reply)).await;
        }
    }

    /// The reply to a message.
    pub async fn reply_to(&self, platform: &str, channel: &str, message: &str) -> Option<ReplyRecord> {
        let store = self.store.as_ref()?;
        self.breaker.ask("a reply", store.reply_to(platform, channel, message)).await.flatten()
    }

    /// The reply that a post belongs to.
    pub async fn reply_of_post(&self, platform: &str, channel: &str, post: &str) -> Option<ReplyRecord> {
        let store = self.store.as_ref()?;
        self.breaker.ask("a reply", store.reply_of_post(platform, channel, post)).await.flatten()
    }

    /// Forgets the reply to a message, and returns it.
    pub async fn forget_reply(&self, platform: &str, channel: &str, message: &str) -> Option<ReplyRecord> {
        let store = self.store.as_ref()?;
        self.breaker.ask("a reply", store.forget_reply(platform, channel, message)).await.flatten()
    }

    /// Writes that wait for the store: how many, and how many had to be given up.
    pub fn waiting(&self) -> (usize, u64) {
        self.ledger.waiting()
    }
}

/// A lock that outlives a panic elsewhere: each critical section leaves its data whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
