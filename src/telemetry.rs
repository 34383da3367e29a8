//! Figures of the running program: their names, and one function for each thing that is counted.
//!
//! Without a recorder (nothing serves `/metrics`) every call does nothing. No figure holds a text, an account or a
//! channel: labels are names that the program or the clinic's documents give.

use std::time::Duration;

use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};

/// Messages that were decided on; labels `platform`, `decision`, `tier`, `entry`.
pub const DECISIONS: &str = "askwell_decisions_total";
/// Seconds of the pure part of a decision; label `platform`.
pub const DECISION_SECONDS: &str = "askwell_decision_seconds";
/// Alerts to staff; labels `platform`, `tier`, `event` (`raised`, `delivered`, `failed`, `lost`).
pub const ALERTS: &str = "askwell_alerts_total";
/// Alerts that wait to be delivered.
pub const ALERTS_PENDING: &str = "askwell_alerts_pending";
/// Seconds since the message of the oldest of them was written.
pub const ALERTS_OLDEST: &str = "askwell_alerts_oldest_seconds";
/// Events of Discord's gateway; labels `shard`, `kind`.
pub const DISCORD_EVENTS: &str = "askwell_discord_events_total";
/// Events and payloads that could not be read; labels `shard`, `kind`.
pub const DISCORD_UNREADABLE: &str = "askwell_discord_unreadable_total";
/// Sessions with the gateway; labels `shard`, `event` (`begun`, `resumed`, `lost`).
pub const DISCORD_SESSIONS: &str = "askwell_discord_sessions_total";
/// Whether a shard is connected: 1 or 0; label `shard`.
pub const DISCORD_UP: &str = "askwell_discord_shard_up";
/// Seconds from a heartbeat to its acknowledgement; label `shard`.
pub const DISCORD_HEARTBEAT: &str = "askwell_discord_heartbeat_seconds";
/// Work that waits; label `queue`.
pub const QUEUE: &str = "askwell_queue_length";
/// 1 with the label `hash`, the pack in force.
pub const PACK: &str = "askwell_pack_info";
/// Entries of the pack in force.
pub const PACK_ENTRIES: &str = "askwell_pack_entries";
/// Seconds since the pack in force was put in force.
pub const PACK_AGE: &str = "askwell_pack_age_seconds";
/// Whether the store answers: 1 or 0.
pub const STORE_UP: &str = "askwell_store_up";
/// Requests of the HTTP server; labels `route`, `status`.
pub const REQUESTS: &str = "askwell_http_requests_total";
/// Bytes of memory that the process uses.
pub const MEMORY: &str = "process_resident_memory_bytes";

/// The borders of the latency histogram, in seconds. A decision takes some ten microseconds, one on a very long message
/// or a very large pack some milliseconds.
pub const DECISION_BORDERS: [f64; 10] = [5e-6, 10e-6, 25e-6, 50e-6, 100e-6, 250e-6, 1e-3, 5e-3, 25e-3, 250e-3];

/// What stands in a label that does not apply.
const NONE: &str = "";

/// Counts one decision. Of several entries the first one counts. `micros` is what the pure part took.
pub fn decided(
    kind: &'static str,
    tier: Option<&'static str>,
    entry: Option<&str>,
    platform: &'static str,
    micros: f64,
) {
    const MICROS: f64 = 1e-6;
    let (tier, entry) = (tier.unwrap_or(NONE), entry.unwrap_or(NONE).to_owned());
    counter!(DECISIONS, "platform" => platform, "decision" => kind, "tier" => tier, "entry" => entry).increment(1);
    histogram!(DECISION_SECONDS, "platform" => platform).record(micros * MICROS);
}

/// Counts an alert that was raised.
pub fn alert_raised(platform: &str, tier: &str) {
    alert("raised", platform, tier);
}

/// Counts an alert that a platform took.
pub fn alert_delivered(platform: &str, tier: &str) {
    alert("delivered", platform, tier);
}

/// Counts an attempt that failed.
pub fn alert_failed(platform: &str, tier: &str) {
    alert("failed", platform, tier);
}

/// Counts an alert that was dropped.
pub fn alert_lost(platform: &str, tier: &str) {
    alert("lost", platform, tier);
}

fn alert(event: &'static str, platform: &str, tier: &str) {
    counter!(ALERTS, "platform" => platform.to_owned(), "tier" => tier.to_owned(), "event" => event).increment(1);
}

/// The figures of one shard. They exist from the start on, so that what never happened reads 0.
#[derive(Clone, Debug)]
pub struct ShardFigures(String);

impl ShardFigures {
    /// Of the shard with this number.
    pub fn of(shard: u32) -> Self {
        let figures = Self(shard.to_string());
        gauge!(DISCORD_UP, "shard" => figures.0.clone()).set(0.0);
        for event in ["begun", "resumed", "lost"] {
            figures.sessions(event, 0);
        }
        figures
    }

