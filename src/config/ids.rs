//! What the values with a form of their own look like: ids, tokens, addresses.

use std::net::{IpAddr, SocketAddr};

/// A Discord id is a 64-bit number in digits; leading zeros do not occur.
pub(super) fn is_discord_id(id: &str) -> bool {
    !id.starts_with('0') && id.bytes().all(|b| b.is_ascii_digit()) && id.parse::<u64>().is_ok()
}

/// A Slack id is capital letters and digits, the first letter saying what it names.
pub(super) fn is_slack_id(id: &str) -> bool {
    let plain = id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    id.len() > 1 && plain && id.starts_with(|first: char| first.is_ascii_uppercase())
}

/// Whether an id of a channel or a person has the form that a platform's ids have, else how to find the right one.
///
/// # Errors
/// A sentence about what is wrong.
pub fn check_id(platform: &str, id: &str) -> Result<(), String> {
    let shown: String = id.chars().take(SHOWN).map(|letter| if letter.is_control() { '?' } else { letter }).collect();
    match platform {
        "discord" if is_discord_id(id) => Ok(()),
        "discord" => Err(format!(
            "`{shown}` is no Discord id: switch on the developer mode (settings, advanced) and take \"Copy ID\" from the \
             menu of the channel or person"
        )),
        "slack" if is_slack_id(id) => Ok(()),
        "slack" => {
            Err(format!("`{shown}` is no Slack id: Slack shows it under \"View details\" (capital letters and digits)"))
        }
        _ => Err(format!("there is no platform with channels that is called `{platform:.40}`: discord, slack")),
    }
}

/// Characters of a wrong id that are repeated.
const SHOWN: usize = 40;

/// A link that a reader can follow.
pub(super) fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.starts_with('/') && !rest.is_empty() && !rest.contains(char::is_whitespace))
}

/// The address of a stand-in on this machine without its closing slash; `None` for any other host.
///
/// Real tokens are sent there, so a name is not enough: only an address of the loopback range, or `localhost`, and
/// nothing that could move the host elsewhere (a user part, a path, a query).
pub(super) fn loopback_url(url: &str) -> Option<String> {
    let authority = url.strip_prefix("http://")?;
    let authority = authority.strip_suffix('/').unwrap_or(authority);
    let socket = authority.strip_prefix("localhost:").map(|port| format!("127.0.0.1:{port}"));
    let socket: SocketAddr = socket.as_deref().unwrap_or(authority).parse().ok()?;
    let loopback = match socket.ip() {
        IpAddr::V4(ip) => ip.is_loopback(),
        IpAddr::V6(ip) => ip.is_loopback(),
    };
    loopback.then(|| format!("http://{authority}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_is_a_stand_in() {
        for url in ["http://127.0.0.1:4000", "http://127.0.0.1:4000/", "http://[::1]:4000", "http://localhost:4000"] {
            assert_eq!(loopback_url(url).as_deref(), Some(url.trim_end_matches('/')), "{url}");
        }
        let refused = [
            "https://discord.com",
            "http://discord.com:80",
            "http://127.0.0.1.evil.example:80",
            "http://127.0.0.1:80@evil.example:80",
            "http://evil.example:80/127.0.0.1:80",
            "http://localhost:80@evil.example",
            "http://localhost.evil.example:80",
            "http://0.0.0.0:80",
            "http://10.0.0.1:80",
            "http://127.0.0.1:80?x",
            "127.0.0.1:80",
            "http://127.0.0.1",
            "",
        ];
        for url in refused {
            assert_eq!(loopback_url(url), None, "{url}");
        }
    }

    #[test]
    fn ids_have_their_platform_s_form() {
        for (id, discord, slack) in [
            ("123456789012345678", true, false),
            ("0123", false, false),
            ("99999999999999999999999", false, false),
            ("C024BE91L", false, true),
            ("c024be91l", false, false),
            ("#general", false, false),
            ("", false, false),
        ] {
            assert_eq!(is_discord_id(id), discord, "{id}");
            assert_eq!(is_slack_id(id), slack, "{id}");
        }
    }

    #[test]
    fn a_web_address_has_a_scheme_and_a_host() {
        for (url, good) in [
            ("https://clinic.example/contact", true),
            ("http://clinic.example", true),
            ("clinic.example", false),
            ("https://", false),
            ("https:///x", false),
            ("javascript:alert(1)", false),
            ("https://a b", false),
        ] {
            assert_eq!(is_web_address(url), good, "{url}");
        }
    }
}
