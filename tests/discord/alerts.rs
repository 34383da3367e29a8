//! Who is told of danger.

use crate::common::{Askwell, Done};
use crate::discord::stand_in::{Posted, Said, StandIn, TOKEN, Trouble};
use crate::discord::{
    ANNA, CLINIC, CRISIS, DIRECT, ENABLED, Program, STAFF, STAFF_FALLBACK, clinic, connected, here, settle,
};
use serde_json::{Value, json};

/// The role of staff.
const ROLE: &str = "7001";

async fn staffed() -> (StandIn, Program) {
    let discord = StandIn::start(vec![clinic()]).await;
    let (enabled, staff, fallback) = (ENABLED.to_string(), STAFF.to_string(), STAFF_FALLBACK.to_string());
    let settings = [
        ("CHANNELS", enabled.as_str()),
        ("STAFF_CHANNEL", &staff),
        ("STAFF_CHANNEL_FALLBACK", &fallback),
        ("STAFF_PING", ROLE),
    ];
    let program = Program::start(&discord, &settings);
    discord.until_connected(1).await;
    (discord, program)
}

async fn alerts(discord: &StandIn, channel: u64, count: usize) -> Vec<Posted> {
    discord.until("alerts", |state| Some(state.posts_in(channel)).filter(|posts| posts.len() >= count)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_danger_is_told_to_staff_with_a_link_and_without_a_word_of_it() {
    let (discord, program) = staffed().await;
    let crisis = discord.say(&here(ANNA, CRISIS));
    discord.reply_to(crisis).await;
    let again = discord.say(&here(ANNA, CRISIS));
    let emergency = discord.say(&here(ANNA, "he isnt breathing"));
    let posts = alerts(&discord, STAFF, 3).await;
    assert_eq!(posts.len(), 3);
    for (id, tier) in [(crisis, "**Crisis:**"), (again, "**Crisis:**"), (emergency, "**Emergency:**")] {
        let link = format!("https://discord.com/channels/{CLINIC}/{ENABLED}/{id}");
        let post = posts.iter().find(|post| post.text().contains(&link)).unwrap();
        let text = post.text();
        assert!(text.starts_with(&format!("<@&{ROLE}> {tier}")) && text.contains("automated"), "{text}");
        assert!(!text.contains("kill") && !text.contains("breathing") && !text.contains("5001"), "{text}");
        let expected = json!({"parse": [], "users": [], "roles": [ROLE], "replied_user": false});
        assert_eq!(post.body["allowed_mentions"], expected);
    }
    program.stop_cleanly(&discord, &[CRISIS]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_there_is_no_link_the_account_is_named() {
    let (discord, program) = staffed().await;
    let id = discord.say(&Said::directly(DIRECT, ANNA, CRISIS));
    discord.reply_to(id).await;
    let text = alerts(&discord, STAFF, 1).await[0].text();
    assert!(text.contains("no link") && text.contains("<@5001> (account 5001)") && text.contains("UTC"), "{text}");
    program.stop_cleanly(&discord, &[CRISIS]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outage_holds_up_no_reply_and_the_alert_comes_once() {
    let (discord, program) = staffed().await;
    let id = discord.say(&here(ANNA, CRISIS));
    discord.reply_to(id).await;
    alerts(&discord, STAFF, 1).await;
    // The alert goes out beside the reply: whichever comes first meets the trouble, and both arrive.
    discord.set(|state| state.troubles.extend([Trouble::Refuse(500, 0), Trouble::PostAndFail, Trouble::TooMany(0.2)]));
    let id = discord.say(&here(ANNA, "he isnt breathing"));
    discord.reply_to(id).await;
    let posts = alerts(&discord, STAFF, 2).await;
    settle(&discord, ENABLED).await;
    assert_eq!((posts.len(), discord.set(|state| state.replies_to(id)).len()), (2, 1));
    program.stop_cleanly(&discord, &[CRISIS]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_staff_channel_that_refuses_is_named_and_the_fallback_is_told() {
    let (discord, program) = staffed().await;
    discord.set(|state| state.closed.push(STAFF));
    discord.say(&here(ANNA, CRISIS));
    let text = alerts(&discord, STAFF_FALLBACK, 1).await[0].text();
    assert!(text.contains("staff channel refuses it"), "{text}");
    program.until_log("channel 2101: refused with HTTP 403").await;
    assert!(discord.set(|state| state.posts_in(STAFF)).is_empty());
    program.stop_cleanly(&discord, &[CRISIS]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_staff_channel_the_start_warns_and_the_reply_comes_all_the_same() {
    let (discord, program) = connected().await;
    program.until_log("discord.staff_channel is not set: nobody is told").await;
    let id = discord.say(&here(ANNA, CRISIS));
    discord.reply_to(id).await;
    settle(&discord, ENABLED).await;
    assert_eq!(discord.posts().len(), 2, "the reply to danger and the one that settles");
    program.stop_cleanly(&discord, &[CRISIS]).await;
}

/// Runs a command of the program against the stand-in.
async fn command(discord: &StandIn, line: &'static str, staff: &[(&str, u64)]) -> Done {
    let mut askwell = Askwell::line(line)
        .env("ASKWELL__DISCORD__TOKEN", TOKEN)
        .env("ASKWELL__DISCORD__API_URL", &discord.url())
        .env("http_proxy", "http://127.0.0.1:9");
    for (key, channel) in staff {
        askwell = askwell.env(&format!("ASKWELL__DISCORD__{key}"), &channel.to_string());
    }
    tokio::task::spawn_blocking(move || askwell.run()).await.unwrap()
}

const BOTH: [(&str, u64); 2] = [("STAFF_CHANNEL", STAFF), ("STAFF_CHANNEL_FALLBACK", STAFF_FALLBACK)];

#[tokio::test(flavor = "multi_thread")]
async fn a_drill_arrives_and_says_that_it_is_one() {
    let discord = StandIn::start(vec![clinic()]).await;
    let done = command(&discord, "alert test", &BOTH).await.fine();
    assert_eq!(done.stdout, "The drill was delivered to the staff channel on discord.\n");
    let text = discord.posts()[0].text();
    assert!(text.contains("**Drill:**") && text.contains("Nobody is in danger"), "{text}");
    let object: Value = command(&discord, "alert test --json", &BOTH).await.fine().json();
    assert_eq!((&object["state"], &object["tier"]), (&json!("delivered"), &json!("drill")));
    assert_eq!(discord.set(|state| state.posts_in(STAFF)).len(), 2);
    discord.assert_no_complaints();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drill_that_does_not_arrive_says_why() {
    let discord = StandIn::start(vec![clinic()]).await;
    let done = command(&discord, "alert test", &[]).await;
    done.failed(1, &["no drill was sent", "discord.staff_channel is not set"]);
    discord.set(|state| state.closed.push(STAFF));
    let done = command(&discord, "alert test", &BOTH).await;
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert!(done.stdout.contains("only to the fallback"), "{}", done.stdout);
    assert!(done.stderr.contains("View Channel"), "{}", done.stderr);
    discord.set(|state| state.closed.push(STAFF_FALLBACK));
    let done = command(&discord, "alert test", &BOTH).await;
    let done = done.failed(1, &["the drill was not delivered", "HTTP 403"]);
    assert!(!done.stderr.contains(TOKEN), "{}", done.stderr);
    let done = command(&discord, "alert test --platform telegram", &BOTH).await;
    done.failed(2, &["discord"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drill_beside_a_running_bot_comes_once_and_is_listed() {
    let (discord, program) = staffed().await;
    let store = program.store_url();
    let run = |line: &'static str| {
        let askwell = Askwell::line(line)
            .env("ASKWELL__STORE__URL", &store)
            .env("ASKWELL__DISCORD__TOKEN", TOKEN)
            .env("ASKWELL__DISCORD__API_URL", &discord.url())
            .env("ASKWELL__DISCORD__STAFF_CHANNEL", &STAFF.to_string());
        tokio::task::spawn_blocking(move || askwell.run())
    };
    for _ in 0..3 {
        run("alert test").await.unwrap().fine();
    }
    assert_eq!(discord.set(|state| state.posts_in(STAFF)).len(), 3);
    let id = discord.say(&here(ANNA, CRISIS));
    alerts(&discord, STAFF, 4).await;
    let lists = |line: &'static str, delivered: usize| {
        let listing = run(line);
        async move {
            let listed = listing.await.unwrap().fine().stdout;
            (listed.matches("delivered").count() == delivered).then_some(listed)
        }
    };
    // That the platform has taken it is written down a moment later.
    let listed = loop {
        if let Some(listed) = lists("alert list", 4).await {
            break listed;
        }
    };
    assert_eq!((listed.matches("drill").count(), listed.matches("crisis").count()), (3, 1), "{listed}");
    let newest: Value = run("alert list --limit 1 --json").await.unwrap().fine().json();
    assert!(newest[0]["link"].as_str().unwrap().ends_with(&id.to_string()), "{newest}");
    program.stop_cleanly(&discord, &[CRISIS]).await;
}
