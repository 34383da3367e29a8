//! `askwell discord invite` and `askwell discord check`.

use crate::common::{Askwell, Done};
use crate::discord::stand_in::{APPLICATION, BOT, EVERYBODY_MAY, Flaw, Guild, StandIn, TOKEN};
use crate::discord::{CLINIC, ENABLED, FOREIGN, FOREIGN_CHANNEL, OTHER, STAFF, STAFF_FALLBACK, THREAD, clinic};
use serde_json::Value;

const STAFF_ROLE: u64 = 6_001;
const MODERATOR: u64 = 6_002;
const SEND: u64 = 1 << 11;
const EMBED: u64 = 1 << 14;
const VIEW: u64 = 1 << 10;

fn well() -> Guild {
    clinic().role(STAFF_ROLE, 0, true).role(MODERATOR, 0, false)
}

/// Runs the program beside the stand-in, which needs its runtime meanwhile.
async fn run(discord: &StandIn, arguments: &str, settings: &[(&str, &str)]) -> Done {
    let mut askwell =
        Askwell::line(arguments).env("ASKWELL__DISCORD__TOKEN", TOKEN).env("ASKWELL__DISCORD__API_URL", &discord.url());
    for (key, value) in settings {
        askwell = askwell.env(&format!("ASKWELL__DISCORD__{key}"), value);
    }
    tokio::task::spawn_blocking(move || askwell.run()).await.unwrap()
}

async fn check(guilds: Vec<Guild>, settings: &[(&str, &str)]) -> Done {
    let discord = StandIn::start(guilds).await;
    let done = run(&discord, "discord check", settings).await;
    discord.assert_no_complaints();
    done
}

#[tokio::test(flavor = "multi_thread")]
async fn the_invitation_asks_for_the_least_and_says_what_for() {
    let discord = StandIn::start(vec![clinic()]).await;
    for (flaws, id) in [(vec![], APPLICATION), (vec![Flaw::NoApplication], BOT)] {
        discord.set(|state| state.flaws = flaws);
        let done = run(&discord, "discord invite", &[]).await;
        assert_eq!(done.code, 0, "{}", done.stderr);
        let link = format!(
            "https://discord.com/oauth2/authorize?client_id={id}&scope=bot+applications.commands&permissions={EVERYBODY_MAY}"
        );
        assert!(done.stdout.contains(&link), "{}", done.stdout);
        for name in ["View Channels", "Send Messages in Threads", "Embed Links", "Read Message History"] {
            assert!(done.stdout.contains(name), "{name}: {}", done.stdout);
        }
    }
    let json = run(&discord, "discord invite --json", &[]).await;
    let json: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(json["bits"], EVERYBODY_MAY.to_string());
    assert_eq!(json["permissions"].as_array().unwrap().len(), 5);
    discord.set(|state| state.token = "another".to_owned());
    let refused = run(&discord, "discord invite", &[]).await;
    assert!(refused.code == 1 && refused.stderr.contains("Reset Token"), "{}", refused.stderr);
    assert!(!refused.stderr.contains(TOKEN));
}

#[tokio::test(flavor = "multi_thread")]
async fn where_all_is_well_nothing_is_missing() {
    let (servers, channels) = (CLINIC.to_string(), format!("{ENABLED},{THREAD}"));
    let (staff, fallback) = (STAFF.to_string(), STAFF_FALLBACK.to_string());
    let (ping, moderators) = (STAFF_ROLE.to_string(), MODERATOR.to_string());
    let settings = [
        ("SERVERS", servers.as_str()),
        ("CHANNELS", &channels),
        ("STAFF_CHANNEL", &staff),
        ("STAFF_CHANNEL_FALLBACK", &fallback),
        ("STAFF_PING", &ping),
        ("MODERATOR_ROLES", &moderators),
    ];
    let done = check(vec![well()], &settings).await;
    assert_eq!(done.code, 0, "{}{}", done.stdout, done.stderr);
    assert!(!done.stdout.contains(['✗', '?']) && done.stdout.contains("Nothing is missing"), "{}", done.stdout);
    assert_eq!(done.stdout.matches('✓').count(), 9, "{}", done.stdout);
}

