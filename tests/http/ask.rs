//! What is asked and what comes of it.

use serde_json::json;

use crate::common::short_faq;
use crate::http::server::Server;

#[test]
fn a_question_gets_its_prediction_and_its_reply_in_two_forms() {
    let server = Server::start();
    let answer = server.ask(&json!({"text": "can i drive home afterwards?"}));
    assert_eq!(answer.status, 200, "{answer:?}");
    let object = answer.json();
    let keys: Vec<&String> = object.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["decision", "tier", "entries", "handoffs", "score", "candidates", "micros", "reply"]);
    assert_eq!((&object["decision"], &object["entries"]), (&json!("answer"), &json!(["driving"])));
    assert!(object["micros"].as_f64().unwrap() > 0.0);
    let (text, markdown) = (object["reply"]["text"].as_str().unwrap(), object["reply"]["markdown"].as_str().unwrap());
    assert!(text.starts_with("Can I drive afterward?\nNo. You will need someone to drive you home"), "{text}");
    assert!(markdown.starts_with("**Can I drive afterward?**\n\nNo. You will need someone"), "{markdown}");
    assert!(text.contains("not medical advice") && markdown.contains("not medical advice"));
}

#[test]
fn what_is_decided_is_what_the_command_line_decides() {
    let server = Server::start();
    let ask = |text: &str, mode: &str| {
        let mut object = server.ask(&json!({"text": text, "mode": mode})).json();
        let object = object.as_object_mut().unwrap();
        object.shift_remove("micros");
        let reply = object.shift_remove("reply").unwrap();
        (json!(object).to_string() + "\n", reply)
    };
    for text in ["can i drive home", "how much is it", "hello", "lol same", "qué hora es", "is it safe? am i awake", ""]
    {
        for mode in ["direct", "ambient"] {
            let line = ["ask", "--json", "--mode", mode, "--", text];
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_askwell"));
            let asked = command.env("ASKWELL__FAQ__DIR", short_faq()).args(line).output().unwrap();
            let (prediction, reply) = ask(text, mode);
            assert_eq!(prediction, String::from_utf8(asked.stdout).unwrap(), "{mode}: {text}");
            assert_eq!(reply.is_null(), prediction.contains("\"silent\""), "{mode}: {text}");
        }
    }
}

#[test]
fn danger_is_met_and_says_that_nobody_was_told() {
    let server = Server::start();
    let object = server.ask(&json!({"text": "i want to die", "mode": "ambient"})).json();
    assert_eq!((&object["decision"], &object["tier"]), (&json!("safety"), &json!("crisis")));
    for form in ["text", "markdown"] {
        let reply = object["reply"][form].as_str().unwrap();
        assert!(reply.contains("988") && reply.contains("Nobody was told about this message."), "{reply}");
    }
    let listed = std::process::Command::new(env!("CARGO_BIN_EXE_askwell"))
        .args(["alert", "list"])
        .current_dir(server.folder())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&listed.stdout), "No alert was ever raised.\n");
}

#[test]
fn any_text_is_a_message() {
    let server = Server::start();
    let long = "will i be awake? ".repeat(800);
    for text in [long.as_str(), "\0", "\u{202e}gnp.exe", "'; DROP TABLE alerts; --", "{{7*7}}", "🙂", "(a+)+$"] {
        let answer = server.ask(&json!({"text": text}));
        assert_eq!(answer.status, 200, "{text:?}: {answer:?}");
    }
    assert_eq!(server.ask(&json!({"text": long})).json()["entries"], json!(["awake"]));
}

#[test]
fn a_bad_request_is_a_problem_with_a_plain_sentence_and_leaves_no_trace() {
    let server = Server::start();
    let json = "Content-Type: application/json\r\n";
    let with = |body: &str| server.post(json, body.as_bytes());
    for (body, status, words) in [
        ("", 400, "no JSON"),
        ("SECRET", 400, "line 1, column 1"),
        ("{\"text\": \"SECRET\"", 400, "no JSON"),
        ("{\"text\": \"\\ud800\"}", 400, "no JSON"),
        ("[]", 422, "must be an object"),
        ("null", 422, "must be an object"),
        ("\"SECRET\"", 422, "must be an object"),
        ("{}", 422, "\"text\" is missing"),
        ("{\"mode\": \"direct\"}", 422, "\"text\" is missing"),
        ("{\"text\": null}", 422, "must be a string"),
        ("{\"text\": [\"SECRET\"]}", 422, "must be a string"),
        ("{\"text\": 1}", 422, "must be a string"),
        ("{\"text\": \"SECRET\", \"mode\": \"SECRET\"}", 422, "\"direct\" or \"ambient\""),
        ("{\"text\": \"SECRET\", \"mode\": null}", 422, "\"direct\" or \"ambient\""),
        ("{\"text\": \"SECRET\", \"mode\": \"Direct\"}", 422, "\"direct\" or \"ambient\""),
        ("{\"text\": \"SECRET\", \"SECRET\": 1}", 422, "not known"),
        ("{\"text\": \"SECRET\", \"text\": \"b\"}", 422, "twice"),
        (&"[".repeat(5_000), 400, "no JSON"),
    ] {
        let answer = with(body);
        answer.problem(status, words);
        assert!(!answer.body.contains("SECRET"), "{answer:?}");
    }
    server.post(json, b"{\"text\": \"\xff\"}").problem(400, "no JSON");
    let body = "{\"text\": \"can i drive\"}".as_bytes();
    for headers in ["", "Content-Type: text/plain\r\n", "Content-Type: application/x-www-form-urlencoded\r\n"] {
        server.post(headers, body).problem(415, "application/json");
    }
    for headers in ["Content-Type: application/json; charset=utf-8\r\n", "content-type: Application/JSON\r\n"] {
        assert_eq!(server.post(headers, body).status, 200, "{headers}");
    }
    assert!(!server.log().contains("SECRET"), "{}", server.log());
}

#[test]
fn what_is_not_there_is_a_problem_too() {
    let server = Server::start();
    server.get("/nope").problem(404, "nothing at this path");
    server.get("/../../etc/passwd").problem(404, "nothing at this path");
    let answer = server.get("/api/v1/ask");
    answer.problem(405, "another method");
    assert_eq!(answer.header("allow"), Some("POST"));
}
