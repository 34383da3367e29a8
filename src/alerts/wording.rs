//! What staff read. Never a word of the message: only where it is.

use std::fmt::Write as _;

use crate::store::NewAlert;

/// The tier of a test alarm.
pub const DRILL: &str = "drill";

/// The text of an alert in the mark-up of the documents. `account` writes an account as staff can find it there;
/// `fallback` says that it comes to the second channel.
pub fn text(alert: &NewAlert, account: impl Fn(&str) -> String, fallback: bool) -> String {
    let mut text = match alert.tier.as_str() {
        DRILL => {
            "**Drill:** this is a test of the alerts. Nobody is in danger, and nothing needs to be done.".to_owned()
        }
        "emergency" => "**Emergency:** a message sounds as if a life were in danger. Please look now.".to_owned(),
        "crisis" => "**Crisis:** a message sounds like suicide or self-harm. Please look now.".to_owned(),
        tier => format!("**Alert ({tier}):** a message needs somebody to look now."),
    };
    if alert.tier != DRILL {
        let _ = match (&alert.link, &alert.account) {
            (Some(link), _) => write!(text, "\n{link}"),
            (None, Some(who)) => write!(text, "\nThere is no link to it. On {}: {}.", alert.platform, account(who)),
            (None, None) => write!(text, "\nThere is no link to it. On {}, channel {}.", alert.platform, alert.channel),
        };
    }
    let _ = write!(text, "\nWritten {} UTC. This alert is automated.", alert.at.minute());
    if fallback {
        text.push_str(" It comes here because the staff channel refuses it: please check the bot's rights there.");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;

    fn said(tier: &str, link: Option<&str>, account: Option<&str>, fallback: bool) -> String {
        let alert = NewAlert {
            key: "k".into(),
            at: Moment(1_796_000_709_120),
            platform: "discord".into(),
            tier: tier.into(),
            channel: "77".into(),
            link: link.map(str::to_owned),
            account: account.map(str::to_owned),
        };
        text(&alert, |id| format!("<@{id}>"), fallback)
    }

    #[test]
    fn every_alert_says_what_where_when_and_that_it_is_automated() {
        let link = Some("https://discord.com/channels/1/2/3");
        for (tier, link, account, parts) in [
            ("emergency", link, None, vec!["**Emergency:**", "https://discord.com/channels/1/2/3"]),
            ("crisis", link, Some("5"), vec!["**Crisis:**", "https://discord.com/channels/1/2/3"]),
            ("crisis", None, Some("5"), vec!["**Crisis:**", "no link", "On discord: <@5>."]),
            ("crisis", None, None, vec!["no link", "On discord, channel 77."]),
            ("other", None, None, vec!["**Alert (other):**"]),
            (DRILL, None, None, vec!["**Drill:**", "Nobody is in danger"]),
        ] {
            let text = said(tier, link, account, false);
            for part in parts.into_iter().chain(["2026-11-30 01:05 UTC", "automated"]) {
                assert!(text.contains(part), "no {part:?} in {text}");
            }
            assert!(!text.contains("refuses"), "{text}");
        }
        assert!(!said(DRILL, None, None, false).contains("no link"));
        assert!(said("crisis", link, Some("5"), true).contains("staff channel refuses it"));
        assert!(!said("crisis", link, Some("5"), false).contains("<@5>"), "a link is enough");
    }
}
