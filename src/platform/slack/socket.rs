//! One connection of Socket Mode.
//!
//! Not slack-morphism's own: that one acknowledges only what its handler has finished, drops the old connection before the
//! new one stands, tries a refused token for ever, and writes people's words into the log where it cannot read them.

use std::time::{Duration, Instant};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::time::{MissedTickBehavior, interval, timeout};
use tokio_tungstenite::tungstenite::{Bytes, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::client::{As, Client, Failure};
use super::entrance::{Entrance, Taken};
use super::lenient::{text, yes};
use crate::status::Part;

/// How long a connection may take to stand, and one frame to leave.
const LIMIT: Duration = Duration::from_secs(10);
/// How often Slack is asked whether it is still there.
const PING: Duration = Duration::from_secs(10);
/// A connection on which nothing at all has come for so long is dead: three pings are unanswered.
const SILENCE: Duration = Duration::from_secs(35);
/// How long an old connection is read once its successor stands. Slack closes it within seconds.
pub(super) const OLD_AGE: Duration = Duration::from_secs(30);

type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Why there is no connection.
pub(super) enum Unconnected {
    /// Slack gave no address.
    Refused(Failure),
    /// The address that it gave is refused here.
    BadAddress,
    /// The address cannot be reached.
    Unreached,
}

/// A connection.
pub(super) struct Socket(Stream);

impl Socket {
    /// Asks Slack for an address and connects. `on_loopback` is said of a stand-in, whose socket is on this machine too.
    pub(super) async fn open(client: &Client, on_loopback: bool) -> Result<Self, Unconnected> {
        let answer = client.call(As::App, "apps.connections.open", &json!({})).await.map_err(Unconnected::Refused)?;
        let address = text(&answer["url"]).filter(|address| is_fit(address, on_loopback));
        let address = address.ok_or(Unconnected::BadAddress)?;
        match timeout(LIMIT, connect_async(&address)).await {
            Ok(Ok((stream, _))) => Ok(Self(stream)),
            Ok(Err(_)) | Err(_) => Err(Unconnected::Unreached),
        }
    }

    /// Takes in what comes until the connection ends, and returns why it did. `part` is up once Slack has said hello;
    /// `successor` is told when Slack asks for a new connection.
    pub(super) async fn run(
        mut self,
        entrance: Entrance,
        part: Part,
        successor: oneshot::Sender<()>,
        mut enough: oneshot::Receiver<()>,
    ) -> &'static str {
        let mut successor = Some(successor);
        let (mut pings, begun, mut heard) = (interval(PING), Instant::now(), Instant::now());
        let mut greeted = false;
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let reply = tokio::select! {
                frame = self.0.next() => {
                    heard = Instant::now();
                    match frame {
                        Some(Ok(Message::Text(text))) => match take(&entrance, &part, &text) {
                            Step::Reply(reply) => Some(Message::text(reply)),
                            Step::Succeed => {
                                // Nobody waits for it where it was said before.
                                let _ = successor.take().map(|successor| successor.send(()));
                                None
                            }
                            Step::Greeted => {
                                greeted = true;
                                None
                            }
                            Step::Nothing => None,
                        },
                        Some(Ok(Message::Close(_))) => return "Slack closed it",
                        Some(Ok(_)) => None,
                        Some(Err(_)) => return "it broke off",
                        None => return "it ended",
                    }
                }
                _ = pings.tick() => {
                    if !greeted && begun.elapsed() > LIMIT {
                        return "Slack did not say hello";
                    }
                    if heard.elapsed() > SILENCE {
                        return "Slack has fallen silent";
                    }
                    Some(Message::Ping(Bytes::new()))
                }
                _ = &mut enough => {
                    // Whatever comes of it: it is over.
                    let _ = timeout(LIMIT, self.0.close(None)).await;
                    return "it was closed here";
                }
            };
            if let Some(frame) = reply
                && !matches!(timeout(LIMIT, self.0.send(frame)).await, Ok(Ok(())))
            {
                return "nothing can be sent on it";
            }
        }
    }
}

/// What follows from a frame.
enum Step {
    Reply(String),
    Succeed,
    Greeted,
    Nothing,
}

fn take(entrance: &Entrance, part: &Part, frame: &str) -> Step {
    let Ok(frame) = serde_json::from_str::<Value>(frame) else {
        entrance.unreadable("frame");
        return Step::Nothing;
    };
    let kind = frame["type"].as_str().unwrap_or("without_a_type");
    let taken = match kind {
        "hello" => {
            part.up();
            tracing::info!("Slack: connected");
            return Step::Greeted;
        }
        "disconnect" => {
            let reason = frame["reason"].as_str().unwrap_or_default();
            if reason == "link_disabled" {
                tracing::error!(
                    "Slack: Socket Mode was switched off for this app: switch it on at https://api.slack.com/apps"
                );
            }
            return Step::Succeed;
        }
        "events_api" => entrance.event(&frame["payload"]),
        "slash_commands" => entrance.command(&frame["payload"]),
        "interactive" => entrance.interaction(&frame["payload"]),
        kind => entrance.unreadable(kind),
    };
    match (taken, text(&frame["envelope_id"])) {
        (Taken::Acknowledged(payload), Some(id)) => {
            let mut reply = json!({"envelope_id": id});
            if let Some(payload) = payload.filter(|_| yes(&frame["accepts_response_payload"])) {
                reply["payload"] = payload;
            }
            Step::Reply(reply.to_string())
        }
        // What is not acknowledged comes again.
        _ => Step::Nothing,
    }
}

/// Slack's own sockets are encrypted; a stand-in's is on this machine, or what people write would leave it.
fn is_fit(address: &str, on_loopback: bool) -> bool {
    if !on_loopback {
        return address.starts_with("wss://");
    }
    let Some(rest) = address.strip_prefix("ws://") else { return false };
    let authority = rest.split(['/', '?']).next().unwrap_or(rest);
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpListener;

    /// With none, or with two that could do it, the library would panic instead.
    #[tokio::test]
    async fn it_is_known_who_encrypts() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move { drop(listener.accept().await) });
        assert!(connect_async(format!("wss://localhost:{port}/link")).await.is_err());
    }

    #[test]
    fn a_stand_in_s_socket_is_on_this_machine() {
        for (address, on_loopback, fit) in [
            ("wss://wss-primary.slack.com/link/?ticket=x", false, true),
            ("ws://127.0.0.1:8/link", false, false),
            ("ws://127.0.0.1:8/link?ticket=x", true, true),
            ("ws://localhost:8", true, true),
            ("ws://[::1]:8/", true, true),
            ("ws://10.0.0.1:8/", true, false),
            ("ws://127.0.0.1.evil.example/", true, false),
            ("ws://127.0.0.1@evil.example/", true, false),
            ("wss://evil.example/", true, false),
        ] {
            assert_eq!(is_fit(address, on_loopback), fit, "{address}");
        }
    }
}
