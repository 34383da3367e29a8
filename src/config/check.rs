//! Raw settings → checked settings. Each check adds its problem and goes on, so that all are reported at once.

use super::ids::{is_discord_id, is_slack_id, is_web_address, loopback_url};
use super::origin::{no_address, origin};
use super::problem::Problem;
use super::raw::{self, Raw};
use super::schema::{closest, is_default};
use super::settings::{
    BotSettings, Commands, DiscordSettings, FaqSettings, FaqSource, Keep, MatchSettings, PrivacySettings, Provider,
    Region, Settings, SlackMode, SlackSettings, StoreSettings, WebSettings,
};
use secrecy::SecretString;
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// Kept text is deleted after ten years at the latest: longer is a slip of the keys.
const MAX_RETENTION_DAYS: u32 = 3650;

/// Checks every value. `places` says where each key was set last.
pub(super) fn check(raw: &Raw, places: &HashMap<&str, &str>, problems: &mut Vec<Problem>) -> Option<Settings> {
    let mut checker = Checker { places, problems };
    let bot = checker.bot(&raw.bot);
    let provider = checker.provider(&raw.provider);
    let faq = checker.faq(&raw.faq);
    let matching = checker.matching(&raw.matching);
    let discord = checker.discord(&raw.discord);
    let slack = checker.slack(&raw.slack);
    let web = checker.web(&raw.web);
    let store = checker.store(&raw.store);
    let privacy = checker.privacy(&raw.privacy);
    Some(Settings {
        bot: bot?,
        provider,
        faq: faq?,
        matching,
        discord,
        slack: slack?,
        web: web?,
        store: store?,
        privacy: privacy?,
    })
}

struct Checker<'a> {
    places: &'a HashMap<&'a str, &'a str>,
    problems: &'a mut Vec<Problem>,
}

