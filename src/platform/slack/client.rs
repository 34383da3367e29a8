//! Everything that is done through slack-morphism: calls of Slack's Web API, and the check of signatures.
//!
//! The library's minor versions break, so nothing of it is seen outside this file. Its errors hold whole bodies, and with
//! them words of people: only what is known to be harmless is taken out of them.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client as Plain;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use slack_morphism::errors::SlackClientError;
use slack_morphism::hyper_tokio::SlackClientHyperConnector;
use slack_morphism::signature_verifier::SlackEventSignatureVerifier;
use slack_morphism::{
    SlackApiToken, SlackApiTokenValue, SlackClient, SlackClientApiCallContext, SlackClientHttpConnector,
    SlackSigningSecret,
};
use tokio::time::timeout;

use super::error::Error;
use crate::config::{SlackMode, SlackSettings};

/// How long one call may take. Slack answers within a second; what takes longer is an outage.
const CALL_LIMIT: Duration = Duration::from_secs(10);
/// Where Slack's Web API is.
const SLACK: &str = "https://slack.com/api";
/// Where Slack takes answers to commands and buttons.
const HOOKS: &str = "https://hooks.slack.com/";
/// The longest code of an error that is repeated.
const LONGEST_CODE: usize = 64;

type Connector = HttpsConnector<HttpConnector>;

/// Which of the app's tokens a call is made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum As {
    /// The bot.
    Bot,
    /// The app itself: it opens sockets.
    App,
}

/// Why a call did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// Slack refuses it for good.
    Refused {
        /// Slack's own name for the reason.
        code: String,
        /// The scope that the app would need.
        needed: Option<String>,
    },
    /// Too many calls; with the time that Slack asks for.
    TooMany(Option<Duration>),
    /// The token is not accepted, or not any more; with Slack's own name for the reason.
    BadToken(String),
    /// Slack failed with this HTTP status.
    Server(u16),
    /// Slack could not be reached, or not in time.
    Unreachable(&'static str),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { code, needed: Some(scope) } => write!(f, "Slack says {code} (the scope {scope} is needed)"),
            Self::Refused { code, needed: None } | Self::BadToken(code) => write!(f, "Slack says {code}"),
            Self::TooMany(Some(after)) => write!(f, "too many calls, Slack asks for {} s", after.as_secs()),
            Self::TooMany(None) => f.write_str("too many calls"),
            Self::Server(status) => write!(f, "Slack failed with status {status}"),
            Self::Unreachable(what) => f.write_str(what),
        }
    }
}

impl Failure {
    /// Slack's own name for why it refused.
    pub(super) fn code(&self) -> Option<&str> {
        match self {
            Self::Refused { code, .. } => Some(code),
            _ => None,
        }
    }
}

/// Codes that say that a token is of no use. Nothing but another token helps.
const BAD_TOKEN: [&str; 8] = [
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "not_allowed_token_type",
    "org_login_required",
    "ekm_access_denied",
];

/// The app at Slack. Its tokens are never shown.
pub(super) struct Client {
    slack: SlackClient<SlackClientHyperConnector<Connector>>,
    plain: Plain<Connector, http_body_util::Empty<axum::body::Bytes>>,
    bot: SlackApiToken,
    app: Option<SlackApiToken>,
    base: String,
    /// Where answers to commands and buttons may be sent.
    hooks: String,
    /// What Slack wants left alone, by method and channel, and until when.
    held: Mutex<HashMap<String, Instant>>,
}

impl Client {
    /// A client for these settings.
    ///
    /// # Errors
    /// No token, tokens that cannot be sent, no certificates on this machine.
    pub(super) fn of(settings: &SlackSettings) -> Result<Self, Error> {
        let bot = settings.bot_token.as_ref().ok_or(Error::NoToken)?;
        let app = settings.app_token.as_ref().filter(|_| settings.mode == SlackMode::Socket);
        Self::new(bot, app, settings.api_url.as_deref())
    }

    /// A client for these tokens. `stand_in` is the address of a stand-in on this machine.
    ///
    /// # Errors
    /// Tokens that cannot be sent, no certificates on this machine.
    pub(super) fn new(bot: &SecretString, app: Option<&SecretString>, stand_in: Option<&str>) -> Result<Self, Error> {
        let (bot, app) = (token("slack.bot_token", bot)?, app.map(|app| token("slack.app_token", app)).transpose()?);
        let builder = HttpsConnectorBuilder::new().with_native_roots().map_err(|_| Error::NoCertificates)?;
        let (connector, base, hooks) = match stand_in {
            Some(address) => {
                let address = address.trim_end_matches('/');
                (builder.https_or_http().enable_http1().build(), format!("{address}/api"), format!("{address}/"))
            }
            None => (builder.https_only().enable_all_versions().build(), SLACK.to_owned(), HOOKS.to_owned()),
        };
        let plain = Plain::builder(TokioExecutor::new()).build(connector.clone());
        let slack = SlackClientHyperConnector::with_connector(connector).with_slack_api_url(&base);
        Ok(Self { slack: SlackClient::new(slack), plain, bot, app, base, hooks, held: Mutex::default() })
    }

