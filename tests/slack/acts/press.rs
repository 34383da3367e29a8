//! Buttons under replies.

use super::{action, told};
use crate::slack::program::Way;
use crate::slack::stand_in::{Of, State};
use crate::slack::{ANNA, BEN, DRIVING, ENABLED, OTHER, anna, connected};

const QUESTION: &str = "can i drive home afterwards?";

#[tokio::test(flavor = "multi_thread")]
async fn only_whoever_asked_judges_and_removes_a_reply() {
    let (slack, program) = connected(Way::Socket).await;
    let ts = slack.say(ENABLED, anna(), QUESTION);
    let reply = slack.reply_to(&ts).await;
    let helpful = action(&reply, "Helpful");
    let refused = told(&slack, &slack.press(BEN, Of::Message(&reply), &helpful, None)).await;
    assert!(refused.shown().contains("Only whoever asked"));
    slack.press(ANNA, Of::Message(&reply), &helpful, None);
    let thanked = slack
        .until("the buttons change", |state| state.changes.iter().rev().find(|change| change.ts == reply.ts).cloned())
        .await;
    assert!(thanked.shown().contains("Thank you") && thanked.shown().contains(DRIVING), "{}", thanked.shown());
    assert!(thanked.buttons().iter().all(|(label, _)| label != "Helpful"));
    slack.press(ANNA, Of::Message(&reply), &action(&thanked, "Remove"), None);
    slack.until("the reply is gone", |state| state.deleted.iter().any(|(_, ts)| *ts == reply.ts).then_some(())).await;
    program.stop_cleanly(&slack, &[QUESTION]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_another_question_makes_room_in_its_place() {
    let (slack, program) = connected(Way::Socket).await;
    let ts = slack.say(ENABLED, anna(), QUESTION);
    let reply = slack.reply_to(&ts).await;
    slack.press(ANNA, Of::Message(&reply), &action(&reply, "Not my question"), None);
    let changed = slack
        .until("the reply changes", |state| state.changes.iter().rev().find(|change| change.ts == reply.ts).cloned())
        .await;
    assert!(changed.shown().contains("not to your question") && !changed.shown().contains(DRIVING));
    program.stop_cleanly(&slack, &[QUESTION]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn buttons_of_a_private_answer_stay_private() {
    let (slack, program) = connected(Way::Socket).await;
    let answer = told(&slack, &slack.command(OTHER, ANNA, "/ask", QUESTION)).await;
    let thanks = told(&slack, &slack.press(ANNA, Of::Message(&answer), &action(&answer, "Helpful"), None)).await;
    assert!(thanks.shown().contains("Thank you"), "{}", thanks.shown());
    let before = slack.set(|state| state.private.len());
    slack.press(ANNA, Of::Message(&answer), &action(&answer, "Not my question"), None);
    let place = |state: &State| state.private[before..].iter().find(|shown| shown.ts == answer.ts).cloned();
    let changed = slack.until("the answer changes", place).await;
    assert!(changed.shown().contains("not to your question"), "{}", changed.shown());
    assert!(slack.posts().is_empty(), "nobody else sees anything");
    program.stop_cleanly(&slack, &[QUESTION]).await;
}