    /// Counts an event that was read.
    pub fn event(&self, kind: &'static str) {
        counter!(DISCORD_EVENTS, "shard" => self.0.clone(), "kind" => kind).increment(1);
    }

    /// Counts an event, or a payload, that could not be read.
    pub fn unreadable(&self, kind: &'static str) {
        counter!(DISCORD_UNREADABLE, "shard" => self.0.clone(), "kind" => kind).increment(1);
    }

    /// A session has begun.
    pub fn begun(&self) {
        self.connected("begun");
    }

    /// A session goes on after a reconnect.
    pub fn resumed(&self) {
        self.connected("resumed");
    }

    /// The connection is lost.
    pub fn lost(&self) {
        self.sessions("lost", 1);
        gauge!(DISCORD_UP, "shard" => self.0.clone()).set(0.0);
    }

    /// How long the gateway took to acknowledge the last heartbeat.
    pub fn heartbeat(&self, latency: Duration) {
        gauge!(DISCORD_HEARTBEAT, "shard" => self.0.clone()).set(latency.as_secs_f64());
    }

    fn connected(&self, event: &'static str) {
        self.sessions(event, 1);
        gauge!(DISCORD_UP, "shard" => self.0.clone()).set(1.0);
    }

    fn sessions(&self, event: &'static str, count: u64) {
        counter!(DISCORD_SESSIONS, "shard" => self.0.clone(), "event" => event).increment(count);
    }
}

/// Says how much work waits in a queue: `discord`.
pub fn queue_length(queue: &'static str, length: usize) {
    gauge!(QUEUE, "queue" => queue).set(length as f64);
}

/// Says which pack is in force, of how many entries, and for how long it has been.
pub fn pack(hash: &str, entries: usize, age: Duration) {
    gauge!(PACK, "hash" => hash.to_owned()).set(1.0);
    gauge!(PACK_ENTRIES).set(entries as f64);
    gauge!(PACK_AGE).set(age.as_secs_f64());
}

/// Says that a pack is no longer in force.
pub fn pack_replaced(hash: &str) {
    gauge!(PACK, "hash" => hash.to_owned()).set(0.0);
}

/// Says how many alerts wait, and how old the oldest is.
pub fn alerts_pending(count: u64, oldest: Option<Duration>) {
    gauge!(ALERTS_PENDING).set(count as f64);
    gauge!(ALERTS_OLDEST).set(oldest.unwrap_or_default().as_secs_f64());
}

/// Says whether the store answers.
pub fn store(up: bool) {
    gauge!(STORE_UP).set(if up { 1.0 } else { 0.0 });
}

/// Counts a request to the HTTP server.
pub fn requested(route: &str, status: u16) {
    counter!(REQUESTS, "route" => route.to_owned(), "status" => status.to_string()).increment(1);
}

/// Says how much memory the process uses.
pub fn memory(bytes: u64) {
    gauge!(MEMORY).set(bytes as f64);
}

/// Gives every figure its help text and unit, for whatever records them.
pub fn describe() {
    describe_counter!(DECISIONS, "Messages that were decided on");
    describe_histogram!(DECISION_SECONDS, Unit::Seconds, "The pure part of a decision, from text to decision");
    describe_counter!(ALERTS, "Alerts to staff, and what became of them");
    describe_gauge!(ALERTS_PENDING, "Alerts that wait to be delivered");
    describe_gauge!(ALERTS_OLDEST, Unit::Seconds, "Age of the oldest alert that waits, 0 where none does");
    describe_counter!(DISCORD_EVENTS, "Events of Discord's gateway that were read");
    describe_counter!(DISCORD_UNREADABLE, "Events and payloads of Discord's gateway that could not be read");
    describe_counter!(
        DISCORD_SESSIONS,
        "Sessions with Discord's gateway that began, went on after a reconnect, or were lost"
    );
    describe_gauge!(DISCORD_UP, "Whether a shard is connected");
    describe_gauge!(DISCORD_HEARTBEAT, Unit::Seconds, "From the last heartbeat to its acknowledgement");
    describe_gauge!(QUEUE, "Work that waits");
    describe_gauge!(PACK, "The pack in force, by its hash");
    describe_gauge!(PACK_ENTRIES, "Entries of the pack in force");
    describe_gauge!(PACK_AGE, Unit::Seconds, "Time since the pack in force was put in force");
    describe_gauge!(STORE_UP, "Whether the store answers");
    describe_counter!(REQUESTS, "Requests to the HTTP server");
    describe_gauge!(MEMORY, Unit::Bytes, "Resident memory of the process");
}
