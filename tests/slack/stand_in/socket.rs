//! Socket Mode: hello, envelopes, acknowledgements, and all ways in which a connection ends.

use super::delivery::{ACK_LIMIT, Sent, Turn};
use super::state::State as Slack;
use super::troubles::{answer, refused};
use super::{APP, Order, Shared};
use axum::Router;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::broadcast::error::RecvError;

/// Sockets that an app may have at once.
const SOCKETS: usize = 10;
/// What tells one connection from another in a ping.
const PING: &[u8] = b"Ping from applink-1";

pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new().route("/link/{ticket}", any(upgrade))
}

/// `apps.connections.open`
pub(super) fn open(state: &mut Slack) -> Response {
    if state.sockets >= SOCKETS {
        state.complain("more sockets than an app may have");
        return refused("too_many_websockets", &json!({}));
    }
    let ticket = format!("ticket-{}", state.new_number());
    state.tickets.push(ticket.clone());
    answer(&json!({"ok": true, "url": format!("ws://127.0.0.1:{}/link/{ticket}", state.port)}))
}

async fn upgrade(State(shared): State<Arc<Shared>>, Path(ticket): Path<String>, socket: WebSocketUpgrade) -> Response {
    let known = shared.with(|state| {
        let at = state.tickets.iter().position(|known| *known == ticket);
        at.map(|at| state.tickets.remove(at)).is_some()
    });
    if !known {
        shared.with(|state| state.complain("a socket at an address that was never given, or was used"));
        return StatusCode::FORBIDDEN.into_response();
    }
    socket.on_upgrade(move |socket| async move {
        let (id, dropped) = shared.with(|state| {
            let dropped = state.drop_sockets > 0;
            state.drop_sockets -= usize::from(dropped);
            state.sockets += 1;
            (state.new_number(), dropped)
        });
        if !dropped {
            Connection { shared: Arc::clone(&shared), socket, id, retired: false }.run().await;
        }
        shared.with(|state| {
            state.sockets -= 1;
            state.lost_connection(id);
        });
    })
}

/// One socket.
struct Connection {
    shared: Arc<Shared>,
    socket: WebSocket,
    id: u64,
    /// It was told that it will be replaced: nothing more is sent over it.
    retired: bool,
}

/// Whether to go on.
enum Next {
    Goes,
    Ends,
}

impl Connection {
    async fn run(mut self) {
        let mut orders = self.shared.orders.subscribe();
        let sockets = self.shared.look(|state| state.sockets);
        self.send(&json!({
            "type": "hello", "num_connections": sockets, "connection_info": {"app_id": APP},
            "debug_info": {"host": "applink-1", "build_number": 1, "approximate_connection_time": 18_060},
        }))
        .await;
        self.shared.with(|state| state.greetings += 1);
        let shared = Arc::clone(&self.shared);
        loop {
            let retired = self.retired;
            let next = tokio::select! {
                message = self.socket.recv() => match message {
                    Some(Ok(message)) => self.received(message),
                    _ => Next::Ends,
                },
                order = orders.recv() => match order {
                    Ok(order) => self.obey(order).await,
                    Err(RecvError::Lagged(_)) => Next::Goes,
                    Err(RecvError::Closed) => Next::Ends,
                },
                () = shared.until(|state| (!retired && !state.queue.is_empty()).then_some(())) => {
                    self.send_next().await;
                    Next::Goes
                }
            };
            if matches!(next, Next::Ends) {
                return;
            }
        }
    }

    async fn send(&mut self, value: &Value) {
        // A client that is gone is noticed when reading.
        let _ = self.socket.send(Message::Text(value.to_string().into())).await;
    }

