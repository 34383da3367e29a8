//! The App Home.

use crate::slack::program::{Program, Way};
use crate::slack::stand_in::{Of, StandIn, direct_id, words_of};
use crate::slack::{ADMIN, ANNA, BEN, CRISIS, DRIVING, ENABLED, STAFF, clinic, connected};
use serde_json::Value;

/// Waits for the view that somebody sees after so many.
async fn home(slack: &StandIn, person: &str, count: usize) -> Value {
    slack
        .until("the home is shown", |state| {
            let views = state.homes.get(person)?;
            (views.len() >= count).then(|| views[count - 1].clone())
        })
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_home_answers_for_whoever_looks_at_it() {
    let (slack, program) = connected(Way::Socket).await;
    slack.open_home(ANNA);
    let first = home(&slack, ANNA, 1).await;
    let words = words_of(&first);
    for part in ["Questions and answers", "Topics", "I am an automated FAQ"] {
        assert!(words.contains(part), "{part}: {words}");
    }
    assert!(!words.contains("/faq-admin"), "{words}");
    slack.press(ANNA, Of::Home, "home/search", Some("can i drive home afterwards?"));
    let answered = home(&slack, ANNA, 2).await;
    assert!(words_of(&answered).contains(&format!("*{DRIVING}*")), "{answered:#}");
    let related = answered["blocks"].as_array().unwrap().iter().find(|block| block["type"] == "actions").unwrap();
    let button = related["elements"].as_array().unwrap().last().unwrap()["action_id"].as_str().unwrap().to_owned();
    slack.press(ANNA, Of::Home, &button, None);
    home(&slack, ANNA, 3).await;
    slack.press(ANNA, Of::Home, "menu/topic", Some("driving"));
    let chosen = home(&slack, ANNA, 4).await;
    assert!(words_of(&chosen).contains(&format!("*{DRIVING}*")), "{chosen:#}");
    assert!(slack.posts().is_empty(), "nobody else sees anything");
    program.stop_cleanly(&slack, &["drive home afterwards"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn danger_in_the_home_stands_above_all_and_stays() {
    let slack = StandIn::start(clinic()).await;
    let program = Program::start(&slack, Way::Socket, &[("CHANNELS", ENABLED), ("STAFF_CHANNEL", STAFF)]).await;
    slack.open_home(BEN);
    home(&slack, BEN, 1).await;
    slack.press(BEN, Of::Home, "home/search", Some(CRISIS));
    let shown = home(&slack, BEN, 2).await;
    let first = shown["blocks"][0]["text"]["text"].as_str().unwrap();
    assert!(first.contains("988"), "{first}");
    slack
        .until("a direct message and an alert", |state| {
            let to = |channel: &str| state.posts.iter().any(|post| post.channel == channel);
            (to(&direct_id(BEN)) && to(STAFF)).then_some(())
        })
        .await;
    program.stop_cleanly(&slack, &[CRISIS]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn moderators_see_one_more_line() {
    let (slack, program) = connected(Way::Socket).await;
    slack.open_home(ADMIN);
    assert!(words_of(&home(&slack, ADMIN, 1).await).contains("/faq-admin status"));
    program.stop_cleanly(&slack, &[]).await;
}
