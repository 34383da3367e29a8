//! What the bot does, and what it leaves.

use crate::discord::stand_in::{Author, BOT, Guild, Said, StandIn};
use crate::discord::{
    ANNA, BEN, CLINIC, CRISIS, DIRECT, DRIVING, ENABLED, FOREIGN, FOREIGN_CHANNEL, OTHER, Program, QUIET_THREAD,
    THREAD, clinic, connected, here, settle,
};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_question_in_an_enabled_channel_gets_its_answer() {
    let (discord, program) = connected().await;
    let id = discord.say(&here(ANNA, "can i drive home afterwards?"));
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
    let silent = discord.say(&Said::new(CLINIC, OTHER, ANNA, question));
    let mention = discord.say(&Said::new(CLINIC, OTHER, ANNA, &format!("<@{BOT}> {question}")));
    let nickname = discord.say(&Said::new(CLINIC, OTHER, ANNA, &format!("<@!{BOT}> {question}")));
    let direct = discord.say(&Said::directly(DIRECT, ANNA, question));
    let thread = discord.say(&Said::new(CLINIC, THREAD, BEN, question));
    let quiet = discord.say(&Said::new(CLINIC, QUIET_THREAD, BEN, question));
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
    let id = discord.say(&here(ANNA, "@everyone i want to kill myself"));
    let reply = discord.reply_to(id).await;
    assert_eq!(reply.pinged(), ["5001"]);
    assert_eq!(reply.body["allowed_mentions"]["replied_user"], json!(true));
    let content = reply.body["content"].as_str().unwrap();
    assert!(content.starts_with("<@5001>") && content.contains("988"), "{content}");
    assert_eq!(reply.titles(), Vec::<String>::new(), "no answer follows danger");
    let other = discord.say(&here(BEN, "he isnt breathing"));
    assert_eq!(discord.reply_to(other).await.pinged(), ["5002"]);
    program.stop_cleanly(&discord, &["kill myself", "isnt breathing"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_that_turns_a_message_into_danger_is_met_once() {
    let (discord, program) = connected().await;
    let id = discord.say(&here(ANNA, "what a day"));
    discord.edit(id, CRISIS);
    let reply = discord.reply_to(id).await;
    assert_eq!(reply.pinged(), ["5001"]);
    discord.edit(id, CRISIS);
    settle(&discord, ENABLED).await;
    assert_eq!(discord.set(|state| state.replies_to(id)).len(), 1);
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bots_webhooks_itself_and_system_notes_are_ignored() {
    let (discord, program) = connected().await;
    let question = format!("<@{BOT}> can i drive afterwards?");
    let ignored = [
        discord.say(&here(Author::OtherBot(6_001), &question)),
        discord.say(&here(Author::Webhook(6_002), &question)),
        discord.say(&here(Author::TheBot, &question)),
        discord.say(&here(Author::OtherBot(6_001), CRISIS)),
        discord.say(&here(ANNA, &question).of_kind(7)),
    ];
    settle(&discord, ENABLED).await;
    for id in ignored {
        assert!(discord.set(|state| state.replies_to(id)).is_empty());
    }
    assert_eq!(discord.posts().len(), 1, "its own reply, which Discord reports back, is not answered either");
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn replies_in_a_channel_keep_the_order_of_the_messages() {
    let (discord, program) = connected().await;
    let ids: Vec<u64> =
        (0..40).map(|_| discord.say(&here(ANNA, &format!("<@{BOT}> can i drive afterwards?")))).collect();
    discord.reply_to(ids[39]).await;
    let order: Vec<u64> = discord.posts().iter().map(|post| post.reply_to).collect();
    assert_eq!(order, ids);
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_that_are_not_the_clinics_own_are_left() {
    let foreign = Guild::new(FOREIGN, &[FOREIGN_CHANNEL]);
    for setting in [("CHANNELS", ENABLED.to_string()), ("SERVERS", CLINIC.to_string())] {
        let discord = StandIn::start(vec![foreign.clone(), clinic()]).await;
        let program = Program::start(&discord, &[(setting.0, &setting.1)]);
        discord.until("the foreign server is left", |state| (state.left == [FOREIGN]).then_some(())).await;
        let there = discord.say(&Said::new(FOREIGN, FOREIGN_CHANNEL, ANNA, &format!("<@{BOT}> {CRISIS}")));
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
        let id = discord.say(&Said::new(guild, channel, ANNA, &format!("<@{BOT}> can i drive afterwards?")));
        assert_eq!(discord.reply_to(id).await.titles(), [DRIVING]);
    }
    assert!(discord.set(|state| state.left.is_empty()));
    program.stop_cleanly(&discord, &[]).await;
}
