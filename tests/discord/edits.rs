//! A reply follows its message: edited, withdrawn, created, taken along.

use crate::discord::stand_in::{BOT, Posted, Said, StandIn};
use crate::discord::{ANNA, BEN, CLINIC, CRISIS, DRIVING, ENABLED, Program, connected, here, settle};

const QUESTION: &str = "can i drive home afterwards?";
const OTHER_QUESTION: &str = "will I be awake during the infusion?";
const NOTHING: &str = "what a lovely day in the park";

fn stands(discord: &StandIn, message: u64) -> Vec<String> {
    let body = discord.set(|state| state.messages[&message].1.clone());
    Posted { channel: 0, reply_to: 0, id: message, body, at: std::time::Instant::now() }.titles()
}

async fn until_gone(discord: &StandIn, reply: u64) {
    discord.until("the reply is gone", |state| state.deleted.contains(&reply).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_changes_the_reply_in_its_place() {
    let (discord, program) = connected().await;
    let id = discord.say(&here(ANNA, QUESTION));
    let reply = discord.reply_to(id).await;
    discord.edit(id, OTHER_QUESTION);
    discord.until("the reply changes", |state| (!state.changes.is_empty()).then_some(())).await;
    assert_ne!(stands(&discord, reply.id), [DRIVING]);
    discord.edit(id, QUESTION);
    discord.until("it changes back", |state| (state.changes.len() == 2).then_some(())).await;
    assert_eq!(stands(&discord, reply.id), [DRIVING]);
    assert_eq!(discord.set(|state| state.replies_to(id).len()), 1, "there is one reply all the time");
    // The same question in other words leaves it as it is.
    discord.edit(id, "Can I drive home afterwards??");
    settle(&discord, ENABLED).await;
    assert_eq!(discord.set(|state| (state.changes.len(), state.deleted.len())), (2, 0));
    program.stop_cleanly(&discord, &["drive home"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_withdraws_and_creates_replies() {
    let (discord, program) = connected().await;
    let id = discord.say(&here(ANNA, QUESTION));
    let reply = discord.reply_to(id).await;
    discord.edit(id, NOTHING);
    until_gone(&discord, reply.id).await;
    let late = discord.say(&here(BEN, NOTHING));
    discord.edit(late, OTHER_QUESTION);
    assert_ne!(discord.reply_to(late).await.titles(), [DRIVING]);
    program.stop_cleanly(&discord, &["drive home", "lovely day"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_to_danger_stays_when_the_danger_is_edited_away() {
    let (discord, program) = connected().await;
    let id = discord.say(&here(ANNA, CRISIS));
    let reply = discord.reply_to(id).await;
    discord.edit(id, QUESTION);
    settle(&discord, ENABLED).await;
    assert_eq!(discord.set(|state| (state.deleted.len(), state.changes.len(), state.replies_to(id).len())), (0, 0, 1));
    assert!(discord.set(|state| state.messages.contains_key(&reply.id)));
    program.stop_cleanly(&discord, &["kill myself"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_does_not_stand_beside_danger() {
    let (discord, program) = connected().await;
    let id = discord.say(&here(ANNA, QUESTION));
    let answer = discord.reply_to(id).await;
    discord.edit(id, CRISIS);
    until_gone(&discord, answer.id).await;
    let replies = discord.set(|state| state.replies_to(id));
    assert!(replies[1].text().contains("988") && replies[1].pinged() == ["5001"], "{replies:?}");
    program.stop_cleanly(&discord, &["kill myself"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn deleted_messages_take_their_replies_along() {
    let (discord, program) = connected().await;
    let ask = |text: &str| discord.say(&Said::new(CLINIC, ENABLED, ANNA, &format!("<@{BOT}> {text}")));
    let (one, two, three) = (ask(QUESTION), ask(OTHER_QUESTION), ask("is it safe?"));
    let mut replies = Vec::new();
    for id in [one, two, three] {
        replies.push(discord.reply_to(id).await.id);
    }
    discord.delete(&[one]);
    until_gone(&discord, replies[0]).await;
    discord.delete(&[two, three]);
    until_gone(&discord, replies[1]).await;
    until_gone(&discord, replies[2]).await;
    program.stop_cleanly(&discord, &["drive home"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restart_a_deleted_message_still_takes_its_reply_along() {
    let folder = tempfile::tempdir().unwrap();
    let store = format!("sqlite:{}", folder.path().join("askwell.db").display());
    let discord = StandIn::start(vec![crate::discord::clinic()]).await;
    let variables =
        [("ASKWELL__STORE__URL".to_owned(), store.as_str()), ("ASKWELL__DISCORD__CHANNELS".to_owned(), "2001")];
    let program = Program::start_in(&discord, &[], &variables);
    discord.until_connected(1).await;
    let id = discord.say(&here(ANNA, QUESTION));
    let reply = discord.reply_to(id).await;
    program.stop_cleanly(&discord, &[]).await;
    let again = Program::start_in(&discord, &[], &variables);
    discord.until_connected(2).await;
    discord.delete(&[id]);
    until_gone(&discord, reply.id).await;
    again.stop_cleanly(&discord, &[]).await;
}
