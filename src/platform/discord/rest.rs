//! Calls of Discord's HTTP API: each with a time limit, retried within bounds, and every failure named.
//!
//! serenity's rate limiter ignores a base address of one's own and would carry the token to the real Discord, so
//! against a stand-in requests are sent without it (see [`Rest::new`]).

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serenity::constants::{GATEWAY_VERSION, USER_AGENT};
use serenity::http::{LightMethod, Ratelimiter, Request, Route};
use serenity::model::id::{ChannelId, GuildId, MessageId};
use tokio::time::{Instant, sleep, sleep_until, timeout};

use super::channel::Channel;
use crate::backoff::Backoff;

/// How long one request may take, waiting for the rate limit included.
const REQUEST_LIMIT: Duration = Duration::from_secs(10);
/// How long a call may take with all its attempts. Past it a reply is of no use to who asked.
const CALL_LIMIT: Duration = Duration::from_secs(60);
/// The same for a look that an operator waits for.
const LOOK_LIMIT: Duration = Duration::from_secs(15);
/// The first pause between attempts, and the longest one.
const RETRY_PAUSES: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(8));

/// Discord's number for a message that is gone.
const UNKNOWN_MESSAGE: u64 = 10_008;

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(super) enum Failure {
    /// The token is not valid.
    #[error("the token is not accepted (HTTP 401)")]
    Unauthorized,
    /// Refused for good. `code` is Discord's own error number, 0 where there was none.
    #[error("refused with HTTP {status}, Discord's code {code}")]
    Refused { status: u16, code: u64 },
    /// Too many requests; to be tried again after the given time.
    #[error("too many requests (HTTP 429)")]
    TooMany(Option<Duration>),
    /// The server has a problem of its own.
    #[error("Discord answered HTTP {0}")]
    Server(u16),
    /// No answer, or none that can be read.
    #[error("no answer: {0}")]
    Unreachable(String),
}

impl Failure {
    pub(super) fn is_passing(&self) -> bool {
        matches!(self, Self::TooMany(_) | Self::Server(_) | Self::Unreachable(_))
    }
}

/// Where the gateway is and what it allows.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Gateway {
    /// The address of the gateway, `wss://…`.
    pub(super) url: String,
    /// How many shards Discord asks for.
    #[serde(default = "one_shard")]
    pub(super) shards: u32,
    #[serde(default)]
    session_start_limit: StartLimit,
}

fn one_shard() -> u32 {
    1
}

#[derive(Clone, Debug, Default, Deserialize)]
struct StartLimit {
    #[serde(default)]
    remaining: Option<u64>,
    #[serde(default)]
    reset_after: u64,
    #[serde(default)]
    max_concurrency: Option<u32>,
}

impl Gateway {
    /// How long no new session may be started, where the day's allowance is used up.
    pub(super) fn must_wait(&self) -> Option<Duration> {
        let limit = &self.session_start_limit;
        (limit.remaining == Some(0)).then(|| Duration::from_millis(limit.reset_after))
    }

    /// How many shards may begin a session within five seconds.
    pub(super) fn concurrency(&self) -> u32 {
        self.session_start_limit.max_concurrency.unwrap_or(1).max(1)
    }
}

/// The HTTP client of one bot account.
pub(super) struct Rest {
    client: reqwest::Client,
    token: SecretString,
    /// A stand-in's address; none for Discord itself.
    base: Option<String>,
    /// Set exactly when `base` is not.
    limiter: Option<Ratelimiter>,
    /// Before this moment no call goes out.
    paused: Mutex<Instant>,
}

impl Rest {
    /// Prepares calls with this token, to Discord itself or to the stand-in at `base`.
    pub(super) fn new(token: &SecretString, base: Option<&str>) -> Result<Self, reqwest::Error> {
        let authorization = SecretString::from(format!("Bot {}", token.expose_secret()));
        let client = http_client(base)?;
        let limiter = base.is_none().then(|| Ratelimiter::new(client.clone(), authorization.expose_secret()));
        Ok(Self {
            client,
            token: authorization,
            base: base.map(str::to_owned),
            limiter,
            paused: Mutex::new(Instant::now()),
        })
    }

