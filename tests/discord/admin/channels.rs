//! Where and how the bot speaks, and who may say so.

use super::{Desk, MODERATORS, words};
use crate::discord::stand_in::{PATIENCE, Said, Used};
use crate::discord::{ANNA, BEN, CLINIC, ENABLED, OTHER, THREAD};
use serde_json::json;
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_moderator_enables_a_channel_and_the_bot_listens_there() {
    let desk = Desk::open().await;
    let said =
        words(&desk.order("enable", &[("channel", json!(OTHER.to_string())), ("reason", json!("asked for"))]).await);
    assert!(said.starts_with(&format!("<#{OTHER}>: enabled, answers.")), "{said}");
    let begun = Instant::now();
    // Whatever is said before the bot has noticed stays unanswered: people would ask again.
    loop {
        let id = desk.discord.say(&Said::new(CLINIC, OTHER, BEN, "Do you serve tea?"));
        tokio::time::sleep(Duration::from_millis(300)).await;
        if !desk.discord.set(|state| state.replies_to(id)).is_empty() {
            break;
        }
        assert!(begun.elapsed() < PATIENCE, "{}", desk.program.log());
    }
    // In a thread the channel is meant that it belongs to.
    let muted = Used::command(CLINIC, THREAD, ANNA, "faq-admin mute", &[("hours", json!(2))]).with_roles(&[MODERATORS]);
    let said = words(&desk.used(muted).await);
    assert!(said.contains(&format!("<#{ENABLED}>: enabled, answers; muted until")), "{said}");
    assert!(said.contains("A thread goes with its channel."), "{said}");
    let said = words(&desk.order("unmute", &[]).await);
    assert!(said.starts_with(&format!("<#{ENABLED}>: enabled, answers.")), "{said}");
    let said = words(&desk.order("mode", &[("mode", json!("shadow"))]).await);
    assert!(said.contains("says nothing and counts"), "{said}");
    let said = words(&desk.order("disable", &[("channel", json!(OTHER.to_string()))]).await);
    assert!(said.contains("disabled: the bot does not listen there"), "{said}");
    let said = words(&desk.order("mute", &[("channel", json!(OTHER.to_string()))]).await);
    assert!(said.contains(&format!("`/faq-admin enable channel:{OTHER}` makes it listen")), "{said}");
    let said = words(&desk.order("enable", &[("channel", json!("77"))]).await);
    assert!(said.contains("The bot cannot see that channel"), "{said}");
    let said = words(&desk.order("staff-channel", &[]).await);
    assert!(said.contains(&format!("Alerts go to <#{ENABLED}>.")), "{said}");
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_no_moderator_is_told_so_and_changes_nothing() {
    let desk = Desk::open().await;
    let disable = || Used::command(CLINIC, ENABLED, BEN, "faq-admin disable", &[]);
    for used in [disable(), disable().with_roles(&[6_002])] {
        assert_eq!(words(&desk.used(used).await), "Only moderators of the FAQ may use this.");
    }
    let said = words(&desk.used(disable().with_roles(&[MODERATORS]).directly()).await);
    assert_eq!(said, "This works on the clinic's server only.");
    let typing = Used::command(CLINIC, ENABLED, BEN, "faq-admin entry show", &[("entry", json!("p"))]).typing("entry");
    assert_eq!(desk.used(typing).await.shown["choices"], json!([]), "nothing of the FAQ is told");
    // A button asks for the role again: it may have been taken away meanwhile.
    let phrasing = [("entry", json!("parking")), ("text", json!("is there a garage"))];
    let draft = desk.order("phrasing add", &phrasing).await;
    let pressed = desk.discord.press(draft.message.unwrap(), "Apply", ANNA, &[]);
    assert_eq!(words(&desk.discord.answer_to(pressed).await), "Only moderators of the FAQ may use this.");
    assert_eq!(desk.text(), super::FAQ);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_any_role_the_missing_setting_is_named() {
    let desk = Desk::with(&[], "").await;
    let said = words(&desk.order("status", &[]).await);
    assert!(said.contains("`discord.moderator_roles`"), "{said}");
    desk.close().await;
}
