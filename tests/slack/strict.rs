//! The stand-in itself: it refuses what Slack refuses, and takes what Slack takes.

use crate::slack::stand_in::{APP_TOKEN, Author, BOT_TOKEN, Channel, StandIn, Trouble, Workspace, post};
use crate::slack::{ANNA, ENABLED, OTHER, STAFF, STAFF_GROUP, clinic};
use serde_json::{Value, json};

const JSON: &str = "application/json; charset=utf-8";

/// Calls a method with the bot's token.
async fn call(slack: &StandIn, method: &str, body: &Value) -> Value {
    called(slack, method, BOT_TOKEN, JSON, &body.to_string()).await
}

async fn called(slack: &StandIn, method: &str, token: &str, kind: &str, body: &str) -> Value {
    let headers = [("authorization", format!("Bearer {token}")), ("content-type", kind.to_owned())];
    let answer = post(&format!("{}/api/{method}", slack.url()), &headers, body).await.unwrap();
    serde_json::from_str(&answer.body).unwrap()
}

fn message(text: &str, blocks: &Value) -> Value {
    json!({"channel": ENABLED, "text": text, "blocks": blocks, "unfurl_links": false})
}

fn section(text: &str) -> Value {
    json!({"type": "section", "text": {"type": "mrkdwn", "text": text}})
}

