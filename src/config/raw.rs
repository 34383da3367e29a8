//! The settings as they are written, before anything is checked: one field for each key of `config/default.toml`.

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    pub(super) bot: Bot,
    pub(super) provider: Provider,
    pub(super) faq: Faq,
    #[serde(rename = "match")]
    pub(super) matching: Match,
    pub(super) discord: Discord,
    pub(super) slack: Slack,
    pub(super) web: Web,
    pub(super) store: Store,
    pub(super) privacy: Privacy,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bot {
    pub(super) region: String,
    pub(super) disclaimer: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Provider {
    pub(super) name: String,
    pub(super) phone: String,
    pub(super) url: String,
    pub(super) hours: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Faq {
    pub(super) dir: String,
    pub(super) source: String,
    pub(super) messages: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Match {
    pub(super) answer: f64,
    pub(super) margin: f64,
    pub(super) suggest: f64,
    pub(super) ambient: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Discord {
    pub(super) token: String,
    pub(super) servers: Vec<String>,
    pub(super) channels: Vec<String>,
    pub(super) staff_channel: String,
    pub(super) staff_channel_fallback: String,
    pub(super) staff_ping: String,
    pub(super) moderator_roles: Vec<String>,
    pub(super) commands: String,
    pub(super) api_url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Slack {
    pub(super) mode: String,
    pub(super) app_token: String,
    pub(super) bot_token: String,
    pub(super) signing_secret: String,
    pub(super) workspaces: Vec<String>,
    pub(super) channels: Vec<String>,
    pub(super) staff_channel: String,
    pub(super) staff_channel_fallback: String,
    pub(super) staff_ping: String,
    pub(super) moderator_groups: Vec<String>,
    pub(super) api_url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Web {
    pub(super) bind: String,
    pub(super) public_url: String,
    pub(super) trusted_proxies: Vec<String>,
    pub(super) allowed_origins: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Store {
    pub(super) url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Privacy {
    pub(super) keep: String,
    pub(super) retention_days: i64,
}