impl Checker<'_> {
    fn problem(&mut self, key: &str, message: &str) {
        self.conflict(key, key, message);
    }

    /// A problem between two settings, placed where the operator changed one of them.
    fn conflict(&mut self, key: &str, other: &str, message: &str) {
        let places = [key, other].map(|key| self.places.get(key).copied().unwrap_or(key));
        let place = places.iter().find(|place| !is_default(place)).unwrap_or(&places[0]);
        self.problems.push(Problem::new(*place, format!("`{key}` {message}")));
    }

    /// One of a few words.
    fn choice<T: Copy>(&mut self, key: &str, value: &str, choices: &[(&'static str, T)]) -> Option<T> {
        let found = choices.iter().find(|(name, _)| *name == value).map(|(_, choice)| *choice);
        if found.is_none() {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            let hint = closest(value, names.iter().copied())
                .map_or(String::new(), |near| format!(": did you mean \"{near}\"?"));
            self.problem(key, &format!("must be one of {}, not \"{value}\"{hint}", names.join(", ")));
        }
        found
    }

    fn id(&mut self, key: &str, value: &str, form: &IdForm) -> Option<String> {
        let id = set(value)?;
        if (form.fits)(&id) {
            return Some(id);
        }
        self.problem(key, &format!("holds \"{id}\", which is no id: {}", form.hint));
        None
    }

    fn ids(&mut self, key: &str, values: &[String], form: &IdForm) -> Vec<String> {
        values.iter().filter_map(|value| self.id(key, value, form)).collect()
    }

    fn api_url(&mut self, key: &str, value: &str) -> Option<String> {
        let url = set(value)?;
        let checked = loopback_url(&url);
        if checked.is_none() {
            self.problem(key, "is for a stand-in on this machine: http://127.0.0.1:PORT, no other host and no path");
        }
        checked
    }

    fn bot(&mut self, raw: &raw::Bot) -> Option<BotSettings> {
        let regions = Region::ALL.map(|region| (region.name(), region));
        let region = self.choice("bot.region", &raw.region, &regions);
        if raw.disclaimer.trim().is_empty() {
            self.problem("bot.disclaimer", "must not be empty: every answer refers to the provider");
        }
        Some(BotSettings { region: region?, disclaimer: raw.disclaimer.clone() })
    }

    fn provider(&mut self, raw: &raw::Provider) -> Provider {
        let url = set(&raw.url);
        if url.as_deref().is_some_and(|url| !is_web_address(url)) {
            self.problem("provider.url", "must begin with https:// or http:// and a host");
        }
        Provider { name: set(&raw.name), phone: set(&raw.phone), url, hours: set(&raw.hours) }
    }

    fn faq(&mut self, raw: &raw::Faq) -> Option<FaqSettings> {
        let source =
            self.choice("faq.source", &raw.source, &[("files", FaqSource::Files), ("store", FaqSource::Store)])?;
        Some(FaqSettings {
            dir: set(&raw.dir).map(PathBuf::from),
            source,
            messages: set(&raw.messages).map(PathBuf::from),
        })
    }

    fn matching(&mut self, raw: &raw::Match) -> MatchSettings {
        let named =
            [("answer", raw.answer), ("margin", raw.margin), ("suggest", raw.suggest), ("ambient", raw.ambient)];
        for (name, value) in named {
            if !(0.0..=1.0).contains(&value) {
                self.problem(&format!("match.{name}"), &format!("must be from 0 to 1, not {value}"));
            }
        }
        if raw.suggest > raw.answer {
            let message = "must not be above match.answer: suggesting is for what is not sure enough";
            self.conflict("match.suggest", "match.answer", message);
        }
        if raw.ambient < raw.answer {
            let message = "must not be below match.answer: unasked, the bot must be surer than asked";
            self.conflict("match.ambient", "match.answer", message);
        }
        MatchSettings { answer: raw.answer, margin: raw.margin, suggest: raw.suggest, ambient: raw.ambient }
    }

    fn discord(&mut self, raw: &raw::Discord) -> DiscordSettings {
        let id = &IdForm {
            fits: is_discord_id,
            hint: "in Discord's developer mode, right-click and \"Copy ID\" (digits only)",
        };
        DiscordSettings {
            token: secret(&raw.token),
            servers: self.ids("discord.servers", &raw.servers, id),
            channels: self.ids("discord.channels", &raw.channels, id),
            staff_channel: self.id("discord.staff_channel", &raw.staff_channel, id),
            staff_channel_fallback: self.id("discord.staff_channel_fallback", &raw.staff_channel_fallback, id),
            staff_ping: self.id("discord.staff_ping", &raw.staff_ping, id),
            moderator_roles: self.ids("discord.moderator_roles", &raw.moderator_roles, id),
            commands: self.commands(&raw.commands),
            api_url: self.api_url("discord.api_url", &raw.api_url),
        }
    }

    fn commands(&mut self, value: &str) -> Commands {
        match value.trim() {
            "global" => Commands::Global,
            "off" => Commands::Off,
            id if is_discord_id(id) => Commands::Server(id.to_owned()),
            other => {
                let message = format!("must be \"global\", \"off\" or the id of a server, not \"{other}\"");
                self.problem("discord.commands", &message);
                Commands::Off
            }
        }
    }

    fn slack(&mut self, raw: &raw::Slack) -> Option<SlackSettings> {
        let id =
            &IdForm { fits: is_slack_id, hint: "Slack shows it under \"View details\" (capital letters and digits)" };
        let mode = self.choice("slack.mode", &raw.mode, &[("socket", SlackMode::Socket), ("http", SlackMode::Http)]);
        let slack = SlackSettings {
            mode: mode.unwrap_or(SlackMode::Socket),
            app_token: secret(&raw.app_token),
            bot_token: secret(&raw.bot_token),
            signing_secret: secret(&raw.signing_secret),
            workspaces: self.ids("slack.workspaces", &raw.workspaces, id),
            channels: self.ids("slack.channels", &raw.channels, id),
            staff_channel: self.id("slack.staff_channel", &raw.staff_channel, id),
            staff_channel_fallback: self.id("slack.staff_channel_fallback", &raw.staff_channel_fallback, id),
            staff_ping: self.id("slack.staff_ping", &raw.staff_ping, id),
            moderator_groups: self.ids("slack.moderator_groups", &raw.moderator_groups, id),
            api_url: self.api_url("slack.api_url", &raw.api_url),
        };
        mode?;
        self.slack_secrets(&slack);
        Some(slack)
    }

    /// With a bot token, each mode needs the secret that it works with.
    fn slack_secrets(&mut self, slack: &SlackSettings) {
        if slack.bot_token.is_none() {
            return;
        }
        match slack.mode {
            SlackMode::Socket if slack.app_token.is_none() => {
                self.conflict(
                    "slack.app_token",
                    "slack.bot_token",
                    "is needed beside slack.bot_token in the mode \"socket\"",
                );
            }
            SlackMode::Http if slack.signing_secret.is_none() => {
                self.conflict(
                    "slack.signing_secret",
                    "slack.bot_token",
                    "is needed beside slack.bot_token in the mode \"http\"",
                );
            }
            _ => {}
        }
    }

    fn web(&mut self, raw: &raw::Web) -> Option<WebSettings> {
        let bind: Option<SocketAddr> = raw.bind.trim().parse().ok();
        if bind.is_none() {
            self.problem(
                "web.bind",
                &format!("must be an address and a port like 127.0.0.1:8080, not \"{}\"", raw.bind),
            );
        }
        let public_url = set(&raw.public_url).and_then(|url| self.origin("web.public_url", &url));
        let trusted_proxies = self.addresses("web.trusted_proxies", &raw.trusted_proxies);
        if public_url.is_some() && raw.trusted_proxies.is_empty() {
            self.conflict(
                "web.trusted_proxies",
                "web.public_url",
                "is needed beside web.public_url: the addresses that the proxy connects from, for example 127.0.0.1",
            );
        }
        let origins = raw.allowed_origins.iter().filter_map(|origin| set(origin));
        let allowed_origins = origins.filter_map(|origin| self.origin("web.allowed_origins", &origin)).collect();
        Some(WebSettings { bind: bind?, public_url, trusted_proxies, allowed_origins })
    }

    fn origin(&mut self, key: &str, value: &str) -> Option<String> {
        origin(value).map_err(|wrong| self.problem(key, &wrong)).ok()
    }

    fn addresses(&mut self, key: &str, values: &[String]) -> Vec<IpAddr> {
        let mut addresses = Vec::new();
        for value in values.iter().filter_map(|value| set(value)) {
            match value.parse() {
                Ok(address) => addresses.push(address),
                Err(_) => self.problem(key, &no_address(&value)),
            }
        }
        addresses
    }

    fn store(&mut self, raw: &raw::Store) -> Option<StoreSettings> {
        let url = raw.url.trim();
        if ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme) && url != *scheme) {
            return Some(StoreSettings { url: url.into() });
        }
        self.problem("store.url", "must be sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE");
        None
    }

    fn privacy(&mut self, raw: &raw::Privacy) -> Option<PrivacySettings> {
        let kinds = [("nothing", Keep::Nothing), ("redacted", Keep::Redacted), ("text", Keep::Text)];
        let keep = self.choice("privacy.keep", &raw.keep, &kinds);
        let days = u32::try_from(raw.retention_days).ok().filter(|days| (1..=MAX_RETENTION_DAYS).contains(days));
        if days.is_none() {
            let message = format!("must be from 1 to {MAX_RETENTION_DAYS} days, not {}", raw.retention_days);
            self.problem("privacy.retention_days", &message);
        }
        Some(PrivacySettings { keep: keep?, retention_days: days? })
    }
}

/// What ids of a platform look like, and where its people find them.
struct IdForm {
    fits: fn(&str) -> bool,
    hint: &'static str,
}

/// A text without the blanks around it; an empty one is "not set".
fn set(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn secret(text: &str) -> Option<SecretString> {
    set(text).map(SecretString::from)
}
