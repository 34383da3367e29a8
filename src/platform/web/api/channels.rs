//! `/api/v1/desk/channels`: where and how the bot speaks.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Body, Reason, Sent};
use super::caller::Caller;
use super::failure::{ChangeFailures, Failure, Failures};
use super::path::At;
use super::query::Query;
use super::state::Operations;
use crate::conversation::Voice;
use crate::http::{PROBLEM, ProblemBody};
use crate::store::ChannelState;

/// Every channel of the settings file and every one for which something was set.
#[derive(Serialize, ToSchema)]
pub(super) struct Channels {
    channels: Vec<View>,
}

/// What counts for a channel.
#[derive(Serialize, ToSchema)]
#[schema(as = Channel)]
pub(super) struct View {
    /// `discord` or `slack`.
    platform: String,
    /// The platform's id of the channel.
    channel: String,
    /// Whether the bot listens there.
    enabled: bool,
    /// `answer`, `suggest` or `shadow`.
    mode: String,
    /// Until when it is silent there, as RFC 3339 has it.
    muted_until: Option<String>,
}

/// How the bot speaks in a channel.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = ChannelMode)]
enum Manner {
    /// It answers.
    Answer,
    /// It shows what it would answer as "did you mean …?".
    Suggest,
    /// It says nothing; what it would have answered is counted.
    Shadow,
}

/// How the bot is to speak.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Mode {
    /// How.
    mode: Manner,
    /// Why, for the history.
    reason: Option<String>,
}

/// For how long the bot is to be silent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Mute {
    /// Minutes; a week at most.
    #[schema(minimum = 1, maximum = 10_080)]
    minutes: u64,
    /// Why, for the history.
    reason: Option<String>,
}

impl Body for Mode {
    const KEYS: &'static [&'static str] = &["mode", "reason"];
    const EXAMPLE: &'static str = r#"{"mode": "suggest", "reason": "…"}"#;
}

impl Body for Mute {
    const KEYS: &'static [&'static str] = &["minutes", "reason"];
    const EXAMPLE: &'static str = r#"{"minutes": 60, "reason": "…"}"#;
}

impl From<Manner> for Voice {
    fn from(manner: Manner) -> Self {
        match manner {
            Manner::Answer => Self::Answer,
            Manner::Suggest => Self::Suggest,
            Manner::Shadow => Self::Shadow,
        }
    }
}

impl From<ChannelState> for View {
    fn from(state: ChannelState) -> Self {
        let ChannelState { platform, channel, enabled, mode, muted_until } = state;
        Self { platform, channel, enabled, mode, muted_until: muted_until.map(|until| until.to_string()) }
    }
}

/// Where the bot listens, or listened.
#[utoipa::path(
    get,
    path = "/api/v1/desk/channels",
    tag = "desk",
    security(("token" = [])),
    responses(
        (status = 200, description = "The channels", body = Channels),
        (status = 403, description = "The token may not be shown here", body = ProblemBody, content_type = PROBLEM),
        (status = 422, description = "The query has something that is not known", body = ProblemBody, content_type = PROBLEM),
        Failures,
    )
)]
pub(super) async fn list(
    State(api): State<Arc<Operations>>,
    _: Caller,
    query: Query,
) -> Result<Json<Channels>, Failure> {
    query.only(&[])?;
    let channels = api.moderation.channels().await?.into_iter().map(|listening| listening.state.into());
    Ok(Json(Channels { channels: channels.collect() }))
}

/// Lets the bot listen in a channel.
#[utoipa::path(
    post,
    path = "/api/v1/desk/channels/{platform}/{channel}/enable",
    tag = "desk",
    security(("token" = [])),
    params(
        ("platform" = String, Path, description = "`discord` or `slack`", example = "slack"),
        ("channel" = String, Path, description = "The platform's id of the channel", example = "C0123456789"),
    ),
    request_body = Option<Reason>,
    responses(
        (status = 200, description = "What counts for the channel now", body = View),
        (status = 404, description = "The path is no text", body = ProblemBody, content_type = PROBLEM),
        ChangeFailures,
        Failures,
    )
)]
pub(super) async fn enable(
    State(api): State<Arc<Operations>>,
    caller: Caller,
    At((platform, channel)): At<(String, String)>,
    Sent(why): Sent<Reason>,
) -> Result<Json<View>, Failure> {
    let deed = caller.deed(&api, why.reason.as_deref())?;
    Ok(Json(api.moderation.enable(&platform, &channel, &deed).await?.into()))
}