    /// Calls a method that takes JSON.
    pub(super) async fn call(&self, who: As, method: &str, body: &Value) -> Result<Value, Failure> {
        let what = counted(method, body);
        self.free(&what)?;
        let session = self.slack.open_session(self.token(who)?);
        self.heeded(what, within(session.http_session_api.http_post(method, body, None)).await)
    }

    /// Calls a method that reads; those take no JSON.
    pub(super) async fn read(&self, method: &str, query: &[(&str, &str)]) -> Result<Value, Failure> {
        self.free(method)?;
        let session = self.slack.open_session(&self.bot);
        let query: Vec<(&str, Option<&str>)> = query.iter().map(|(key, value)| (*key, Some(*value))).collect();
        self.heeded(method.to_owned(), within(session.http_session_api.http_get(method, &query, None)).await)
    }

    /// Whether something may be called: what Slack wants left alone is not even tried.
    fn free(&self, what: &str) -> Result<(), Failure> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let rest = held.get(what).map(|until| until.saturating_duration_since(Instant::now()));
        match rest {
            Some(rest) if !rest.is_zero() => Err(Failure::TooMany(Some(rest))),
            Some(_) => {
                held.remove(what);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Remembers for how long Slack wants something left alone.
    fn heeded<T>(&self, what: String, outcome: Result<T, Failure>) -> Result<T, Failure> {
        if let Err(Failure::TooMany(Some(after))) = &outcome {
            let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
            let now = Instant::now();
            held.retain(|_, until| *until > now);
            held.insert(what, now + *after);
        }
        outcome
    }

    /// Answers a command or a button at the address that came with it. No token goes there.
    pub(super) async fn respond(&self, address: &str, body: &Value) -> Result<(), Failure> {
        let unfit = || Failure::Unreachable("the address to answer at is none of Slack's");
        let address = Some(address).filter(|address| address.starts_with(&self.hooks)).ok_or_else(unfit)?;
        let address = address.parse().map_err(|_| unfit())?;
        let span = tracing::Span::none();
        let context = SlackClientApiCallContext {
            rate_control_params: None,
            token: None,
            tracing_span: &span,
            is_sensitive_url: true,
        };
        within::<Value>(self.slack.http_api.connector.http_post_uri(address, body, context)).await.map(drop)
    }

    /// The scopes that the bot's token has, which only a header tells.
    pub(super) async fn scopes(&self) -> Result<Vec<String>, Failure> {
        let request = hyper::Request::get(format!("{}/auth.test", self.base))
            .header("authorization", format!("Bearer {}", self.bot.token_value.0))
            .body(http_body_util::Empty::new())
            .map_err(|_| Failure::Unreachable("the call cannot be written"))?;
        let answer = timeout(CALL_LIMIT, self.plain.request(request)).await.map_err(|_| too_slow())?;
        let answer = answer.map_err(|_| unreachable())?;
        let header = answer.headers().get("x-oauth-scopes").and_then(|value| value.to_str().ok()).unwrap_or_default();
        Ok(header.split(',').map(str::trim).filter(|scope| !scope.is_empty()).map(str::to_owned).collect())
    }

    fn token(&self, who: As) -> Result<&SlackApiToken, Failure> {
        match who {
            As::Bot => Ok(&self.bot),
            As::App => self.app.as_ref().ok_or_else(|| Failure::BadToken("not_authed".to_owned())),
        }
    }
}

/// What Slack counts calls by: messages by their channel, everything else by the method.
fn counted(method: &str, body: &Value) -> String {
    match body["channel"].as_str().filter(|_| method.starts_with("chat.")) {
        Some(channel) => format!("{method}/{channel}"),
        None => method.to_owned(),
    }
}

fn token(key: &'static str, secret: &SecretString) -> Result<SlackApiToken, Error> {
    let token = secret.expose_secret().trim();
    if token.is_empty() || !token.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(Error::BadToken { key, code: "invalid_auth".to_owned() });
    }
    Ok(SlackApiToken::new(SlackApiTokenValue(token.to_owned())))
}

async fn within<T>(call: impl Future<Output = Result<T, SlackClientError>>) -> Result<T, Failure> {
    match timeout(CALL_LIMIT, call).await {
        Ok(answer) => answer.map_err(|error| failure(&error)),
        Err(_) => Err(too_slow()),
    }
}

fn too_slow() -> Failure {
    Failure::Unreachable("Slack did not answer in time")
}

fn unreachable() -> Failure {
    Failure::Unreachable("Slack cannot be reached")
}

fn failure(error: &SlackClientError) -> Failure {
    match error {
        SlackClientError::ApiError(error) => {
            refused(&error.code, error.http_response_body.as_deref().unwrap_or_default())
        }
        SlackClientError::RateLimitError(error) => Failure::TooMany(error.retry_after),
        SlackClientError::HttpError(error) if error.status_code.is_server_error() => {
            Failure::Server(error.status_code.as_u16())
        }
        SlackClientError::HttpError(error) => {
            Failure::Refused { code: format!("status {}", error.status_code.as_u16()), needed: None }
        }
        SlackClientError::ProtocolError(_) => Failure::Unreachable("Slack's answer cannot be read"),
        _ => unreachable(),
    }
}

/// What a refusal means.
fn refused(code: &str, body: &str) -> Failure {
    let code = harmless(code);
    match code.as_str() {
        "ratelimited" | "rate_limited" => Failure::TooMany(None),
        "internal_error" | "fatal_error" | "service_unavailable" | "request_timeout" | "team_added_to_org" => {
            Failure::Unreachable("Slack failed inside")
        }
        code if BAD_TOKEN.contains(&code) => Failure::BadToken(code.to_owned()),
        _ => {
            let body: Value = serde_json::from_str(body).unwrap_or_default();
            Failure::Refused { code, needed: body["needed"].as_str().map(harmless) }
        }
    }
}

/// Slack's codes and scopes are small letters; whatever else stood there is not repeated.
fn harmless(code: &str) -> String {
    code.chars().filter(|ch| ch.is_ascii_alphanumeric() || "_:.,-".contains(*ch)).take(LONGEST_CODE).collect()
}

/// Checks that requests come from Slack.
pub(super) struct Seal(SlackEventSignatureVerifier);

impl Seal {
    /// A check with the app's signing secret.
    pub(super) fn new(secret: &SecretString) -> Self {
        Self(SlackEventSignatureVerifier::new(&SlackSigningSecret(secret.expose_secret().trim().to_owned())))
    }

