//! The real binary against the stand-in for Discord: conversations, conduct, and what may go wrong.
#![cfg(feature = "discord")]
#![recursion_limit = "256"]

#[path = "discord_program/mod.rs"]
mod discord_program;
#[path = "discord_stand_in/mod.rs"]
mod discord_stand_in;

use discord_program::Program;
use discord_stand_in::{Author, BOT, Guild, Order, Said, StandIn, Trouble};
use serde_json::json;

/// The clinic's own server.
const CLINIC: u64 = 1_001;
/// The channel in which the bot is enabled.
const ENABLED: u64 = 2_001;
/// Another channel of the clinic's.
const OTHER: u64 = 2_002;
/// A thread in the enabled channel, and one that the bot must look up.
const THREAD: u64 = 3_001;
const QUIET_THREAD: u64 = 3_002;
/// A server that is none of the clinic's.
const FOREIGN: u64 = 1_002;
const FOREIGN_CHANNEL: u64 = 2_003;
/// The channel of a direct conversation.
const DIRECT: u64 = 4_001;

const ANNA: Author = Author::Person(5_001);
const BEN: Author = Author::Person(5_002);

const DRIVING: &str = "Can I drive afterward?";
const CRISIS: &str = "i want to kill myself";

fn clinic() -> Guild {
    Guild::new(CLINIC, &[ENABLED, OTHER]).thread(THREAD, ENABLED).quiet_thread(QUIET_THREAD, ENABLED)
}

fn here(author: Author, text: &str) -> Said {
    Said::new(CLINIC, ENABLED, author, text)
}

/// Says something that is surely answered, and waits for it: whatever came before has then been dealt with, since a
/// channel keeps its order.
async fn settle(discord: &StandIn, channel: u64) {
    let id = discord.say(Said::new(CLINIC, channel, BEN, &format!("<@{BOT}> can i drive afterwards?")));
    discord.reply_to(id).await;
}

