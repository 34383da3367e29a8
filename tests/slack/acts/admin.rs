//! The moderators' commands: who may use them, and what they show.

use std::time::{Duration, Instant};

use super::told;
use crate::slack::program::{Program, Way};
use crate::slack::stand_in::{PATIENCE, Posted, StandIn};
use crate::slack::{ADMIN, ANNA, DRIVING, ENABLED, MODERATOR, MODERATORS, OTHER, STAFF, anna, clinic};

const QUESTION: &str = "can i drive home afterwards?";

async fn opened() -> (StandIn, Program) {
    let slack = StandIn::start(clinic()).await;
    let settings = [("CHANNELS", ENABLED), ("MODERATOR_GROUPS", MODERATORS)];
    let program = Program::start(&slack, Way::Socket, &settings).await;
    (slack, program)
}

async fn order(slack: &StandIn, person: &str, words: &str) -> Posted {
    told(slack, &slack.command(OTHER, person, "/faq-admin", words)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn only_admins_and_the_moderators_group_are_let_in() {
    let (slack, program) = opened().await;
    for person in [ADMIN, MODERATOR] {
        assert!(order(&slack, person, "status").await.shown().contains("*Slack:* connected"), "{person}");
    }
    assert!(order(&slack, ANNA, "status").await.shown().contains("Only admins"));
    let why = slack.shortcut(ANNA, "why_this_answer", &slack.say(OTHER, anna(), QUESTION));
    assert!(told(&slack, &why).await.shown().contains("Only admins"));
    program.stop_cleanly(&slack, &[QUESTION]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_slack_does_not_say_who_somebody_is_nobody_is_let_in() {
    let slack = StandIn::start(clinic()).await;
    slack.set(|state| state.scopes.retain(|scope| !["users:read", "usergroups:read"].contains(&scope.as_str())));
    let settings = [("CHANNELS", ENABLED), ("MODERATOR_GROUPS", MODERATORS)];
    let program = Program::start(&slack, Way::Socket, &settings).await;
    for person in [ADMIN, MODERATOR, ANNA] {
        assert!(order(&slack, person, "enable").await.shown().contains("does not say just now"), "{person}");
    }
    let lines = program.until_lines("users:read", 1).await;
    assert!(lines[0].contains("nobody was let in"), "{lines:?}");
    program.terminate().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moderator_sees_what_a_message_would_get_and_why() {
    let (slack, program) = opened().await;
    let test = order(&slack, ADMIN, &format!("test {QUESTION}")).await.shown();
    assert!(test.contains("*Asked directly:*") && test.contains(DRIVING), "{test}");
    let danger = order(&slack, ADMIN, "test i want to kill myself").await.shown();
    assert!(danger.contains("No staff channel is set"), "{danger}");
    let why = order(&slack, ADMIN, &format!("why {QUESTION} &lt;now&gt; &amp; then")).await.shown();
    assert!(why.contains("Asked directly: *driving*") && why.contains("margin"), "{why}");
    for (words, part) in [
        ("", "`test TEXT`"),
        ("statsu", "Did you mean `/faq-admin status`?"),
        ("entry edit driving", "`askwell entry --help`"),
        ("test", "This needs more"),
        ("unanswered", "No question is waiting"),
        ("drafts", "No draft waits"),
        ("drafts 7", "There is no draft 7"),
    ] {
        let shown = order(&slack, ADMIN, words).await.shown();
        assert!(shown.contains(part), "{words}: {shown}");
    }
    assert!(slack.posts().is_empty(), "nobody else sees anything, and nobody was told of a test");
    program.stop_cleanly(&slack, &[QUESTION]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_of_the_bot_is_explained_by_its_question() {
    let (slack, program) = opened().await;
    let asked = slack.say(ENABLED, anna(), QUESTION);
    let reply = slack.reply_to(&asked).await;
    for ts in [&reply.ts, &asked] {
        let shown = told(&slack, &slack.shortcut(ADMIN, "why_this_answer", ts)).await.shown();
        assert!(shown.contains("drive home afterwards") && shown.contains("margin"), "{shown}");
    }
    program.stop_cleanly(&slack, &[QUESTION]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn channels_are_switched_on_and_off_under_the_name_of_whoever_did_it() {
    let (slack, program) = opened().await;
    let shown = order(&slack, MODERATOR, "enable").await.shown();
    assert!(shown.contains(&format!("<#{OTHER}>: enabled, answers")), "{shown}");
    // Whatever is said before the bot has noticed stays unanswered: people would ask again.
    let begun = Instant::now();
    while !slack.posts().iter().any(|post| post.channel == OTHER && post.shown().contains(DRIVING)) {
        slack.say(OTHER, anna(), QUESTION);
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert!(begun.elapsed() < PATIENCE, "{}", program.log());
    }
    let shown = order(&slack, ADMIN, &format!("disable <#{OTHER}|other>")).await.shown();
    assert!(shown.contains("disabled"), "{shown}");
    let begun = Instant::now();
    loop {
        let danger = slack.say(OTHER, anna(), "he isnt breathing");
        crate::slack::settle(&slack, OTHER).await;
        if slack.replies_to(&danger).is_empty() {
            break;
        }
        assert!(begun.elapsed() < PATIENCE, "{}", program.log());
    }
    let shown = order(&slack, ADMIN, &format!("staff-channel <#{STAFF}|staff>")).await.shown();
    assert!(shown.contains(&format!("Alerts go to <#{STAFF}>")), "{shown}");
    let begun = Instant::now();
    while !slack.posts().iter().any(|post| post.channel == STAFF) {
        slack.say(ENABLED, anna(), "he isnt breathing");
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert!(begun.elapsed() < PATIENCE, "{}", program.log());
    }
    assert!(order(&slack, ADMIN, "status").await.shown().contains(&format!("*Staff channel:* <#{STAFF}>")));
    program.stop_cleanly(&slack, &[QUESTION]).await;
}
