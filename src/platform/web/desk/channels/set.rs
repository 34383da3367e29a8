//! What moderators set for a channel.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::Response;

use super::super::frame::go;
use super::super::page::Part;
use super::super::signed::Posted;
use super::super::state::Desk;
use super::super::trouble::Trouble;
use crate::conversation::Voice;

/// `POST /desk/channels/set`
pub(super) async fn channel(State(desk): State<Arc<Desk>>, posted: Posted) -> Result<Response, Trouble> {
    let Posted { signed, form } = posted;
    let deed = signed.deed(&desk, None)?;
    let (platform, channel) = (form.text("platform"), form.text("channel"));
    match form.text("do") {
        "enable" => desk.moderation.enable(platform, channel, &deed).await?,
        "disable" => desk.moderation.disable(platform, channel, &deed).await?,
        "unmute" => desk.moderation.unmute(platform, channel, &deed).await?,
        "mute" => {
            let time = Duration::from_secs(form.number::<u64>("minutes")?.saturating_mul(60));
            desk.moderation.mute(platform, channel, time, &deed).await?
        }
        "mode" => {
            let voice = Voice::named(form.text("mode")).ok_or_else(unknown)?;
            desk.moderation.set_voice(platform, channel, voice, &deed).await?
        }
        _ => return Err(unknown()),
    };
    Ok(go(Part::Channels.address()))
}

/// `POST /desk/channels/staff`
pub(super) async fn staff(State(desk): State<Arc<Desk>>, posted: Posted) -> Result<Response, Trouble> {
    let Posted { signed, form } = posted;
    let deed = signed.deed(&desk, None)?;
    desk.moderation.set_staff_channel(form.text("platform"), form.given("channel"), &deed).await?;
    Ok(go(Part::Channels.address()))
}

fn unknown() -> Trouble {
    Trouble::Form("That cannot be done to a channel.".to_owned())
}
