//! Settings → what the platform works with. Ids become numbers here; addresses are held to loopback once more.

use std::collections::HashSet;
use std::net::IpAddr;

use secrecy::{ExposeSecret, SecretString};
use serenity::model::id::{ChannelId, GuildId};

use super::error::Error;
use super::rest::Rest;
use crate::config::DiscordSettings;

/// The checked options of one run.
pub(super) struct Options {
    pub(super) token: SecretString,
    pub(super) base: Option<String>,
    pub(super) channels: HashSet<ChannelId>,
    pub(super) servers: HashSet<GuildId>,
}

impl Options {
    pub(super) fn new(settings: &DiscordSettings) -> Result<Self, Error> {
        let token = settings.token.as_ref().ok_or(Error::NoToken)?.expose_secret().trim();
        // The prefix is part of the header and not of the token, but is often copied with it.
        let token = token.strip_prefix("Bot ").unwrap_or(token).trim();
        if token.is_empty() || !token.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(Error::BadToken);
        }
        Ok(Self {
            token: SecretString::from(token),
            base: settings.api_url.as_deref().map(stand_in).transpose()?,
            channels: ids("discord.channels", &settings.channels)?,
            servers: ids("discord.servers", &settings.servers)?,
        })
    }

    /// The HTTP client for these options.
    pub(super) fn rest(&self) -> Result<Rest, Error> {
        Rest::new(&self.token, self.base.as_deref()).map_err(|error| Error::Unprepared(error.to_string()))
    }
}

fn ids<T: From<u64> + Eq + std::hash::Hash>(key: &'static str, texts: &[String]) -> Result<HashSet<T>, Error> {
    let id = |text: &String| {
        let number = text.trim().parse().ok().filter(|number| (1..u64::MAX).contains(number));
        number.map(T::from).ok_or_else(|| Error::BadId { key, id: text.clone() })
    };
    texts.iter().map(id).collect()
}

/// The address of a stand-in as serenity wants it: scheme, host and port.
fn stand_in(url: &str) -> Result<String, Error> {
    let address = url.trim_end_matches('/');
    if is_on_loopback(address, "http") { Ok(address.to_owned()) } else { Err(Error::NotLoopback(url.to_owned())) }
}

/// The gateway's address as serenity wants it: without a query. A stand-in's gateway is on loopback too, or the token
/// would leave the machine.
pub(super) fn gateway_address(url: &str, base: Option<&str>) -> Result<String, Error> {
    let address = url.split('?').next().unwrap_or(url).trim_end_matches('/');
    let fits = match base {
        Some(_) => is_on_loopback(address, "ws"),
        None => address.starts_with("wss://"),
    };
    if fits { Ok(address.to_owned()) } else { Err(Error::NotLoopback(url.to_owned())) }
}

fn is_on_loopback(address: &str, scheme: &str) -> bool {
    let Some(rest) = address.strip_prefix(scheme).and_then(|rest| rest.strip_prefix("://")) else { return false };
    let authority = rest.split('/').next().unwrap_or(rest);
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(token: &str, channels: &[&str]) -> DiscordSettings {
        DiscordSettings {
            token: Some(token.into()),
            servers: Vec::new(),
            channels: channels.iter().map(|&id| id.to_owned()).collect(),
            staff_channel: None,
            staff_channel_fallback: None,
            staff_ping: None,
            moderator_roles: Vec::new(),
            commands: crate::config::Commands::Off,
            api_url: None,
        }
    }

    #[test]
    fn a_token_is_taken_with_or_without_its_prefix() {
        for token in ["abc.def", "Bot abc.def", " abc.def\n"] {
            let options = Options::new(&settings(token, &[])).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(options.token.expose_secret(), "abc.def");
        }
        for token in ["", "two words", "tökén"] {
            assert!(matches!(Options::new(&settings(token, &[])), Err(Error::BadToken)), "{token:?}");
        }
    }

    #[test]
    fn an_id_that_is_no_number_is_named() {
        for id in ["general", "0", "18446744073709551615", "-1"] {
            let Err(Error::BadId { key, id: named }) = Options::new(&settings("t", &["12", id])) else {
                panic!("{id} was accepted");
            };
            assert_eq!((key, named.as_str()), ("discord.channels", id));
        }
    }

    #[test]
    fn the_token_stays_on_this_machine_where_a_stand_in_is_set() {
        let base = Some("http://127.0.0.1:1");
        for url in ["ws://127.0.0.1:5/gw", "ws://localhost:5", "ws://[::1]:5/gw/?v=10&encoding=json"] {
            assert!(gateway_address(url, base).is_ok(), "{url}");
        }
        for url in
            ["wss://gateway.discord.gg", "ws://10.0.0.1:5", "ws://127.0.0.1.evil.example", "ws://127.0.0.1@evil:1"]
        {
            assert!(gateway_address(url, base).is_err(), "{url}");
        }
        assert_eq!(
            gateway_address("wss://gateway.discord.gg/?v=10", None).ok().as_deref(),
            Some("wss://gateway.discord.gg")
        );
        assert!(gateway_address("ws://gateway.discord.gg", None).is_err(), "never without encryption");
    }
}
