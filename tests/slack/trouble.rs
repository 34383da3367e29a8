//! What may go wrong at Slack, and what the bot makes of it.

use crate::slack::program::{Program, WAYS, Way};
use crate::slack::stand_in::{BOT, Stage, StandIn, State, Trouble};
use crate::slack::{ANNA, CRISIS, DRIVING, ENABLED, OTHER, anna, clinic, connected, settle};
use serde_json::json;
use std::time::Duration;

const QUESTION: &str = "can i drive home afterwards?";

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_survives_everything_that_passes_and_stands_there_once() {
    for trouble in [
        vec![Trouble::Fail(500), Trouble::Fail(503)],
        vec![Trouble::TooMany(Some(1))],
        vec![Trouble::TooMany(None)],
        vec![Trouble::TooManyQuietly],
        vec![Trouble::Refuse("internal_error")],
        vec![Trouble::DoAndFail],
        vec![Trouble::DoAndDrop],
        vec![Trouble::Fail(502), Trouble::DoAndFail, Trouble::TooMany(Some(1))],
        vec![Trouble::Hang],
    ] {
        let (slack, program) = connected(Way::Socket).await;
        slack.set(|state| state.troubles = trouble.clone().into());
        let ts = slack.mention(ENABLED, anna(), QUESTION);
        assert!(slack.reply_to(&ts).await.shown().contains(DRIVING), "{trouble:?}");
        settle(&slack, ENABLED).await;
        assert_eq!(slack.replies_to(&ts).len(), 1, "{trouble:?}");
        program.stop_cleanly(&slack, &[QUESTION]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_found_in_a_long_thread() {
    let (slack, program) = connected(Way::Socket).await;
    let root = slack.say(ENABLED, anna(), "what a day");
    for _ in 0..120 {
        slack.say_in_thread(ENABLED, &root, anna(), "so so");
    }
    slack.set(|state| state.troubles = [Trouble::DoAndFail].into());
    let asked = slack.say_in_thread(ENABLED, &root, anna(), &format!("<@{BOT}> {QUESTION}"));
    slack.reply_to(&asked).await;
    settle(&slack, ENABLED).await;
    assert_eq!(slack.replies_to(&asked).len(), 1, "in a thread of more than a hundred messages");
    program.stop_cleanly(&slack, &[QUESTION]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_found_in_a_direct_conversation() {
    let (slack, program) = connected(Way::Socket).await;
    slack.set(|state| state.troubles = [Trouble::DoAndFail].into());
    let direct = slack.dm(ANNA, QUESTION);
    slack.reply_to(&direct).await;
    let second = slack.dm(ANNA, "does it hurt");
    let other = |state: &State| state.replies_to(&second).iter().any(|post| !post.text().contains(DRIVING));
    slack.until("the next reply", |state| other(state).then_some(())).await;
    let same = slack.replies_to(&direct).iter().filter(|post| post.text().contains(DRIVING)).count();
    assert_eq!(same, 1, "beside a direct message");
    program.stop_cleanly(&slack, &[QUESTION]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn danger_finds_its_way_past_what_refuses_it() {
    for trouble in ["invalid_blocks", "thread_not_found", "internal_error", "cannot_reply_to_message"] {
        let (slack, program) = connected(Way::Socket).await;
        slack.set(|state| state.troubles = [Trouble::Refuse(trouble)].into());
        slack.say(ENABLED, anna(), CRISIS);
        let reply = slack.until("the numbers", |state| state.posts.first().cloned()).await;
        assert!(reply.text().contains("988"), "{trouble}");
        assert_eq!(reply.pinged(), [ANNA], "{trouble}");
        program.terminate().await;
        assert_eq!(program.until_exit().await.0, Some(0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_acknowledged_at_once_while_slack_answers_nothing() {
    for way in WAYS {
        let (slack, program) = connected(way).await;
        slack.set(|state| state.api_hangs = true);
        let asked: Vec<String> = (0..30).map(|_| slack.mention(ENABLED, anna(), QUESTION)).collect();
        let used = slack.command(ENABLED, ANNA, "/ask", QUESTION);
        slack.until_delivered().await;
        slack.acknowledged(&used).await;
        let slowest = slack.set(|state| state.deliveries.iter().filter_map(|delivery| delivery.took).max()).unwrap();
        assert!(slowest < Duration::from_secs(3), "{way:?}: {slowest:?}");
        assert!(slack.set(|state| state.deliveries.iter().all(|delivery| delivery.stage == Stage::Done)));
        slack.set(|state| state.api_hangs = false);
        slack.reply_to(&asked[0]).await;
        slack.assert_no_complaints();
        program.kill().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_channel_that_is_held_up_holds_up_no_other() {
    let (slack, program) = connected(Way::Socket).await;
    slack.set(|state| state.troubles = [Trouble::Hang].into());
    let slow = slack.mention(ENABLED, anna(), QUESTION);
    slack.until("it was tried", |state| state.troubles.is_empty().then_some(())).await;
    settle(&slack, OTHER).await;
    slack.reply_to(&slow).await;
    assert_eq!(slack.posts()[0].channel, OTHER, "it went before the one that waits");
    program.stop_cleanly(&slack, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_that_are_refused_end_it_with_one_line() {
    for way in WAYS {
        for code in ["invalid_auth", "account_inactive", "token_revoked", "not_allowed_token_type"] {
            let slack = StandIn::start(clinic()).await;
            slack.set(|state| state.bot_token_refused = Some(code));
            let (exit, log) = Program::spawn(&slack, way, &[]).until_exit().await;
            ended_plainly(exit, &log, "slack.bot_token", code);
        }
    }
    let slack = StandIn::start(clinic()).await;
    slack.set(|state| state.app_token_refused = Some("invalid_auth"));
    let (exit, log) = Program::spawn(&slack, Way::Socket, &[]).until_exit().await;
    ended_plainly(exit, &log, "slack.app_token", "invalid_auth");
    slack.assert_no_complaints();
}

fn ended_plainly(exit: Option<i32>, log: &str, key: &str, code: &str) {
    assert_eq!(exit, Some(1), "{code}: {log}");
    let lines: Vec<&str> = log.lines().filter(|line| line.contains(code) && line.contains(key)).collect();
    assert_eq!(lines.len(), 1, "{code}: {log}");
    assert!(lines[0].contains("https://api.slack.com/apps"), "{}", lines[0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_revoked_meanwhile_ends_it_with_one_line() {
    for told in [true, false] {
        let (slack, program) = connected(Way::Socket).await;
        slack.set(|state| {
            state.bot_token_refused = Some("token_revoked");
            state.app_token_refused = Some("invalid_auth");
        });
        if told {
            slack.dispatch(&json!({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT]}}));
        } else {
            slack.mention(ENABLED, anna(), QUESTION);
        }
        let (exit, log) = program.until_exit().await;
        assert_eq!(exit, Some(1), "told {told}: {log}");
        assert!(log.contains("api.slack.com/apps") || log.contains("install it again"), "{log}");
        slack.assert_no_complaints();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_of_somebody_else_that_is_revoked_is_no_end() {
    let (slack, program) = connected(Way::Socket).await;
    slack.dispatch(&json!({"type": "tokens_revoked", "tokens": {"oauth": [ANNA], "bot": []}}));
    settle(&slack, ENABLED).await;
    program.stop_cleanly(&slack, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_scope_is_named() {
    let (slack, program) = connected(Way::Socket).await;
    slack.set(|state| state.scopes.retain(|scope| scope != "chat:write"));
    slack.mention(ENABLED, anna(), QUESTION);
    let line = program.until_lines("chat:write", 1).await.remove(0);
    assert!(line.contains("OAuth & Permissions") && line.contains("install"), "{line}");
    slack.set(|state| state.scopes.push("chat:write".to_owned()));
    settle(&slack, ENABLED).await;
    program.stop_cleanly(&slack, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_begun_is_finished_at_the_end() {
    for way in WAYS {
        let (slack, program) = connected(way).await;
        slack.set(|state| state.troubles = [Trouble::TooMany(Some(2))].into());
        let ts = slack.mention(ENABLED, anna(), QUESTION);
        let danger = slack.dm(ANNA, CRISIS);
        slack.until("it was tried", |state| state.troubles.is_empty().then_some(())).await;
        slack.until_delivered().await;
        program.terminate().await;
        let (code, log) = program.until_exit().await;
        assert_eq!(code, Some(0), "{log}");
        assert_eq!((slack.replies_to(&ts).len(), slack.replies_to(&danger).len()), (1, 1), "{way:?}: {log}");
        slack.assert_no_complaints();
    }
}
