//! Takes alerts in and sees to it that they are delivered.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use super::courier::{Courier, Refusal};
use super::retry::{Again, again};
use super::spare::Spare;
use crate::clock::{Clock, Moment};
use crate::store::{Alert, Alerts, NewAlert, Store, StoreError};
use crate::telemetry;

/// The longest that one call to the store may hold up an alert: whoever raises one waits for it, with a reply in hand.
pub const RAISE_LIMIT: Duration = Duration::from_secs(2);
/// The longest that one attempt to send may take.
pub const SEND_LIMIT: Duration = Duration::from_secs(20);
/// How long an alert that was taken to be sent is nobody else's. Longer than an attempt with writing down what became of
/// it; and how long an alert waits after the process that had taken it was killed.
pub const LEASE: Duration = Duration::from_secs(40);
/// How often the store is asked for alerts that are due. Those of this process wake the outbox at once.
const POLL: Duration = Duration::from_secs(1);
/// How long the last alerts may take to go out when the program ends.
const FINISH_LIMIT: Duration = Duration::from_secs(10);
/// Alerts are taken one by one, so that a slow one keeps no other leased.
const AT_ONCE: u32 = 1;

/// Where alerts are put and from where they are sent. Cloning gives another handle on the same one.
#[derive(Clone)]
pub struct Outbox(Arc<Inner>);

struct Inner {
    records: Option<Arc<dyn Alerts + Send + Sync>>,
    clock: Clock,
    spare: Mutex<Spare>,
    /// Changed whenever there is something to send.
    woken: watch::Sender<()>,
    /// What went wrong last, by where: said once, and again when it changes.
    troubles: Mutex<HashMap<Place, String>>,
}

/// Where something can go wrong.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Place {
    Store,
    Channel { platform: String, fallback: bool },
}

/// What came of one pass over the alerts that were due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Alerts that the platform has taken.
    pub delivered: usize,
    /// Alerts that it has not.
    pub failed: usize,
}

/// What waits to be delivered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// How many alerts.
    pub count: u64,
    /// When the message of the oldest was written.
    pub oldest: Option<Moment>,
    /// How many of them are kept in memory alone.
    pub in_memory: usize,
    /// How many were dropped since the start, because too many were kept in memory.
    pub lost: u64,
}

impl Outbox {
    /// An outbox over a store; without one alerts are kept in memory alone.
    pub fn new(store: Option<Arc<dyn Store>>, clock: Clock) -> Self {
        Self::over(store.map(|store| store as Arc<dyn Alerts + Send + Sync>), clock)
    }

    /// The same over anything that keeps alerts.
    pub fn over(records: Option<Arc<dyn Alerts + Send + Sync>>, clock: Clock) -> Self {
        Self(Arc::new(Inner {
            records,
            clock,
            spare: Mutex::default(),
            woken: watch::Sender::new(()),
            troubles: Mutex::default(),
        }))
    }

    /// Takes an alert. Never fails, and takes no longer than [`RAISE_LIMIT`]: what cannot be written is kept in memory
    /// and sent from there. An alert whose key is known already is raised no second time.
    pub async fn raise(&self, alert: NewAlert) {
        let now = self.0.clock.now();
        // A platform's clock may be ahead of this one, and an alert is due from the moment of its message on.
        let alert = NewAlert { at: alert.at.min(now), ..alert };
        telemetry::alert_raised(&alert.platform, &alert.tier);
        tracing::warn!(platform = alert.platform, tier = alert.tier, channel = alert.channel, "alert raised");
        if let Err(error) = self.write(&alert).await {
            self.say(Place::Store, &error.to_string(), "alerts cannot be written and are kept in memory");
            self.keep(alert);
        }
        self.wake();
    }

    /// Makes whoever sends look for alerts now.
    pub fn wake(&self) {
        self.0.woken.send_replace(());
    }

