//! What is still missing for the bot to do its work, and what to click for it.

use serde_json::json;

use super::super::account::Account;
use super::super::client::{As, Client, Failure};
use super::super::lenient::{text, yes};
use super::super::{Error, STAFF_CHANNEL};
use super::scopes::SCOPES;
use crate::config::{SlackMode, SlackSettings};
use crate::platform::conduct::Finding;

const BOT_TOKEN: &str = "slack.bot_token";
const APP_TOKEN: &str = "slack.app_token";
const SECRET: &str = "slack.signing_secret";
const SCOPE: &str = "scopes";
const WORKSPACES: &str = "slack.workspaces";
const CHANNELS: &str = "slack.channels";
const ENABLED: &str = "enabled by moderators";
const FALLBACK: &str = "slack.staff_channel_fallback";
const PING: &str = "slack.staff_ping";
const MODERATORS: &str = "slack.moderator_groups";
const APPS: &str = "https://api.slack.com/apps";

/// Looks at the tokens, the scopes, and every channel and group that the settings name. `enabled` are the channels in which
/// moderators let the bot listen, `staff` the one that they chose for alerts.
///
/// # Errors
/// Settings that cannot be used. What Slack says is a finding.
pub async fn check(settings: &SlackSettings, enabled: &[String], staff: Option<&str>) -> Result<Vec<Finding>, Error> {
    let client = Client::of(settings)?;
    let mut found = Vec::new();
    let Some(account) = bot_token(&client, &mut found).await else { return Ok(found) };
    found.push(scopes(&client).await);
    found.push(way_in(settings, &client).await);
    found.extend(workspaces(settings, &account));
    found.extend(channels(settings, &client, enabled, staff).await);
    found.extend(groups(settings, &client).await);
    Ok(found)
}

/// Who the bot is, if its token is accepted.
async fn bot_token(client: &Client, found: &mut Vec<Finding>) -> Option<Account> {
    match Account::of(client).await {
        Ok(account) => {
            let said = format!("accepted, for the bot {} in the workspace {}", account.user, account.team);
            found.push(Finding::good(BOT_TOKEN, said));
            Some(account)
        }
        Err(Failure::BadToken(code)) => {
            let todo = format!("copy it again: {APPS}, the app, \"OAuth & Permissions\" (it begins with xoxb-)");
            found.push(Finding::bad(BOT_TOKEN, format!("Slack does not accept it ({code})"), todo));
            None
        }
        Err(failure) => {
            let todo = "see that this machine reaches https://slack.com, then try again";
            found.push(Finding::bad(BOT_TOKEN, format!("it could not be tried: {failure}"), todo));
            None
        }
    }
}

async fn scopes(client: &Client) -> Finding {
    match client.scopes().await {
        Ok(given) if given.is_empty() => Finding::unknown(SCOPE, "Slack does not tell which scopes the token has"),
        Ok(given) => compared(&given),
        Err(failure) => unasked(SCOPE, &failure),
    }
}

/// What is missing of the scopes, and what is too much.
fn compared(given: &[String]) -> Finding {
    let missing: Vec<String> = SCOPES
        .iter()
        .filter(|(scope, _)| !given.iter().any(|given| given == scope))
        .map(|(scope, why)| format!("{scope} ({why})"))
        .collect();
    let surplus: Vec<&str> =
        given.iter().map(String::as_str).filter(|given| !SCOPES.iter().any(|(scope, _)| scope == given)).collect();
    if !missing.is_empty() {
        let todo = format!(
            "{APPS}, the app, \"App Manifest\": paste what `askwell slack manifest` prints, save, then \"Install App\" and \
             \"Reinstall to Workspace\""
        );
        return Finding::bad(SCOPE, format!("missing: {}", missing.join(", ")), todo);
    }
    if surplus.is_empty() {
        return Finding::good(SCOPE, "all that are needed, and no more");
    }
    let said = format!("all that are needed, and some that are not: {}", surplus.join(", "));
    let todo = format!("take them away: {APPS}, the app, \"OAuth & Permissions\", \"Bot Token Scopes\"");
    Finding { todo: Some(todo), ..Finding::unknown(SCOPE, said) }
}

/// How events come in.
async fn way_in(settings: &SlackSettings, client: &Client) -> Finding {
    if settings.mode == SlackMode::Http {
        return Finding::unknown(
            SECRET,
            "set; Slack tells only with the first request whether it is the right one: the log complains if it is not",
        );
    }
    match client.call(As::App, "apps.connections.open", &json!({})).await {
        Ok(_) => Finding::good(APP_TOKEN, "accepted: a socket can be opened"),
        Err(Failure::BadToken(code)) => Finding::bad(
            APP_TOKEN,
            format!("Slack does not accept it ({code})"),
            format!(
                "{APPS}, the app, \"Basic Information\", \"App-Level Tokens\": make one with the scope connections:write (it \
                 begins with xapp-)"
            ),
        ),
        Err(Failure::Refused { code, .. }) => Finding::bad(
            APP_TOKEN,
            format!("no socket can be opened ({code})"),
            format!(
                "{APPS}, the app, \"Socket Mode\": switch on \"Enable Socket Mode\"; the token needs connections:write"
            ),
        ),
        Err(failure) => unasked(APP_TOKEN, &failure),
    }
}