/// What is missing, the servers, the settings, and what the program says of it.
type Case<'a> = (&'a str, Vec<Guild>, Vec<(&'a str, &'a str)>, &'a [&'a str]);

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_named_with_what_to_click() {
    let role = |server: u64| server;
    let (enabled, staff, ping) = (ENABLED.to_string(), STAFF.to_string(), STAFF_ROLE.to_string());
    let cases: [Case; 8] = [
        (
            "permissions in a channel",
            vec![well().deny(ENABLED, role(CLINIC), SEND | EMBED)],
            vec![("CHANNELS", &enabled)],
            &["discord.channels: 2001", "Send Messages, Embed Links", "Permissions"],
        ),
        (
            "a private channel",
            vec![well().deny(ENABLED, role(CLINIC), VIEW)],
            vec![("CHANNELS", &enabled)],
            &["View Channels"],
        ),
        ("a channel that is not there", vec![well()], vec![("CHANNELS", "777")], &["cannot see it", "Copy Channel ID"]),
        (
            "a server that is not there",
            vec![well()],
            vec![("SERVERS", "888")],
            &["not in this server", "askwell discord invite"],
        ),
        (
            "a channel of another server",
            vec![well(), Guild::new(FOREIGN, &[FOREIGN_CHANNEL])],
            vec![("SERVERS", "1001"), ("CHANNELS", "2003")],
            &["belongs to server 1002"],
        ),
        (
            "a staff channel in which nobody can write",
            vec![well().deny(STAFF, role(CLINIC), SEND)],
            vec![("STAFF_CHANNEL", &staff)],
            &["discord.staff_channel: 2101", "Send Messages"],
        ),
        (
            "a role that is not notified",
            vec![clinic().role(STAFF_ROLE, 0, false)],
            vec![("STAFF_CHANNEL", &staff), ("STAFF_PING", &ping)],
            &["is not notified", "Allow anyone to @mention this role"],
        ),
        (
            "a role that is not there",
            vec![well()],
            vec![("SERVERS", "1001"), ("MODERATOR_ROLES", "999")],
            &["discord.moderator_roles: 999", "Copy Role ID"],
        ),
    ];
    for (name, guilds, settings, expected) in cases {
        let done = check(guilds, &settings).await;
        assert_eq!(done.code, 1, "{name}: {}{}", done.stdout, done.stderr);
        assert!(done.stdout.contains("✗") && done.stdout.contains("One thing is missing"), "{name}: {}", done.stdout);
        for words in expected {
            assert!(done.stdout.contains(words), "{name}: {words:?} is not in\n{}", done.stdout);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn token_and_intent_are_looked_at_first() {
    let discord = StandIn::start(vec![clinic()]).await;
    discord.set(|state| state.message_content = false);
    let done = run(&discord, "discord check --json", &[("CHANNELS", &OTHER.to_string())]).await;
    assert_eq!(done.code, 1, "{}", done.stderr);
    let json: Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!(json["ok"], false);
    let marks: Vec<&str> = json["checks"].as_array().unwrap().iter().map(|one| one["mark"].as_str().unwrap()).collect();
    assert_eq!(marks, ["good", "bad", "unknown", "good", "unknown"], "{json}");
    assert!(json["checks"][1]["todo"].as_str().unwrap().contains("Message Content Intent"));

    discord.set(|state| state.token = "another".to_owned());
    let done = run(&discord, "discord check", &[]).await;
    assert!(done.code == 1 && done.stdout.contains("Reset Token"), "{}", done.stdout);
    assert!(!done.stdout.contains(TOKEN) && !done.stderr.contains(TOKEN));
}
