//! The outbox of alerts over a real store, with a platform that does as the test says and a clock that it moves.

use std::collections::VecDeque;
use std::future::pending;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use askwell::alerts::{Courier, LEASE, Outbox, Pending, RAISE_LIMIT, Refusal, Round, SPARE_LIMIT};
use askwell::clock::{Clock, Moment};
use askwell::store::{Alert, AlertState, Alerts, NewAlert, Store, connect};
use async_trait::async_trait;
use tempfile::TempDir;

const NOW: Moment = Moment(1_796_000_000_000);
/// Longer than any pause between attempts, jitter included.
const LONG: Duration = Duration::from_secs(1_000);

/// Does what the script says, and then takes everything.
#[derive(Default)]
struct Scripted {
    script: Mutex<VecDeque<Refusal>>,
    /// Key and whether it came to the second channel, for each attempt.
    tried: Mutex<Vec<(String, bool)>>,
    taken: Mutex<Vec<String>>,
}

impl Scripted {
    fn will(&self, refusals: impl IntoIterator<Item = Refusal>) {
        self.script.lock().unwrap().extend(refusals);
    }

    fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }

    fn fallbacks(&self) -> Vec<bool> {
        self.tried.lock().unwrap().iter().map(|(_, fallback)| *fallback).collect()
    }
}

#[async_trait]
impl Courier for Scripted {
    async fn send(&self, alert: &Alert, fallback: bool) -> Result<(), Refusal> {
        self.tried.lock().unwrap().push((alert.alert.key.clone(), fallback));
        if let Some(refusal) = self.script.lock().unwrap().pop_front() {
            return Err(refusal);
        }
        self.taken.lock().unwrap().push(alert.alert.key.clone());
        Ok(())
    }
}

fn later() -> Refusal {
    Refusal::Later { after: None, what: "an outage".into() }
}

fn refused() -> Refusal {
    Refusal::Refused("HTTP 403".into())
}

fn alert(key: &str) -> NewAlert {
    NewAlert {
        key: key.into(),
        at: NOW,
        platform: "discord".into(),
        tier: "crisis".into(),
        channel: "7".into(),
        link: Some("https://discord.com/channels/1/7/9".into()),
        account: None,
    }
}

/// A store in a folder of its own, an outbox over it, its clock and a courier.
struct Set {
    folder: TempDir,
    store: Arc<dyn Store>,
    clock: Clock,
    outbox: Outbox,
    courier: Scripted,
}

async fn open(folder: &Path) -> Arc<dyn Store> {
    connect(&format!("sqlite:{}", folder.join("a.db").display()).into()).await.unwrap()
}

