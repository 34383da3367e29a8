//! What the bot does, and what it leaves.

use crate::slack::program::{Program, WAYS, Way};
use crate::slack::stand_in::{Author, BOT, Channel, StandIn, TEAM};
use crate::slack::{ANNA, BEN, CRISIS, DRIVING, ENABLED, OTHER, anna, ben, clinic, connected, settle};
use serde_json::json;

const QUESTION: &str = "can i drive home afterwards?";

/// What is done to an event before it is delivered.
type Bend = fn(&mut serde_json::Value);

#[tokio::test(flavor = "multi_thread")]
async fn a_question_in_an_enabled_channel_gets_its_answer_in_its_thread() {
    for way in WAYS {
        let (slack, program) = connected(way).await;
        let ts = slack.say(ENABLED, anna(), QUESTION);
        let reply = slack.reply_to(&ts).await;
        assert_eq!((reply.channel.as_str(), reply.thread.as_deref()), (ENABLED, Some(ts.as_str())));
        assert!(reply.shown().starts_with(&format!("*{DRIVING}*")), "{}", reply.shown());
        for text in [reply.shown(), reply.text().to_owned()] {
            assert!(text.contains("You will need someone to drive you home"), "{text}");
            assert!(text.contains("contact your provider"), "{text}");
        }
        assert_eq!(reply.pinged(), Vec::<String>::new(), "a normal reply calls nobody");
        assert_eq!(reply.body["unfurl_media"], json!(false));
        program.stop_cleanly(&slack, &["drive home afterwards"]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mentions_and_direct_messages_are_heard_everywhere_and_other_channels_are_not() {
    let (slack, program) = connected(Way::Socket).await;
    let silent = slack.say(OTHER, anna(), QUESTION);
    let mention = slack.mention(OTHER, anna(), QUESTION);
    let named = slack.say(OTHER, ben(), &format!("<@{BOT}|askwell> {QUESTION}"));
    let direct = slack.dm(ANNA, QUESTION);
    for ts in [&mention, &named, &direct] {
        assert!(slack.reply_to(ts).await.shown().contains(DRIVING));
    }
    settle(&slack, OTHER).await;
    assert!(slack.replies_to(&silent).is_empty(), "an ambient message in a channel that is not enabled");
    for ts in [&mention, &direct] {
        assert_eq!(slack.replies_to(ts).len(), 1, "a mention comes as two events, and is one message");
    }
    program.stop_cleanly(&slack, &[QUESTION]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_thread_of_people_only_danger_is_met_unasked() {
    let (slack, program) = connected(Way::Socket).await;
    let root = slack.say(ENABLED, anna(), "what a day");
    let silent = slack.say_in_thread(ENABLED, &root, ben(), QUESTION);
    let asked = slack.say_in_thread(ENABLED, &root, ben(), &format!("<@{BOT}> {QUESTION}"));
    let reply = slack.reply_to(&asked).await;
    assert_eq!(reply.thread.as_deref(), Some(root.as_str()));
    assert!(reply.ts > asked && slack.replies_to(&silent).len() == 1, "asked once, answered once");
    let danger = slack.say_in_thread(ENABLED, &root, ben(), CRISIS);
    let reply = slack.reply_to(&danger).await;
    assert_eq!((reply.thread.as_deref(), reply.pinged()), (Some(root.as_str()), vec![BEN.to_owned()]));
    program.stop_cleanly(&slack, &[QUESTION, CRISIS]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn danger_is_met_at_once_in_the_message_itself_and_calls_only_its_author() {
    for way in WAYS {
        let (slack, program) = connected(way).await;
        let ts = slack.say(ENABLED, anna(), &format!("<!channel> <@{BEN}> {CRISIS}"));
        let reply = slack.reply_to(&ts).await;
        assert_eq!(reply.pinged(), [ANNA]);
        assert!(reply.text().contains("988") && reply.shown().contains("988"), "{}", reply.text());
        assert!(!reply.shown().contains(DRIVING), "no answer follows danger");
        let other = slack.say(ENABLED, ben(), "he isnt breathing");
        assert_eq!(slack.reply_to(&other).await.pinged(), [BEN]);
        let direct = slack.dm(ANNA, "I took the whole bottle");
        assert!(slack.reply_to(&direct).await.text().contains("911"));
        assert!(slack.set(|state| state.private.is_empty()), "what is gone after a reload carries no number");
        program.stop_cleanly(&slack, &["kill myself", "isnt breathing", "whole bottle"]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bots_workflows_itself_and_notes_of_slack_are_ignored() {
    let (slack, program) = connected(Way::Socket).await;
    let question = format!("<@{BOT}> {QUESTION}");
    let none = json!({});
    let mut ignored = vec![
        slack.say(ENABLED, Author::OtherBot("U0ROBOT"), &question),
        slack.say(ENABLED, Author::OtherBot("U0ROBOT"), CRISIS),
        slack.say(ENABLED, Author::Program("B0FLOW"), &question),
        slack.say(ENABLED, Author::Program("B0FLOW"), CRISIS),
        slack.say(ENABLED, Author::TheBot, &question),
        slack.say(ENABLED, Author::Person("USLACKBOT"), &question),
    ];
    for subtype in
        ["channel_join", "channel_leave", "channel_topic", "channel_name", "bot_add", "reminder_add", "pinned_item"]
    {
        ignored.push(slack.say_as(ENABLED, anna(), &question, subtype, &none));
    }
    settle(&slack, ENABLED).await;
    for ts in ignored {
        assert!(slack.replies_to(&ts).is_empty(), "{ts}");
    }
    assert_eq!(slack.posts().len(), 1, "its own reply, which Slack tells of, is not answered either");
    program.stop_cleanly(&slack, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_say_with_a_file_or_to_thread_and_channel_is_met_only_in_danger() {
    let (slack, program) = connected(Way::Socket).await;
    let root = slack.say(ENABLED, anna(), "what a day");
    for (subtype, more) in [
        ("file_share", json!({"files": [{"id": "F0X", "mimetype": "image/png"}]})),
        ("me_message", json!({})),
        ("thread_broadcast", json!({"thread_ts": root, "root": {"ts": root}})),
    ] {
        let quiet = slack.say_as(ENABLED, anna(), QUESTION, subtype, &more);
        let person = Author::Person(match subtype {
            "file_share" => "U0FILE",
            "me_message" => "U0SELF",
            _ => "U0CAST",
        });
        let danger = slack.say_as(ENABLED, person, CRISIS, subtype, &more);
        assert!(slack.reply_to(&danger).await.text().contains("988"), "{subtype}");
        assert!(slack.replies_to(&quiet).iter().all(|reply| !reply.text().contains(DRIVING)), "{subtype}");
    }
    program.stop_cleanly(&slack, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn replies_in_a_channel_keep_the_order_of_the_messages() {
    let (slack, program) = connected(Way::Socket).await;
    slack.set(|state| state.paced = true);
    let order: Vec<String> = (0..10).map(|_| slack.mention(ENABLED, anna(), QUESTION)).collect();
    slack.reply_to(&order[9]).await;
    let replied: Vec<String> = slack.posts().into_iter().filter_map(|post| post.thread).collect();
    assert_eq!(replied, order);
    assert_eq!(slack.set(|state| state.too_fast), 0, "it kept to about one message a second by itself");
    program.stop_cleanly(&slack, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_that_is_not_the_clinics_own_is_not_served() {
    let slack = StandIn::start(clinic()).await;
    let program = Program::start(&slack, Way::Socket, &[("CHANNELS", ENABLED), ("WORKSPACES", TEAM)]).await;
    // A channel that is shared with another workspace: the event says whose it is.
    slack.set(|state| {
        let foreign = |payload: &mut serde_json::Value| payload["team_id"] = json!("T0FOREIGN");
        state.mischief = [crate::slack::stand_in::Mischief::Bend(foreign)].into();
    });
    let there = slack.say(ENABLED, anna(), QUESTION);
    settle(&slack, ENABLED).await;
    assert!(slack.replies_to(&there).is_empty());
    program.stop_cleanly(&slack, &[]).await;

    let slack = StandIn::start(clinic()).await;
    slack.set(|state| state.token_team = Some("T0FOREIGN"));
    let variables = [("ASKWELL__SLACK__WORKSPACES".to_owned(), TEAM)];
    let (code, log) = Program::spawn(&slack, Way::Socket, &variables).until_exit().await;
    assert_eq!(code, Some(1), "{log}");
    assert!(log.contains("T0FOREIGN"), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_fields_do_not_end_it_and_what_can_be_read_is_answered() {
    let (slack, program) = connected(Way::Socket).await;
    let bends: [(Bend, bool); 5] = [
        (|payload| payload["event"]["channel_type"] = json!(7), true),
        (|payload| drop(payload["event"].as_object_mut().unwrap().remove("channel_type")), true),
        (|payload| drop(payload.as_object_mut().unwrap().remove("authorizations")), true),
        (|payload| drop(payload["event"].as_object_mut().unwrap().remove("user")), false),
        (|payload| payload["event"] = json!("what?"), false),
    ];
    for (bend, heard) in bends {
        slack.set(|state| state.mischief = [crate::slack::stand_in::Mischief::Bend(bend)].into());
        let ts = slack.say(ENABLED, Author::Person("U0ODD"), &format!("<@{BOT}> {QUESTION}"));
        // A mention comes as another event too, which is whole.
        slack.reply_to(&ts).await;
        assert_eq!(slack.replies_to(&ts).len(), 1, "heard {heard}");
    }
    program.stop_cleanly(&slack, &[QUESTION]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_the_bot_is_not_in_is_no_trouble_for_the_others() {
    let slack = StandIn::start(clinic().channel(Channel::new("C0STRANGE").without_bot())).await;
    let program = Program::start(&slack, Way::Socket, &[("CHANNELS", "C0STRANGE,C0HELP")]).await;
    let ts = slack.say(ENABLED, anna(), QUESTION);
    slack.reply_to(&ts).await;
    program.stop_cleanly(&slack, &[]).await;
}