    /// Where to connect. Asks the call that checks the token first; where a server does not know it, the plain one.
    pub(super) async fn gateway(&self) -> Result<Gateway, Failure> {
        match self.once(&Request::new(Route::GatewayBot, LightMethod::Get)).await {
            Ok(answer) => read(&answer),
            Err(Failure::Refused { .. }) => read(&self.once(&Request::new(Route::Gateway, LightMethod::Get)).await?),
            Err(failure) => Err(failure),
        }
    }

    /// Looks a channel or thread up.
    pub(super) async fn channel(&self, channel_id: ChannelId) -> Result<Channel, Failure> {
        read(&self.call(Request::new(Route::Channel { channel_id }, LightMethod::Get)).await?)
    }

    /// Posts a message whose body is already written. Returns its id where the answer tells it.
    pub(super) async fn post(&self, channel_id: ChannelId, body: Vec<u8>) -> Result<Option<MessageId>, Failure> {
        let request = Request::new(Route::ChannelMessages { channel_id }, LightMethod::Post).body(Some(body));
        let answer = self.call(request).await?;
        // It is posted, whatever the answer looks like.
        Ok(serde_json::from_slice::<Posted>(&answer).ok().map(|posted| posted.id))
    }

    /// Posts a message in a single attempt: for what is tried again elsewhere.
    pub(super) async fn post_once(&self, channel_id: ChannelId, body: Vec<u8>) -> Result<(), Failure> {
        let request = Request::new(Route::ChannelMessages { channel_id }, LightMethod::Post).body(Some(body));
        self.once(&request).await.map(drop)
    }

    /// The text of a message.
    pub(super) async fn message(&self, channel_id: ChannelId, message_id: MessageId) -> Result<String, Failure> {
        let request = Request::new(Route::ChannelMessage { channel_id, message_id }, LightMethod::Get);
        let answer = self.call(request).await?;
        read::<Written>(&answer).map(|written| written.content)
    }

    /// Turns a message of the bot's own into another one.
    pub(super) async fn change(
        &self,
        channel_id: ChannelId,
        message_id: MessageId,
        body: Vec<u8>,
    ) -> Result<(), Failure> {
        let route = Route::ChannelMessage { channel_id, message_id };
        self.call(Request::new(route, LightMethod::Patch).body(Some(body))).await.map(drop)
    }

    /// Takes a message of the bot's own away. That it is gone already is fine.
    pub(super) async fn delete(&self, channel_id: ChannelId, message_id: MessageId) -> Result<(), Failure> {
        let route = Route::ChannelMessage { channel_id, message_id };
        match self.call(Request::new(route, LightMethod::Delete)).await {
            Ok(_) | Err(Failure::Refused { code: UNKNOWN_MESSAGE, .. }) => Ok(()),
            Err(failure) => Err(failure),
        }
    }

    /// Leaves a server.
    pub(super) async fn leave(&self, guild_id: GuildId) -> Result<(), Failure> {
        self.call(Request::new(Route::UserMeGuild { guild_id }, LightMethod::Delete)).await.map(drop)
    }

    /// Reads what stands at a path of the API, `/guilds/1` say: for the few calls that serenity has no route for.
    pub(super) async fn look<T: DeserializeOwned>(&self, path: &str) -> Result<T, Failure> {
        let base = self.base.as_deref().unwrap_or("https://discord.com");
        let address = format!("{base}/api/v{GATEWAY_VERSION}{path}");
        let mut retry = Retry::within(LOOK_LIMIT);
        loop {
            let request = self
                .client
                .get(&address)
                .header(reqwest::header::AUTHORIZATION, self.token.expose_secret())
                .header(reqwest::header::USER_AGENT, USER_AGENT);
            let attempt = async { answered(request.send().await.map_err(|error| unreachable(&error))?).await.0 };
            match limited(attempt).await {
                Ok(answer) => return read(&answer),
                Err(failure) => retry.after(failure).await?,
            }
        }
    }

