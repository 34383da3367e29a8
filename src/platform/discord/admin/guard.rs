//! Who may use the moderators' commands, and under which name the history shows them.

use std::collections::HashSet;

use serenity::model::id::RoleId;

use super::super::interaction::{Interaction, Person};
use crate::moderation::Moderator;

/// Said where the settings name nobody.
const NO_ROLES: &str = "Nobody may use this yet: whoever runs the bot names the moderators' roles in the setting \
                        `discord.moderator_roles`.";
const ELSEWHERE: &str = "This works on the clinic's server only.";
const NO_MODERATOR: &str = "Only moderators of the FAQ may use this.";

/// Accounts have names of up to 32 characters.
const LONGEST_NAME: usize = 32;

/// Why somebody may not use the commands. That Discord shows them is not enough.
pub(super) fn refusal(roles: &HashSet<RoleId>, interaction: &Interaction) -> Option<&'static str> {
    if interaction.server.is_none() {
        return Some(ELSEWHERE);
    }
    if roles.is_empty() {
        return Some(NO_ROLES);
    }
    let may = interaction.person.roles.iter().any(|role| roles.contains(role));
    (!may).then_some(NO_MODERATOR)
}

/// Who it is. The number tells accounts apart whatever they call themselves, so that no name may hold what stands around
/// it. Nobody can say of themselves in a chat that they are a reviewer.
pub(super) fn moderator(person: &Person) -> Moderator {
    let known = |ch: &char| ch.is_alphanumeric() || matches!(ch, '.' | '_' | '-');
    let name: String = person.name.chars().filter(known).take(LONGEST_NAME).collect();
    let name = if name.is_empty() { "account".to_owned() } else { name };
    Moderator { name: format!("discord:{name} ({})", person.id), reviewer: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn person(name: &str) -> Person {
        Person { id: 5.into(), name: name.to_owned(), roles: Vec::new() }
    }

    #[test]
    fn nobody_can_look_like_another() {
        let cases = [
            ("anna.b_c", "discord:anna.b_c (5)"),
            ("anna (6)", "discord:anna6 (5)"),
            ("disk", "discord:disk (5)"),
            ("\u{202e}evil\n", "discord:evil (5)"),
            ("", "discord:account (5)"),
        ];
        for (name, expected) in cases {
            assert_eq!(moderator(&person(name)).name, expected, "{name:?}");
        }
        assert!(!moderator(&person("x")).reviewer);
    }

    #[test]
    fn only_the_roles_of_the_settings_count() {
        let asked = |server: bool, roles: &[&str]| -> Interaction {
            let mut fields =
                json!({"id": "7", "type": 2, "token": "t", "channel_id": "2", "data": {"name": "faq-admin"}});
            fields["member"] = json!({"user": {"id": "5", "username": "anna"}, "roles": roles, "permissions": "8"});
            if server {
                fields["guild_id"] = json!("1");
            }
            serde_json::from_value(fields).unwrap()
        };
        let roles: HashSet<RoleId> = [RoleId::new(8)].into();
        assert_eq!(refusal(&roles, &asked(true, &["7", "8"])), None);
        assert_eq!(refusal(&roles, &asked(true, &["7"])), Some(NO_MODERATOR));
        assert_eq!(refusal(&roles, &asked(false, &["8"])), Some(ELSEWHERE));
        assert_eq!(refusal(&HashSet::new(), &asked(true, &["8"])), Some(NO_ROLES));
    }
}
