//! The gateway side: hello, identify or resume, heartbeats, events.

use super::identify::{Refusal, code, examine};
use super::state::{Mischief, State as Known};
use super::wire::Wire;
use super::{BOT, Order, Shared};
use axum::Router;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep_until};

/// Commands that a connection may send in a minute, heartbeats among them.
const COMMANDS: usize = 120;
const MINUTE: Duration = Duration::from_secs(60);
/// A client that is late with its heartbeat by more than this is taken for dead.
const HEARTBEAT_GRACE: Duration = Duration::from_secs(20);

pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new().route("/gateway", any(upgrade))
}

async fn upgrade(State(shared): State<Arc<Shared>>, RawQuery(query): RawQuery, socket: WebSocketUpgrade) -> Response {
    let wire = match Wire::asked_for(&query.unwrap_or_default()) {
        Ok(wire) => wire,
        Err(problem) => {
            shared.with(|state| state.complain(problem));
            return StatusCode::BAD_REQUEST.into_response();
        }
    };
    socket.on_upgrade(move |socket| async move {
        let (mute, dropped) = shared.with(|state| {
            state.connections += 1;
            (take_one(&mut state.mute_connections), take_one(&mut state.drop_connections))
        });
        let mut connection = Connection::new(shared, socket, wire);
        match (mute, dropped) {
            (true, _) => while let Some(Ok(_)) = connection.socket.recv().await {},
            (_, true) => {}
            _ => connection.run().await,
        }
    })
}

fn take_one(left: &mut usize) -> bool {
    let some = *left > 0;
    *left -= usize::from(some);
    some
}

/// One websocket.
struct Connection {
    shared: Arc<Shared>,
    socket: WebSocket,
    wire: Wire,
    session: Option<String>,
    shard: u64,
    /// How many of the session's events were sent.
    sent: usize,
    /// An event that goes out after the next one.
    held_back: Option<Value>,
    /// When the last commands came.
    commands: VecDeque<Instant>,
    last_heartbeat: Instant,
}

/// Whether to go on.
enum Next {
    Goes,
    Ends,
}

impl Connection {
    fn new(shared: Arc<Shared>, socket: WebSocket, wire: Wire) -> Self {
        let (session, held_back) = (None, None);
        let (commands, last_heartbeat) = (VecDeque::new(), Instant::now());
        Self { shared, socket, wire, session, shard: 0, sent: 0, held_back, commands, last_heartbeat }
    }

