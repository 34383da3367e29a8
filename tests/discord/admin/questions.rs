//! Questions that found no answer.

use super::{Desk, MODERATORS, buttons, words};
use crate::discord::stand_in::{Interaction, PATIENCE};
use serde_json::json;
use std::time::{Duration, Instant};

/// The list with so many questions, once the bot has kept them.
async fn listed(desk: &Desk, questions: &str) -> Interaction {
    let begun = Instant::now();
    loop {
        let list = desk.order("unanswered", &[]).await;
        if words(&list).contains(questions) {
            return list;
        }
        assert!(begun.elapsed() < PATIENCE, "{}", words(&list));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn first_line(list: &Interaction) -> String {
    list.shown["components"][0]["components"][0]["options"][0]["label"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_is_given_to_its_entry_with_the_words_at_discord() {
    const WORDS: &str = "somewhere for my wheels around here?";
    let desk = Desk::open().await;
    assert_eq!(words(&desk.order("unanswered", &[]).await), "No question is waiting for an answer.");
    desk.says(WORDS).await;
    let list = listed(&desk, "1 question").await;
    let said = words(&list);
    assert!(said.contains("[message](https://discord.com/channels/1001/2001/") && !said.contains("wheels"), "{said}");
    let question = desk.press(&list, &first_line(&list)).await;
    assert_eq!(buttons(&question).last().map(String::as_str), Some("Needs no answer"));
    let form = desk.press(&question, "Another entry …").await;
    let draft = desk.fill_in(&form, &[("entry", "parking")]).await;
    assert!(words(&draft).contains(&format!("phrasing “{WORDS}” added")), "{}", words(&draft));
    let applied = desk.press(&draft, "Apply").await;
    assert!(words(&applied).contains("Question 1 is settled."), "{}", words(&applied));
    desk.program.until_log("The new FAQ is in force").await;
    assert!(desk.says(WORDS).await.contains("Behind the house."));
    assert_eq!(words(&desk.order("unanswered", &[]).await), "No question is waiting for an answer.");
    let begun = Instant::now();
    // Counts are written together, now and then.
    while !words(&desk.order("stats", &[("by", json!("entry"))]).await).contains("parking") {
        assert!(begun.elapsed() < PATIENCE, "the answer was never counted");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_that_cannot_be_read_is_typed_or_let_be() {
    let desk = Desk::open().await;
    desk.says("how long may a lorry park there at night?").await;
    let list = listed(&desk, "1 question, nearest: parking").await;
    let settled = desk.press(&list, &first_line(&list)).await;
    let draft = desk.press(&settled, "Belongs to parking").await;
    assert!(words(&draft).contains("phrasing “how long may a lorry park there at night?” added"), "{}", words(&draft));
    desk.press(&draft, "Drop").await;

    desk.discord
        .set(|state| state.messages.retain(|_, (_, message)| !message["content"].to_string().contains("how long may")));
    let question = desk.press(&list, &first_line(&list)).await;
    let form = desk.press(&question, "Belongs to parking").await;
    assert_eq!(form.response, Some(9), "the words are asked for");
    let draft = desk.fill_in(&form, &[("words", "may a lorry stay")]).await;
    assert!(words(&draft).contains("phrasing “may a lorry stay” added"), "{}", words(&draft));
    let ignored = desk.press(&question, "Needs no answer").await;
    assert_eq!(words(&ignored), "Question 1 needs no answer.");
    assert_eq!(words(&desk.order("unanswered", &[]).await), "No question is waiting for an answer.");
    let foreign = desk.discord.press(list.message.unwrap(), &first_line(&list), crate::discord::BEN, &[MODERATORS + 1]);
    assert_eq!(words(&desk.discord.answer_to(foreign).await), "Only moderators of the FAQ may use this.");
    desk.close().await;
}