/// Makes the bot deaf in a channel: not even danger is looked for there.
#[utoipa::path(
    post,
    path = "/api/v1/desk/channels/{platform}/{channel}/disable",
    tag = "desk",
    security(("token" = [])),
    params(
        ("platform" = String, Path, description = "`discord` or `slack`", example = "slack"),
        ("channel" = String, Path, description = "The platform's id of the channel", example = "C0123456789"),
    ),
    request_body = Option<Reason>,
    responses(
        (status = 200, description = "What counts for the channel now", body = View),
        (status = 404, description = "The path is no text", body = ProblemBody, content_type = PROBLEM),
        ChangeFailures,
        Failures,
    )
)]
pub(super) async fn disable(
    State(api): State<Arc<Operations>>,
    caller: Caller,
    At((platform, channel)): At<(String, String)>,
    Sent(why): Sent<Reason>,
) -> Result<Json<View>, Failure> {
    let deed = caller.deed(&api, why.reason.as_deref())?;
    Ok(Json(api.moderation.disable(&platform, &channel, &deed).await?.into()))
}

/// Sets how the bot speaks in a channel.
#[utoipa::path(
    post,
    path = "/api/v1/desk/channels/{platform}/{channel}/mode",
    tag = "desk",
    security(("token" = [])),
    params(
        ("platform" = String, Path, description = "`discord` or `slack`", example = "slack"),
        ("channel" = String, Path, description = "The platform's id of the channel", example = "C0123456789"),
    ),
    request_body = Mode,
    responses(
        (status = 200, description = "What counts for the channel now", body = View),
        (status = 404, description = "The path is no text", body = ProblemBody, content_type = PROBLEM),
        ChangeFailures,
        Failures,
    )
)]
pub(super) async fn mode(
    State(api): State<Arc<Operations>>,
    caller: Caller,
    At((platform, channel)): At<(String, String)>,
    Sent(sent): Sent<Mode>,
) -> Result<Json<View>, Failure> {
    let deed = caller.deed(&api, sent.reason.as_deref())?;
    Ok(Json(api.moderation.set_voice(&platform, &channel, sent.mode.into(), &deed).await?.into()))
}

/// Mutes the bot in a channel for a while. Emergency and crisis are answered all the same.
#[utoipa::path(
    post,
    path = "/api/v1/desk/channels/{platform}/{channel}/mute",
    tag = "desk",
    security(("token" = [])),
    params(
        ("platform" = String, Path, description = "`discord` or `slack`", example = "slack"),
        ("channel" = String, Path, description = "The platform's id of the channel", example = "C0123456789"),
    ),
    request_body = Mute,
    responses(
        (status = 200, description = "What counts for the channel now", body = View),
        (status = 404, description = "The path is no text", body = ProblemBody, content_type = PROBLEM),
        ChangeFailures,
        Failures,
    )
)]
pub(super) async fn mute(
    State(api): State<Arc<Operations>>,
    caller: Caller,
    At((platform, channel)): At<(String, String)>,
    Sent(sent): Sent<Mute>,
) -> Result<Json<View>, Failure> {
    let deed = caller.deed(&api, sent.reason.as_deref())?;
    let time = Duration::from_secs(sent.minutes.saturating_mul(60));
    Ok(Json(api.moderation.mute(&platform, &channel, time, &deed).await?.into()))
}

/// Ends a mute.
#[utoipa::path(
    post,
    path = "/api/v1/desk/channels/{platform}/{channel}/unmute",
    tag = "desk",
    security(("token" = [])),
    params(
        ("platform" = String, Path, description = "`discord` or `slack`", example = "slack"),
        ("channel" = String, Path, description = "The platform's id of the channel", example = "C0123456789"),
    ),
    request_body = Option<Reason>,
    responses(
        (status = 200, description = "What counts for the channel now", body = View),
        (status = 404, description = "The path is no text", body = ProblemBody, content_type = PROBLEM),
        ChangeFailures,
        Failures,
    )
)]
pub(super) async fn unmute(
    State(api): State<Arc<Operations>>,
    caller: Caller,
    At((platform, channel)): At<(String, String)>,
    Sent(why): Sent<Reason>,
) -> Result<Json<View>, Failure> {
    let deed = caller.deed(&api, why.reason.as_deref())?;
    Ok(Json(api.moderation.unmute(&platform, &channel, &deed).await?.into()))
}
