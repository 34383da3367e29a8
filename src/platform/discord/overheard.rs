//! What serenity tells nobody but its log: why it gave a connection up, and that it is about to begin a session anew.
//!
//! It keeps close codes 4003, 4010 and 4011 to itself and then spins without a pause; 4012 it takes for a passing
//! trouble; and it begins lost sessions anew without asking anybody for a turn. Each connection has a thread of its
//! own, so a listener can be put between that thread and the log. Nothing of what serenity logs is kept or passed on,
//! since it holds what people write. Should a later version word its log differently, the connection still ends by the
//! silence that follows (`pulse`), only later.

use std::fmt::{self, Debug, Write as _};

use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::Interest;
use tracing::{Dispatch, Event, Level, Metadata, Subscriber};

use super::close_code;

/// What was overheard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// The gateway could not be reached.
    Unreached,
    /// serenity gives the session up and would begin another one.
    SessionLost,
    /// The gateway closed the connection with a code that serenity does not pass on.
    Closed(u16),
    /// A payload was no event at all.
    UnreadablePayload,
}

/// The parts of serenity that are listened to: none of them is the one that logs payloads.
const MODULES: [&str; 4] = [
    "serenity::gateway::shard",
    "serenity::gateway::bridge::shard_runner",
    "serenity::gateway::bridge::shard_manager",
    "serenity::gateway::bridge::shard_queuer",
];

/// Words of serenity 0.12.5, and what they mean.
const WORDS: [(&str, Heard); 7] = [
    ("Err starting shard", Heard::Unreached),
    ("Restarting shard", Heard::SessionLost),
    ("received err: Gateway(NoAuthentication", Heard::Closed(close_code::NOT_AUTHENTICATED)),
    ("received err: Gateway(InvalidShardData", Heard::Closed(close_code::INVALID_SHARD)),
    ("received err: Gateway(OverloadedShard", Heard::Closed(close_code::SHARDING_REQUIRED)),
    ("Unknown unclean close 4012", Heard::Closed(close_code::INVALID_API_VERSION)),
    ("Unhandled error", Heard::UnreadablePayload),
];

fn meaning(line: &str) -> Option<Heard> {
    WORDS.iter().find(|(words, _)| line.contains(words)).map(|(_, heard)| *heard)
}

/// Passes everything on to the program's own log, but listens to serenity first.
pub(super) struct Listener<F> {
    log: Dispatch,
    tell: F,
}

impl<F: Fn(Heard) + Send + Sync + 'static> Listener<F> {
    /// A log for the thread of a connection, before the log that is in use now.
    pub(super) fn before_log(tell: F) -> Dispatch {
        Dispatch::new(Self { log: tracing::dispatcher::get_default(Dispatch::clone), tell })
    }
}

fn is_listened_to(metadata: &Metadata<'_>) -> bool {
    metadata.is_event() && *metadata.level() <= Level::INFO && MODULES.contains(&metadata.target())
}

impl<F: Fn(Heard) + Send + Sync + 'static> Subscriber for Listener<F> {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if is_listened_to(metadata) { Interest::always() } else { self.log.register_callsite(metadata) }
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        is_listened_to(metadata) || self.log.enabled(metadata)
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::current().max(LevelFilter::INFO))
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.log.new_span(span)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        self.log.record(span, values);
    }

    fn record_follows_from(&self, span: &Id, follows: &Id) {
        self.log.record_follows_from(span, follows);
    }

    fn event(&self, event: &Event<'_>) {
        if is_listened_to(event.metadata()) {
            let mut line = Line(String::new());
            event.record(&mut line);
            if let Some(heard) = meaning(&line.0) {
                (self.tell)(heard);
            }
        } else {
            self.log.event(event);
        }
    }

    fn enter(&self, span: &Id) {
        self.log.enter(span);
    }

    fn exit(&self, span: &Id) {
        self.log.exit(span);
    }

    fn clone_span(&self, id: &Id) -> Id {
        self.log.clone_span(id)
    }

    fn try_close(&self, id: Id) -> bool {
        self.log.try_close(id)
    }
}

/// The text of a log line.
struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "message" {
            let _: fmt::Result = write!(self.0, "{value:?}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    #[test]
    fn only_serenitys_gateway_is_overheard() {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&heard);
        let log = Listener::before_log(move |what| kept.lock().unwrap().push(what));
        tracing::dispatcher::with_default(&log, || {
            tracing::info!(target: "serenity::gateway::bridge::shard_manager", "Restarting shard 3");
            tracing::error!(
                target: "serenity::gateway::bridge::shard_runner",
                "Shard handler received err: Gateway(OverloadedShard)"
            );
            tracing::warn!(target: "serenity::gateway::shard", "[{:?}] Unknown unclean close 4012: None", [0, 1]);
            tracing::warn!(target: "serenity::gateway::shard", "[{:?}] Unknown unclean close 4000: None", [0, 1]);
            tracing::warn!(target: "serenity::gateway::ws", "Err deserializing text: Restarting shard");
            tracing::info!(target: "askwell", "Restarting shard");
        });
        let expected = [Heard::SessionLost, Heard::Closed(4011), Heard::Closed(4012)];
        assert_eq!(*heard.lock().unwrap(), expected);
    }
}
