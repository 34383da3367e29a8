//! Forums, announcements and channels in which the bot only suggests: each as its kind asks.

use crate::common::Askwell;
use crate::discord::stand_in::{BOT, Said, StandIn};
use crate::discord::{ANNA, CLINIC, CRISIS, DRIVING, ENABLED, Program, connected, here, settle};
use serde_json::json;

/// A forum and a post in it, a channel of announcements.
const FORUM: u64 = 2_301;
const POST: u64 = 3_301;
const NEWS: u64 = 2_302;

/// A channel of a kind in the clinic's server.
fn channel(discord: &StandIn, id: u64, kind: u64) {
    let channel = json!({
        "id": id.to_string(), "guild_id": CLINIC.to_string(), "type": kind, "name": format!("channel-{id}"),
        "position": 0, "permission_overwrites": [], "parent_id": null, "flags": 0, "nsfw": false,
    });
    discord.dispatch("CHANNEL_CREATE", &channel);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_in_a_forum_is_asked_by_its_title() {
    let discord = StandIn::start(vec![crate::discord::clinic()]).await;
    let program = Program::start(&discord, &[("CHANNELS", &format!("{ENABLED},{FORUM}"))]);
    discord.until_connected(1).await;
    channel(&discord, FORUM, 15);
    let thread = json!({
        "id": POST.to_string(), "guild_id": CLINIC.to_string(), "parent_id": FORUM.to_string(), "type": 11,
        "name": "Can I drive home afterwards?", "owner_id": "5001", "last_message_id": null, "rate_limit_per_user": 0,
        "message_count": 0, "member_count": 1, "total_message_sent": 0, "flags": 0, "newly_created": true,
        "thread_metadata": {
            "archived": false, "archive_timestamp": "2026-11-24T12:00:00.000000+00:00", "auto_archive_duration": 1440,
            "locked": false, "create_timestamp": "2026-11-24T12:00:00.000000+00:00",
        },
    });
    discord.dispatch("THREAD_CREATE", &thread);
    discord.say_with_id(POST, &Said::new(CLINIC, POST, ANNA, "see the title, thank you"));
    let reply = discord.reply_to(POST).await;
    assert_eq!((reply.channel, reply.titles()), (POST, vec![DRIVING.to_owned()]), "in the post itself");
    program.stop_cleanly(&discord, &["drive home"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn announcements_are_not_answered_but_danger_is_met() {
    let discord = StandIn::start(vec![crate::discord::clinic()]).await;
    let program = Program::start(&discord, &[("CHANNELS", &format!("{ENABLED},{NEWS}"))]);
    discord.until_connected(1).await;
    channel(&discord, NEWS, 5);
    let news = discord.say(&Said::new(CLINIC, NEWS, ANNA, "can i drive home afterwards?"));
    let mention = discord.say(&Said::new(CLINIC, NEWS, ANNA, &format!("<@{BOT}> can i drive home afterwards?")));
    discord.reply_to(mention).await;
    let danger = discord.say(&Said::new(CLINIC, NEWS, ANNA, CRISIS));
    assert_eq!(discord.reply_to(danger).await.pinged(), ["5001"]);
    assert!(discord.set(|state| state.replies_to(news)).is_empty());
    program.stop_cleanly(&discord, &["drive home", "kill myself"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_in_a_voice_channel_is_answered_there() {
    const VOICE: u64 = 2_303;
    let discord = StandIn::start(vec![crate::discord::clinic()]).await;
    let program = Program::start(&discord, &[("CHANNELS", &format!("{ENABLED},{VOICE}"))]);
    discord.until_connected(1).await;
    channel(&discord, VOICE, 2);
    let id = discord.say(&Said::new(CLINIC, VOICE, ANNA, "can i drive home afterwards?"));
    assert_eq!(discord.reply_to(id).await.channel, VOICE);
    program.stop_cleanly(&discord, &["drive home"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_message_content_everything_but_listening_works() {
    let discord = StandIn::start(vec![crate::discord::clinic()]).await;
    discord.set(|state| state.message_content = false);
    let program = Program::start(&discord, &[("CHANNELS", &ENABLED.to_string())]);
    discord.until_connected(1).await;
    program.until_log("Message Content Intent").await;
    discord.until("commands", |state| (state.registrations > 0).then_some(())).await;
    let unheard = discord.say(&Said::new(CLINIC, ENABLED, ANNA, "can i drive home afterwards?"));
    settle(&discord, ENABLED).await;
    assert!(discord.set(|state| state.replies_to(unheard)).is_empty());
    let question = [("question", json!("can i drive home afterwards?"))];
    let used = crate::discord::stand_in::Used::command(CLINIC, ENABLED, ANNA, "ask", &question);
    assert_eq!(discord.answer_to(discord.uses(used)).await.posted().titles(), [DRIVING]);
    let used = discord.set(|state| state.on_message("Answer from FAQ", unheard, ANNA, &[]));
    assert_eq!(discord.answer_to(discord.uses(used)).await.posted().titles(), [DRIVING]);
    assert_eq!(program.log().matches("Message Content Intent").count(), 1, "one line, once");
    program.stop_cleanly(&discord, &["drive home"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_bot_only_suggests_its_suggestion_can_be_picked() {
    let (discord, program) = connected().await;
    let noticed = "channels were set anew";
    let before = program.log().matches(noticed).count();
    let done = Askwell::new()
        .args(["channel", "mode", "discord", &ENABLED.to_string(), "suggest"])
        .env("ASKWELL__STORE__URL", &program.store_url())
        .env("ASKWELL__DISCORD__CHANNELS", &ENABLED.to_string())
        .run();
    assert_eq!(done.code, 0, "{}", done.stderr);
    program.until_lines(noticed, before + 1).await;
    let id = discord.say(&here(ANNA, "can i drive home afterwards?"));
    let reply = discord.reply_to(id).await;
    assert!(reply.text().contains("Did you mean") && reply.titles().is_empty(), "{reply:?}");
    let picked = discord.answer_to(discord.press(reply.id, DRIVING, ANNA, &[])).await;
    assert_eq!((picked.response, picked.posted().titles()), (Some(7), vec![DRIVING.to_owned()]));
    program.stop_cleanly(&discord, &["drive home"]).await;
}
