//! What the app may do, and what for.

/// Each scope of the bot's token with what needs it. Nothing else is asked for.
pub(super) const SCOPES: [(&str, &str); 12] = [
    ("app_mentions:read", "to hear its name in channels where it does not listen"),
    ("channels:history", "to read messages in the public channels it was invited to"),
    ("groups:history", "the same in private channels"),
    ("im:history", "to read what people write to it alone"),
    ("mpim:history", "to read group talks that it was added to"),
    ("chat:write", "to answer, and to change and remove its answers"),
    ("commands", "to offer /ask, /faq, /faq-admin and the commands on messages"),
    ("users:read", "to know the workspace's admins, who may use /faq-admin"),
    ("usergroups:read", "to know the members of slack.moderator_groups"),
    ("channels:read", "to see whether it is in a public channel"),
    ("groups:read", "the same for private channels"),
    ("im:write", "to write to somebody in danger alone"),
];

/// The events that the bot hears.
pub(super) const EVENTS: [&str; 8] = [
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "tokens_revoked",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_has_the_scope_that_it_needs() {
        let needed = [
            ("app_mention", "app_mentions:read"),
            ("message.channels", "channels:history"),
            ("message.groups", "groups:history"),
            ("message.im", "im:history"),
            ("message.mpim", "mpim:history"),
        ];
        for (event, scope) in needed {
            assert!(EVENTS.contains(&event) && SCOPES.iter().any(|(name, _)| *name == scope), "{event}");
        }
        let free = EVENTS.iter().filter(|event| !needed.iter().any(|(name, _)| name == *event)).count();
        assert_eq!(free, 3);
    }
}