    /// Tries until it works, is refused for good, or takes too long.
    pub(super) async fn call(&self, request: Request<'_>) -> Result<Vec<u8>, Failure> {
        let mut retry = Retry::within(CALL_LIMIT);
        loop {
            match self.once(&request).await {
                Ok(answer) => return Ok(answer),
                Err(failure) => retry.after(failure).await?,
            }
        }
    }

    /// One attempt.
    async fn once(&self, request: &Request<'_>) -> Result<Vec<u8>, Failure> {
        let paused = *locked(&self.paused);
        sleep_until(paused).await;
        limited(self.send(request)).await
    }

    pub(super) async fn send(&self, request: &Request<'_>) -> Result<Vec<u8>, Failure> {
        let response = if let Some(limiter) = &self.limiter {
            limiter.perform(request.clone()).await.map_err(|error| unreachable(&error))?
        } else {
            request
                .clone()
                .build(&self.client, self.token.expose_secret(), self.base.as_deref())
                .map_err(|error| unreachable(&error))?
                .send()
                .await
                .map_err(|error| unreachable(&error))?
        };
        let (answer, global) = answered(response).await;
        if let (true, Err(Failure::TooMany(told))) = (global, &answer) {
            self.pause(told.unwrap_or(RETRY_PAUSES.1));
        }
        answer
    }

    /// No call but responses to interactions goes out for a while: Discord has had too many of this bot altogether, and
    /// shuts out who goes on.
    fn pause(&self, time: Duration) {
        tracing::warn!("Discord: too many requests altogether; all wait for {:.1} s", time.as_secs_f64());
        let until = Instant::now() + time.min(CALL_LIMIT);
        let mut paused = locked(&self.paused);
        *paused = until.max(*paused);
    }
}

/// The body of a good answer, and whether a limit that was met holds for all calls.
async fn answered(response: reqwest::Response) -> (Result<Vec<u8>, Failure>, bool) {
    let status = response.status().as_u16();
    let global = response.headers().contains_key("x-ratelimit-global");
    let header = response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
    match response.bytes().await {
        Ok(answer) => {
            let global = global || serde_json::from_slice::<ErrorBody>(&answer).is_ok_and(|body| body.global);
            (judged(status, header, &answer).map(|()| answer.to_vec()), global)
        }
        Err(error) => (Err(unreachable(&error)), false),
    }
}

/// A lock that outlives a panic elsewhere: each critical section leaves its data whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An attempt that ends in time.
async fn limited(attempt: impl Future<Output = Result<Vec<u8>, Failure>>) -> Result<Vec<u8>, Failure> {
    match timeout(REQUEST_LIMIT, attempt).await {
        Ok(result) => result,
        Err(_) => Err(Failure::Unreachable(format!("nothing within {} s", REQUEST_LIMIT.as_secs()))),
    }
}

/// The pauses between the attempts of one call.
struct Retry {
    end: Instant,
    backoff: Backoff,
}

impl Retry {
    fn within(limit: Duration) -> Self {
        Self { end: Instant::now() + limit, backoff: Backoff::new(RETRY_PAUSES.0, RETRY_PAUSES.1) }
    }

    /// Waits for the next attempt, where another one may help and there is time for it.
    async fn after(&mut self, failure: Failure) -> Result<(), Failure> {
        let pause = match &failure {
            Failure::TooMany(Some(told)) => *told + self.backoff.pause() / 4,
            _ => self.backoff.pause(),
        };
        if !failure.is_passing() || Instant::now() + pause > self.end {
            return Err(failure);
        }
        tracing::debug!("Discord: {failure}; trying again");
        sleep(pause).await;
        Ok(())
    }
}

/// A client for Discord, or for the stand-in at `base`.
pub(super) fn http_client(base: Option<&str>) -> Result<reqwest::Client, reqwest::Error> {
    let mut builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    if base.is_some() {
        // A proxy named in the environment would move loopback to another machine.
        builder = builder.no_proxy();
    }
    builder.build()
}

