//! `askwell slack manifest` and `askwell slack check`.

use crate::common::{Askwell, Done};
use crate::slack::stand_in::{APP_TOKEN, BOT_TOKEN, Channel, StandIn, TEAM};
use crate::slack::{ENABLED, MODERATORS, OTHER, STAFF, STAFF_GROUP, clinic};
use serde_json::Value;

/// Runs the program beside the stand-in, which needs its runtime meanwhile.
async fn run(slack: &StandIn, arguments: &str, settings: &[(&str, &str)]) -> Done {
    let mut askwell = Askwell::line(arguments)
        .env("ASKWELL__SLACK__BOT_TOKEN", BOT_TOKEN)
        .env("ASKWELL__SLACK__APP_TOKEN", APP_TOKEN)
        .env("ASKWELL__SLACK__API_URL", &slack.url());
    for (key, value) in settings {
        askwell = askwell.env(&format!("ASKWELL__SLACK__{key}"), value);
    }
    tokio::task::spawn_blocking(move || askwell.run()).await.unwrap()
}

/// What Slack reads of a manifest that is pasted.
fn pasted(arguments: &str) -> Value {
    serde_json::from_str(&Askwell::line(arguments).run().fine().stdout).unwrap()
}

/// The scopes that the manifest asks for.
fn scopes() -> Vec<String> {
    let manifest = pasted("slack manifest");
    let scopes = manifest["oauth_config"]["scopes"]["bot"].as_array().unwrap().clone();
    scopes.iter().map(|scope| scope.as_str().unwrap().to_owned()).collect()
}

const SETTINGS: [(&str, &str); 5] = [
    ("WORKSPACES", TEAM),
    ("CHANNELS", ENABLED),
    ("STAFF_CHANNEL", STAFF),
    ("STAFF_PING", STAFF_GROUP),
    ("MODERATOR_GROUPS", MODERATORS),
];

#[tokio::test(flavor = "multi_thread")]
async fn with_the_manifests_scopes_nothing_is_missing() {
    let slack = StandIn::start(clinic()).await;
    slack.set(|state| state.scopes = scopes());
    let done = run(&slack, "slack check", &SETTINGS).await.fine();
    assert!(done.stdout.contains("Nothing is missing.") && !done.stdout.contains('?'), "{}", done.stdout);
    let json = run(&slack, "slack check --json", &SETTINGS).await.fine().json();
    assert_eq!(json["ok"], true);
    assert!(json["checks"].as_array().unwrap().iter().all(|check| check["mark"] == "good"), "{json:#}");
    slack.assert_no_complaints();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_said_with_what_to_click() {
    let slack = StandIn::start(clinic().channel(Channel::new("C0AWAY").without_bot())).await;
    slack.set(|state| {
        state.scopes = scopes();
        state.scopes.retain(|scope| scope != "chat:write");
    });
    let settings =
        [("WORKSPACES", "T0ELSE"), ("CHANNELS", &format!("C0NONE,C0AWAY,{OTHER}")), ("STAFF_PING", "S0NONE")];
    let done = run(&slack, "slack check", &settings).await.failed(1, &[]);
    for part in [
        "✗ scopes: missing: chat:write",
        "Reinstall to Workspace",
        "✗ slack.workspaces: the token's workspace is not among them",
        "✗ slack.channels: C0NONE: there is no such channel",
        "✗ slack.channels: C0AWAY: the bot is not in it",
        "/invite",
        "✓ slack.channels: C0OTHER",
        "✗ slack.staff_ping: S0NONE: no such user group",
        "? slack.staff_channel: not set",
    ] {
        assert!(done.stdout.contains(part), "{part}: {}", done.stdout);
    }
    slack.set(|state| state.bot_token_refused = Some("token_revoked"));
    let json: Value = run(&slack, "slack check --json", &settings).await.failed(1, &[]).json();
    assert!(json["checks"][0]["said"].as_str().unwrap().contains("token_revoked"), "{json:#}");
    slack.set(|state| {
        state.bot_token_refused = None;
        state.app_token_refused = Some("invalid_auth");
    });
    let done = run(&slack, "slack check", &settings).await.failed(1, &[]);
    assert!(done.stdout.contains("✗ slack.app_token: Slack does not accept it"), "{}", done.stdout);
    assert!(!done.stdout.contains(BOT_TOKEN) && !done.stdout.contains(APP_TOKEN));
}

#[test]
fn a_manifest_names_addresses_only_over_http() {
    let http = pasted("slack manifest --mode http --url https://faq.clinic.example");
    assert_eq!(http["settings"]["event_subscriptions"]["request_url"], "https://faq.clinic.example/slack/events");
    for (arguments, part) in [
        ("slack manifest --mode http", "--url"),
        ("slack manifest --mode http --url http://faq.clinic.example", "https://"),
        ("slack manifest --mode socket --url https://faq.clinic.example", "no address"),
    ] {
        Askwell::line(arguments).run().failed(2, &[part]);
    }
}
