//! An alert survives the end of the process between any two steps.
//!
//! The process that is killed is this test program itself, started again: it raises and sends an alert with the real
//! outbox, store and courier, and aborts at the step that it is told. The shipped program needs no hooks for that.

use crate::discord::clinic;
use crate::discord::stand_in::{StandIn, TOKEN};
use crate::discord::{STAFF, STAFF_FALLBACK};
use askwell::alerts::{Courier, LEASE, Outbox, Refusal};
use askwell::clock::{Clock, Moment};
use askwell::config::DiscordSettings;
use askwell::platform::discord::StaffCourier;
use askwell::store::{Alert, AlertState, Alerts, NewAlert, Result, Store, connect};
use async_trait::async_trait;
use std::env::{current_exe, var};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::process::Command;

const NOW: Moment = Moment(1_796_000_000_000);

/// After which step the process ends.
const STEPS: [&str; 6] = ["written", "leased", "accepted", "recorded", "refused", "failure recorded"];
const STEP: &str = "ASKWELL_TEST_KILL_AFTER";
const STORE: &str = "ASKWELL_TEST_KILL_STORE";
const URL: &str = "ASKWELL_TEST_KILL_DISCORD";
const LATER: &str = "ASKWELL_TEST_KILL_LATER";

/// Ends the process, as `kill -9` would, where this is the step.
fn step(name: &str) {
    if var(STEP).is_ok_and(|wanted| wanted == name) {
        std::process::abort();
    }
}

/// A store and a courier that end the process after one of their steps.
struct Mined<T>(T);

#[async_trait]
impl Alerts for Mined<Arc<dyn Store>> {
    async fn raise_alert(&self, alert: &NewAlert) -> Result<bool> {
        let raised = self.0.raise_alert(alert).await;
        step("written");
        raised
    }
    async fn take_alerts(&self, platform: &str, now: Moment, lease: Moment, limit: u32) -> Result<Vec<Alert>> {
        let taken = self.0.take_alerts(platform, now, lease, limit).await?;
        if !taken.is_empty() {
            step("leased");
        }
        Ok(taken)
    }
    async fn alert_delivered(&self, id: i64, at: Moment) -> Result<()> {
        let recorded = self.0.alert_delivered(id, at).await;
        step("recorded");
        recorded
    }
    async fn alert_failed(&self, id: i64, next_at: Moment, fallback: bool, trouble: &str) -> Result<()> {
        let recorded = self.0.alert_failed(id, next_at, fallback, trouble).await;
        step("failure recorded");
        recorded
    }
    async fn alerts_pending(&self) -> Result<(i64, Option<Moment>)> {
        self.0.alerts_pending().await
    }
    async fn alerts(&self, limit: u32) -> Result<Vec<Alert>> {
        self.0.alerts(limit).await
    }
}

#[async_trait]
impl Courier for Mined<StaffCourier> {
    async fn send(&self, alert: &Alert, fallback: bool) -> std::result::Result<(), Refusal> {
        let sent = self.0.send(alert, fallback).await;
        step(if sent.is_ok() { "accepted" } else { "refused" });
        sent
    }
}

fn alert() -> NewAlert {
    NewAlert {
        key: "discord/1/2/crisis".into(),
        at: NOW,
        platform: "discord".into(),
        tier: "crisis".into(),
        channel: "1".into(),
        link: Some("https://discord.com/channels/1/1/2".into()),
        account: None,
    }
}

async fn store_in(folder: &str) -> Arc<dyn Store> {
    connect(&format!("sqlite:{folder}/alerts.db").into()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "it is the process that the other test here starts and kills"]
async fn one_life() {
    let (Ok(folder), Ok(url)) = (var(STORE), var(URL)) else { return };
    let settings = DiscordSettings {
        token: Some(TOKEN.into()),
        servers: Vec::new(),
        channels: Vec::new(),
        staff_channel: Some(STAFF.to_string()),
        staff_channel_fallback: Some(STAFF_FALLBACK.to_string()),
        staff_ping: None,
        moderator_roles: Vec::new(),
        commands: askwell::config::Commands::Off,
        api_url: Some(url),
    };
    let courier = Mined(StaffCourier::connect(&settings, || None).unwrap());
    let clock = Clock::standing_at(NOW);
    let outbox = Outbox::over(Some(Arc::new(Mined(store_in(&folder).await))), clock.clone());
    if let Ok(seconds) = var(LATER) {
        clock.advance(Duration::from_secs(seconds.parse().unwrap()));
    } else {
        outbox.raise(alert()).await;
    }
    outbox.send_due("discord", &courier).await;
}

/// Lives once; whether it came to its natural end.
async fn live(discord: &StandIn, folder: &Path, kill_after: Option<&str>, later: Option<u64>) -> bool {
    let mut command = Command::new(current_exe().unwrap());
    command.args(["discord::kill::one_life", "--exact", "--ignored", "--test-threads", "1"]);
    command.env(STORE, folder).env(URL, discord.url()).env_remove("http_proxy").env_remove("HTTP_PROXY");
    command.envs(kill_after.map(|step| (STEP, step))).envs(later.map(|seconds| (LATER, seconds.to_string())));
    let output = command.output().await.unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("running 1 test"), "{text}");
    output.status.success()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alert_is_delivered_once_whatever_step_the_process_was_killed_after() {
    for kill_after in STEPS {
        // Where Discord has forgotten its nonces meanwhile, the one gap shows: taken, but not yet written down.
        for forgets in [false, true] {
            let (discord, folder) = (StandIn::start(vec![clinic()]).await, tempfile::tempdir().unwrap());
            let case = format!("killed after {kill_after:?}, nonces forgotten: {forgets}");
            if kill_after == "refused" || kill_after == "failure recorded" {
                discord.set(|state| state.closed.push(STAFF));
            }
            assert!(!live(&discord, folder.path(), Some(kill_after), None).await, "{case}: it was not killed");
            let before = discord.posts().len();
            let expected = usize::from(kill_after == "accepted" || kill_after == "recorded");
            assert_eq!(before, expected, "{case}: before the second life");
            if forgets {
                discord.set(crate::discord::stand_in::State::forget_nonces);
            }
            let later = LEASE.as_secs();
            assert!(live(&discord, folder.path(), None, Some(later)).await, "{case}: the second life");
            let twice = forgets && kill_after == "accepted";
            assert_eq!(discord.posts().len(), if twice { 2 } else { 1 }, "{case}");
            assert!(live(&discord, folder.path(), None, Some(later * 100)).await, "{case}: the third life");
            assert_eq!(discord.posts().len(), if twice { 2 } else { 1 }, "{case}: never again");
            let kept = store_in(&folder.path().display().to_string()).await.alerts(10).await.unwrap();
            assert_eq!(kept.iter().map(|kept| kept.state).collect::<Vec<_>>(), [AlertState::Delivered], "{case}");
            discord.assert_no_complaints();
        }
    }
}
