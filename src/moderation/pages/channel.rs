//! How the bot speaks in a channel, in words.

use crate::clock::Moment;
use crate::conversation::Voice;
use crate::store::ChannelState;

/// Whether the bot listens in a channel, and how it speaks there.
pub fn channel(state: &ChannelState, now: Moment) -> String {
    if !state.enabled {
        return "disabled: the bot does not listen there".to_owned();
    }
    let how = match Voice::named(&state.mode) {
        Some(Voice::Answer) => "enabled, answers",
        Some(Voice::Suggest) => "enabled, only suggests",
        Some(Voice::Shadow) => "enabled, says nothing and counts what it would answer",
        None => "enabled, in a mode of a newer program: says nothing",
    };
    match state.muted_until.filter(|until| *until > now) {
        Some(until) => format!("{how}; muted until {} UTC", until.minute()),
        None => how.to_owned(),
    }
}
