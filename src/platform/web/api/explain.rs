//! `/api/v1/desk/explain`: why a message would get its reply.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;

use super::body::{Body, Sent};
use super::caller::Caller;
use super::failure::{ChangeFailures, Failure, Failures};
use super::state::Operations;
use crate::bot::Stages;
use crate::explain::Why;
use crate::http::BODY_LIMIT;
use crate::message::Mode;

/// A message that is looked at.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Message {
    /// The message, as somebody would type it.
    #[schema(example = "can i drive home afterwards?", max_length = 16_384)]
    text: String,
    /// How it would be put to the bot.
    #[serde(default)]
    mode: Manner,
}

/// `direct`: put to the bot itself. `ambient`: overheard in a channel.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = MessageMode)]
enum Manner {
    #[default]
    Direct,
    Ambient,
}

impl Body for Message {
    const KEYS: &'static [&'static str] = &["text", "mode"];
    const EXAMPLE: &'static str = r#"{"text": "…", "mode": "direct"}"#;
}

/// Why a message would get its reply, in points.
///
/// Nothing is counted, kept or alerted.
#[utoipa::path(
    post,
    path = "/api/v1/desk/explain",
    tag = "desk",
    security(("token" = [])),
    request_body = Message,
    responses(
        (status = 200, description = "The decision, and where its points come from", body = Why),
        ChangeFailures,
        Failures,
    )
)]
pub(super) async fn explain(
    State(api): State<Arc<Operations>>,
    _: Caller,
    Sent(message): Sent<Message>,
) -> Result<Json<Why>, Failure> {
    if message.text.len() > BODY_LIMIT {
        return Err(Failure::unfit("The text is longer than any message: shorten it."));
    }
    let mode = match message.mode {
        Manner::Direct => Mode::Direct,
        Manner::Ambient => Mode::Ambient,
    };
    let brain = api.bot.brain();
    let why = api.door.take_turn(move || {
        let outcome = brain.decide(&message.text, mode, Stages::All);
        Why::new(&message.text, &outcome, &brain)
    });
    Ok(Json(why.await?))
}
