//! The stand-in itself, as far as people use an app: commands, presses, forms, and the addresses at which they are answered.

use crate::slack::stand_in::{BOT_TOKEN, Of, StandIn, post, words_of};
use crate::slack::{ANNA, ENABLED, clinic};
use axum::Router;
use axum::http::StatusCode;
use serde_json::{Value, json};
use std::time::Duration;

const JSON: &str = "application/json; charset=utf-8";

/// An app that acknowledges everything with the same answer. Returns where it is.
async fn app(answer: Value) -> String {
    let said = move || async move {
        let body = if answer.is_null() { String::new() } else { answer.to_string() };
        (StatusCode::OK, [("content-type", "application/json")], body)
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(said)).await.unwrap() });
    address
}

/// A stand-in whose app acknowledges like this.
async fn acknowledging(answer: Value) -> StandIn {
    let slack = StandIn::start(clinic()).await;
    slack.deliver_to(&app(answer).await);
    slack
}

async fn call(slack: &StandIn, method: &str, body: &Value) -> Value {
    let headers = [("authorization", format!("Bearer {BOT_TOKEN}")), ("content-type", JSON.to_owned())];
    let answer = post(&format!("{}/api/{method}", slack.url()), &headers, &body.to_string()).await.unwrap();
    serde_json::from_str(&answer.body).unwrap()
}

/// Sends an answer to a command or a press to its address, as the last delivery tells it.
async fn respond(slack: &StandIn, body: &Value) -> u16 {
    let address = slack.set(|state| {
        let with_address = |delivery: &&crate::slack::stand_in::Delivery| delivery.payload["response_url"].is_string();
        let last = state.deliveries.iter().rev().find(with_address).unwrap();
        last.payload["response_url"].as_str().unwrap().to_owned()
    });
    post(&address, &[("content-type", JSON.to_owned())], &body.to_string()).await.unwrap().status
}

fn complaints(slack: &StandIn) -> Vec<String> {
    slack.set(|state| std::mem::take(&mut state.complaints))
}

