//! `/metrics`: the figures in the text form of Prometheus.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

use super::context::Context;
use super::health::{store_answers, waiting_alerts};
use crate::telemetry;

/// The version of the text form.
const MEDIA_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The figures as they are now.
pub(super) async fn metrics(State(context): State<Arc<Context>>) -> impl IntoResponse {
    let brain = context.bot.brain();
    let pack = brain.pack();
    telemetry::pack(&pack.hash, pack.entries.len(), context.pack_age.of(&pack.hash));
    let (waiting, _) = context.bot.state().waiting();
    telemetry::queue_length("store", waiting);
    let (up, alerts) = tokio::join!(store_answers(&context), waiting_alerts(&context));
    telemetry::store(up.is_ok());
    if let Ok((pending, age)) = alerts {
        telemetry::alerts_pending(pending.count, age);
    }
    if let Some(bytes) = resident_bytes() {
        telemetry::memory(bytes);
    }
    ([(CONTENT_TYPE, MEDIA_TYPE)], context.figures.text())
}

/// The memory of this process, where the system tells it.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