    /// Sends the alerts of a platform until `shutdown` is ready, then once more what is due, and returns.
    pub async fn run(&self, platform: &str, courier: &dyn Courier, shutdown: impl Future<Output = ()>) {
        let mut shutdown = pin!(shutdown);
        let mut woken = self.0.woken.subscribe();
        loop {
            let mut round = pin!(self.send_due(platform, courier));
            tokio::select! {
                _ = &mut round => {}
                () = &mut shutdown => {
                    // An attempt that was begun is written down, or it would be made again after the next start.
                    let _ = timeout(FINISH_LIMIT, round).await;
                    break;
                }
            }
            tokio::select! {
                // The sender lives as long as this outbox.
                _ = woken.changed() => {}
                () = sleep(POLL) => {}
                () = &mut shutdown => break,
            }
        }
        let _ = timeout(FINISH_LIMIT, self.send_due(platform, courier)).await;
        let (left, _) = self.spare().pending();
        if left > 0 {
            tracing::error!("{left} alerts could neither be written nor sent, and end with the program");
        }
    }

    /// Sends what is due for a platform now, one after the other.
    pub async fn send_due(&self, platform: &str, courier: &dyn Courier) -> Round {
        self.write_spare().await;
        let mut round = Round::default();
        while let Some(alert) = self.take(platform).await {
            self.send(platform, courier, &alert, &mut round).await;
        }
        loop {
            let now = self.0.clock.now();
            let Some(alert) = self.spare().take(platform, now, now.after(LEASE)) else { return round };
            self.send(platform, courier, &alert, &mut round).await;
        }
    }

    /// What waits to be delivered, on every platform.
    ///
    /// # Errors
    /// Where the store cannot say.
    pub async fn pending(&self) -> Result<Pending, StoreError> {
        let (count, oldest) = match &self.0.records {
            Some(records) => within(records.alerts_pending()).await?,
            None => (0, None),
        };
        let spare = self.spare();
        let (in_memory, oldest_there) = spare.pending();
        let oldest = [oldest, oldest_there].into_iter().flatten().min();
        let count = u64::try_from(count).unwrap_or_default() + in_memory as u64;
        Ok(Pending { count, oldest, in_memory, lost: spare.lost() })
    }

    async fn write(&self, alert: &NewAlert) -> Result<(), StoreError> {
        let Some(records) = &self.0.records else {
            return Err(StoreError::Unavailable("there is none".to_owned()));
        };
        within(records.raise_alert(alert)).await?;
        self.0.lock_troubles().remove(&Place::Store);
        Ok(())
    }

    fn keep(&self, alert: NewAlert) {
        if let Some(lost) = self.spare().keep(alert) {
            telemetry::alert_lost(&lost.alert.platform, &lost.alert.tier);
            tracing::error!(
                platform = lost.alert.platform,
                tier = lost.alert.tier,
                channel = lost.alert.channel,
                link = lost.alert.link,
                account = lost.alert.account,
                "too many alerts wait in memory: this one is lost, and nobody was told"
            );
        }
    }

    /// Writes what is kept in memory, as far as the store takes it.
    async fn write_spare(&self) {
        let waiting = self.spare().waiting();
        for alert in waiting {
            match self.write(&alert).await {
                Ok(()) => self.spare().written(&alert.key),
                Err(error) if error.is_passing() => return,
                // The next one may be writable: this one goes out from memory.
                Err(_) => {}
            }
        }
    }

    /// The next alert of the store that is due.
    async fn take(&self, platform: &str) -> Option<Alert> {
        let records = self.0.records.as_ref()?;
        let now = self.0.clock.now();
        let taken = async {
            // Asking first spares an idle store the writing.
            if within(records.alerts_pending()).await?.0 == 0 {
                return Ok(None);
            }
            Ok(within(records.take_alerts(platform, now, now.after(LEASE), AT_ONCE)).await?.pop())
        };
        match taken.await {
            Ok(alert) => alert,
            Err(error) => {
                let error: StoreError = error;
                self.say(Place::Store, &error.to_string(), "alerts cannot be read");
                None
            }
        }
    }

