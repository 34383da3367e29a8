//! Several shards, in one process and in several.

use crate::common::Askwell;
use crate::discord::program::Program;
use crate::discord::stand_in::{BOT, Guild, Order, Said, StandIn, TOKEN, Trouble};
use crate::discord::{ANNA, DIRECT, DRIVING};
use std::time::Instant;

/// Servers of which each belongs to another one of three shards: `(id >> 22) % 3`.
const SERVERS: [u64; 3] = [300 << 22, 301 << 22, 302 << 22];

/// The channel of a server.
fn channel(shard: usize) -> u64 {
    2_000 + shard as u64
}

fn servers() -> Vec<Guild> {
    (0..3).map(|shard| Guild::new(SERVERS[shard], &[channel(shard)])).collect()
}

/// Somebody mentions the bot in a server.
fn mention(shard: usize) -> Said {
    Said::new(SERVERS[shard], channel(shard), ANNA, &format!("<@{BOT}> can i drive afterwards?"))
}

async fn answers(discord: &StandIn, shard: usize) {
    let id = discord.say(&mention(shard));
    assert_eq!(discord.reply_to(id).await.titles(), [DRIVING], "shard {shard}");
    assert_eq!(discord.set(|state| state.replies_to(id).len()), 1, "shard {shard}");
}

async fn with_three_shards() -> StandIn {
    let discord = StandIn::start(servers()).await;
    discord.set(|state| state.shards = 3);
    discord
}

#[tokio::test(flavor = "multi_thread")]
async fn as_many_shards_as_discord_recommends_and_each_is_restarted_alone() {
    let discord = with_three_shards().await;
    let program = Program::start(&discord, &[]);
    discord.until_connected(3).await;
    for shard in 0..3 {
        answers(&discord, shard).await;
    }
    let direct = discord.say(&Said::directly(DIRECT, ANNA, "can i drive afterwards?"));
    assert_eq!(discord.reply_to(direct).await.titles(), [DRIVING], "direct messages go to shard 0");
    for order in [Order::Invalidate, Order::CloseBare] {
        let begun = discord.set(|state| state.identified);
        discord.order(Order::OnShard(1, Box::new(order)));
        answers(&discord, 0).await;
        answers(&discord, 2).await;
        discord.until("shard 1 is back", |state| (state.identified > begun).then_some(())).await;
        answers(&discord, 1).await;
    }
    assert_eq!(discord.set(|state| (state.identified, state.resumed)), (5, 0), "nobody else began anew");
    program.until_log("connected as account").await;
    assert!(program.log().contains("(shard 2 of 3)"), "{}", program.log());
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn shards_take_their_turns_at_the_pace_that_discord_allows() {
    let discord = with_three_shards().await;
    discord.set(|state| state.max_concurrency = 1);
    let begun = Instant::now();
    let program = Program::start(&discord, &[]);
    discord.until_connected(3).await;
    assert!(begun.elapsed().as_secs() >= 10, "{:?}", begun.elapsed());
    answers(&discord, 2).await;
    for shard in 0..2 {
        discord.order(Order::OnShard(shard, Box::new(Order::Invalidate)));
    }
    discord.until_connected(5).await;
    // A complaint of the stand-in tells of turns that came too early.
    program.stop_cleanly(&discord, &[]).await;
}

#[cfg(feature = "web")]
#[tokio::test(flavor = "multi_thread")]
async fn the_program_is_connected_when_all_its_shards_are() {
    let discord = with_three_shards().await;
    let program = Program::start(&discord, &[]);
    discord.until_connected(3).await;
    // What a program has been greeted with it has not always read yet.
    program.until_lines("connected as account", 3).await;
    let connected = async || program.get("/readyz").await.contains(r#""connected":true"#);
    assert!(connected().await);
    let before = discord.set(|state| {
        state.mute_connections = 1;
        state.connections
    });
    discord.order(Order::OnShard(1, Box::new(Order::Invalidate)));
    discord.until("the next connection", |state| (state.connections > before).then_some(())).await;
    assert!(!connected().await, "one of three is away");
    program.until_lines("connected as account", 4).await;
    assert!(connected().await);
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_intent_every_shard_goes_on_and_one_line_says_what_to_do() {
    let discord = with_three_shards().await;
    discord.set(|state| state.message_content = false);
    let program = Program::start(&discord, &[]);
    discord.until_connected(3).await;
    for shard in 0..3 {
        answers(&discord, shard).await;
    }
    let told = program.until_lines("Message Content Intent", 1).await;
    assert_eq!(told.len(), 1, "{told:#?}");
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn replies_in_flight_on_every_shard_are_finished_before_the_end() {
    let discord = with_three_shards().await;
    let program = Program::start(&discord, &[]);
    discord.until_connected(3).await;
    discord.set(|state| state.troubles.extend(vec![Trouble::Refuse(500, 0); 6]));
    let asked: Vec<u64> = (0..3).map(|shard| discord.say(&mention(shard))).collect();
    discord.until("all were tried", |state| (state.attempts >= 3).then_some(())).await;
    program.stop_cleanly(&discord, &[]).await;
    assert_eq!(discord.set(|state| state.goodbyes), 3, "each shard says goodbye");
    for id in asked {
        assert_eq!(discord.set(|state| state.replies_to(id).len()), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_process_may_hold_all_shards_by_name() {
    let discord = with_three_shards().await;
    let program = Program::start_with(&discord, &["--shards", "0-2/3"], &[]);
    discord.until_connected(3).await;
    answers(&discord, 2).await;
    program.stop_cleanly(&discord, &[]).await;
}

#[test]
fn shards_that_cannot_be_are_wrong_use() {
    let cases = [
        ("4-3/16", "the first shard comes before the last"),
        ("0-16/16", "the last one of 16 is 15"),
        ("x", "shards are written as 0-3/16"),
        ("0/0", "how many shards there are in all"),
        ("0-3/16", "cannot share a SQLite file"),
    ];
    for (shards, expected) in cases {
        let refused = Askwell::line("serve --shards").args([shards]).env("ASKWELL__DISCORD__TOKEN", TOKEN).run();
        assert_eq!(refused.code, 2, "{shards}: {}", refused.stderr);
        assert!(refused.stderr.contains(expected), "{shards}: {}", refused.stderr);
    }
    let refused = Askwell::line("serve --shards 0/1").run();
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    assert!(refused.stderr.contains("discord.token"), "{}", refused.stderr);
}

#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread")]
async fn two_processes_share_the_shards_and_the_turns() {
    let Some(server) = crate::common::postgres::Postgres::start() else { return };
    let url = server.database().await;
    let discord = with_three_shards().await;
    discord.set(|state| state.max_concurrency = 1);
    let variables = [("ASKWELL__STORE__URL".to_owned(), url.as_str())];
    let start = |shards| Program::start_in(&discord, &["--shards", shards], &variables);
    let (first, second) = (start("0-1/3"), start("2/3"));
    discord.until_connected(3).await;
    for shard in 0..3 {
        answers(&discord, shard).await;
    }
    let held: Vec<[u64; 2]> = discord.set(|state| state.sessions.values().map(|session| session.shard).collect());
    assert!([[0, 3], [1, 3], [2, 3]].iter().all(|shard| held.contains(shard)), "{held:?}");
    second.stop_cleanly(&discord, &[]).await;
    answers(&discord, 1).await;
    first.stop_cleanly(&discord, &[]).await;
}
