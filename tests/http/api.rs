//! What programs can ask for besides an answer: topics, and the API's own description.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::http::server::Server;

#[test]
fn topics_are_listed_and_each_has_its_page_of_json() {
    let server = Server::start();
    let listed = server.get("/api/v1/topics").json();
    let topics = listed["topics"].as_array().unwrap();
    assert!(topics.len() >= 10, "the seed has ten questions");
    assert!(topics.iter().any(|topic| topic["handoff"] == true), "{listed}");
    for topic in topics {
        let full = server.get(&format!("/api/v1/topics/{}", topic["id"].as_str().unwrap())).json();
        for key in ["id", "question", "handoff"] {
            assert_eq!(full[key], topic[key], "{full}");
        }
        assert_eq!(full["answer"].is_null(), full["handoff"] == true, "{full}");
        let said = full["reply"]["text"].as_str().unwrap();
        assert!(said.contains(full["question"].as_str().unwrap()), "{full}");
        for related in full["related"].as_array().unwrap() {
            assert!(topics.iter().any(|topic| topic["id"] == related["id"]), "{full}");
        }
    }
    let driving = server.get("/api/v1/topics/driving").json();
    let asked = server.ask(&json!({"text": "Can I drive afterward?"})).json();
    assert_eq!(driving["reply"], asked["reply"], "picked or asked, the answer is the same");
}

#[test]
fn a_topic_that_is_not_there_is_a_problem() {
    let server = Server::start();
    server.get("/api/v1/topics/nope").problem(404, "no such topic");
    server.get("/api/v1/topics/%ff").problem(400, "no text");
    server.get("/api/v1/topics/").problem(404, "nothing at this path");
    server.raw(b"POST /api/v1/topics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").problem(405, "another");
}

#[test]
fn topics_count_as_questions_do() {
    let server = Server::start();
    let most = askwell::http::BURST.get() * 10;
    let refused = (0..most).map(|_| server.get("/api/v1/topics")).find(|answer| answer.status != 200);
    refused.expect("there is a limit").problem(429, "come back");
}

/// Every `$ref` of a document.
fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => object.iter().for_each(|(key, value)| match value.as_str() {
            Some(target) if key == "$ref" => {
                found.insert(target.to_owned());
            }
            _ => references(value, found),
        }),
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn the_api_describes_itself() {
    let server = Server::start();
    let api = server.get("/api/v1/openapi.json").json();
    assert!(api["openapi"].as_str().unwrap().starts_with("3."));
    assert_eq!(api["info"]["version"], env!("CARGO_PKG_VERSION"));
    // tests/desk/api.rs looks at the desk's.
    let is_for_all = |path: &&String| !path.starts_with("/api/v1/desk/");
    let paths: Vec<&String> = api["paths"].as_object().unwrap().keys().filter(is_for_all).collect();
    assert_eq!(paths, ["/api/v1/ask", "/api/v1/topics", "/api/v1/topics/{id}"]);
    let mut targets = BTreeSet::new();
    references(&api, &mut targets);
    assert!(targets.len() > 3);
    for target in targets {
        assert!(api.pointer(target.trim_start_matches('#')).is_some(), "{target} leads nowhere");
    }
    let said = server.ask(&json!({"text": "can i drive"})).json();
    let validator_keys = said.as_object().unwrap().keys().collect::<Vec<_>>();
    let text = api.to_string();
    for key in validator_keys {
        assert!(text.contains(&format!("\"{key}\"")), "{key} is not described");
    }
}
