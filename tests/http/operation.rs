//! What an operator sees: health, figures, the start and the end.

use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::process::{Output, Stdio};

use serde_json::{Value, json};

use crate::http::server::{Answer, Server, command};

#[test]
fn every_answer_carries_headers_that_keep_it_what_it_is() {
    let server = Server::start();
    let answers = [
        server.get("/healthz"),
        server.get("/readyz"),
        server.get("/metrics"),
        server.get("/nope"),
        server.ask(&json!({"text": "hi"})),
        server.ask(&json!({})),
    ];
    for answer in answers {
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("cache-control", "no-store"),
            ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{name}: {answer:?}");
        }
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
}

#[test]
fn health_and_readiness_say_what_there_is() {
    let server = Server::start();
    let health = server.get("/healthz");
    assert_eq!((health.status, health.body.as_str()), (200, "ok\n"));
    let answer = server.get("/readyz");
    assert_eq!(answer.status, 200, "{answer:?}");
    let ready = answer.json();
    assert_eq!((&ready["ready"], &ready["warnings"], &ready["platforms"]), (&json!(true), &json!([]), &json!({})));
    assert_eq!(ready["store"], json!({"backend": "sqlite", "reachable": true}));
    assert_eq!(ready["alerts"], json!({"pending": 0, "oldest_seconds": null, "in_memory": 0, "lost": 0}));
    assert!(ready["pack"]["entries"].as_u64().unwrap() >= 10, "the seed has ten questions");
    assert!(!ready["pack"]["hash"].as_str().unwrap().is_empty() && ready["pack"]["age_seconds"].is_u64());
}

#[test]
fn a_platform_that_is_not_connected_makes_the_bot_unready() {
    // Nothing answers there: the bot goes on trying to connect.
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let server = Server::start_with(|command| {
        command.arg("serve").env("ASKWELL__DISCORD__TOKEN", "t.o.k").env("ASKWELL__DISCORD__CHANNELS", "2001");
        command.env("ASKWELL__DISCORD__API_URL", format!("http://{nobody}"));
    });
    server.until_log("Discord: no connection");
    let answer = server.get("/readyz");
    let ready = answer.json();
    assert_eq!((answer.status, &ready["ready"]), (503, &json!(false)), "{ready}");
    assert_eq!(ready["platforms"], json!({"discord": {"connected": false, "staff_channel": false}}));
    let warnings = ready["warnings"].to_string();
    assert!(warnings.contains("not connected") && warnings.contains("discord.staff_channel is not set"), "{warnings}");
    assert_eq!(server.get("/healthz").status, 200);
}

/// The value of one figure, by its name with labels.
fn figure(metrics: &str, name: &str) -> f64 {
    let value = metrics.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    value.unwrap_or_else(|| panic!("no {name} in\n{metrics}")).parse().unwrap()
}

