//! `/healthz` says that the process lives, `/readyz` what it can do.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde_json::{Map, Value, json};
use tokio::time::timeout;

use super::context::Context;
use crate::alerts::Pending;

/// How long the store may take to show that it is there. Whoever asks does so every few seconds.
const STORE_LIMIT: Duration = Duration::from_secs(1);

/// The process lives.
pub(super) async fn healthz() -> &'static str {
    "ok\n"
}

/// What the bot can do. 503 only where it cannot answer: while it ends, or with no platform connected of those that it
/// serves.
pub(super) async fn readyz(State(context): State<Arc<Context>>) -> impl IntoResponse {
    let mut warnings = Vec::new();
    let (store, alerts) = tokio::join!(store(&context, context.bot.state().store().is_some()), alerts(&context));
    warnings.extend(store.1);
    warnings.extend(alerts.1);
    let (platforms, connected) = platforms(&context, &mut warnings);
    let ready = connected && !context.is_ending();
    let brain = context.bot.brain();
    let pack = brain.pack();
    let (waiting, lost) = context.bot.state().waiting();
    let body = json!({
        "ready": ready,
        "warnings": warnings,
        "pack": {
            "hash": pack.hash,
            "entries": pack.entries.len(),
            "age_seconds": context.pack_age.of(&pack.hash).as_secs(),
        },
        "store": store.0,
        "platforms": platforms,
        "alerts": alerts.0,
        "writes": {"waiting": waiting, "lost": lost},
    });
    (if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, Json(body))
}

async fn store(context: &Context, is_kept: bool) -> (Value, Option<String>) {
    let backend = context.bot.state().store().map(|store| store.backend());
    let answer = store_answers(context).await;
    let warning = answer.as_ref().err().filter(|_| is_kept);
    let warning = warning.map(|what| format!("the store does not answer ({what}): the bot goes on with what it knows"));
    (json!({"backend": backend, "reachable": answer.is_ok()}), warning)
}

async fn alerts(context: &Context) -> (Value, Option<String>) {
    match waiting_alerts(context).await {
        Ok((Pending { count, in_memory, lost, .. }, age)) => {
            let warning = (lost > 0).then(|| format!("{lost} alerts were lost: nobody was told"));
            let age = age.map(|age| age.as_secs());
            (json!({"pending": count, "oldest_seconds": age, "in_memory": in_memory, "lost": lost}), warning)
        }
        Err(()) => (json!({"pending": null}), None),
    }
}

/// Each platform, and whether the bot is reached through any: where it serves none, through this server.
fn platforms(context: &Context, warnings: &mut Vec<String>) -> (Map<String, Value>, bool) {
    let links = context.status.links();
    let connected = links.is_empty() || links.iter().any(|(_, connected)| *connected);
    let mut platforms = Map::new();
    for (platform, connected) in links {
        let (name, told) = (platform.name(), context.bot.can_alert(platform));
        if !connected {
            warnings.push(format!("{name} is not connected"));
        }
        if !told {
            warnings
                .push(format!("{name}.staff_channel is not set: nobody is told of an emergency or a crisis on {name}"));
        }
        platforms.insert(name.to_owned(), json!({"connected": connected, "staff_channel": told}));
    }
    (platforms, connected)
}

/// Whether the store can be reached; what is wrong where it cannot.
pub(super) async fn store_answers(context: &Context) -> Result<(), String> {
    let Some(store) = context.bot.state().store() else { return Err("there is none".to_owned()) };
    match timeout(STORE_LIMIT, store.is_ready()).await {
        Ok(answer) => answer.map_err(|error| error.to_string()),
        Err(_) => Err(format!("nothing within {} s", STORE_LIMIT.as_secs())),
    }
}

/// The alerts that wait, and how old the oldest is.
pub(super) async fn waiting_alerts(context: &Context) -> Result<(Pending, Option<Duration>), ()> {
    let state = context.bot.state();
    let pending = state.outbox().pending().await.map_err(drop)?;
    Ok((pending, pending.oldest.map(|oldest| state.clock().now().since(oldest))))
}