async fn connected() -> (StandIn, Program) {
    let discord = StandIn::start(vec![clinic()]).await;
    let program = Program::start(&discord, &[("CHANNELS", &ENABLED.to_string())]);
    discord.until_connected(1).await;
    (discord, program)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_in_an_enabled_channel_gets_its_answer() {
    let (discord, program) = connected().await;
    let id = discord.say(here(ANNA, "can i drive home afterwards?"));
    let reply = discord.reply_to(id).await;
    assert_eq!(reply.channel, ENABLED);
    assert_eq!(reply.titles(), [DRIVING]);
    let embed = &reply.body["embeds"][0];
    assert!(embed["description"].as_str().unwrap().contains("You will need someone to drive you home"), "{embed}");
    assert!(embed["footer"]["text"].as_str().unwrap().contains("provider"), "{embed}");
    assert_eq!(reply.pinged(), Vec::<String>::new(), "a normal reply notifies nobody");
    assert_eq!(reply.body["allowed_mentions"]["replied_user"], json!(false));
    program.stop_cleanly(&discord, &["drive home afterwards"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mentions_direct_messages_and_threads_are_heard_and_other_channels_are_not() {
    let (discord, program) = connected().await;
    let question = "can i drive afterwards?";
    let silent = discord.say(Said::new(CLINIC, OTHER, ANNA, question));
    let mention = discord.say(Said::new(CLINIC, OTHER, ANNA, &format!("<@{BOT}> {question}")));
    let nickname = discord.say(Said::new(CLINIC, OTHER, ANNA, &format!("<@!{BOT}> {question}")));
    let direct = discord.say(Said::directly(DIRECT, ANNA, question));
    let thread = discord.say(Said::new(CLINIC, THREAD, BEN, question));
    let quiet = discord.say(Said::new(CLINIC, QUIET_THREAD, BEN, question));
    for id in [mention, nickname, direct, thread, quiet] {
        assert_eq!(discord.reply_to(id).await.titles(), [DRIVING]);
    }
    settle(&discord, OTHER).await;
    assert!(
        discord.set(|state| state.replies_to(silent)).is_empty(),
        "an ambient message in a channel that is not enabled"
    );
    program.stop_cleanly(&discord, &[question]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn danger_is_met_at_once_and_notifies_only_its_author() {
    let (discord, program) = connected().await;
    let id = discord.say(here(ANNA, "@everyone i want to kill myself"));
    let reply = discord.reply_to(id).await;
    assert_eq!(reply.pinged(), ["5001"]);
    assert_eq!(reply.body["allowed_mentions"]["replied_user"], json!(true));
    let content = reply.body["content"].as_str().unwrap();
    assert!(content.starts_with("<@5001>") && content.contains("988"), "{content}");
    assert_eq!(reply.titles(), Vec::<String>::new(), "no answer follows danger");
    let other = discord.say(here(BEN, "he isnt breathing"));
    assert_eq!(discord.reply_to(other).await.pinged(), ["5002"]);
    program.stop_cleanly(&discord, &["kill myself", "isnt breathing"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_that_turns_a_message_into_danger_is_met_once() {
    let (discord, program) = connected().await;
    let id = discord.say(here(ANNA, "what a day"));
    discord.edit(id, CRISIS);
    let reply = discord.reply_to(id).await;
    assert_eq!(reply.pinged(), ["5001"]);
    discord.edit(id, CRISIS);
    let harmless = discord.say(here(BEN, "hello all"));
    discord.edit(harmless, "can i drive afterwards?");
    settle(&discord, ENABLED).await;
    assert_eq!(discord.set(|state| state.replies_to(id)).len(), 1);
    assert!(discord.set(|state| state.replies_to(harmless)).is_empty(), "an edit to a question is not answered");
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bots_webhooks_itself_and_system_notes_are_ignored() {
    let (discord, program) = connected().await;
    let question = format!("<@{BOT}> can i drive afterwards?");
    let ignored = [
        discord.say(here(Author::OtherBot(6_001), &question)),
        discord.say(here(Author::Webhook(6_002), &question)),
        discord.say(here(Author::TheBot, &question)),
        discord.say(here(Author::OtherBot(6_001), CRISIS)),
        discord.say(here(ANNA, &question).of_kind(7)),
    ];
    settle(&discord, ENABLED).await;
    for id in ignored {
        assert!(discord.set(|state| state.replies_to(id)).is_empty());
    }
    assert_eq!(discord.posts().len(), 1, "its own reply, which Discord reports back, is not answered either");
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_discord_fails_to_take_is_sent_again_and_never_twice() {
    let (discord, program) = connected().await;
    let troubles = [Trouble::Refuse(500, 0), Trouble::TooMany(0.4), Trouble::PostAndFail, Trouble::Refuse(502, 0)];
    discord.set(|state| state.troubles.extend(troubles));
    let id = discord.say(here(ANNA, "can i drive afterwards?"));
    discord.until("all five attempts", |state| (state.attempts == 5).then_some(())).await;
    settle(&discord, ENABLED).await;
    assert_eq!(discord.set(|state| state.replies_to(id)).len(), 1);
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_permission_is_named_and_holds_up_nothing() {
    let (discord, program) = connected().await;
    discord.set(|state| state.troubles.push_back(Trouble::Refuse(403, 50_013)));
    discord.set(|state| state.troubles.push_back(Trouble::Refuse(403, 50_013)));
    discord.say(here(ANNA, "can i drive afterwards?"));
    settle(&discord, ENABLED).await;
    program.until_log("Send Messages").await;
    assert_eq!(discord.posts().len(), 1);
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_embeds_are_not_allowed_the_answer_is_plain_text() {
    let (discord, program) = connected().await;
    discord.set(|state| state.no_embeds.push(ENABLED));
    let id = discord.say(here(ANNA, "can i drive afterwards?"));
    let reply = discord.reply_to(id).await;
    assert!(
        reply.text().starts_with(&format!("**{DRIVING}**")) && reply.text().contains("provider"),
        "{}",
        reply.text()
    );
    program.until_log("Embed Links").await;
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn replies_in_a_channel_keep_the_order_of_the_messages() {
    let (discord, program) = connected().await;
    let ids: Vec<u64> =
        (0..40).map(|_| discord.say(here(ANNA, &format!("<@{BOT}> can i drive afterwards?")))).collect();
    discord.reply_to(ids[39]).await;
    let order: Vec<u64> = discord.posts().iter().map(|post| post.reply_to).collect();
    assert_eq!(order, ids);
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_token_is_one_clear_line_and_exit_code_1() {
    let discord = StandIn::start(vec![clinic()]).await;
    discord.set(|state| state.token = "another".to_owned());
    let program = Program::start(&discord, &[]);
    let (code, log) = program.until_exit().await;
    assert_eq!(code, Some(1), "{log}");
    let lines: Vec<&str> = log.lines().filter(|line| line.contains("ERROR") || line.starts_with("error")).collect();
    assert_eq!(lines.len(), 1, "{log}");
    assert!(lines[0].contains("discord.token") && lines[0].contains("Reset Token"), "{log}");
    assert!(!log.contains(discord_stand_in::TOKEN), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_only_the_gateway_refuses_is_a_bad_token_too() {
    let discord = StandIn::start(vec![clinic()]).await;
    let program = Program::start(&discord, &[]);
    discord.until_connected(1).await;
    discord.set(|state| state.token = "replaced".to_owned());
    discord.order(Order::Close(4004));
    let (code, log) = program.until_exit().await;
    assert_eq!(code, Some(1), "{log}");
    assert!(log.contains("Reset Token"), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_message_content_intent_mentions_and_direct_messages_still_work() {
    let discord = StandIn::start(vec![clinic()]).await;
    discord.set(|state| state.message_content = false);
    let program = Program::start(&discord, &[("CHANNELS", &ENABLED.to_string())]);
    program.until_log("Message Content Intent").await;
    discord.until_connected(1).await;
    let ambient = discord.say(here(ANNA, "can i drive afterwards?"));
    let direct = discord.say(Said::directly(DIRECT, ANNA, "can i drive afterwards?"));
    assert_eq!(discord.reply_to(direct).await.titles(), [DRIVING]);
    settle(&discord, ENABLED).await;
    assert!(discord.set(|state| state.replies_to(ambient)).is_empty(), "its text was not to be seen");
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_that_are_not_the_clinics_own_are_left() {
    let foreign = Guild::new(FOREIGN, &[FOREIGN_CHANNEL]);
    for setting in [("CHANNELS", ENABLED.to_string()), ("SERVERS", CLINIC.to_string())] {
        let discord = StandIn::start(vec![foreign.clone(), clinic()]).await;
        let program = Program::start(&discord, &[(setting.0, &setting.1)]);
        discord.until("the foreign server is left", |state| (state.left == [FOREIGN]).then_some(())).await;
        let there = discord.say(Said::new(FOREIGN, FOREIGN_CHANNEL, ANNA, &format!("<@{BOT}> {CRISIS}")));
        settle(&discord, OTHER).await;
        assert!(discord.set(|state| state.replies_to(there)).is_empty());
        program.stop_cleanly(&discord, &[]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn with_nothing_set_every_server_counts_and_none_is_left() {
    let discord = StandIn::start(vec![Guild::new(FOREIGN, &[FOREIGN_CHANNEL]), clinic()]).await;
    let program = Program::start(&discord, &[]);
    program.until_log("never leaves").await;
    discord.until_connected(1).await;
    for (guild, channel) in [(FOREIGN, FOREIGN_CHANNEL), (CLINIC, OTHER)] {
        let id = discord.say(Said::new(guild, channel, ANNA, &format!("<@{BOT}> can i drive afterwards?")));
        assert_eq!(discord.reply_to(id).await.titles(), [DRIVING]);
    }
    assert!(discord.set(|state| state.left.is_empty()));
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_the_bot_cannot_see_is_named() {
    let discord = StandIn::start(vec![clinic()]).await;
    let program = Program::start(&discord, &[("CHANNELS", &format!("{ENABLED},777777"))]);
    program.until_log("777777").await;
    settle(&discord, ENABLED).await;
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_missed_in_a_short_break_are_answered_after_the_resume() {
    let (discord, program) = connected().await;
    for (count, order) in [Order::Drop, Order::Reconnect, Order::Close(4000)].into_iter().enumerate() {
        discord.order(order);
        let id = discord.say(here(ANNA, &format!("<@{BOT}> can i drive afterwards?")));
        assert_eq!(discord.reply_to(id).await.titles(), [DRIVING]);
        discord.until_connected(count + 2).await;
    }
    assert_eq!(discord.set(|state| (state.identified, state.resumed)), (1, 3));
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invalid_session_is_begun_anew() {
    let (discord, program) = connected().await;
    discord.order(Order::Invalidate);
    discord.until("a second session", |state| (state.identified == 2).then_some(())).await;
    settle(&discord, ENABLED).await;
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn heartbeats_go_on_and_a_bare_goodbye_is_survived() {
    let discord = StandIn::start(vec![clinic()]).await;
    discord.set(|state| state.heartbeat = 500);
    let program = Program::start(&discord, &[("CHANNELS", &ENABLED.to_string())]);
    discord.until("three heartbeats", |state| (state.heartbeats >= 3).then_some(())).await;
    discord.order(Order::CloseBare);
    discord.until_connected(2).await;
    settle(&discord, ENABLED).await;
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_cannot_be_read_is_counted_and_keeps_nothing_from_its_text() {
    let (discord, program) = connected().await;
    discord.dispatch("MESSAGE_CREATE", json!({"id": {}, "guild_id": "1001", "content": "a very private sentence"}));
    discord
        .order(Order::Raw(r#"{"op": 0, "t": "MESSAGE_CREATE", "s": "x", "d": "a very private sentence"}"#.to_owned()));
    discord.order(Order::Raw("a very private sentence".to_owned()));
    discord.dispatch("SOMETHING_NEW", json!({"guild_id": "1001", "content": "a very private sentence"}));
    program.until_log("MESSAGE_CREATE could not be read").await;
    settle(&discord, ENABLED).await;
    program.stop_cleanly(&discord, &["very private"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_with_less_than_discord_sends_is_still_understood() {
    let (discord, program) = connected().await;
    let id = discord.say(here(ANNA, "hello all"));
    let fields = json!({
        "id": (id + 1).to_string(), "channel_id": ENABLED.to_string(), "guild_id": CLINIC.to_string(),
        "author": {"id": "5001"}, "content": CRISIS,
    });
    discord.dispatch("MESSAGE_CREATE", fields);
    let reply = discord.until("a reply", |state| state.replies_to(id + 1).first().cloned()).await;
    assert_eq!(reply.pinged(), ["5001"]);
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outage_at_the_start_is_waited_for() {
    let discord = StandIn::start(vec![clinic()]).await;
    discord.set(|state| state.api_down = true);
    let program = Program::start(&discord, &[("CHANNELS", &ENABLED.to_string())]);
    program.until_log("HTTP 503; trying again").await;
    discord.set(|state| state.api_down = false);
    discord.until_connected(1).await;
    settle(&discord, ENABLED).await;
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn replies_in_flight_are_finished_before_the_end() {
    let (discord, program) = connected().await;
    discord.set(|state| state.troubles.extend([Trouble::Refuse(500, 0), Trouble::Refuse(500, 0)]));
    let id = discord.say(here(ANNA, "can i drive afterwards?"));
    discord.until("a first attempt", |state| (state.attempts > 0).then_some(())).await;
    program.stop_cleanly(&discord, &[]).await;
    assert_eq!(discord.set(|state| state.replies_to(id)).len(), 1);
}