#[test]
fn figures_are_in_the_form_of_prometheus() {
    let server = Server::start();
    for text in ["can i drive home", "can i drive home", "i want to die"] {
        assert_eq!(server.ask(&json!({"text": text})).status, 200);
    }
    server.get("/nope");
    let pack = server.get("/readyz").json()["pack"].take();
    let hash = pack["hash"].as_str().unwrap().to_owned();
    let answer = server.get("/metrics");
    assert_eq!(answer.header("content-type"), Some("text/plain; version=0.0.4; charset=utf-8"));
    let metrics = answer.body;
    for (name, value) in [
        (r#"askwell_decisions_total{platform="web",decision="answer",tier="",entry="driving"}"#, 2.0),
        (r#"askwell_decisions_total{platform="web",decision="safety",tier="crisis",entry=""}"#, 1.0),
        (r#"askwell_decision_seconds_count{platform="web"}"#, 3.0),
        (r#"askwell_decision_seconds_bucket{platform="web",le="+Inf"}"#, 3.0),
        (r#"askwell_http_requests_total{route="/api/v1/ask",status="200"}"#, 3.0),
        (r#"askwell_http_requests_total{route="none",status="404"}"#, 1.0),
        ("askwell_alerts_pending", 0.0),
        ("askwell_alerts_oldest_seconds", 0.0),
        ("askwell_pack_entries", pack["entries"].as_f64().unwrap()),
        ("askwell_store_up", 1.0),
        (&format!("askwell_pack_info{{hash=\"{hash}\"}}"), 1.0),
    ] {
        let found = figure(&metrics, name);
        assert!((found - value).abs() < f64::EPSILON, "{name} is {found}");
    }
    assert!(figure(&metrics, "askwell_pack_age_seconds") >= 0.0);
    // Counts are written a moment later: both kinds may still wait.
    assert!((0.0..=2.0).contains(&figure(&metrics, r#"askwell_queue_length{queue="store"}"#)));
    if cfg!(target_os = "linux") {
        assert!(figure(&metrics, "process_resident_memory_bytes") > 1e6);
    }
    for line in metrics.lines().filter(|line| !line.is_empty()) {
        let good = line.starts_with("# HELP ") || line.starts_with("# TYPE ") || {
            let (name, value) = line.rsplit_once(' ').unwrap();
            value.parse::<f64>().is_ok() && name.starts_with(|first: char| first.is_ascii_lowercase())
        };
        assert!(good, "{line}");
    }
    assert!(!metrics.contains("drive home") && !metrics.contains("want to die"));
}

#[test]
fn a_request_that_was_begun_is_finished_before_the_end() {
    let server = Server::start();
    let mut stream = server.connect();
    let body = json!({"text": "can i drive home"}).to_string();
    let (first, rest) = body.split_at(7);
    let head = "POST /api/v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    write!(stream, "{head}Content-Length: {}\r\n\r\n{first}", body.len()).unwrap();
    // Another request shows that the first one has been taken.
    assert_eq!(server.get("/healthz").status, 200);
    server.terminate();
    while TcpStream::connect(&server.address).is_ok() {
        std::thread::yield_now();
    }
    stream.write_all(rest.as_bytes()).unwrap();
    let answer = Answer::read(&mut stream);
    assert_eq!(answer.status, 200, "{answer:?}");
    let (code, log) = server.until_exit();
    assert_eq!(code, Some(0), "{log}");
    assert!(!log.contains("drive home") && !log.contains("panicked"), "{log}");
}

/// Runs the program where it ends by itself.
fn run(arguments: &[&str], variables: &[(&str, &str)]) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    let mut command = command(&folder);
    let Output { status, stderr, .. } = command.args(arguments).envs(variables.iter().copied()).output().unwrap();
    (status.code(), String::from_utf8(stderr).unwrap())
}

#[test]
fn others_than_this_machine_cannot_be_let_in() {
    for bind in ["0.0.0.0:0", "[::]:0", "192.0.2.1:8080"] {
        let (code, said) = run(&["serve"], &[("ASKWELL__WEB__BIND", bind)]);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("web.bind") && said.contains("127.0.0.1"), "{said}");
        assert_eq!(said.lines().filter(|line| line.starts_with("error")).count(), 1, "{said}");
    }
}

#[test]
fn an_address_that_is_taken_is_one_clear_line() {
    let server = Server::start();
    let (code, said) = run(&["serve"], &[("ASKWELL__WEB__BIND", &server.address)]);
    assert_eq!(code, Some(1), "{said}");
    let errors: Vec<&str> = said.lines().filter(|line| line.starts_with("error")).collect();
    assert_eq!(errors.len(), 1, "{said}");
    assert!(errors[0].contains(&server.address) && errors[0].contains("another port"), "{said}");
}

#[test]
fn a_store_that_cannot_be_opened_is_one_clear_line() {
    let (code, said) = run(&["serve"], &[("ASKWELL__STORE__URL", "sqlite:/dev/null/askwell.db")]);
    assert_eq!(code, Some(1), "{said}");
    let errors: Vec<&str> = said.lines().filter(|line| line.starts_with("error")).collect();
    assert_eq!(errors.len(), 1, "{said}");
    assert!(errors[0].contains("/dev/null/askwell.db"), "{said}");
}

#[test]
fn without_text_or_platform_http_is_served() {
    let healthy = |server: Server| {
        assert_eq!(server.get("/healthz").status, 200);
        assert!(server.folder().join("data/askwell.db").exists(), "the store is made on the first start");
        server.terminate();
        assert_eq!(server.until_exit().0, Some(0));
    };
    healthy(Server::start_with(|_| {}));
    let empty = tempfile::NamedTempFile::new().unwrap();
    healthy(Server::start_with(|command| {
        command.stdin(Stdio::from(empty.reopen().unwrap()));
    }));
    std::fs::write(empty.path(), "can i drive\n").unwrap();
    let server = Server::start_with(|command| {
        command.arg("serve").stdin(Stdio::from(empty.reopen().unwrap()));
    });
    let asked: Value = server.ask(&json!({"text": "can i drive"})).json();
    assert_eq!(asked["decision"], "answer");
    healthy(server);
}
