//! `/ask`, `/faq` and "Answer from FAQ".

use super::{action, told};
use crate::slack::program::{Program, WAYS, Way};
use crate::slack::stand_in::{Of, StandIn, direct_id};
use crate::slack::{ANNA, BEN, CRISIS, DRIVING, ENABLED, OTHER, STAFF, anna, clinic, connected};

const QUESTION: &str = "can i drive home afterwards?";

#[tokio::test(flavor = "multi_thread")]
async fn a_question_by_command_is_answered_for_its_asker_alone() {
    for way in WAYS {
        let (slack, program) = connected(way).await;
        let used = slack.command(OTHER, ANNA, "/ask", QUESTION);
        let answer = told(&slack, &used).await;
        assert!(answer.shown().starts_with(&format!("*{DRIVING}*")), "{}", answer.shown());
        action(&answer, "Helpful");
        assert!(answer.buttons().iter().all(|(label, _)| label != "Remove"), "a private answer goes by itself");
        let empty = slack.command(OTHER, ANNA, "/ask", "  ");
        assert!(told(&slack, &empty).await.shown().contains("`/ask`"));
        assert!(slack.posts().is_empty(), "nobody else sees anything");
        program.stop_cleanly(&slack, &[QUESTION]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn danger_by_command_stays_as_a_direct_message_and_alerts() {
    let slack = StandIn::start(clinic()).await;
    let program = Program::start(&slack, Way::Socket, &[("CHANNELS", ENABLED), ("STAFF_CHANNEL", STAFF)]).await;
    for command in ["/ask", "/faq"] {
        let before = slack.posts().len();
        let used = slack.command(ENABLED, BEN, command, CRISIS);
        assert!(told(&slack, &used).await.shown().contains("988"));
        let both = slack
            .until("a direct message and an alert", |state| {
                let posts = &state.posts[before..];
                let at = |channel: &str| posts.iter().find(|post| post.channel == channel).cloned();
                at(&direct_id(BEN)).zip(at(STAFF))
            })
            .await;
        assert!(both.0.text().contains("988") && both.0.pinged().is_empty(), "{}", both.0.text());
        assert!(both.1.text().contains(BEN), "staff are told who: {}", both.1.text());
    }
    program.stop_cleanly(&slack, &[CRISIS]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn topics_are_chosen_named_or_asked_for() {
    let (slack, program) = connected(Way::Socket).await;
    let list = told(&slack, &slack.command(OTHER, ANNA, "/faq", "")).await;
    let options = list.body["blocks"][1]["elements"][0]["options"].as_array().unwrap().clone();
    let driving = options.iter().find(|option| option["text"]["text"] == DRIVING).unwrap()["value"].clone();
    let chosen = slack.press(ANNA, Of::Message(&list), "menu/topic", driving.as_str());
    assert!(told(&slack, &chosen).await.shown().starts_with(&format!("*{DRIVING}*")));
    for words in [driving.as_str().unwrap(), DRIVING, QUESTION] {
        let shown = told(&slack, &slack.command(OTHER, ANNA, "/faq", words)).await.shown();
        assert!(shown.starts_with(&format!("*{DRIVING}*")), "{words}: {shown}");
    }
    let about = told(&slack, &slack.command(OTHER, ANNA, "/faq", "About")).await;
    assert!(about.shown().contains("I am an automated FAQ, not a person"), "{}", about.shown());
    let used = slack.suggest(ANNA, Of::Message(&list), "menu/topic", "drive aft");
    let found = slack.acknowledged(&used).await.unwrap();
    assert_eq!(found["options"][0]["text"]["text"], DRIVING);
    program.stop_cleanly(&slack, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_answered_in_its_thread_where_the_bot_listens_and_else_for_whoever_asked() {
    let slack = StandIn::start(clinic()).await;
    let program = Program::start(&slack, Way::Socket, &[("CHANNELS", ENABLED), ("STAFF_CHANNEL", STAFF)]).await;
    let elsewhere = slack.say(OTHER, anna(), QUESTION);
    let private = told(&slack, &slack.shortcut(BEN, "answer_from_faq", &elsewhere)).await;
    assert!(private.shown().contains(DRIVING));
    assert!(slack.replies_to(&elsewhere).is_empty());
    // In a thread of people nothing is said unasked.
    let root = slack.say(ENABLED, anna(), "what a day");
    let asked = slack.say_in_thread(ENABLED, &root, anna(), QUESTION);
    slack.shortcut(BEN, "answer_from_faq", &asked);
    let reply = slack.reply_to(&asked).await;
    assert_eq!(reply.thread.as_deref(), Some(root.as_str()));
    assert!(reply.shown().contains(DRIVING) && reply.pinged().is_empty());
    let again = slack.shortcut(BEN, "answer_from_faq", &asked);
    assert!(told(&slack, &again).await.shown().contains(DRIVING), "an answer stands there already");
    let remove = action(&reply, "Remove");
    let refused = told(&slack, &slack.press(BEN, Of::Message(&reply), &remove, None)).await;
    assert!(refused.shown().contains("Only whoever asked"), "the author of the message holds the buttons");
    slack.press(ANNA, Of::Message(&reply), &remove, None);
    slack.until("the reply is gone", |state| state.deleted.iter().any(|(_, ts)| *ts == reply.ts).then_some(())).await;
    let nothing = told(&slack, &slack.shortcut(BEN, "answer_from_faq", &slack.say(OTHER, anna(), "🎉"))).await;
    assert!(!nothing.shown().is_empty());
    program.stop_cleanly(&slack, &[QUESTION]).await;
}