    async fn send(&self, platform: &str, courier: &dyn Courier, alert: &Alert, round: &mut Round) {
        let fallback = alert.fallback;
        let sent = if self.spare().has_delivered(&alert.alert.key) {
            // It went out from memory while the store seemed not to have it.
            Ok(())
        } else {
            timeout(SEND_LIMIT, courier.send(alert, fallback)).await.unwrap_or_else(|_| Err(too_slow()))
        };
        match sent {
            Ok(()) => {
                round.delivered += 1;
                self.0.recovered(platform, fallback);
                self.delivered(alert).await;
            }
            Err(refusal) => {
                round.failed += 1;
                self.failed(alert, &refusal).await;
            }
        }
    }

    async fn delivered(&self, alert: &Alert) {
        let NewAlert { key, platform, tier, .. } = &alert.alert;
        let attempts = alert.attempts;
        telemetry::alert_delivered(platform, tier);
        tracing::info!(platform, tier, attempts, fallback = alert.fallback, "alert delivered");
        let Some(records) = self.0.records.as_ref().filter(|_| is_stored(alert)) else {
            self.spare().delivered(key);
            return;
        };
        if let Err(error) = within(records.alert_delivered(alert.id, self.0.clock.now())).await {
            self.say(Place::Store, &error.to_string(), "that an alert was delivered cannot be written");
            // It will be taken again when its lease ends: then that is written, and nothing is sent.
            self.spare().delivered(key);
        }
    }

    async fn failed(&self, alert: &Alert, refusal: &Refusal) {
        let Again { pause, fallback } = again(refusal, alert.attempts, alert.fallback);
        let NewAlert { key, platform, tier, .. } = &alert.alert;
        telemetry::alert_failed(platform, tier);
        let place = Place::Channel { platform: platform.clone(), fallback: alert.fallback };
        self.say(place, refusal.what(), "an alert to staff was not taken; it is tried again");
        let next_at = self.0.clock.now().after(pause);
        let Some(records) = self.0.records.as_ref().filter(|_| is_stored(alert)) else {
            self.spare().failed(key, next_at, fallback, refusal.what());
            return;
        };
        if let Err(error) = within(records.alert_failed(alert.id, next_at, fallback, refusal.what())).await {
            // It is tried again when its lease ends.
            self.say(Place::Store, &error.to_string(), "what became of an alert cannot be written");
        }
    }

    /// Logs a trouble, once as long as it stays the same.
    fn say(&self, place: Place, what: &str, consequence: &str) {
        let platform = match &place {
            Place::Store => None,
            Place::Channel { platform, .. } => Some(platform.clone()),
        };
        let before = self.0.lock_troubles().insert(place, what.to_owned());
        if before.as_deref() == Some(what) {
            tracing::debug!(platform, "{consequence}: {what}");
        } else {
            tracing::error!(platform, "{consequence}: {what}");
        }
    }

    fn spare(&self) -> MutexGuard<'_, Spare> {
        // Each change leaves the list whole, also where a thread panicked elsewhere.
        self.0.spare.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn lock_troubles(&self) -> MutexGuard<'_, HashMap<Place, String>> {
        self.troubles.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A channel took an alert: its next trouble is news again. That the second one takes them mends nothing in the first.
    fn recovered(&self, platform: &str, fallback: bool) {
        let mut troubles = self.lock_troubles();
        for of in [true, fallback] {
            troubles.remove(&Place::Channel { platform: platform.to_owned(), fallback: of });
        }
    }
}

/// Numbers of the store begin at one; what is kept in memory has none.
fn is_stored(alert: &Alert) -> bool {
    alert.id > 0
}

fn too_slow() -> Refusal {
    Refusal::Later { after: None, what: format!("no answer within {} s", SEND_LIMIT.as_secs()) }
}

/// A call to the store that takes no longer than [`RAISE_LIMIT`].
async fn within<T>(call: impl Future<Output = crate::store::Result<T>>) -> crate::store::Result<T> {
    let late = || StoreError::Unavailable(format!("no answer within {} s", RAISE_LIMIT.as_secs()));
    timeout(RAISE_LIMIT, call).await.unwrap_or_else(|_| Err(late()))
}
