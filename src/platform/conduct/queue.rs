//! One queue for each channel: replies leave in the order in which messages came, and no channel waits for another.

use std::collections::{HashMap, VecDeque};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::telemetry;

/// What waits for its turn.
pub(crate) type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

/// How much may wait for one channel. A channel that is that far behind is being flooded.
const PER_CHANNEL: usize = 64;
/// How much may wait altogether. With replies of some kilobytes this bounds memory at some ten megabytes.
const ALTOGETHER: usize = 4_096;
/// By how much work that must not be lost may go past these limits.
const KEPT_SHARE: usize = 4;

/// How work stands to the other work of its channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rank {
    /// A reply like others.
    Ordinary,
    /// Something that may yet turn out to be danger: it keeps its place, and is turned away last.
    #[cfg_attr(not(feature = "discord"), allow(dead_code, reason = "only Discord looks channels up"))]
    Unchecked,
    /// A reply to danger: it goes before whatever is waiting, and is turned away last.
    Danger,
}

/// The queues of all channels. Cloning gives another handle on the same ones.
#[derive(Clone)]
pub(crate) struct Queues {
    inner: Arc<Inner>,
}

struct Inner {
    /// The name under which its length is shown.
    name: &'static str,
    state: Mutex<State>,
    /// Told when nothing is waiting or running any more.
    empty: Notify,
}

#[derive(Default)]
struct State {
    /// Channels with something to do; a task runs for each.
    channels: HashMap<String, VecDeque<(Rank, Work)>>,
    waiting: usize,
}

impl Queues {
    /// Queues of a platform of this name.
    pub(crate) fn new(name: &'static str) -> Self {
        let (state, empty) = (Mutex::default(), Notify::new());
        Self { inner: Arc::new(Inner { name, state, empty }) }
    }

    /// Puts work into a channel's queue. False when too much is waiting already: the work is dropped.
    pub(crate) fn push(&self, channel: &str, work: Work, rank: Rank) -> bool {
        let share = if rank == Rank::Ordinary { 1 } else { KEPT_SHARE };
        let mut state = self.inner.lock();
        let here = state.channels.get(channel).map_or(0, VecDeque::len);
        if here >= PER_CHANNEL * share || state.waiting >= ALTOGETHER * share {
            return false;
        }
        state.waiting += 1;
        telemetry::queue_length(self.inner.name, state.waiting);
        if let Some(queue) = state.channels.get_mut(channel) {
            let place = match rank {
                Rank::Danger => queue.iter().take_while(|(other, _)| *other == Rank::Danger).count(),
                Rank::Ordinary | Rank::Unchecked => queue.len(),
            };
            queue.insert(place, (rank, work));
        } else {
            state.channels.insert(channel.to_owned(), VecDeque::from([(rank, work)]));
            tokio::spawn(run(Arc::clone(&self.inner), channel.to_owned()));
        }
        true
    }

    /// Returns when nothing is waiting or running.
    pub(crate) async fn drained(&self) {
        loop {
            let notified = self.inner.empty.notified();
            if self.inner.lock().channels.is_empty() {
                return;
            }
            notified.await;
        }
    }
}

impl Inner {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next piece of work of a channel; when there is none, the channel's queue ends.
    fn next(&self, channel: &str) -> Option<Work> {
        let mut state = self.lock();
        let work = state.channels.get_mut(channel).and_then(VecDeque::pop_front);
        if work.is_some() {
            state.waiting -= 1;
            telemetry::queue_length(self.name, state.waiting);
        } else {
            state.channels.remove(channel);
            if state.channels.is_empty() {
                self.empty.notify_waiters();
            }
        }
        work.map(|(_, work)| work)
    }
}

async fn run(inner: Arc<Inner>, channel: String) {
    while let Some(work) = inner.next(&channel) {
        // In a task of its own, so that work that panics does not leave the rest of its channel waiting for ever.
        if tokio::spawn(work).await.is_err() {
            tracing::error!("a reply for channel {channel} failed inside the bot; the next one goes on");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex as StdMutex;
    use tokio::sync::Semaphore;

    fn push(queues: &Queues, channel: u64, name: u32, gate: &Arc<Semaphore>, done: &Arc<StdMutex<Vec<u32>>>) -> bool {
        let (gate, done) = (Arc::clone(gate), Arc::clone(done));
        let work = async move {
            gate.acquire().await.unwrap().forget();
            done.lock().unwrap().push(name);
        };
        queues.push(&channel.to_string(), Box::pin(work), Rank::Ordinary)
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_channel_keeps_its_order_and_holds_up_no_other() {
        let (queues, done) = (Queues::new("test"), Arc::default());
        let (shut, open) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(100)));
        for name in 0..20 {
            assert!(push(&queues, 1, name, &shut, &done));
        }
        assert!(push(&queues, 2, 99, &open, &done));
        while done.lock().unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
        assert_eq!(*done.lock().unwrap(), [99], "channel 2 does not wait for channel 1");
        shut.add_permits(20);
        queues.drained().await;
        let expected: Vec<u32> = [99].into_iter().chain(0..20).collect();
        assert_eq!(*done.lock().unwrap(), expected);
    }

    #[tokio::test]
    async fn a_flooded_channel_turns_work_away_but_not_danger_which_goes_first() {
        let (queues, done) = (Queues::new("test"), Arc::default());
        let shut = Arc::new(Semaphore::new(0));
        let taken = (0..1_000).filter(|name| push(&queues, 1, *name, &shut, &done)).count();
        assert_eq!(taken, PER_CHANNEL);
        let first = Arc::clone(&done);
        let danger = async move { first.lock().unwrap().push(1_000) };
        assert!(queues.push("1", Box::pin(danger), Rank::Danger));
        assert!(queues.push("1", Box::pin(async {}), Rank::Unchecked));
        assert!(push(&queues, 2, 0, &shut, &done), "another channel has room");
        shut.add_permits(1_000);
        queues.drained().await;
        assert_eq!(done.lock().unwrap().len(), PER_CHANNEL + 2);
        assert_eq!(done.lock().unwrap()[0], 1_000);
    }
}
