//! Where pages live: origins as browsers write them, and addresses of proxies.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

/// An origin in the form in which browsers write it: `https://HOST` or `https://HOST:PORT`, in lower case.
///
/// Without TLS only this machine's own names are taken: what patients ask must not cross a network in the clear.
///
/// # Errors
/// What is wrong, after the name of the setting; with what was probably meant.
pub(super) fn origin(value: &str) -> Result<String, String> {
    let value = value.trim();
    let (scheme, rest) = match value.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => ("https".to_owned(), value),
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let wrong = |said: &str, hint: &str| Err(format!("holds \"{value}\", {said}{hint}"));
    if !is_authority(&authority) || !["http", "https"].contains(&scheme.as_str()) {
        return wrong("which is no web address: https:// and a host, nothing else", "");
    }
    if scheme == "http" && !is_local(&authority) {
        let hint = format!(": did you mean \"https://{authority}\"?");
        return wrong("where questions would cross the network in the clear", &hint);
    }
    let default_port = if scheme == "https" { ":443" } else { ":80" };
    let written = format!("{scheme}://{}", authority.strip_suffix(default_port).unwrap_or(&authority));
    if !value.contains("://") || !["", "/"].contains(&&rest[authority.len()..]) {
        return wrong("and must be an address without a page", &format!(": did you mean \"{written}\"?"));
    }
    Ok(written)
}

/// The sentence about something that is no address of a machine.
pub(super) fn no_address(value: &str) -> String {
    let without_port = value.parse::<SocketAddr>().map(|socket| socket.ip().to_string());
    let first_of_range = value.split_once('/').map(|(address, _)| address.to_owned());
    let meant = without_port.ok().or(first_of_range.filter(|address| address.parse::<Ipv4Addr>().is_ok()));
    let meant = meant.or_else(|| value.eq_ignore_ascii_case("localhost").then(|| Ipv4Addr::LOCALHOST.to_string()));
    let hint = meant.map_or(String::new(), |meant| format!(": did you mean \"{meant}\"?"));
    format!("holds \"{value}\", which is no single address like 127.0.0.1 or ::1{hint}")
}

/// A host by name or address, with a port or without; no user part, no wildcard.
fn is_authority(authority: &str) -> bool {
    let (host, port) = split_port(authority);
    let named = |host: &str| {
        let label = |label: &str| {
            let plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            !label.is_empty() && plain && !label.starts_with('-') && !label.ends_with('-')
        };
        host.split('.').all(label)
    };
    let bracketed = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let good = bracketed.map_or_else(|| named(host), |address| address.parse::<Ipv6Addr>().is_ok());
    good && port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0))
}

fn is_local(authority: &str) -> bool {
    let (host, _) = split_port(authority);
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_written_as_browsers_write_it() {
        for (value, written) in [
            ("https://clinic.example", "https://clinic.example"),
            ("https://Clinic.Example/", "https://clinic.example"),
            ("https://clinic.example:8443", "https://clinic.example:8443"),
            ("https://clinic.example:443", "https://clinic.example"),
            ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
            ("http://[::1]:3000", "http://[::1]:3000"),
        ] {
            assert_eq!(origin(value).as_deref(), Ok(written), "{value}");
        }
    }

    #[test]
    fn what_is_no_origin_is_said_with_what_was_meant() {
        for (value, words) in [
            ("clinic.example", "did you mean \"https://clinic.example\"?"),
            ("https://clinic.example/contact", "did you mean \"https://clinic.example\"?"),
            ("https://clinic.example?x=1", "did you mean \"https://clinic.example\"?"),
            ("http://clinic.example", "in the clear: did you mean \"https://clinic.example\"?"),
            ("http://localhost.evil.example", "in the clear"),
            ("https://*.example", "no web address"),
            ("https://", "no web address"),
            ("https://a b", "no web address"),
            ("https://me@clinic.example", "no web address"),
            ("https://clinic.example:0", "no web address"),
            ("https://clinic.example; script-src *", "no web address"),
            ("javascript://x", "no web address"),
            ("*", "no web address"),
            ("null://", "no web address"),
        ] {
            let wrong = origin(value).expect_err(value);
            assert!(wrong.contains(words), "{value}: {wrong}");
        }
    }

    #[test]
    fn what_is_no_address_is_said_with_what_was_meant() {
        for (value, words) in [
            ("127.0.0.1:80", "did you mean \"127.0.0.1\"?"),
            ("[::1]:80", "did you mean \"::1\"?"),
            ("10.0.0.1/8", "did you mean \"10.0.0.1\"?"),
            ("localhost", "did you mean \"127.0.0.1\"?"),
            ("proxy", "no single address"),
        ] {
            assert!(no_address(value).contains(words), "{value}: {}", no_address(value));
        }
    }
}