    async fn run(&mut self) {
        let mut orders = self.shared.orders.subscribe();
        let interval = self.shared.with(|state| state.heartbeat);
        self.send(&json!({"op": 10, "s": null, "t": null, "d": {"heartbeat_interval": interval, "_trace": []}})).await;
        loop {
            let dead = self.last_heartbeat + Duration::from_millis(interval) + HEARTBEAT_GRACE;
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
                () = sleep_until(dead) => self.complain_and_close("no heartbeat", code::SESSION_TIMED_OUT).await,
            };
            if matches!(next, Next::Ends) {
                return;
            }
            self.send_events().await;
        }
    }

    async fn send(&mut self, value: &Value) {
        let (message, compressed) = self.wire.pack(value.to_string());
        if compressed {
            self.shared.with(|state| state.compressed += 1);
        }
        // A client that is gone is noticed when reading.
        let _ = self.socket.send(message).await;
    }

    async fn close(&mut self, code: u16) -> Next {
        if matches!(code, code::INVALID_SEQUENCE | code::SESSION_TIMED_OUT) {
            self.forget_session();
        }
        let _ = self.socket.send(Message::Close(Some(CloseFrame { code, reason: "".into() }))).await;
        // The connection ends when the client has answered, as RFC 6455 asks for.
        while let Some(Ok(_)) = self.socket.recv().await {}
        Next::Ends
    }

    fn forget_session(&mut self) {
        if let Some(session) = self.session.take() {
            self.shared.with(|state| state.sessions.remove(&session));
        }
    }

    async fn obey(&mut self, mut order: Order) -> Next {
        while let Order::OnShard(shard, inner) = order {
            if self.session.is_none() || self.shard != shard {
                return Next::Goes;
            }
            order = *inner;
        }
        match order {
            Order::Dispatch | Order::OnShard(..) => {}
            Order::Close(code) => return self.close(code).await,
            Order::CloseBare => {
                let _ = self.socket.send(Message::Close(None)).await;
                return Next::Ends;
            }
            Order::Drop => return Next::Ends,
            Order::Reconnect => self.send(&json!({"op": 7, "d": null})).await,
            Order::Invalidate => {
                self.forget_session();
                self.send(&json!({"op": 9, "d": false})).await;
            }
            Order::InvalidateResumable => {
                self.session = None;
                self.send(&json!({"op": 9, "d": true})).await;
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
        let events: Vec<(Value, Mischief)> = self.shared.with(|state| {
            let events = state.sessions.get(&session).map_or(Vec::new(), |session| session.events[sent..].to_vec());
            events.into_iter().map(|event| (event.clone(), mischief_for(&event, state))).collect()
        });
        self.sent += events.len();
        for (event, mischief) in events {
            let times = match mischief {
                Mischief::Nothing => 1,
                Mischief::Repeat => 2,
                Mischief::Lose => 0,
                Mischief::SwapWithNext => {
                    self.held_back = Some(event);
                    continue;
                }
            };
            for _ in 0..times {
                self.send(&event).await;
            }
            if let Some(event) = self.held_back.take() {
                self.send(&event).await;
            }
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
        let now = Instant::now();
        self.commands.retain(|at| now - *at < MINUTE);
        self.commands.push_back(now);
        if self.commands.len() > COMMANDS {
            return self.complain_and_close("more than 120 commands in a minute", code::RATE_LIMITED).await;
        }
        let Ok(payload) = serde_json::from_str::<Value>(&text) else {
            return self.complain_and_close("a frame that is no JSON", code::DECODE_ERROR).await;
        };
        match payload["op"].as_u64() {
            Some(1) => self.heartbeat(&payload["d"]).await,
            Some(2) => self.identify(&payload["d"]).await,
            Some(6) => self.resume(&payload["d"]).await,
            Some(3 | 4 | 8 | 31) if self.session.is_none() => {
                self.complain_and_close("a command before identify", code::NOT_AUTHENTICATED).await
            }
            Some(3 | 4 | 8 | 31) => Next::Goes,
            other => self.complain_and_close(&format!("unknown opcode {other:?}"), code::UNKNOWN_OPCODE).await,
        }
    }

    async fn complain_and_close(&mut self, what: &str, code: u16) -> Next {
        self.shared.with(|state| state.complain(what));
        self.close(code).await
    }

    async fn heartbeat(&mut self, sequence: &Value) -> Next {
        if !sequence.is_null() && !sequence.is_u64() {
            return self.complain_and_close("a heartbeat without a sequence", code::DECODE_ERROR).await;
        }
        self.last_heartbeat = Instant::now();
        let deaf = self.shared.with(|state| {
            state.heartbeats += 1;
            state.deaf
        });
        if !deaf {
            self.send(&json!({"op": 11})).await;
        }
        Next::Goes
    }

    async fn identify(&mut self, content: &Value) -> Next {
        if self.session.is_some() {
            return self.complain_and_close("identify twice", code::ALREADY_AUTHENTICATED).await;
        }
        match self.shared.with(|state| examine(content, state)) {
            Err(Refusal::Close(code)) => self.close(code).await,
            Err(Refusal::Complain(what, code)) => self.complain_and_close(what, code).await,
            Err(Refusal::TooSoon) => {
                self.send(&json!({"op": 9, "d": false})).await;
                Next::Goes
            }
            Ok(asked) => {
                if asked.compress {
                    self.wire.may_compress();
                }
                let port = self.shared.port();
                self.shard = asked.shard[0];
                self.session = Some(self.shared.with(|state| state.begin(asked.intents, asked.shard, port)));
                Next::Goes
            }
        }
    }

    async fn resume(&mut self, content: &Value) -> Next {
        if self.session.is_some() {
            return self.complain_and_close("resume after a session has begun", code::ALREADY_AUTHENTICATED).await;
        }
        let token = content["token"].as_str().unwrap_or_default();
        if !self.shared.with(|state| token.strip_prefix("Bot ").unwrap_or(token) == state.token) {
            return self.close(code::AUTHENTICATION_FAILED).await;
        }
        let session = content["session_id"].as_str().unwrap_or_default().to_owned();
        let seen = content["seq"].as_u64().unwrap_or_default() as usize;
        let seen = if self.shared.with(|state| state.replays_all) { 0 } else { seen };
        let known = self.shared.with(|state| {
            state.sessions.get(&session).filter(|known| seen <= known.events.len()).map(|known| known.shard[0])
        });
        let Some(shard) = known else {
            self.send(&json!({"op": 9, "d": false})).await;
            return Next::Goes;
        };
        self.shard = shard;
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

/// What is to go wrong with an event: only with a message that somebody wrote.
fn mischief_for(event: &Value, state: &mut Known) -> Mischief {
    let is_own = event["d"]["author"]["id"] == json!(BOT.to_string());
    if event["t"] == "MESSAGE_CREATE" && !is_own { state.mischief.pop_front() } else { None }
        .unwrap_or(Mischief::Nothing)
}