fn button(label: &str, action: &str) -> Value {
    json!({"type": "button", "text": {"type": "plain_text", "text": label}, "action_id": action})
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_app_should_not_post_is_refused_or_complained_of() {
    let slack = StandIn::start(clinic()).await;
    let long = |length: usize| "x".repeat(length);
    let actions = |elements: Vec<Value>| json!([{"type": "actions", "elements": elements}]);
    let many = |count: usize| Value::from((0..count).map(|_| json!({"type": "divider"})).collect::<Vec<_>>());
    let few = |count: usize| (0..count).map(|at| button("Yes", &format!("a{at}"))).collect::<Vec<_>>();
    // What is posted, with which code it is refused, and what is complained of.
    let cases: Vec<(Value, Option<&str>, Option<&str>)> = vec![
        (message("fine", &json!([section("*fine* &amp; <https://a.example|so>")])), None, None),
        (message("", &json!([section("no text beside it")])), None, Some("blocks without a text")),
        (message("", &json!([])), Some("no_text"), Some("says nothing")),
        (message(&long(40_001), &json!([])), Some("msg_too_long"), Some("40001 characters")),
        (message(&long(4_001), &json!([])), None, Some("4000 are advised")),
        (message("x", &many(51)), Some("invalid_blocks"), Some("51 blocks")),
        (message("x", &many(50)), None, None),
        (message("x", &json!([section(&long(3_001))])), Some("invalid_blocks"), Some("3001 characters")),
        (message("x", &json!([section("")])), Some("invalid_blocks"), Some("section is empty")),
        (
            message("x", &json!([{"type": "header", "text": {"type": "plain_text", "text": long(151)}}])),
            Some("invalid_blocks"),
            Some("151 characters"),
        ),
        (
            message("x", &json!([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}])),
            Some("invalid_blocks"),
            Some("no plain text"),
        ),
        (message("x", &actions(vec![button(&long(76), "a")])), Some("invalid_blocks"), Some("76 characters")),
        (message("x", &actions(vec![button("x", &long(256))])), Some("invalid_blocks"), Some("256 characters")),
        (
            message("x", &actions(vec![button("x", "a"), button("y", "a")])),
            Some("invalid_blocks"),
            Some("stands twice"),
        ),
        (message("x", &actions(few(26))), Some("invalid_blocks"), Some("26 actions elements")),
        (message("x", &actions(few(25))), None, None),
        (
            message(
                "x",
                &json!([{"type": "actions", "block_id": "b", "elements": few(1)}, {"type": "divider", "block_id": "b"}]),
            ),
            Some("invalid_blocks"),
            Some("block_id b"),
        ),
        (
            message("x", &json!([{"type": "context", "elements": vec![json!({"type": "mrkdwn", "text": "x"}); 11]}])),
            Some("invalid_blocks"),
            Some("11 context"),
        ),
        (
            message("x", &json!([{"type": "section", "texts": "x"}])),
            Some("invalid_blocks"),
            Some("unknown field section.texts"),
        ),
        (message("x", &json!([{"type": "paragraph"}])), Some("invalid_blocks"), Some("kind \"paragraph\"")),
        (message("a < b", &json!([])), None, Some("not escaped")),
        (message("<!channel> hi", &json!([])), None, Some("calls channel")),
        (message("hi", &json!([section("<!here>")])), None, Some("calls here")),
        (message("<@U0BEN> hi", &json!([])), None, Some("calls U0BEN")),
        (message(&format!("<!subteam^{STAFF_GROUP}> hi"), &json!([])), None, Some("calls S0")),
        (json!({"channel": STAFF, "text": format!("<!subteam^{STAFF_GROUP}> hi"), "unfurl_links": false}), None, None),
        (json!({"channel": ENABLED, "text": "x"}), None, Some("unfurl_links")),
        (
            json!({"channel": ENABLED, "text": "x", "unfurl_links": false, "colour": "red"}),
            None,
            Some("unknown argument colour"),
        ),
        (json!({"text": "x", "unfurl_links": false}), Some("invalid_arguments"), Some("without channel")),
        (json!({"channel": "C0NOWHERE", "text": "x", "unfurl_links": false}), Some("channel_not_found"), None),
        (
            json!({"channel": ENABLED, "text": "x", "unfurl_links": false, "thread_ts": "1.000000"}),
            Some("thread_not_found"),
            None,
        ),
    ];
    for (body, refusal, complaint) in cases {
        slack.set(|state| state.complaints.clear());
        let answer = call(&slack, "chat.postMessage", &body).await;
        let short: String = body.to_string().chars().take(200).collect();
        assert_eq!(answer["error"].as_str(), refusal, "{short}: {answer}");
        let complaints = slack.set(|state| state.complaints.clone());
        match complaint {
            Some(words) => assert!(complaints.iter().any(|one| one.contains(words)), "{short}: {complaints:?}"),
            None => assert!(complaints.is_empty(), "{short}: {complaints:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn closed_doors_are_named_as_slack_names_them() {
    let mut archived = Channel::new("C0OLD");
    archived.archived = true;
    let workspace = clinic().channel(archived).channel(Channel::new("C0STRANGE").without_bot());
    let slack = StandIn::start(workspace).await;
    let body = |channel: &str| json!({"channel": channel, "text": "x", "unfurl_links": false}).to_string();
    for (method, token, kind, text, code) in [
        ("chat.postMessage", BOT_TOKEN, JSON, body("C0OLD"), "is_archived"),
        ("chat.postMessage", BOT_TOKEN, JSON, body("C0STRANGE"), "not_in_channel"),
        ("chat.postMessage", "xoxb-another", JSON, body(ENABLED), "invalid_auth"),
        ("chat.postMessage", APP_TOKEN, JSON, body(ENABLED), "not_allowed_token_type"),
        ("apps.connections.open", BOT_TOKEN, JSON, "{}".to_owned(), "not_allowed_token_type"),
        ("chat.postMessage", BOT_TOKEN, "application/json", body(ENABLED), "missing_charset"),
        ("chat.postMessage", BOT_TOKEN, "text/plain", body(ENABLED), "invalid_post_type"),
        ("chat.postMessage", BOT_TOKEN, JSON, "{".to_owned(), "invalid_json"),
        ("conversations.info", BOT_TOKEN, JSON, json!({"channel": ENABLED}).to_string(), "invalid_arguments"),
        ("chat.postMassage", BOT_TOKEN, JSON, body(ENABLED), "unknown_method"),
    ] {
        let answer = called(&slack, method, token, kind, &text).await;
        assert_eq!((&answer["ok"], &answer["error"]), (&json!(false), &json!(code)), "{method} {text}");
    }
    slack.set(|state| state.scopes.retain(|scope| scope != "chat:write"));
    let answer = called(&slack, "chat.postMessage", BOT_TOKEN, JSON, &body(ENABLED)).await;
    assert_eq!((&answer["error"], &answer["needed"]), (&json!("missing_scope"), &json!("chat:write")));
    assert!(answer["provided"].as_str().unwrap().contains("channels:read"));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_channel_takes_about_one_message_a_second_and_says_when_to_come_again() {
    let slack = StandIn::start(clinic()).await;
    slack.set(|state| state.paced = true);
    let body = |channel: &str| json!({"channel": channel, "text": "x", "unfurl_links": false}).to_string();
    let headers = [("authorization", format!("Bearer {BOT_TOKEN}")), ("content-type", JSON.to_owned())];
    let address = format!("{}/api/chat.postMessage", slack.url());
    let mut statuses = Vec::new();
    for _ in 0..8 {
        statuses.push(post(&address, &headers, &body(ENABLED)).await.unwrap().status);
    }
    assert_eq!(statuses[0], 200);
    assert_eq!(statuses[7], 429);
    assert_eq!(post(&address, &headers, &body(OTHER)).await.unwrap().status, 200, "another channel has its own pace");
    let complaints = slack.set(|state| state.complaints.clone());
    assert!(complaints.iter().any(|one| one.contains("before Retry-After was over")), "{complaints:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn troubles_come_as_they_were_asked_for() {
    let slack = StandIn::start(clinic()).await;
    let body = json!({"channel": ENABLED, "text": "x", "unfurl_links": false}).to_string();
    let headers = [("authorization", format!("Bearer {BOT_TOKEN}")), ("content-type", JSON.to_owned())];
    let address = format!("{}/api/chat.postMessage", slack.url());
    slack.set(|state| {
        state.troubles = [
            Trouble::Fail(502),
            Trouble::TooMany(Some(0)),
            Trouble::DoAndFail,
            Trouble::DoAndDrop,
            Trouble::Refuse("fatal_error"),
        ]
        .into();
    });
    assert_eq!(post(&address, &headers, &body).await.unwrap().status, 502);
    assert_eq!(post(&address, &headers, &body).await.unwrap().status, 429);
    assert_eq!(slack.posts().len(), 0, "nothing was done so far");
    assert_eq!(post(&address, &headers, &body).await.unwrap().status, 500);
    assert!(post(&address, &headers, &body).await.is_err(), "the connection breaks off");
    assert_eq!(slack.posts().len(), 2, "both were done");
    assert!(post(&address, &headers, &body).await.unwrap().body.contains("fatal_error"));
    slack.assert_no_complaints();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_is_found_by_the_message_that_it_follows() {
    let slack = StandIn::start(clinic()).await;
    let root = slack.say(ENABLED, Author::Person(ANNA), "hello");
    let below = slack.say_in_thread(ENABLED, &root, Author::Person(ANNA), "are you there?");
    let body = json!({"channel": ENABLED, "text": format!("<@{ANNA}> yes"), "unfurl_links": false, "thread_ts": root});
    assert_eq!(call(&slack, "chat.postMessage", &body).await["ok"], json!(true));
    assert_eq!(slack.replies_to(&below).len(), 1);
    assert_eq!(slack.replies_to(&root)[0].pinged(), [ANNA]);
    slack.assert_no_complaints();
    let wrong = json!({"channel": ENABLED, "text": "yes", "unfurl_links": false, "thread_ts": below});
    call(&slack, "chat.postMessage", &wrong).await;
    assert!(slack.set(|state| state.complaints[0].contains("a reply in a thread")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_hears_of_the_bots_own_messages() {
    let slack = StandIn::start(Workspace::new(&[ENABLED])).await;
    call(&slack, "chat.postMessage", &json!({"channel": ENABLED, "text": "x", "unfurl_links": false})).await;
    let event = slack.set(|state| state.deliveries[0].payload["event"].clone());
    assert_eq!((&event["type"], &event["bot_id"]), (&json!("message"), &json!("B0ASKWELL")));
}