fn form() -> Value {
    let field = |block: &str, action: &str| {
        json!({"type": "input", "block_id": block, "label": {"type": "plain_text", "text": "Words"},
            "element": {"type": "plain_text_input", "action_id": action}})
    };
    json!({"type": "modal", "title": {"type": "plain_text", "text": "A form"}, "callback_id": "form",
        "submit": {"type": "plain_text", "text": "Send"}, "blocks": [field("b1", "words")]})
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_takes_five_answers_for_half_an_hour() {
    let slack = acknowledging(Value::Null).await;
    let used = slack.command(ENABLED, ANNA, "/ask", "can I drive?");
    assert_eq!(slack.acknowledged(&used).await, None);
    for _ in 0..5 {
        assert_eq!(respond(&slack, &json!({"text": "x", "response_type": "ephemeral"})).await, 200);
    }
    assert_eq!(slack.told_times(&used, 5).await[0].only_for.as_deref(), Some(ANNA));
    slack.assert_no_complaints();
    assert_eq!(respond(&slack, &json!({"text": "x"})).await, 404);
    assert!(complaints(&slack)[0].contains("sixth"));
    let late = slack.command(ENABLED, ANNA, "/ask", "can I drive?");
    slack.acknowledged(&late).await;
    slack.set(|state| state.age_hooks(Duration::from_secs(31 * 60)));
    assert_eq!(respond(&slack, &json!({"text": "x"})).await, 404);
    assert!(complaints(&slack)[0].contains("half an hour"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_changes_or_removes_its_message() {
    let slack = acknowledging(Value::Null).await;
    let button = json!({"type": "button", "text": {"type": "plain_text", "text": "Yes"}, "action_id": "yes"});
    let blocks = json!([{"type": "actions", "elements": [button]}]);
    let body = json!({"channel": ENABLED, "text": "Well?", "blocks": blocks, "unfurl_links": false});
    call(&slack, "chat.postMessage", &body).await;
    let posted = slack.posts().remove(0);
    assert_eq!(posted.buttons(), [("Yes".to_owned(), "yes".to_owned())]);
    let used = slack.press(ANNA, Of::Message(&posted), "yes", None);
    slack.acknowledged(&used).await;
    assert_eq!(respond(&slack, &json!({"text": "Thanks", "replace_original": true})).await, 200);
    assert_eq!(slack.set(|state| state.changes[0].text().to_owned()), "Thanks");
    assert_eq!(respond(&slack, &json!({"delete_original": true})).await, 200);
    assert_eq!(slack.set(|state| state.deleted.len()), 1);
    slack.assert_no_complaints();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_opens_once_and_its_answer_names_its_fields() {
    for (answer, complaint) in [
        (json!({"response_action": "errors", "errors": {"b1": "Too short."}}), None),
        (json!({"response_action": "errors", "errors": {"b9": "Too short."}}), Some("b9")),
        (json!({"response_action": "close"}), Some("close")),
    ] {
        let slack = StandIn::start(clinic()).await;
        let used = slack.command(ENABLED, ANNA, "/ask", "");
        assert_eq!(call(&slack, "views.open", &json!({"trigger_id": used.trigger, "view": form()})).await["ok"], true);
        let id = slack.opened(&used).await;
        let (person, shown) = slack.set(|state| (state.views[&id].person.clone(), words_of(&state.views[&id].body)));
        assert_eq!((person.as_str(), shown.as_str()), (ANNA, "Words"));
        slack.assert_no_complaints();
        let again = call(&slack, "views.open", &json!({"trigger_id": used.trigger, "view": form()})).await;
        assert_eq!(again["error"], "exchanged_trigger_id");
        assert_eq!(complaints(&slack).len(), 1);
        slack.set(|state| state.forgive_late = true);
        let sent = slack.submit(ANNA, &id, &[("words", "hello")]);
        slack.deliver_to(&app(answer).await);
        slack.acknowledged(&sent).await;
        let payload = slack.set(|state| state.deliveries.last().unwrap().payload.clone());
        assert_eq!(payload["view"]["state"]["values"]["b1"]["words"]["value"], "hello");
        // The command before it was acknowledged with the same, which no command may be.
        let said = complaints(&slack);
        match complaint {
            Some(words) => assert!(said.iter().any(|one| one.contains(words)), "{said:?}"),
            None => assert!(said.iter().all(|one| !one.contains("field of the form")), "{said:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn completions_and_homes_are_looked_at() {
    let option = |label: &str| json!({"text": {"type": "plain_text", "text": label}, "value": "v"});
    let slack = acknowledging(json!({"options": [option(&"x".repeat(76))]})).await;
    let menu =
        json!({"type": "external_select", "action_id": "menu", "placeholder": {"type": "plain_text", "text": "…"}});
    let home = json!({"type": "home", "blocks": [{"type": "actions", "elements": [menu]}]});
    assert_eq!(call(&slack, "views.publish", &json!({"user_id": ANNA, "view": home})).await["ok"], true);
    slack.assert_no_complaints();
    let typed = slack.suggest(ANNA, Of::Home, "menu", "dri");
    assert!(slack.acknowledged(&typed).await.is_some());
    assert!(complaints(&slack)[0].contains("76 characters"));
    let modal = call(&slack, "views.publish", &json!({"user_id": ANNA, "view": form()})).await;
    assert_eq!((&modal["ok"], complaints(&slack).len()), (&json!(false), 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_delivered_says_who_did_what_where() {
    let slack = acknowledging(Value::Null).await;
    let menu = json!({"type": "static_select", "action_id": "menu", "options": [
        {"text": {"type": "plain_text", "text": "One"}, "value": "1"}]});
    let view = json!({"type": "modal", "title": {"type": "plain_text", "text": "A form"},
        "blocks": [{"type": "actions", "elements": [menu]}]});
    let command = slack.command(ENABLED, ANNA, "/faq", "");
    call(&slack, "views.open", &json!({"trigger_id": command.trigger, "view": view})).await;
    let id = slack.opened(&command).await;
    slack.acknowledged(&slack.press(ANNA, Of::View(&id), "menu", Some("1"))).await;
    let ts = slack.say(ENABLED, crate::slack::anna(), "can I drive?");
    slack.acknowledged(&slack.shortcut(ANNA, "answer_from_faq", &ts)).await;
    slack.open_home(ANNA);
    slack.until_delivered().await;
    let payloads: Vec<Value> =
        slack.set(|state| state.deliveries.iter().map(|delivery| delivery.payload.clone()).collect());
    let [command, press, said, shortcut, home] = &payloads[..] else { panic!("{payloads:?}") };
    assert_eq!((&command["command"], &command["user_id"]), (&json!("/faq"), &json!(ANNA)));
    assert_eq!((&press["view"]["id"], &press["actions"][0]["selected_option"]["value"]), (&json!(id), &json!("1")));
    assert_eq!((&said["event"]["ts"], &said["event"]["channel_type"]), (&json!(ts), &json!("channel")));
    assert_eq!((&shortcut["message"]["text"], &shortcut["message_ts"]), (&json!("can I drive?"), &json!(ts)));
    assert_eq!((&home["event"]["tab"], &home["event"]["user"]), (&json!("home"), &json!(ANNA)));
    slack.assert_no_complaints();
}
