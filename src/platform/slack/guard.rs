//! Who may use the moderators' commands.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::OnceCell;

use super::account::Account;
use super::client::{Client, Failure};
use super::lenient::{text, yes};

/// How long an answer of Slack's counts. Whoever is made a moderator, or is none any more, notices within it.
const KEPT: Duration = Duration::from_secs(60);
/// Accounts that are remembered at the same time.
const REMEMBERED: usize = 10_000;

/// Whether somebody may use the commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Moderator,
    Nobody,
    /// Slack does not say: nobody is let in.
    Unknown,
}

/// Answers of Slack's with when they were given.
type Kept<T> = Mutex<HashMap<String, (Instant, T)>>;

/// Knows the admins of the workspace and the members of the moderators' user groups.
pub(super) struct Guard {
    client: Arc<Client>,
    groups: Vec<String>,
    /// The bot's own workspace.
    team: OnceCell<String>,
    admins: Kept<bool>,
    members: Kept<HashSet<String>>,
}

impl Guard {
    pub(super) fn new(client: Arc<Client>, groups: Vec<String>) -> Self {
        Self { client, groups, team: OnceCell::new(), admins: Kept::default(), members: Kept::default() }
    }

    /// Whether somebody is certainly a moderator.
    pub(super) async fn is_moderator(&self, person: &str) -> bool {
        self.standing(person).await == Standing::Moderator
    }

    /// Whether somebody is a moderator: one yes is enough.
    pub(super) async fn standing(&self, person: &str) -> Standing {
        let mut sure = true;
        for group in &self.groups {
            match self.members(group).await {
                Ok(members) if members.contains(person) => return Standing::Moderator,
                Ok(_) => {}
                Err(failure) => sure = unasked("the members of a user group", &failure),
            }
        }
        match self.is_admin(person).await {
            Ok(true) => Standing::Moderator,
            Ok(false) if sure => Standing::Nobody,
            Ok(false) => Standing::Unknown,
            Err(failure) => {
                unasked("who is an admin", &failure);
                Standing::Unknown
            }
        }
    }

    async fn is_admin(&self, person: &str) -> Result<bool, Failure> {
        if let Some(known) = known(&self.admins, person) {
            return Ok(known);
        }
        let answer = self.client.read("users.info", &[("user", person)]).await?;
        let own = || async { Account::of(&self.client).await.map(|account| account.team) };
        let is = rules(&answer["user"], self.team.get_or_try_init(own).await?);
        keep(&self.admins, person, is);
        Ok(is)
    }

    async fn members(&self, group: &str) -> Result<HashSet<String>, Failure> {
        if let Some(known) = known(&self.members, group) {
            return Ok(known);
        }
        let answer = self.client.read("usergroups.users.list", &[("usergroup", group)]).await?;
        let members: HashSet<String> = answer["users"].as_array().into_iter().flatten().filter_map(text).collect();
        keep(&self.members, group, members.clone());
        Ok(members)
    }
}

/// Whether an account is an admin or an owner of this workspace. Those of other ones are guests here, whatever they are at
/// home: in a shared channel Slack shows them with what they are there.
fn rules(user: &Value, team: &str) -> bool {
    let is = |field: &str| yes(&user[field]);
    let mut teams = user["enterprise_user"]["teams"].as_array().into_iter().flatten();
    let elsewhere =
        text(&user["team_id"]).is_some_and(|own| own != team) && !teams.any(|own| own.as_str() == Some(team));
    let foreign = elsewhere
        || is("is_stranger")
        || is("is_restricted")
        || is("is_ultra_restricted")
        || is("deleted")
        || is("is_bot");
    !foreign && (is("is_admin") || is("is_owner") || is("is_primary_owner"))
}

fn known<T: Clone>(kept: &Kept<T>, name: &str) -> Option<T> {
    let kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.get(name).filter(|(since, _)| since.elapsed() < KEPT).map(|(_, answer)| answer.clone())
}

fn keep<T>(kept: &Kept<T>, name: &str, answer: T) {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= REMEMBERED {
        kept.clear();
    }
    kept.insert(name.to_owned(), (Instant::now(), answer));
}

/// Tells the operator. It is never sure then.
fn unasked(what: &str, failure: &Failure) -> bool {
    tracing::warn!("Slack: it does not say {what}, so that nobody was let in: {}", super::wall::explained(failure));
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn admins_and_owners_of_the_workspace_rule() {
        for (user, expected) in [
            (json!({"is_admin": true}), true),
            (json!({"is_owner": true}), true),
            (json!({"is_primary_owner": "true"}), true),
            (json!({"is_admin": false}), false),
            (json!({}), false),
            (json!({"is_admin": true, "is_stranger": true}), false),
            (json!({"is_admin": true, "deleted": true}), false),
            (json!({"is_admin": true, "is_bot": true}), false),
            (json!({"is_admin": true, "team_id": "T1"}), true),
            (json!({"is_admin": true, "team_id": "T2"}), false),
            (json!({"is_admin": true, "team_id": "T2", "enterprise_user": {"teams": ["T1"]}}), true),
        ] {
            assert_eq!(rules(&user, "T1"), expected, "{user}");
        }
    }

    #[tokio::test]
    async fn where_slack_cannot_be_asked_nobody_is_let_in() {
        let client = Arc::new(Client::new(&"xoxb-1".into(), None, Some("http://127.0.0.1:1")).unwrap());
        let guard = Guard::new(client, vec!["S1".into()]);
        assert_eq!(guard.standing("U1").await, Standing::Unknown);
        keep(&guard.members, "S1", ["U1".to_owned()].into());
        assert_eq!(guard.standing("U1").await, Standing::Moderator);
        assert_eq!(guard.standing("U2").await, Standing::Unknown);
        keep(&guard.admins, "U2", false);
        assert_eq!(guard.standing("U2").await, Standing::Nobody);
    }
}
