//! What one client may do.

use std::io::Write;
use std::sync::Arc;
use std::thread;

use askwell::http::{BODY_LIMIT, BURST};
use serde_json::{Value, json};

use crate::http::server::{Answer, Server};

const HEAD: &str =
    "POST /api/v1/ask HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n";

fn body_of(length: usize) -> String {
    let frame = json!({"text": ""}).to_string().len();
    json!({"text": "x".repeat(length - frame)}).to_string()
}

#[test]
fn a_body_may_have_so_many_bytes_and_no_more() {
    let server = Server::start();
    let send = |length| server.post("Content-Type: application/json\r\n", body_of(length).as_bytes());
    assert_eq!(send(BODY_LIMIT).status, 200);
    send(BODY_LIMIT + 1).problem(413, "16384 bytes");
    send(1_000_000).problem(413, "16384 bytes");
    let chunk = format!("{:x}\r\n{}\r\n", 4_000, "x".repeat(4_000));
    let chunked = format!("{HEAD}Transfer-Encoding: chunked\r\n\r\n{}0\r\n\r\n", chunk.repeat(5));
    server.raw(chunked.as_bytes()).problem(413, "16384 bytes");
    assert_eq!(server.get("/healthz").status, 200);
}

#[test]
fn a_body_that_comes_by_drops_is_given_up() {
    let server = Server::start();
    let mut stream = server.connect();
    stream.write_all(format!("{HEAD}Content-Length: 100\r\n\r\n{{\"te").as_bytes()).unwrap();
    Answer::read(&mut stream).problem(408, "10 seconds");
    let mut head = server.connect();
    head.write_all(b"GET /healthz HTTP/1.1\r\nHost: local").unwrap();
    let mut nothing = Vec::new();
    std::io::Read::read_to_end(&mut head, &mut nothing).unwrap_or_default();
    assert!(!String::from_utf8_lossy(&nothing).contains("200 OK"), "an unfinished head is no request");
}

#[test]
fn too_many_questions_are_asked_to_come_back_and_then_may() {
    let server = Server::start();
    let most = BURST.get() * 10;
    let refused = (0..most).map(|_| server.ask(&json!({"text": "hi"}))).find(|answer| answer.status != 200);
    let refused = refused.expect("there is a limit");
    refused.problem(429, "come back");
    assert!(refused.header("retry-after").unwrap().parse::<u64>().unwrap() >= 1);
    for path in ["/healthz", "/readyz", "/metrics"] {
        assert_eq!(server.get(path).status, 200, "{path} is not held up by questions");
    }
    while server.ask(&json!({"text": "hi"})).status != 200 {
        thread::yield_now();
    }
}

#[test]
fn many_at_once_get_the_same_answer() {
    const CLIENTS: usize = 8;
    let server = Arc::new(Server::start());
    let ask = |server: &Server| {
        let mut object: Value = server.ask(&json!({"text": "can i drive home"})).json();
        object.as_object_mut().unwrap().remove("micros");
        object
    };
    let first = ask(&server);
    let clients = (0..CLIENTS).map(|_| {
        let server = Arc::clone(&server);
        thread::spawn(move || (0..5).map(|_| ask(&server)).collect::<Vec<_>>())
    });
    let clients: Vec<_> = clients.collect();
    for answers in clients.into_iter().map(|client| client.join().unwrap()) {
        assert!(answers.iter().all(|answer| *answer == first));
    }
}

#[test]
fn more_connections_than_there_are_places_wait_and_do_no_harm() {
    let server = Server::start();
    // They say nothing and hold their places until the server has had enough of them.
    let idle: Vec<_> = (0..300).map(|_| server.connect()).collect();
    assert_eq!(server.get("/healthz").status, 200);
    drop(idle);
    assert_eq!(server.ask(&json!({"text": "can i drive home"})).status, 200);
}

#[test]
fn only_this_machine_s_own_names_are_answered() {
    let server = Server::start();
    let get = |lines: &str| server.raw(format!("{lines}Connection: close\r\n\r\n").as_bytes());
    for host in ["localhost", "localhost:1", "127.0.0.1:8080", "[::1]:8080"] {
        assert_eq!(get(&format!("GET /healthz HTTP/1.1\r\nHost: {host}\r\n")).status, 200, "{host}");
    }
    for lines in [
        "GET /healthz HTTP/1.1\r\nHost: evil.example\r\n",
        "GET /healthz HTTP/1.1\r\nHost: evil.example:8080\r\n",
        "GET /healthz HTTP/1.1\r\nHost: localhost.evil.example\r\n",
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n",
        "GET http://evil.example/healthz HTTP/1.1\r\nHost: localhost\r\n",
        "GET /healthz HTTP/1.1\r\n",
        "GET /healthz HTTP/1.0\r\n",
        "GET /nope HTTP/1.1\r\nHost: evil.example\r\n",
    ] {
        get(lines).problem(421, "own machine");
    }
}
