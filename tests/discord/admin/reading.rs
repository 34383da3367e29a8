//! What a moderator is shown.

use super::{Desk, MODERATORS, words};
use crate::discord::stand_in::{BOT, Used};
use crate::discord::{ANNA, BEN, CLINIC, CRISIS, ENABLED, here};
use serde_json::json;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_test_shows_what_a_patient_would_get_and_tells_nobody() {
    let desk = Desk::open().await;
    let test = desk.order("test", &[("text", json!("Where can I park?"))]).await;
    let said = words(&test);
    assert!(said.contains("Asked directly: parking") && said.contains("Unasked, in a channel: parking"), "{said}");
    assert!(said.contains("**Where can I park?**") && said.contains("Behind the house."), "{said}");
    let said = words(&desk.order("test", &[("text", json!("nice weather today"))]).await);
    assert!(said.contains("Unasked, in a channel: silence") && said.contains("(silence)"), "{said}");
    let danger = words(&desk.order("test", &[("text", json!(CRISIS))]).await);
    assert!(danger.contains("crisis") && danger.contains("No staff channel is set"), "{danger}");
    let why = words(&desk.order("why", &[("text", json!("Where can I park?"))]).await);
    for part in ["Asked directly: **parking**", "decision    answer: parking", "likeness:", "threshold"] {
        assert!(why.contains(part), "{part}: {why}");
    }
    assert!(desk.discord.posts().is_empty(), "nobody is told");
    let stats = words(&desk.order("stats", &[]).await);
    assert!(stats.contains("Nothing was counted"), "{stats}");
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn why_this_answer_finds_the_question() {
    let desk = Desk::open().await;
    let asked = desk.discord.say(&here(BEN, &format!("<@{BOT}> where can I park my car?")));
    let reply = desk.discord.reply_to(asked).await;
    let unrelated = desk.discord.say(&here(BEN, "lovely weather"));
    let why = |message: u64| {
        let used = desk.discord.set(|state| state.on_message("Why this answer?", message, ANNA, &[MODERATORS]));
        desk.used(used)
    };
    let said = words(&why(reply.id).await);
    assert!(said.contains("decision    answer: parking") && said.contains("my car"), "{said}");
    let said = words(&why(unrelated).await);
    assert!(said.contains("lovely weather"), "{said}");
    desk.discord.set(|state| state.messages.remove(&asked));
    let said = words(&why(reply.id).await);
    assert!(said.contains("cannot read the question") && said.contains("`/faq-admin why`"), "{said}");
    let other = desk.discord.set(|state| state.on_message("Why this answer?", reply.id, BEN, &[]));
    assert_eq!(words(&desk.used(other).await), "Only moderators of the FAQ may use this.");
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_status_says_what_is_missing() {
    let desk = Desk::open().await;
    let said = words(&desk.order("status", &[]).await);
    for part in [
        "**Discord:** connected, reads all messages",
        "<#2001>: enabled, answers (named in the settings)",
        "**Staff channel:** ⚠️ none",
        "**FAQ:** 2 entries, pack ",
        "kept in a folder",
        "**Last change:** revision 1",
        "disk: first seen",
        "**Store:** sqlite, reachable",
        "drafts 0, unanswered questions 0, alerts 0",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    desk.order("staff-channel", &[]).await;
    desk.order("phrasing add", &[("entry", json!("tea")), ("text", json!("any hot drinks"))]).await;
    desk.program.until_log("channels were set anew").await;
    let said = words(&desk.order("status", &[]).await);
    assert!(said.contains(&format!("**Staff channel:** <#{ENABLED}>")) && said.contains("drafts 1"), "{said}");
    let list = words(&desk.order("entry list", &[("find", json!("TEA"))]).await);
    assert!(list.contains("Do you serve tea?") && !list.contains("parking"), "{list}");
    let typing = Used::command(CLINIC, ENABLED, ANNA, "faq-admin entry show", &[("entry", json!("serve"))]);
    let found = desk.used(typing.with_roles(&[MODERATORS]).typing("entry")).await;
    assert_eq!(found.shown["choices"], json!([{"name": "tea · Do you serve tea?", "value": "tea"}]));
    desk.close().await;
}