impl std::fmt::Debug for Rest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rest").field("base", &self.base).finish_non_exhaustive()
    }
}

/// The part of an old message that matters.
#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    content: String,
}

/// The part of a new message that matters.
#[derive(Deserialize)]
struct Posted {
    id: MessageId,
}

/// The parts of an error answer that matter.
#[derive(Default, Deserialize)]
struct ErrorBody {
    #[serde(default)]
    code: u64,
    #[serde(default)]
    retry_after: Option<f64>,
    #[serde(default)]
    global: bool,
}

/// What a status means. `retry_after` is the header's value in seconds; the body's is more exact.
fn judged(status: u16, retry_after: Option<f64>, answer: &[u8]) -> Result<(), Failure> {
    if (200..300).contains(&status) {
        return Ok(());
    }
    let body: ErrorBody = serde_json::from_slice(answer).unwrap_or_default();
    let told = body.retry_after.or(retry_after).and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    Err(match status {
        401 => Failure::Unauthorized,
        429 => Failure::TooMany(told),
        500.. => Failure::Server(status),
        _ => Failure::Refused { status, code: body.code },
    })
}

fn read<T: DeserializeOwned>(answer: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice(answer)
        .map_err(|error| Failure::Unreachable(format!("an answer that cannot be read ({error})")))
}

/// The innermost cause: outer ones only say that a request failed, and name its address, in which the token of an
/// interaction may stand.
fn unreachable(error: &(dyn std::error::Error + 'static)) -> Failure {
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    let what = match cause.downcast_ref::<reqwest::Error>() {
        Some(error) if error.is_timeout() => "it took too long".to_owned(),
        Some(_) => "the request failed".to_owned(),
        None => cause.to_string(),
    };
    Failure::Unreachable(what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_told_apart() {
        let second = Duration::from_secs(1);
        let cases = [
            (200, None, "{}", Ok(())),
            (204, None, "", Ok(())),
            (401, None, r#"{"code": 0}"#, Err(Failure::Unauthorized)),
            (403, None, r#"{"code": 50013}"#, Err(Failure::Refused { status: 403, code: 50_013 })),
            (404, None, "<html>", Err(Failure::Refused { status: 404, code: 0 })),
            (429, Some(2.0), r#"{"retry_after": 1.0}"#, Err(Failure::TooMany(Some(second)))),
            (429, Some(1.0), "", Err(Failure::TooMany(Some(second)))),
            (429, Some(-1.0), "", Err(Failure::TooMany(None))),
            (502, None, "", Err(Failure::Server(502))),
        ];
        for (status, header, body, expected) in cases {
            assert_eq!(judged(status, header, body.as_bytes()), expected, "{status} {body}");
        }
    }

    #[test]
    fn the_gateway_may_say_as_little_as_its_address() {
        let gateway: Gateway = read(br#"{"url": "wss://g"}"#).unwrap();
        assert_eq!((gateway.url.as_str(), gateway.shards, gateway.must_wait()), ("wss://g", 1, None));
        assert_eq!(gateway.concurrency(), 1);
        let used_up =
            br#"{"url": "wss://g", "shards": 2, "session_start_limit": {"remaining": 0, "reset_after": 1500, "max_concurrency": 16}}"#;
        let gateway: Gateway = read(used_up).unwrap();
        assert_eq!((gateway.shards, gateway.must_wait()), (2, Some(Duration::from_millis(1500))));
        assert_eq!(gateway.concurrency(), 16);
    }

    #[test]
    fn the_token_is_in_no_debug_output() {
        let rest = Rest::new(&"very.secret.token".into(), Some("http://127.0.0.1:1")).unwrap();
        assert!(!format!("{rest:?}").contains("secret"));
        assert!(rest.limiter.is_none(), "with a base address the limiter would carry the token elsewhere");
        let rest = Rest::new(&"very.secret.token".into(), None).unwrap();
        assert!(rest.limiter.is_some());
    }
}