    /// Whether the raw body was signed with the secret in the last five minutes. The comparison takes the same time
    /// wherever it fails.
    pub(super) fn is_on(&self, signature: &str, timestamp: &str, body: &str) -> bool {
        self.0.verify(signature, body, timestamp).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_refusal_means_is_known() {
        let refusal = |code: &str, needed: Option<&str>| Failure::Refused {
            code: code.to_owned(),
            needed: needed.map(str::to_owned),
        };
        for (code, body, expected) in [
            ("channel_not_found", "{}", refusal("channel_not_found", None)),
            ("missing_scope", r#"{"needed":"chat:write"}"#, refusal("missing_scope", Some("chat:write"))),
            ("token_revoked", "", Failure::BadToken("token_revoked".into())),
            ("ratelimited", "", Failure::TooMany(None)),
            ("fatal_error", "", Failure::Unreachable("Slack failed inside")),
            ("odd <words> of somebody", "", refusal("oddwordsofsomebody", None)),
        ] {
            assert_eq!(refused(code, body), expected);
        }
    }

    #[test]
    fn no_token_is_sent_that_cannot_be_one() {
        for bad in ["", "  ", "xoxb 1", "xoxb-ü"] {
            assert!(matches!(token("slack.bot_token", &bad.into()), Err(Error::BadToken { .. })), "{bad}");
        }
        assert_eq!(token("slack.bot_token", &" xoxb-1\n".into()).unwrap().token_value.0, "xoxb-1");
    }

    #[test]
    fn what_is_long_past_or_not_signed_is_turned_away() {
        // The example of Slack's own documentation. What it takes is tested with fresh signatures in tests/slack/door.rs.
        let seal = Seal::new(&"8f742231b10e8888abcd99yyyzzz85a5".into());
        let signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
        assert!(!seal.is_on(signature, "1531420618", "token=xyzz0WbapA4vBCDEFasx0q6G"));
        assert!(!seal.is_on("", "", ""));
    }
}
