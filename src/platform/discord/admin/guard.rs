//! Who may use the moderators' commands.

use std::collections::HashSet;

use serenity::model::id::RoleId;

use super::super::interaction::Interaction;

/// Said where the settings name nobody.
const NO_ROLES: &str = "Nobody may use this yet: whoever runs the bot names the moderators' roles in the setting \
                        `discord.moderator_roles`.";
const ELSEWHERE: &str = "This works on the clinic's server only.";
const NO_MODERATOR: &str = "Only moderators of the FAQ may use this.";

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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

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
