//! Where log lines go: stderr, so that results on stdout stay clean.

use std::io::{self, IsTerminal};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::prelude::*;

/// The variable with which an operator chooses what is logged, in the usual form of Rust programs.
const VARIABLE: &str = "RUST_LOG";
/// What a served platform logs: the program's own notices, and from libraries only what went wrong.
const SERVING: &str = "warn,askwell=info";
/// What everything else logs: a person is looking at the output already.
const LOOKING: &str = "error";
/// Crates whose log lines hold what people write: serenity and slack-morphism log what they cannot read with its whole
/// text, the others what they send and receive. No filter may bring these back; what matters of them the platforms log
/// themselves.
const NEVER: [&str; 6] = ["serenity", "slack_morphism", "tungstenite", "tokio_tungstenite", "hyper", "h2"];

/// Starts logging. A filter that cannot be read is replaced by the default one, with a word about it.
pub(super) fn init(serves: bool) {
    let wanted = std::env::var(VARIABLE).ok().filter(|filter| !filter.is_empty());
    let parsed = wanted.as_deref().map(EnvFilter::try_new);
    let unreadable = matches!(parsed, Some(Err(_)));
    let filter = parsed.and_then(Result::ok).unwrap_or_else(|| EnvFilter::new(if serves { SERVING } else { LOOKING }));
    let colour = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let harmless = filter_fn(|entry| !NEVER.iter().any(|never| entry.target().starts_with(never)));
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr).with_ansi(colour);
    tracing_subscriber::registry().with(lines).with(filter).with(harmless).init();
    if unreadable {
        tracing::warn!("{VARIABLE} is no filter that can be read; logging as if it were not set");
    }
}
