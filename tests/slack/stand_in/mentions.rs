//! Who may be called by a message of the bot's.

use super::state::State;
use super::text;
use super::verdict::Verdict;
use serde_json::Value;

/// Looks at who is called in a channel: the author of a message in the thread may be, and the group of staff.
pub(super) fn check_called(body: &Value, channel: &str, state: &State, verdict: &mut Verdict) {
    let thread = body["thread_ts"].as_str().unwrap_or_default();
    let authors: Vec<&str> = state
        .in_channel(channel)
        .filter(|(ts, message)| *ts == thread || message["thread_ts"] == thread || thread.is_empty())
        .filter_map(|(_, message)| message["user"].as_str())
        .collect();
    let group =
        state.workspace.may_be_called.as_ref().filter(|(_, places)| places.iter().any(|place| place == channel));
    let mut names = text::called(body["text"].as_str().unwrap_or_default());
    names.extend(text::called(&text::shown(&body["blocks"])));
    for name in names {
        let fine = match name.chars().next() {
            Some('U' | 'W') => authors.contains(&name.as_str()),
            Some('S') => group.is_some_and(|(group, _)| *group == name),
            _ => false,
        };
        if !fine {
            verdict.note(format!("a message calls {name}"));
        }
    }
}