impl Set {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path()).await;
        let clock = Clock::standing_at(NOW);
        let outbox = Outbox::new(Some(Arc::clone(&store)), clock.clone());
        Self { folder, store, clock, outbox, courier: Scripted::default() }
    }

    async fn round(&self) -> (usize, usize) {
        let Round { delivered, failed } = self.outbox.send_due("discord", &self.courier).await;
        (delivered, failed)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alert_is_sent_once_and_written_down() {
    let set = Set::new().await;
    set.outbox.raise(alert("a")).await;
    set.outbox.raise(alert("a")).await;
    set.outbox.raise(NewAlert { platform: "slack".into(), ..alert("s") }).await;
    assert_eq!(set.round().await, (1, 0));
    set.clock.advance(LONG);
    assert_eq!(set.round().await, (0, 0), "never again, and another platform's are not touched");
    set.outbox.raise(alert("a")).await;
    assert_eq!((set.round().await, set.courier.taken()), ((0, 0), vec!["a".to_owned()]));
    let kept = set.store.alerts(10).await.unwrap();
    let of = |key: &str| kept.iter().find(|kept| kept.alert.key == key).unwrap();
    assert_eq!((of("a").state, of("a").delivered_at), (AlertState::Delivered, Some(NOW)));
    assert_eq!(of("s").state, AlertState::Pending);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outage_is_waited_for_as_long_as_it_takes() {
    let set = Set::new().await;
    set.outbox.raise(alert("a")).await;
    set.courier.will((0..40).map(|_| later()));
    assert_eq!(set.round().await, (0, 1));
    assert_eq!(set.round().await, (0, 0), "not before the pause is over");
    for _ in 0..39 {
        set.clock.advance(LONG);
        assert_eq!(set.round().await, (0, 1));
    }
    let kept = set.store.alerts(1).await.unwrap().remove(0);
    assert_eq!((kept.attempts, kept.trouble.as_deref()), (40, Some("an outage")));
    assert!(kept.next_at <= set.clock.now().after(Duration::from_secs(450)), "pauses stop growing");
    set.clock.advance(LONG);
    assert_eq!(set.round().await, (1, 0));
    assert!(set.courier.fallbacks().iter().all(|fallback| !fallback), "an outage is no reason for the second channel");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pause_that_the_platform_asks_for_is_kept() {
    let set = Set::new().await;
    set.outbox.raise(alert("a")).await;
    set.courier.will([Refusal::Later { after: Some(Duration::from_secs(600)), what: "429".into() }]);
    assert_eq!(set.round().await, (0, 1));
    set.clock.advance(Duration::from_secs(599));
    assert_eq!(set.round().await, (0, 0));
    set.clock.advance(Duration::from_secs(1));
    assert_eq!(set.round().await, (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_goes_to_the_second_channel_at_once_and_then_they_take_turns() {
    let set = Set::new().await;
    set.outbox.raise(alert("a")).await;
    set.courier.will([refused()]);
    assert_eq!(set.round().await, (1, 1), "in the same round");
    set.outbox.raise(alert("b")).await;
    set.courier.will((0..5).map(|_| refused()));
    assert_eq!(set.round().await, (0, 2));
    for _ in 0..2 {
        set.clock.advance(LONG);
        set.round().await;
    }
    assert_eq!(set.courier.fallbacks(), [false, true, false, true, false, true, false, true]);
    assert_eq!(set.courier.taken(), ["a", "b"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_from_the_future_does_not_wait_for_it() {
    let set = Set::new().await;
    set.outbox.raise(NewAlert { at: NOW.after(LONG), ..alert("a") }).await;
    assert_eq!(set.round().await, (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_process_had_taken_is_sent_by_the_next() {
    let set = Set::new().await;
    set.outbox.raise(alert("a")).await;
    let taken = set.store.take_alerts("discord", NOW, NOW.after(LEASE), 1).await.unwrap();
    assert_eq!(taken.len(), 1);
    assert_eq!(set.round().await, (0, 0), "it is another's as long as the lease");
    set.clock.advance(LEASE);
    assert_eq!(set.round().await, (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_store_is_away_alerts_go_out_from_memory() {
    let set = Set::new().await;
    set.store.close().await;
    for key in ["a", "b", "c"] {
        set.outbox.raise(alert(key)).await;
    }
    set.courier.will([later()]);
    assert_eq!(set.round().await, (2, 1));
    set.clock.advance(LONG);
    assert_eq!(set.round().await, (1, 0));
    set.outbox.raise(alert("b")).await;
    set.clock.advance(LONG);
    assert_eq!((set.round().await, set.courier.taken().len()), ((0, 0), 3), "each of them once");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_any_store_alerts_go_out_from_memory() {
    let (outbox, courier) = (Outbox::new(None, Clock::standing_at(NOW)), Scripted::default());
    outbox.raise(alert("a")).await;
    let pending = outbox.pending().await.unwrap();
    assert_eq!(pending, Pending { count: 1, oldest: Some(NOW), in_memory: 1, lost: 0 });
    assert_eq!(outbox.send_due("discord", &courier).await, Round { delivered: 1, failed: 0 });
    assert_eq!(outbox.pending().await.unwrap(), Pending::default());
}

/// Holds the one place of the writer until it is dropped.
async fn locked(folder: &Path) -> sqlx::SqliteConnection {
    use sqlx::{ConnectOptions as _, Executor as _};
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.join("a.db"));
    let mut connection = options.connect().await.unwrap();
    connection.execute("BEGIN IMMEDIATE").await.unwrap();
    connection
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_locked_gets_its_alerts_later() {
    use sqlx::Executor as _;
    let set = Set::new().await;
    let mut lock = locked(set.folder.path()).await;
    set.outbox.raise(alert("a")).await;
    assert_eq!(set.outbox.pending().await.unwrap().in_memory, 1);
    lock.execute("ROLLBACK").await.unwrap();
    // The write that was given up may still come through: in any case the alert goes out once.
    let mut delivered = 0;
    for _ in 0..3 {
        set.clock.advance(LONG);
        delivered += set.round().await.0;
    }
    assert_eq!((delivered, set.courier.taken().len()), (1, 1));
    let kept = set.store.alerts(10).await.unwrap();
    assert_eq!(kept.iter().map(|kept| kept.state).collect::<Vec<_>>(), [AlertState::Delivered]);
}

/// A store that never answers.
struct Hanging;

#[async_trait]
impl Alerts for Hanging {
    async fn raise_alert(&self, _: &NewAlert) -> askwell::store::Result<bool> {
        pending().await
    }
    async fn take_alerts(&self, _: &str, _: Moment, _: Moment, _: u32) -> askwell::store::Result<Vec<Alert>> {
        pending().await
    }
    async fn alert_delivered(&self, _: i64, _: Moment) -> askwell::store::Result<()> {
        pending().await
    }
    async fn alert_failed(&self, _: i64, _: Moment, _: bool, _: &str) -> askwell::store::Result<()> {
        pending().await
    }
    async fn alerts_pending(&self) -> askwell::store::Result<(i64, Option<Moment>)> {
        pending().await
    }
    async fn alerts(&self, _: u32) -> askwell::store::Result<Vec<Alert>> {
        pending().await
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_never_answers_holds_up_nobody() {
    let outbox = Outbox::over(Some(Arc::new(Hanging)), Clock::standing_at(NOW));
    let courier = Scripted::default();
    let begun = tokio::time::Instant::now();
    outbox.raise(alert("a")).await;
    assert_eq!(begun.elapsed(), RAISE_LIMIT, "of a clock that runs ahead");
    assert_eq!(outbox.send_due("discord", &courier).await.delivered, 1);
    assert!(outbox.pending().await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_written_at_all_is_sent_all_the_same() {
    let set = Set::new().await;
    set.outbox.raise(NewAlert { account: Some("nul\0".into()), ..alert("a") }).await;
    set.outbox.raise(alert("b")).await;
    assert_eq!(set.round().await, (2, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_is_bounded_and_says_what_it_lost() {
    let (outbox, courier) = (Outbox::new(None, Clock::standing_at(NOW)), Scripted::default());
    for key in 0..SPARE_LIMIT + 3 {
        outbox.raise(alert(&key.to_string())).await;
    }
    let pending = outbox.pending().await.unwrap();
    assert_eq!((pending.count, pending.lost), (SPARE_LIMIT as u64, 3));
    assert_eq!(outbox.send_due("discord", &courier).await.delivered, SPARE_LIMIT);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_outbox_sends_at_once_and_finishes_before_it_ends() {
    let set = Set::new().await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let shutdown = async {
        let _ = stopped.await;
    };
    let courier = Arc::new(Scripted::default());
    let (outbox, sender) = (set.outbox.clone(), Arc::clone(&courier));
    let running = tokio::spawn(async move { outbox.run("discord", sender.as_ref(), shutdown).await });
    set.outbox.raise(alert("a")).await;
    while courier.taken().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    // Raised by another process: nobody wakes this one.
    set.store.raise_alert(&alert("b")).await.unwrap();
    while courier.taken().len() < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    set.store.raise_alert(&alert("c")).await.unwrap();
    stop.send(()).unwrap();
    running.await.unwrap();
    assert_eq!(courier.taken(), ["a", "b", "c"], "what was raised last went out too");
}