    async fn send_next(&mut self) {
        let next = self.shared.with(|state| {
            let (turn, delivery) = state.take_turn()?;
            let envelope = format!("envelope-{}", state.new_number());
            let sent = Sent {
                delivery: turn.delivery,
                connection: self.id,
                at: Instant::now(),
                acknowledged: false,
                expired: false,
            };
            state.envelopes.insert(envelope.clone(), sent);
            Some((turn, delivery, envelope))
        });
        let Some((turn, delivery, envelope)) = next else { return };
        let mut message = json!({
            "envelope_id": envelope, "type": delivery.kind.envelope(), "payload": delivery.payload,
            "accepts_response_payload": delivery.kind != super::Kind::Event,
        });
        if delivery.kind == super::Kind::Event {
            message["retry_attempt"] = json!(turn.retry);
            message["retry_reason"] = json!(turn.reason.unwrap_or_default());
        }
        self.send(&message).await;
        let shared = Arc::clone(&self.shared);
        tokio::spawn(async move {
            tokio::time::sleep(ACK_LIMIT).await;
            shared.with(|state| state.time_is_over(&envelope, turn));
        });
    }

    fn received(&mut self, message: Message) -> Next {
        match message {
            Message::Text(text) => self.shared.with(|state| state.take_acknowledgement(&text)),
            Message::Close(frame) => {
                let code = frame.map_or(1005, |frame| frame.code);
                self.shared.with(|state| state.goodbyes += usize::from(code == 1000));
                return Next::Ends;
            }
            Message::Binary(_) => self.shared.with(|state| state.complain("a binary message on a socket")),
            Message::Pong(data) => self.shared.with(|state| state.pongs += usize::from(&data[..] == PING)),
            Message::Ping(_) => {}
        }
        Next::Goes
    }

    async fn obey(&mut self, order: Order) -> Next {
        match order {
            Order::Disconnect(reason) => {
                self.retired = true;
                self.send(&json!({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}})).await;
            }
            Order::Close(code) => {
                let _ = self.socket.send(Message::Close(Some(CloseFrame { code, reason: "".into() }))).await;
                // The connection ends when the client has answered, as RFC 6455 asks for.
                while let Some(Ok(_)) = self.socket.recv().await {}
                return Next::Ends;
            }
            Order::Abort => return Next::Ends,
            Order::Raw(text) => {
                let _ = self.socket.send(Message::Text(text.into())).await;
            }
            Order::Ping => {
                let _ = self.socket.send(Message::Ping(PING.into())).await;
            }
        }
        Next::Goes
    }
}

impl Slack {
    /// Looks at what came over a socket: nothing but acknowledgements may.
    fn take_acknowledgement(&mut self, text: &str) {
        let Ok(message) = serde_json::from_str::<Value>(text) else {
            return self.complain("what is no JSON came over a socket");
        };
        let unknown =
            message.as_object().is_none_or(|fields| fields.keys().any(|key| key != "envelope_id" && key != "payload"));
        if unknown {
            self.complain("an acknowledgement with unknown fields");
        }
        let id = message["envelope_id"].as_str().unwrap_or_default();
        let Some(sent) = self.envelopes.get_mut(id) else {
            return self.complain("an acknowledgement of an envelope that was never sent");
        };
        if std::mem::replace(&mut sent.acknowledged, true) {
            return self.complain("an envelope was acknowledged twice");
        }
        let sent = *sent;
        let answer = Some(message["payload"].clone())
            .filter(|payload| payload.as_object().is_some_and(|fields| !fields.is_empty()));
        self.acknowledged(sent.delivery, sent.at.elapsed(), answer);
    }

    /// An envelope that is not acknowledged by now is sent again.
    fn time_is_over(&mut self, envelope: &str, turn: Turn) {
        let Some(sent) = self.envelopes.get_mut(envelope).filter(|sent| !sent.acknowledged && !sent.expired) else {
            return;
        };
        sent.expired = true;
        if !self.forgive_late {
            let kind = self.deliveries[turn.delivery].kind;
            self.complain(format!("{kind:?} was not acknowledged in time"));
        }
        self.failed(turn, "timeout");
    }

    /// What was on its way over a connection is sent again.
    fn lost_connection(&mut self, id: u64) {
        let lost: Vec<usize> = self
            .envelopes
            .values_mut()
            .filter(|sent| sent.connection == id && !sent.acknowledged && !sent.expired)
            .map(|sent| {
                sent.expired = true;
                sent.delivery
            })
            .collect();
        for delivery in lost {
            self.failed(Turn { delivery, retry: 1, reason: None }, "connection_lost");
        }
    }
}
