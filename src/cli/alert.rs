//! `askwell alert`: a test alarm, and the alerts that were raised.

use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, Subcommand};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep, timeout_at};

use super::carrier::Carrier;
use super::exit;
use super::moderate::{Stop, with_moderation};
use super::output::print;
use crate::alerts::{Courier, DRILL, Outbox};
use crate::clock::Clock;
use crate::config::Settings;
use crate::store::{Alert, AlertState, NewAlert, Store, StoreError};

/// How long a drill is waited for. A bot that runs on the same store may be the one that sends it.
const DRILL_LIMIT: Duration = Duration::from_secs(30);
/// How often it is tried here before the answer is no: both channels, and the first once more.
const DRILL_ATTEMPTS: u32 = 3;
/// How often is looked what became of it.
const LOOK: Duration = Duration::from_millis(200);
/// Of the newest alerts so many are searched for the drill.
const NEWEST: u32 = 200;

#[derive(Args)]
pub(super) struct AlertOptions {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Send a drill to the staff channel, as an alert of a crisis would be sent, and say whether it arrived
    Test {
        /// Whose staff channel; without it that of the platform that is configured
        #[arg(long, value_enum)]
        platform: Option<Carrier>,
        /// One JSON object for programs
        #[arg(long)]
        json: bool,
    },
    /// List the newest alerts and what became of them
    List {
        /// How many
        #[arg(long, default_value_t = 20, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
        limit: u32,
        /// One JSON array for programs
        #[arg(long)]
        json: bool,
    },
}

pub(super) fn run(settings: &Settings, options: &AlertOptions) -> io::Result<ExitCode> {
    with_moderation(settings, async |moderation| match options.command {
        Command::Test { platform, json } => {
            let platform = platform.unwrap_or_else(|| Carrier::of(settings));
            test(settings, moderation.store(), platform, json).await
        }
        Command::List { limit, json } => {
            let alerts = moderation.store().alerts(limit).await?;
            print(&if json { listed_json(&alerts) } else { listed(&alerts) })?;
            Ok(ExitCode::SUCCESS)
        }
    })
}

async fn test(settings: &Settings, store: &Arc<dyn Store>, platform: Carrier, json: bool) -> Result<ExitCode, Stop> {
    let courier = match platform.courier(settings, store.as_ref()).await? {
        Ok(courier) => courier,
        Err(reason) => {
            eprintln!("error: no drill was sent: {reason}");
            return Ok(exit::failure());
        }
    };
    let drill = drill(settings, store, platform, courier.as_ref()).await?;
    let delivered = drill.state == AlertState::Delivered;
    let said = if json { format!("{}\n", object(&drill)) } else { outcome(&drill) };
    if delivered || json {
        print(&said)?;
    } else {
        eprint!("{said}");
    }
    Ok(if delivered { ExitCode::SUCCESS } else { exit::failure() })
}

/// Raises a drill, and sends it unless a running bot is quicker.
async fn drill(
    settings: &Settings,
    store: &Arc<dyn Store>,
    platform: Carrier,
    courier: &dyn Courier,
) -> Result<Alert, Stop> {
    let clock = Clock::default();
    let at = clock.now();
    // Two drills in one millisecond by two processes are two drills.
    let key = format!("{DRILL}/{}/{at}/{}", platform.name(), std::process::id());
    let alert = NewAlert {
        key: key.clone(),
        at,
        platform: platform.name().to_owned(),
        tier: DRILL.to_owned(),
        channel: platform.staff_channel(settings).cloned().unwrap_or_default(),
        link: None,
        account: None,
    };
    store.raise_alert(&alert).await?;
    let outbox = Outbox::new(Some(Arc::clone(store)), clock);
    let end = Instant::now() + DRILL_LIMIT;
    loop {
        // Other alerts that are due go out too; they have no more time than the drill.
        let _ = timeout_at(end, outbox.send_due(platform.name(), courier)).await;
        let newest = store.alerts(NEWEST).await?;
        let found = newest.into_iter().find(|kept| kept.alert.key == key);
        let drill = found.ok_or_else(|| StoreError::Missing("drill any more".to_owned()))?;
        let given_up = drill.attempts >= DRILL_ATTEMPTS && drill.trouble.is_some();
        if drill.state == AlertState::Delivered || given_up || Instant::now() > end {
            return Ok(drill);
        }
        sleep(LOOK).await;
    }
}

fn outcome(drill: &Alert) -> String {
    let platform = &drill.alert.platform;
    if drill.state == AlertState::Delivered {
        return if drill.fallback {
            format!("The drill was delivered on {platform}, but only to the fallback: the staff channel refused it.\n")
        } else {
            format!("The drill was delivered to the staff channel on {platform}.\n")
        };
    }
    let trouble = drill.trouble.as_deref().unwrap_or("nothing was heard of it");
    format!(
        "error: the drill was not delivered: {trouble}.\n  It stays in the outbox, and a running bot goes on trying to send \
         it, as it does with every alert.\n"
    )
}

fn listed(alerts: &[Alert]) -> String {
    if alerts.is_empty() {
        return "No alert was ever raised.\n".to_owned();
    }
    let mut text = String::new();
    for kept in alerts {
        let NewAlert { at, platform, tier, .. } = &kept.alert;
        let state = match (kept.state, kept.fallback) {
            (AlertState::Delivered, false) => "delivered".to_owned(),
            (AlertState::Delivered, true) => "delivered to the fallback".to_owned(),
            (AlertState::Pending, _) => format!("pending, tried {} times", kept.attempts),
        };
        let trouble = kept.trouble.as_ref().map(|trouble| format!(" ({trouble})")).unwrap_or_default();
        let _ = writeln!(text, "{:>5}  {} UTC  {platform:8} {tier:9}  {state}{trouble}", kept.id, at.minute());
    }
    text
}

fn listed_json(alerts: &[Alert]) -> String {
    format!("{}\n", Value::Array(alerts.iter().map(object).collect()))
}

/// An alert for programs. A link is where the message is; the account stays with staff.
fn object(kept: &Alert) -> Value {
    json!({
        "id": kept.id,
        "at": kept.alert.at.to_string(),
        "platform": kept.alert.platform,
        "tier": kept.alert.tier,
        "link": kept.alert.link,
        "state": kept.state.name(),
        "attempts": kept.attempts,
        "fallback": kept.fallback,
        "trouble": kept.trouble,
        "delivered_at": kept.delivered_at.map(|at| at.to_string()),
    })
}
