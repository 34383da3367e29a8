//! What may go wrong, with Discord and with the settings.

use crate::discord::stand_in::{BOT, Order, Said, StandIn, TOKEN, Trouble};
use crate::discord::{ANNA, CLINIC, CRISIS, DIRECT, DRIVING, ENABLED, Program, clinic, connected, here, settle};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn what_discord_fails_to_take_is_sent_again_and_never_twice() {
    let (discord, program) = connected().await;
    let troubles = [Trouble::Refuse(500, 0), Trouble::TooMany(0.4), Trouble::PostAndFail, Trouble::Refuse(502, 0)];
    discord.set(|state| state.troubles.extend(troubles));
    let id = discord.say(&here(ANNA, "can i drive afterwards?"));
    discord.until("all five attempts", |state| (state.attempts == 5).then_some(())).await;
    settle(&discord, ENABLED).await;
    assert_eq!(discord.set(|state| state.replies_to(id)).len(), 1);
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_there_were_too_many_requests_altogether_all_wait() {
    let (discord, program) = connected().await;
    discord.set(|state| state.troubles.push_back(Trouble::TooManyAltogether(1.5)));
    let first = discord.say(&here(ANNA, "can i drive afterwards?"));
    program.until_log("too many requests altogether").await;
    // A call in the meantime would be a complaint.
    let second = discord.say(&Said::directly(DIRECT, ANNA, "is it safe?"));
    for id in [first, second] {
        discord.reply_to(id).await;
    }
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_permission_is_named_and_holds_up_nothing() {
    let (discord, program) = connected().await;
    discord.set(|state| state.troubles.push_back(Trouble::Refuse(403, 50_013)));
    discord.set(|state| state.troubles.push_back(Trouble::Refuse(403, 50_013)));
    discord.say(&here(ANNA, "can i drive afterwards?"));
    settle(&discord, ENABLED).await;
    program.until_log("Send Messages").await;
    assert_eq!(discord.posts().len(), 1);
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_embeds_are_not_allowed_the_answer_is_plain_text() {
    let (discord, program) = connected().await;
    discord.set(|state| state.no_embeds.push(ENABLED));
    let id = discord.say(&here(ANNA, "can i drive afterwards?"));
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
async fn a_bad_token_is_one_clear_line_and_exit_code_1() {
    let discord = StandIn::start(vec![clinic()]).await;
    discord.set(|state| state.token = "another".to_owned());
    let program = Program::start(&discord, &[]);
    let (code, log) = program.until_exit().await;
    assert_eq!(code, Some(1), "{log}");
    let lines: Vec<&str> = log.lines().filter(|line| line.contains("ERROR") || line.starts_with("error")).collect();
    assert_eq!(lines.len(), 1, "{log}");
    assert!(lines[0].contains("discord.token") && lines[0].contains("Reset Token"), "{log}");
    assert!(!log.contains(TOKEN), "{log}");
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
    let ambient = discord.say(&here(ANNA, "can i drive afterwards?"));
    let direct = discord.say(&Said::directly(DIRECT, ANNA, "can i drive afterwards?"));
    assert_eq!(discord.reply_to(direct).await.titles(), [DRIVING]);
    settle(&discord, ENABLED).await;
    assert!(discord.set(|state| state.replies_to(ambient)).is_empty(), "its text was not to be seen");
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
        let id = discord.say(&here(ANNA, &format!("<@{BOT}> can i drive afterwards?")));
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
async fn a_connection_that_is_stuck_is_replaced_long_before_its_next_heartbeat() {
    let discord = StandIn::start(vec![clinic()]).await;
    discord.set(|state| state.heartbeat = 3_600_000);
    let program = Program::start(&discord, &[("CHANNELS", &ENABLED.to_string())]);
    discord.until_connected(1).await;
    discord.order(Order::CloseBare);
    discord.until_connected(2).await;
    settle(&discord, ENABLED).await;
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_cannot_be_read_is_counted_and_keeps_nothing_from_its_text() {
    let (discord, program) = connected().await;
    discord.dispatch("MESSAGE_CREATE", &json!({"id": {}, "guild_id": "1001", "content": "a very private sentence"}));
    discord
        .order(Order::Raw(r#"{"op": 0, "t": "MESSAGE_CREATE", "s": "x", "d": "a very private sentence"}"#.to_owned()));
    discord.order(Order::Raw("a very private sentence".to_owned()));
    discord.dispatch("SOMETHING_NEW", &json!({"guild_id": "1001", "content": "a very private sentence"}));
    program.until_log("MESSAGE_CREATE could not be read").await;
    settle(&discord, ENABLED).await;
    program.stop_cleanly(&discord, &["very private"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_with_less_than_discord_sends_is_still_understood() {
    let (discord, program) = connected().await;
    let id = discord.say(&here(ANNA, "hello all"));
    let fields = json!({
        "id": (id + 1).to_string(), "channel_id": ENABLED.to_string(), "guild_id": CLINIC.to_string(),
        "author": {"id": "5001"}, "content": CRISIS,
    });
    discord.dispatch("MESSAGE_CREATE", &fields);
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
    let id = discord.say(&here(ANNA, "can i drive afterwards?"));
    discord.until("a first attempt", |state| (state.attempts > 0).then_some(())).await;
    program.stop_cleanly(&discord, &[]).await;
    assert_eq!(discord.set(|state| state.replies_to(id)).len(), 1);
}
