//! The gateway side: hello, identify or resume, heartbeats, events.

use super::state::MESSAGE_CONTENT;
use super::{Order, Shared};
use axum::Router;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{RawQuery, State};
use axum::response::Response;
use axum::routing::any;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::broadcast::error::RecvError;

/// Close codes of Discord's.
mod code {
    pub(super) const UNKNOWN_OPCODE: u16 = 4001;
    pub(super) const DECODE_ERROR: u16 = 4002;
    pub(super) const NOT_AUTHENTICATED: u16 = 4003;
    pub(super) const AUTHENTICATION_FAILED: u16 = 4004;
    pub(super) const ALREADY_AUTHENTICATED: u16 = 4005;
    pub(super) const DISALLOWED_INTENTS: u16 = 4014;
}

pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new().route("/gateway", any(upgrade))
}

async fn upgrade(State(shared): State<Arc<Shared>>, RawQuery(query): RawQuery, socket: WebSocketUpgrade) -> Response {
    let query = query.unwrap_or_default();
    if !query.split('&').any(|pair| pair == "v=10") {
        shared.with(|state| state.complain(format!("the gateway's version is not asked for: {query:?}")));
    }
    socket.on_upgrade(move |socket| async move {
        shared.with(|state| state.connections += 1);
        let mut connection = Connection { shared, socket, session: None, sent: 0 };
        connection.run().await;
    })
}

/// One websocket.
struct Connection {
    shared: Arc<Shared>,
    socket: WebSocket,
    session: Option<String>,
    /// How many of the session's events were sent.
    sent: usize,
}

/// Whether to go on.
enum Next {
    Goes,
    Ends,
}

impl Connection {
    async fn run(&mut self) {
        let mut orders = self.shared.orders.subscribe();
        let interval = self.shared.with(|state| state.heartbeat);
        self.send(&json!({"op": 10, "s": null, "t": null, "d": {"heartbeat_interval": interval, "_trace": []}})).await;
        loop {
            let next = tokio::select! {
                message = self.socket.recv() => match message {
                    Some(Ok(message)) => self.received(message).await,
                    _ => Next::Ends,
                },
                order = orders.recv() => match order {
                    Ok(order) => self.obey(order).await,
                    Err(RecvError::Lagged(_)) => Next::Goes,
                    Err(RecvError::Closed) => Next::Ends,
                },
            };
            if matches!(next, Next::Ends) {
                return;
            }
            self.send_events().await;
        }
    }

    async fn send(&mut self, value: &Value) {
        // A client that is gone is noticed when reading.
        let _ = self.socket.send(Message::Text(value.to_string().into())).await;
    }

    async fn close(&mut self, code: u16) -> Next {
        let _ = self.socket.send(Message::Close(Some(CloseFrame { code, reason: "".into() }))).await;
        // The connection ends when the client has answered, as RFC 6455 asks for.
        while let Some(Ok(_)) = self.socket.recv().await {}
        Next::Ends
    }

    async fn obey(&mut self, order: Order) -> Next {
        match order {
            Order::Dispatch => {}
            Order::Close(code) => return self.close(code).await,
            Order::CloseBare => {
                let _ = self.socket.send(Message::Close(None)).await;
                return Next::Ends;
            }
            Order::Drop => return Next::Ends,
            Order::Reconnect => self.send(&json!({"op": 7, "d": null})).await,
            Order::Invalidate => {
                if let Some(session) = self.session.take() {
                    self.shared.with(|state| state.sessions.remove(&session));
                }
                self.send(&json!({"op": 9, "d": false})).await;
            }
            Order::Raw(text) => {
                let _ = self.socket.send(Message::Text(text.into())).await;
            }
        }
        Next::Goes
    }

    async fn send_events(&mut self) {
        let Some(session) = self.session.clone() else { return };
        let sent = self.sent;
        let events: Vec<Value> = self
            .shared
            .with(|state| state.sessions.get(&session).map_or(Vec::new(), |session| session.events[sent..].to_vec()));
        self.sent += events.len();
        for event in events {
            self.send(&event).await;
        }
    }

    async fn received(&mut self, message: Message) -> Next {
        let text = match message {
            Message::Text(text) => text,
            Message::Close(frame) => {
                let code = frame.map_or(1005, |frame| frame.code);
                self.shared.with(|state| state.goodbyes += usize::from(code == 1000));
                return Next::Ends;
            }
            Message::Ping(_) | Message::Pong(_) => return Next::Goes,
            Message::Binary(_) => return self.complain_and_close("a binary frame", code::DECODE_ERROR).await,
        };
        let Ok(payload) = serde_json::from_str::<Value>(&text) else {
            return self.complain_and_close("a frame that is no JSON", code::DECODE_ERROR).await;
        };
        match payload["op"].as_u64() {
            Some(1) => {
                self.shared.with(|state| state.heartbeats += 1);
                self.send(&json!({"op": 11})).await;
                Next::Goes
            }
            Some(2) => self.identify(&payload["d"]).await,
            Some(6) => self.resume(&payload["d"]).await,
            Some(3 | 4 | 8) if self.session.is_none() => {
                self.complain_and_close("a command before identify", code::NOT_AUTHENTICATED).await
            }
            Some(3 | 4 | 8) => Next::Goes,
            other => self.complain_and_close(&format!("unknown opcode {other:?}"), code::UNKNOWN_OPCODE).await,
        }
    }

    async fn complain_and_close(&mut self, what: &str, code: u16) -> Next {
        self.shared.with(|state| state.complain(what));
        self.close(code).await
    }

    fn is_token(&self, given: &Value) -> bool {
        let given = given.as_str().unwrap_or_default();
        self.shared.with(|state| given.strip_prefix("Bot ").unwrap_or(given) == state.token)
    }

    async fn identify(&mut self, content: &Value) -> Next {
        if self.session.is_some() {
            return self.complain_and_close("identify twice", code::ALREADY_AUTHENTICATED).await;
        }
        if !self.is_token(&content["token"]) {
            return self.close(code::AUTHENTICATION_FAILED).await;
        }
        for field in ["os", "browser", "device"] {
            if content["properties"][field].as_str().is_none_or(str::is_empty) {
                self.shared.with(|state| state.complain(format!("identify has no properties.{field}")));
            }
        }
        let Some(intents) = content["intents"].as_u64() else {
            return self.complain_and_close("identify has no intents", code::DECODE_ERROR).await;
        };
        if intents & MESSAGE_CONTENT != 0 && !self.shared.with(|state| state.message_content) {
            return self.close(code::DISALLOWED_INTENTS).await;
        }
        let port = self.shared.port();
        self.session = Some(self.shared.with(|state| state.begin(intents, port)));
        Next::Goes
    }

    async fn resume(&mut self, content: &Value) -> Next {
        if !self.is_token(&content["token"]) {
            return self.close(code::AUTHENTICATION_FAILED).await;
        }
        let session = content["session_id"].as_str().unwrap_or_default().to_owned();
        let seen = content["seq"].as_u64().unwrap_or_default() as usize;
        let known = self.shared.with(|state| state.sessions.get(&session).is_some_and(|s| seen <= s.events.len()));
        if !known {
            self.send(&json!({"op": 9, "d": false})).await;
            return Next::Goes;
        }
        self.session = Some(session);
        self.sent = seen;
        self.send_events().await;
        let sequence = self.sent;
        self.send(&json!({"op": 0, "t": "RESUMED", "s": sequence, "d": {"_trace": []}})).await;
        self.shared.with(|state| {
            state.resumed += 1;
            state.greetings += 1;
        });
        Next::Goes
    }
}