/// Whether the token's workspace is one of the clinic's own.
fn workspaces(settings: &SlackSettings, account: &Account) -> Vec<Finding> {
    if settings.workspaces.is_empty() {
        return vec![Finding::unknown(WORKSPACES, format!("none set; the token is of {}", account.team))];
    }
    let one = |workspace: &String| {
        let subject = format!("{WORKSPACES}: {workspace}");
        if *workspace == account.team {
            Finding::good(subject, "the token's own")
        } else {
            Finding::unknown(subject, format!("the token is of another one, {}", account.team))
        }
    };
    let mut found: Vec<Finding> = settings.workspaces.iter().map(one).collect();
    if !settings.workspaces.contains(&account.team) {
        let todo =
            format!("add {} to {WORKSPACES}, or install the app in the workspace that is named there", account.team);
        found.push(Finding::bad(WORKSPACES, "the token's workspace is not among them: the bot does not start", todo));
    }
    found
}

async fn channels(settings: &SlackSettings, client: &Client, enabled: &[String], staff: Option<&str>) -> Vec<Finding> {
    let mut found = Vec::new();
    if settings.channels.is_empty() && enabled.is_empty() {
        found.push(Finding::unknown(
            CHANNELS,
            "none set: the bot answers only mentions, direct messages and commands, until moderators enable a channel",
        ));
    }
    let questions = settings.channels.iter().map(|id| (CHANNELS, id.as_str()));
    let others = enabled.iter().filter(|id| !settings.channels.contains(id)).map(|id| (ENABLED, id.as_str()));
    let chosen = staff.map(|id| ("chosen by moderators for alerts", id));
    let named = settings.staff_channel.as_deref().map(|id| (STAFF_CHANNEL, id));
    let fallback = settings.staff_channel_fallback.as_deref().map(|id| (FALLBACK, id));
    for (key, id) in questions.chain(others).chain(chosen).chain(named).chain(fallback) {
        found.push(channel(format!("{key}: {id}"), client, id).await);
    }
    if settings.staff_channel.is_none() && staff.is_none() {
        found.push(Finding::unknown(STAFF_CHANNEL, "not set: nobody is told of an emergency or a crisis"));
    }
    found
}

async fn channel(subject: String, client: &Client, id: &str) -> Finding {
    let answer = match client.read("conversations.info", &[("channel", id)]).await {
        Ok(answer) => answer,
        Err(Failure::Refused { code, .. }) if code == "channel_not_found" => {
            let todo = "see that the id is right (the channel's name, then \"About\", at the bottom); if it is a private \
                        channel, invite the bot there with /invite and its name";
            return Finding::bad(subject, "there is no such channel, or it is private and the bot is not in it", todo);
        }
        Err(failure) => return unasked(subject, &failure),
    };
    let channel = &answer["channel"];
    if yes(&channel["is_archived"]) {
        Finding::bad(subject, "it is archived", "name another one, or unarchive it in the channel's settings")
    } else if !yes(&channel["is_member"]) {
        Finding::bad(subject, "the bot is not in it", "write /invite there, followed by @ and the bot's name")
    } else {
        Finding::good(subject, "the bot is in it")
    }
}

async fn groups(settings: &SlackSettings, client: &Client) -> Vec<Finding> {
    let mut found = Vec::new();
    let ping = settings.staff_ping.iter().map(|id| (PING, id));
    let moderators = settings.moderator_groups.iter().map(|id| (MODERATORS, id));
    for (key, id) in ping.chain(moderators) {
        let subject = format!("{key}: {id}");
        found.push(match client.read("usergroups.users.list", &[("usergroup", id)]).await {
            Ok(answer) => match answer["users"].as_array().into_iter().flatten().filter_map(text).count() {
                0 => Finding::bad(
                    subject,
                    "the user group has no members",
                    "add members to it, under \"People\", \"User groups\"",
                ),
                1 => Finding::good(subject, "the user group has 1 member"),
                many => Finding::good(subject, format!("the user group has {many} members")),
            },
            Err(Failure::Refused { code, needed: None }) => {
                let todo =
                    "under \"People\", \"User groups\", open the group's menu and \"Copy group ID\" (it begins with S)";
                Finding::bad(subject, format!("no such user group ({code})"), todo)
            }
            Err(failure) => unasked(subject, &failure),
        });
    }
    if settings.moderator_groups.is_empty() {
        found
            .push(Finding::unknown(MODERATORS, "none set: only admins and owners of the workspace may use /faq-admin"));
    }
    found
}

fn unasked(subject: impl Into<String>, failure: &Failure) -> Finding {
    let todo = match failure {
        Failure::Refused { needed: Some(_), .. } => "add the scope (see above), then try again",
        _ => "try again in a minute",
    };
    Finding::bad(subject, format!("Slack could not be asked: {failure}"), todo)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::conduct::Mark;

    #[test]
    fn scopes_are_compared_with_the_manifest() {
        let all: Vec<String> = SCOPES.iter().map(|(scope, _)| (*scope).to_owned()).collect();
        assert_eq!(compared(&all).mark, Mark::Good);
        let missing = compared(&all[1..]);
        assert_eq!(missing.mark, Mark::Bad);
        assert!(missing.said.contains(SCOPES[0].0), "{}", missing.said);
        let more = [&all[..], &["files:write".to_owned()]].concat();
        assert_eq!(compared(&more).mark, Mark::Unknown);
        assert!(compared(&more).said.contains("files:write"));
    }
}
