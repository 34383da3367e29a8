//! Where log lines go: stderr, so that results on stdout stay clean.

use std::io::{self, IsTerminal};
use tracing_subscriber::EnvFilter;

/// The variable with which an operator chooses what is logged, in the usual form of Rust programs.
const VARIABLE: &str = "RUST_LOG";
/// What a served platform logs: the program's own notices, and from libraries only what went wrong.
const SERVING: &str = "warn,askwell=info";
/// What everything else logs: a person is looking at the output already.
const LOOKING: &str = "error";

/// Starts logging. A filter that cannot be read is replaced by the default one, with a word about it.
pub(super) fn init(serves: bool) {
    let wanted = std::env::var(VARIABLE).ok().filter(|filter| !filter.is_empty());
    let parsed = wanted.as_deref().map(EnvFilter::try_new);
    let unreadable = matches!(parsed, Some(Err(_)));
    let filter = parsed.and_then(Result::ok).unwrap_or_else(|| EnvFilter::new(if serves { SERVING } else { LOOKING }));
    let colour = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(colour).init();
    if unreadable {
        tracing::warn!("{VARIABLE} is no filter that can be read; logging as if it were not set");
    }
}
