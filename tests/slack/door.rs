//! Requests over HTTP: only what Slack has signed comes in, each is acknowledged at once, and each counts once.

use crate::slack::program::{Program, Way};
use crate::slack::sdk::{python, run};
use crate::slack::stand_in::{Answer, SIGNING_SECRET, StandIn, TEAM, now, post, signature, signed_headers};
use crate::slack::{ANNA, DRIVING, ENABLED, anna, clinic, connected, settle};
use serde_json::{Value, json};

const QUESTION: &str = "can i drive home afterwards?";

fn event(id: &str, ts: &str) -> Value {
    json!({
        "type": "event_callback", "team_id": TEAM, "api_app_id": "A0ASKWELL", "event_id": id, "event_time": now(),
        "event": {"type": "message", "channel": ENABLED, "channel_type": "channel", "user": ANNA, "text": QUESTION, "ts": ts},
    })
}

/// Headers of a request.
type Headers = Vec<(&'static str, String)>;

async fn send(address: &str, headers: Headers, body: &str) -> Answer {
    let mut headers = headers;
    headers.push(("content-type", "application/json".to_owned()));
    post(&format!("{address}/slack/events"), &headers, body).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_signed_with_the_secret_in_the_last_five_minutes_comes_in() {
    let (slack, program) = connected(Way::Http).await;
    let address = program.address().await;
    let body = event("Ev0FORGED", "1700000000.000100").to_string();
    let stamp = |seconds: u64| ("x-slack-request-timestamp", seconds.to_string());
    let seal = |value: &str| ("x-slack-signature", value.to_owned());
    let right = signature(SIGNING_SECRET, &now().to_string(), &body);
    let mut off_by_one = right.clone();
    let last = off_by_one.pop().unwrap();
    off_by_one.push(if last == '0' { '1' } else { '0' });
    let old = now() - 5 * 60 - 5;
    let early = now() + 5 * 60 + 60;
    let cases: Vec<(&str, Headers, String)> = vec![
        ("nothing at all", vec![], body.clone()),
        ("no signature", vec![stamp(now())], body.clone()),
        ("no time", vec![seal(&right)], body.clone()),
        ("an empty signature", vec![stamp(now()), seal("")], body.clone()),
        ("another secret", signed_headers("another", now(), &body).to_vec(), body.clone()),
        ("another last digit", vec![stamp(now()), seal(&off_by_one)], body.clone()),
        ("another version", vec![stamp(now()), seal(&right.replacen("v0", "v1", 1))], body.clone()),
        ("cut short", vec![stamp(now()), seal(&right[..20])], body.clone()),
        ("another time than was signed", vec![stamp(now() - 1), seal(&right)], body.clone()),
        ("a time long past", signed_headers(SIGNING_SECRET, old, &body).to_vec(), body.clone()),
        ("a time to come", signed_headers(SIGNING_SECRET, early, &body).to_vec(), body.clone()),
        (
            "a time that is none",
            vec![("x-slack-request-timestamp", "now".to_owned()), seal(&signature(SIGNING_SECRET, "now", &body))],
            body.clone(),
        ),
        ("another body", signed_headers(SIGNING_SECRET, now(), &body).to_vec(), body.replace("drive", "Drive")),
        ("a blank more", signed_headers(SIGNING_SECRET, now(), &body).to_vec(), format!("{body} ")),
    ];
    for (case, headers, body) in cases {
        let answer = send(&address, headers, &body).await;
        assert_eq!(answer.status, 401, "{case}: {answer:?}");
    }
    settle(&slack, ENABLED).await;
    assert_eq!(slack.posts().len(), 1, "nothing of it was answered");
    program.stop_cleanly(&slack, &[QUESTION]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_is_verified() {
    let (slack, program) = connected(Way::Http).await;
    let address = program.address().await;
    let body = json!({"token": "old", "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P", "type": "url_verification"}).to_string();
    let answer = send(&address, signed_headers(SIGNING_SECRET, now(), &body).to_vec(), &body).await;
    assert_eq!(answer.status, 200);
    let challenge = match serde_json::from_str::<Value>(&answer.body) {
        Ok(json) => json["challenge"].as_str().unwrap().to_owned(),
        Err(_) => answer.body,
    };
    assert!(challenge.starts_with("3eZbrw1aBm2"), "{challenge}");
    let mut proxied = signed_headers(SIGNING_SECRET, now(), &body).to_vec();
    let added = [("host", "faq.clinic.example"), ("x-forwarded-for", "203.0.113.5"), ("x-forwarded-proto", "https")];
    proxied.extend(added.map(|(name, value)| (name, value.to_owned())));
    assert_eq!(send(&address, proxied, &body).await.status, 200, "under a public name, by a proxy");
    let forged = send(&address, signed_headers("another", now(), &body).to_vec(), &body).await;
    assert_eq!(forged.status, 401, "nobody else may ask");
    program.stop_cleanly(&slack, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_signed_but_no_event_is_no_trouble() {
    let (slack, program) = connected(Way::Http).await;
    let address = program.address().await;
    for (path, kind, body) in [
        ("events", "application/json", "no json".to_owned()),
        ("events", "application/json", "[]".to_owned()),
        ("events", "application/json", json!({"type": "event_callback"}).to_string()),
        ("events", "application/json", json!({"type": "app_rate_limited", "team_id": TEAM}).to_string()),
        ("events", "application/json", "[".repeat(200_000)),
        ("commands", "application/x-www-form-urlencoded", "ssl_check=1&token=x".to_owned()),
        ("commands", "application/x-www-form-urlencoded", "%%%=&&&".to_owned()),
        ("interactions", "application/x-www-form-urlencoded", "payload=%7B%7D".to_owned()),
        ("interactions", "application/x-www-form-urlencoded", "payload".to_owned()),
        ("interactions", "application/x-www-form-urlencoded", String::new()),
    ] {
        let mut headers = signed_headers(SIGNING_SECRET, now(), &body).to_vec();
        headers.push(("content-type", kind.to_owned()));
        let answer = post(&format!("{address}/slack/{path}"), &headers, &body).await.unwrap();
        assert!(answer.status == 200 || answer.status == 400, "{path} {}: {answer:?}", &body[..body.len().min(60)]);
    }
    settle(&slack, ENABLED).await;
    program.stop_cleanly(&slack, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn events_that_come_again_are_handled_once() {
    let (slack, program) = connected(Way::Http).await;
    slack.set(|state| state.copies = 3);
    let asked: Vec<String> = (0..5).map(|_| slack.mention(ENABLED, anna(), QUESTION)).collect();
    for ts in &asked {
        assert!(slack.reply_to(ts).await.shown().contains(DRIVING));
    }
    settle(&slack, ENABLED).await;
    slack.until_delivered().await;
    for ts in &asked {
        assert_eq!(slack.replies_to(ts).len(), 1);
    }
    let sent = slack.set(|state| state.deliveries.iter().map(|delivery| delivery.sent).min());
    assert_eq!(sent, Some(3), "each came three times");
    program.stop_cleanly(&slack, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_slacks_own_library_signs_is_taken_and_what_it_refuses_is_not() {
    let Some(mut command) = python("signatures.py") else { return };
    let slack = StandIn::start(clinic()).await;
    let program = Program::start(&slack, Way::Http, &[("CHANNELS", ENABLED)]).await;
    command.args([&program.address().await, SIGNING_SECRET]);
    let said = run(command).await;
    assert!(said.contains("all 12 cases agree"), "{said}");
    program.stop_cleanly(&slack, &[]).await;
}
