//! Every way in which the gateway ends a connection or spoils what it sends: the bot comes back and answers, or ends
//! with one line that says what to do.

use crate::discord::stand_in::{BOT, Flaw, Guild, Mischief, Order, Said, StandIn};
use crate::discord::{ANNA, DRIVING, ENABLED, Program, clinic, connected, here, settle};
#[cfg(feature = "web")]
use serde_json::json;

/// Ways to end a connection that pass by. Each is done to a shard of its own.
fn passing() -> Vec<Order> {
    let codes = [1000, 1001, 4000, 4001, 4002, 4003, 4005, 4006, 4007, 4008, 4009];
    let others = [Order::Drop, Order::CloseBare, Order::Reconnect, Order::Invalidate, Order::InvalidateResumable];
    codes.into_iter().map(Order::Close).chain(others).collect()
}

fn server(shard: usize) -> u64 {
    (1_600 + shard as u64) << 22
}

fn channel(shard: usize) -> u64 {
    20_000 + shard as u64
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_passes_the_bot_comes_back_and_answers() {
    let ways = passing();
    let guilds = (0..ways.len()).map(|shard| Guild::new(server(shard), &[channel(shard)])).collect();
    let discord = StandIn::start(guilds).await;
    discord.set(|state| {
        state.shards = ways.len() as u64;
        state.heartbeat = 8_000;
    });
    let program = Program::start(&discord, &[]);
    discord.until_connected(ways.len()).await;
    for (shard, way) in ways.iter().enumerate() {
        discord.order(Order::OnShard(shard as u64, Box::new(way.clone())));
    }
    discord.until_connected(2 * ways.len()).await;
    for (shard, way) in ways.iter().enumerate() {
        let text = format!("<@{BOT}> can i drive afterwards?");
        let id = discord.say(&Said::new(server(shard), channel(shard), ANNA, &text));
        assert_eq!(discord.reply_to(id).await.titles(), [DRIVING], "after {way:?}");
    }
    assert!(discord.set(|state| state.compressed) > 0, "large payloads came compressed");
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_attempt_can_mend_ends_the_program_with_one_line() {
    let cases = [
        (4004, "Reset Token"),
        (4010, "--shards FIRST-LAST/TOTAL"),
        (4011, "more shards"),
        (4012, "install a newer one"),
        (4013, "install a newer one"),
    ];
    for (code, expected) in cases {
        let discord = StandIn::start(vec![clinic()]).await;
        discord.set(|state| state.refuse_identify.push_back(code));
        let (exit, log) = Program::start(&discord, &[]).until_exit().await;
        assert_eq!(exit, Some(1), "{code}: {log}");
        let lines: Vec<&str> = log.lines().filter(|line| line.contains("ERROR") || line.starts_with("error")).collect();
        assert!(lines.len() == 1 && lines[0].contains(expected), "{code}: {log}");
        assert_eq!(discord.set(|state| state.connections), 1, "{code}: it was tried again");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn too_few_shards_for_the_servers_are_named() {
    let discord = StandIn::start(vec![clinic()]).await;
    discord.set(|state| state.shards_required = 2);
    let (exit, log) = Program::start_with(&discord, &["--shards", "0/1"], &[]).until_exit().await;
    assert_eq!(exit, Some(1), "{log}");
    assert!(log.contains("more shards than 1") && log.contains("without --shards"), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_drops_or_says_nothing_is_tried_again_with_pauses() {
    let discord = StandIn::start(vec![clinic()]).await;
    discord.set(|state| {
        state.drop_connections = 1;
        state.mute_connections = 1;
    });
    let program = Program::start(&discord, &[("CHANNELS", &ENABLED.to_string())]);
    discord.until_connected(1).await;
    settle(&discord, ENABLED).await;
    assert!(discord.set(|state| state.connections) <= 3, "no pauses between attempts");
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_no_longer_acknowledges_is_left() {
    let discord = StandIn::start(vec![clinic()]).await;
    discord.set(|state| {
        state.heartbeat = 3_000;
        state.flaws.push(Flaw::Deaf);
    });
    let program = Program::start(&discord, &[("CHANNELS", &ENABLED.to_string())]);
    discord.until("a heartbeat", |state| (state.heartbeats > 0).then_some(())).await;
    discord.set(|state| state.flaws.clear());
    discord.until_connected(2).await;
    settle(&discord, ENABLED).await;
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn events_that_come_twice_or_in_another_order_are_answered_once() {
    let (discord, program) = connected().await;
    let spoiled = [Mischief::Repeat, Mischief::SwapWithNext, Mischief::Nothing, Mischief::Lose, Mischief::Nothing];
    discord.set(|state| state.mischief.extend(spoiled));
    let ids: Vec<u64> = spoiled.iter().map(|_| discord.say(&mention())).collect();
    settle(&discord, ENABLED).await;
    let replies: Vec<usize> = discord.set(|state| ids.iter().map(|id| state.replies_to(*id).len()).collect());
    assert_eq!(replies, [1, 1, 1, 0, 1], "what Discord never sends cannot be answered");

    discord.set(|state| state.flaws.push(Flaw::ReplaysAll));
    discord.order(Order::Drop);
    discord.until("the resume", |state| (state.resumed == 1).then_some(())).await;
    settle(&discord, ENABLED).await;
    let replies: Vec<usize> = discord.set(|state| ids.iter().map(|id| state.replies_to(*id).len()).collect());
    assert_eq!(replies, [1, 1, 1, 1, 1], "the resume brings the lost one, and nothing twice");
    program.stop_cleanly(&discord, &[]).await;
}

fn mention() -> Said {
    here(ANNA, &format!("<@{BOT}> can i drive afterwards?"))
}

#[cfg(feature = "web")]
#[tokio::test(flavor = "multi_thread")]
async fn each_shard_is_counted() {
    let (discord, program) = connected().await;
    discord.order(Order::Drop);
    discord.until_connected(2).await;
    discord.dispatch("MESSAGE_CREATE", &json!({"id": {}, "guild_id": "1001"}));
    discord.order(Order::Raw("no json".to_owned()));
    settle(&discord, ENABLED).await;
    let figures = program.get("/metrics").await;
    let expected = [
        r#"askwell_discord_sessions_total{shard="0",event="begun"} 1"#,
        r#"askwell_discord_sessions_total{shard="0",event="resumed"} 1"#,
        r#"askwell_discord_sessions_total{shard="0",event="lost"} 1"#,
        r#"askwell_discord_shard_up{shard="0"} 1"#,
        r#"askwell_discord_unreadable_total{shard="0",kind="MESSAGE_CREATE"} 1"#,
        r#"askwell_discord_unreadable_total{shard="0",kind="payload"} 1"#,
        r#"askwell_discord_events_total{shard="0",kind="READY"} 1"#,
    ];
    for line in expected {
        assert!(figures.lines().any(|found| found == line), "{line} is not in\n{figures}");
    }
    program.stop_cleanly(&discord, &[]).await;
}
