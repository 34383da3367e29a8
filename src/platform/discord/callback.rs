//! Calls for commands and interactions: definitions are set, responses given in the time that Discord waits.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use serenity::http::{LightMethod, Request, Route};
use serenity::model::id::{ApplicationId, GuildId, InteractionId};
use tokio::time::{Instant, sleep, timeout};

use super::rest::{Failure, Rest};
use crate::backoff::Backoff;

/// How long an interaction may wait for its first response. Discord gives up after 3 seconds, of which the announcement
/// leaves half.
const RESPONSE_LIMIT: Duration = Duration::from_millis(1_400);
/// How long one attempt may take: a second one must be possible.
const RESPONSE_ATTEMPT: Duration = Duration::from_millis(600);
/// The pauses between attempts of a first response.
const RESPONSE_PAUSES: (Duration, Duration) = (Duration::from_millis(100), Duration::from_millis(400));

/// Discord's number for an interaction that has its first response.
const ALREADY_ACKNOWLEDGED: u64 = 40_060;

/// What a response to an interaction is addressed with.
pub(super) struct Callback<'a> {
    pub(super) interaction: InteractionId,
    pub(super) application: ApplicationId,
    pub(super) token: &'a SecretString,
}

impl Rest {
    /// Responds to an interaction for the first time. Tried again only while Discord still waits for it; that it was
    /// acknowledged already, by an attempt whose answer was lost, is fine.
    pub(super) async fn respond(&self, callback: &Callback<'_>, body: &Value) -> Result<(), Failure> {
        let route = || Route::InteractionResponse {
            interaction_id: callback.interaction,
            token: callback.token.expose_secret(),
        };
        let body = written(body)?;
        let end = Instant::now() + RESPONSE_LIMIT;
        let mut backoff = Backoff::new(RESPONSE_PAUSES.0, RESPONSE_PAUSES.1);
        loop {
            let request = Request::new(route(), LightMethod::Post).body(Some(body.clone()));
            let failure = match timeout(RESPONSE_ATTEMPT, self.send(&request)).await {
                Ok(Ok(_) | Err(Failure::Refused { code: ALREADY_ACKNOWLEDGED, .. })) => return Ok(()),
                Ok(Err(failure)) => failure,
                Err(_) => Failure::Unreachable("nothing within the time that Discord waits".to_owned()),
            };
            let pause = match &failure {
                Failure::TooMany(Some(told)) => *told,
                _ => backoff.pause(),
            };
            if !failure.is_passing() || Instant::now() + pause > end {
                return Err(failure);
            }
            sleep(pause).await;
        }
    }

    /// Puts a message in the place of the first response.
    pub(super) async fn change_response(&self, callback: &Callback<'_>, body: &Value) -> Result<(), Failure> {
        let route = Route::WebhookOriginalInteractionResponse {
            application_id: callback.application,
            token: callback.token.expose_secret(),
        };
        self.call(Request::new(route, LightMethod::Patch).body(Some(written(body)?))).await.map(drop)
    }

    /// Says something more to an interaction.
    pub(super) async fn follow_up(&self, callback: &Callback<'_>, body: &Value) -> Result<(), Failure> {
        let route = Route::WebhookFollowupMessages {
            application_id: callback.application,
            token: callback.token.expose_secret(),
        };
        self.call(Request::new(route, LightMethod::Post).body(Some(written(body)?))).await.map(drop)
    }

    /// Makes these the commands of an application, everywhere or in one server, and no others.
    pub(super) async fn set_commands(
        &self,
        application_id: ApplicationId,
        server: Option<GuildId>,
        commands: &[Value],
    ) -> Result<(), Failure> {
        let route = match server {
            Some(guild_id) => Route::GuildCommands { application_id, guild_id },
            None => Route::Commands { application_id },
        };
        let body = written(&Value::from(commands.to_vec()))?;
        self.call(Request::new(route, LightMethod::Put).body(Some(body))).await.map(drop)
    }
}

fn written(body: &Value) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec(body).map_err(|error| Failure::Unreachable(format!("the request cannot be written ({error})")))
}
