//! Sends what the app is to hear over HTTP, signed, and again where it is not acknowledged.

use super::arguments::encoded;
use super::delivery::{ACK_LIMIT, Delivery, Kind, Turn};
use super::{SIGNING_SECRET, Shared, now, signed_headers};
use axum::body::Body;
use http_body_util::BodyExt;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;
use std::sync::{Arc, LazyLock};
use std::time::Instant;

/// What a server answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Its kind, as the server says.
    pub(crate) kind: String,
    pub(crate) body: String,
}

/// Posts a body with these headers. An error says that nothing, or only a part, came back.
pub(crate) async fn post(address: &str, headers: &[(&str, String)], body: &str) -> Result<Answer, String> {
    // One for all tests: a connection ends with the runtime of the test that opened it, so none is kept.
    static CLIENT: LazyLock<Client<HttpConnector, Body>> =
        LazyLock::new(|| Client::builder(TokioExecutor::new()).pool_max_idle_per_host(0).build_http());
    post_through(&CLIENT, address, headers, body).await
}

/// The same over the connections of a client.
pub(crate) async fn post_through(
    client: &Client<HttpConnector, Body>,
    address: &str,
    headers: &[(&str, String)],
    body: &str,
) -> Result<Answer, String> {
    let mut request = hyper::Request::post(address);
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let request = request.body(Body::from(body.to_owned())).unwrap();
    let response = client.request(request).await.map_err(|error| error.to_string())?;
    let status = response.status().as_u16();
    let kind =
        response.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned();
    let body = response.into_body().collect().await.map_err(|error| error.to_string())?.to_bytes();
    Ok(Answer { status, kind, body: String::from_utf8_lossy(&body).into_owned() })
}

/// The body and the headers of a delivery, signed now.
pub(crate) fn signed(delivery: &Delivery, retry: u32, reason: Option<&str>) -> (String, Vec<(&'static str, String)>) {
    let (body, kind) = match delivery.kind {
        Kind::Event => (delivery.payload.to_string(), "application/json"),
        Kind::Command => (encoded(&delivery.payload), "application/x-www-form-urlencoded"),
        Kind::Interaction | Kind::Suggestion => {
            let form = serde_json::json!({"payload": delivery.payload.to_string()});
            (encoded(&form), "application/x-www-form-urlencoded")
        }
    };
    let mut headers = vec![
        ("content-type", kind.to_owned()),
        ("user-agent", "Slackbot 1.0 (+https://api.slack.com/robots)".to_owned()),
        ("accept", "*/*".to_owned()),
    ];
    headers.extend(signed_headers(SIGNING_SECRET, now(), &body));
    if retry > 0 {
        headers.push(("x-slack-retry-num", retry.to_string()));
        headers.push(("x-slack-retry-reason", reason.unwrap_or("http_timeout").to_owned()));
    }
    (body, headers)
}

/// Sends one after another, in the order in which things happened, to the servers in turn.
pub(super) async fn run(shared: Arc<Shared>) {
    loop {
        shared.until(|state| (!state.targets.is_empty() && !state.queue.is_empty()).then_some(())).await;
        let next = shared.with(|state| {
            let target = state.targets[state.next_target % state.targets.len()].clone();
            state.next_target += 1;
            state.take_turn().map(|(turn, delivery)| (turn, delivery, target))
        });
        if let Some((turn, delivery, target)) = next {
            send(&shared, turn, &delivery, &target).await;
        }
    }
}

async fn send(shared: &Shared, turn: Turn, delivery: &Delivery, target: &str) {
    let (body, headers) = signed(delivery, turn.retry, turn.reason);
    let begun = Instant::now();
    let address = format!("{target}{}", delivery.kind.path());
    let answer = tokio::time::timeout(ACK_LIMIT, post(&address, &headers, &body)).await;
    shared.with(|state| {
        let mut failed = |reason: &'static str, complaint: Option<String>| {
            if !state.forgive_late {
                state.complaints.extend(complaint);
            }
            state.failed(turn, reason);
        };
        match answer {
            Err(_) => failed("http_timeout", Some(format!("{:?} was not acknowledged in time", delivery.kind))),
            Ok(Err(_)) => failed("connection_failed", None),
            Ok(Ok(answer)) if (200..300).contains(&answer.status) => {
                let said = parsed(&answer);
                if let Err(problem) = &said {
                    state.complaints.push(problem.clone());
                }
                state.acknowledged(turn.delivery, begun.elapsed(), said.unwrap_or_default());
            }
            Ok(Ok(answer)) => {
                failed("http_error", Some(format!("{:?} was answered with status {}", delivery.kind, answer.status)));
            }
        }
    });
}

/// What came with an acknowledgement: nothing, or an object that is declared as one.
fn parsed(answer: &Answer) -> Result<Option<Value>, String> {
    if answer.body.is_empty() {
        return Ok(None);
    }
    if !answer.kind.starts_with("application/json") {
        return Err(format!("an acknowledgement with a body of the kind {:?}", answer.kind));
    }
    serde_json::from_str(&answer.body).map(Some).map_err(|_| "an acknowledgement that is no JSON".to_owned())
}
