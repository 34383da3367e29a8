//! What programs do at the desk, with a token.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::desk::clinic::Clinic;
use crate::http::server::Answer;

/// A program with a token.
struct Program<'c> {
    clinic: &'c Clinic,
    token: String,
}

impl<'c> Program<'c> {
    fn of(clinic: &'c Clinic, name: &str) -> Self {
        let token = clinic.run(&["desk", "add-token", name, "a test", "--by", "test"]).trim().to_owned();
        Self { clinic, token }
    }

    fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None)
    }

    fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, Some(&body.to_string()))
    }

    fn send(&self, method: &str, path: &str, body: Option<&str>) -> Answer {
        let shown = format!("Authorization: Bearer {}\r\n", self.token);
        send(self.clinic, method, path, &shown, body)
    }

    /// What is answered, which has to be a success.
    fn done(&self, path: &str, body: &Value) -> Value {
        let answer = self.post(path, body);
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        serde_json::from_str(&answer.body).unwrap()
    }

    fn seen(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        serde_json::from_str(&answer.body).unwrap()
    }
}

fn send(clinic: &Clinic, method: &str, path: &str, headers: &str, body: Option<&str>) -> Answer {
    let host = &clinic.server.address;
    let mut request = format!("{method} /api/v1/desk{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}");
    if let Some(body) = body {
        write!(request, "Content-Type: application/json\r\nContent-Length: {}\r\n", body.len()).unwrap();
    }
    clinic.server.raw(format!("{request}\r\n{}", body.unwrap_or_default()).as_bytes())
}

/// The one sentence of a problem.
fn sentence(answer: &Answer) -> String {
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{answer:?}");
    let problem: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(problem["status"], answer.status);
    problem["detail"].as_str().unwrap().to_owned()
}

fn phrasing(text: &str) -> Value {
    json!({"edits": [{"do": "add-phrasing", "entry": "awake", "text": text}], "reason": "asked on the phone"})
}

#[test]
fn a_program_edits_applies_and_takes_back() {
    let clinic = Clinic::open();
    let anna = Program::of(&clinic, "anna");
    let entries = anna.seen("/entries");
    assert_eq!(entries["entries"].as_array().unwrap().len(), 2);
    assert_eq!(anna.seen("/entries/driving")["reviewed_by"], "Dr. Lee");

    let draft = anna.done("/drafts", &phrasing("do i sleep through it"));
    assert!(draft["diff"].as_str().unwrap().contains("+phrasings = [\"do i sleep through it\"]"), "{draft}");
    assert_eq!((draft["messages"].as_i64(), draft["author"].as_str()), (Some(2), Some("anna")));
    assert!(!clinic.faq().contains("sleep"));
    assert_eq!(anna.seen("/drafts")["drafts"][0]["draft"], draft["draft"]);

    let applied = anna.done(&format!("/drafts/{}/apply", draft["draft"]), &json!({}));
    assert!(clinic.faq().contains("do i sleep through it"));
    assert!(clinic.faq().contains("# Kept by every edit."));
    let again = anna.post(&format!("/drafts/{}/apply", draft["draft"]), &json!({}));
    assert_eq!(again.status, 422);
    assert!(sentence(&again).contains("was applied by anna already"));

    let revision = &applied["revisions"][0];
    let newest = anna.seen("/history?limit=1");
    assert_eq!((&newest["revisions"][0]["revision"], newest["revisions"].as_array().unwrap().len()), (revision, 1));
    assert_eq!(newest["revisions"][0]["reason"], "asked on the phone");
    assert!(anna.seen(&format!("/revisions/{revision}"))["diff"].as_str().unwrap().contains("sleep"));
    let undo = anna.done(&format!("/revisions/{revision}/undo"), &json!({"reason": "no"}));
    anna.done(&format!("/drafts/{}/apply", undo["draft"]), &json!({}));
    assert!(!clinic.faq().contains("sleep"));
}

#[test]
fn a_draft_on_old_documents_is_a_conflict_and_is_made_again() {
    let clinic = Clinic::open();
    let anna = Program::of(&clinic, "anna");
    let (one, two) = (anna.done("/drafts", &phrasing("do i sleep")), anna.done("/drafts", &phrasing("am i out cold")));
    anna.done(&format!("/drafts/{}/apply", one["draft"]), &json!({}));
    let late = anna.post(&format!("/drafts/{}/apply", two["draft"]), &json!({}));
    assert_eq!(late.status, 409);
    assert!(sentence(&late).contains("by anna"), "{late:?}");
    let redone = anna.done(&format!("/drafts/{}/redo", two["draft"]), &json!({}));
    assert_eq!(anna.seen(&format!("/drafts/{}", two["draft"]))["state"], "dropped");
    let dropped = anna.done(&format!("/drafts/{}/drop", redone["draft"]), &json!({"reason": "not needed"}));
    assert_eq!(dropped["dropped"], redone["draft"]);
    assert!(!clinic.faq().contains("out cold"));
}

#[test]
fn a_token_may_what_its_account_may() {
    let clinic = Clinic::open();
    let (anna, rita, rhea) = (Program::of(&clinic, "anna"), Program::of(&clinic, "rita"), Program::of(&clinic, "rhea"));
    let looks =
        ["/entries", "/entries/awake", "/drafts", "/history", "/unanswered", "/statistics", "/channels", "/checks"];
    for path in looks {
        rhea.seen(path);
    }
    let why = rhea.done("/explain", &json!({"text": "can i drive home"}));
    assert_eq!(why["prediction"]["entries"], json!(["driving"]));
    for path in ["/drafts", "/channels/slack/C0123456789/enable", "/unanswered/1/ignore"] {
        let body = if path == "/drafts" { phrasing("x y") } else { json!({}) };
        let refused = rhea.post(path, &body);
        assert_eq!(refused.status, 403, "{path}: {refused:?}");
        assert!(sentence(&refused).contains("reader"), "{path}");
    }
    let answer =
        json!({"edits": [{"do": "set-answer", "entry": "driving", "text": "No. Somebody has to drive you home."}]});
    let draft = anna.done("/drafts", &answer);
    assert_eq!(draft["needs_approval"], true);
    let refused = anna.post(&format!("/drafts/{}/apply", draft["draft"]), &json!({}));
    assert_eq!((refused.status, sentence(&refused).contains("reviewer")), (403, true));
    rita.done(&format!("/drafts/{}/apply", draft["draft"]), &json!({}));
    assert!(clinic.faq().contains("Somebody has to drive you home."));
}

#[test]
fn without_a_token_that_holds_nothing_is_shown() {
    let clinic = Clinic::open();
    let anna = Program::of(&clinic, "anna");
    let session = clinic.sign_in("anna", crate::desk::clinic::PASSWORD);
    let cookie = session.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let own = cookie.split_once('=').unwrap().1;
    let wrong = "0".repeat(64);
    for headers in [
        String::new(),
        format!("Cookie: {cookie}\r\n"),
        format!("Authorization: Bearer {own}\r\n"),
        format!("Authorization: Bearer {wrong}\r\n"),
        format!("Authorization: Basic {}\r\n", anna.token),
        format!("Authorization: Bearer {0}\r\nAuthorization: Bearer {0}\r\n", anna.token),
    ] {
        let answer = send(&clinic, "GET", "/entries", &headers, None);
        assert_eq!((answer.status, answer.header("www-authenticate")), (401, Some("Bearer")), "{headers}");
        assert!(!answer.body.contains("driving"));
    }
    let rhea = Program::of(&clinic, "rhea");
    rhea.seen("/entries");
    clinic.run(&["desk", "sign-out", "rhea", "--by", "test"]);
    assert_eq!(rhea.get("/entries").status, 401);
    // Wrong ones are stopped; the right one still works from the same place.
    let guess = format!("Authorization: Bearer {wrong}\r\n");
    let stopped = (0..60).map(|_| send(&clinic, "GET", "/entries", &guess, None)).find(|answer| answer.status == 429);
    assert!(stopped.unwrap().header("retry-after").is_some());
    anna.seen("/entries");
    assert!(!clinic.server.log().contains(&anna.token), "a token stands in the log");
}

#[test]
fn what_is_wrong_is_one_sentence_that_repeats_nothing() {
    let clinic = Clinic::open();
    let anna = Program::of(&clinic, "anna");
    let secret = "my sister is ill";
    for (path, body, status, said) in [
        ("/drafts", secret.to_owned(), 400, "line 1, column 1"),
        ("/drafts", format!(r#"["{secret}"]"#), 422, "must be an object"),
        ("/drafts", format!(r#"{{"edits": [], "{secret}": 1}}"#), 422, "a key that is not known"),
        ("/drafts", format!(r#"{{"edits": "{secret}"}}"#), 422, "of the wrong kind"),
        ("/drafts", r#"{"edits": []}"#.to_owned(), 422, "1 to 200 edits"),
        ("/drafts", format!(r#"{{"edits": [{{"do": "{secret}"}}]}}"#), 422, "Edit 1 is none"),
        ("/drafts", r#"{"edits": [{"do": "retire", "entry": "drivin"}]}"#.to_owned(), 422, "driving"),
        ("/explain", format!(r#"{{"text": "{secret}", "mode": "loud"}}"#), 422, "of the wrong kind"),
        ("/explain", format!(r#"{{"text": "{}"}}"#, "x".repeat(20_000)), 422, "longer"),
        ("/explain", "x".repeat(600 * 1024), 413, "longer"),
        ("/channels/slack/C0123456789/mute", r#"{"minutes": 0}"#.to_owned(), 422, "up to 7 days"),
        ("/channels/slack/C0123456789/mute", r#"{"minutes": 5}"#.to_owned(), 422, "…/enable makes it listen"),
        ("/channels/telegram/1/enable", "{}".to_owned(), 422, ""),
        ("/drafts/99/apply", "{}".to_owned(), 404, "GET /api/v1/desk/drafts"),
        ("/unanswered/99/belongs", r#"{"entry": "driving"}"#.to_owned(), 404, "GET /api/v1/desk/unanswered"),
        ("/revisions/none/undo", "{}".to_owned(), 404, "nothing of this name"),
    ] {
        let answer = anna.send("POST", path, Some(&body));
        assert_eq!(answer.status, status, "{path} {answer:?}");
        let sentence = sentence(&answer);
        assert!(sentence.to_lowercase().contains(&said.to_lowercase()), "{path}: {sentence}");
        assert!(!sentence.contains(secret) && !sentence.contains("`askwell "), "{path}: {sentence}");
    }
    for (path, status) in [
        ("/entries/nope", 404),
        ("/entries?x=1", 422),
        ("/history?limit=0", 422),
        ("/history?limit=1&limit=2", 422),
        ("/drafts?state=lost", 422),
        ("/statistics?from=yesterday", 422),
        ("/statistics?by=moon", 422),
        ("/nothing", 404),
        ("/explain", 405),
    ] {
        let answer = anna.get(path);
        assert_eq!(answer.status, status, "{path}");
        sentence(&answer);
    }
    assert!(!clinic.server.log().contains(secret), "words of a message stand in the log");
}

#[test]
fn channels_are_set_and_the_history_knows_by_whom() {
    let clinic = Clinic::open();
    let anna = Program::of(&clinic, "anna");
    let channel = "/channels/slack/C0123456789";
    assert_eq!(anna.done(&format!("{channel}/enable"), &json!({}))["enabled"], true);
    assert_eq!(anna.done(&format!("{channel}/mode"), &json!({"mode": "suggest"}))["mode"], "suggest");
    assert!(anna.done(&format!("{channel}/mute"), &json!({"minutes": 5}))["muted_until"].is_string());
    assert!(anna.done(&format!("{channel}/unmute"), &json!({}))["muted_until"].is_null());
    let all = anna.seen("/channels");
    assert_eq!(
        (&all["channels"][0]["channel"], &all["channels"][0]["mode"]),
        (&json!("C0123456789"), &json!("suggest"))
    );
    assert_eq!(anna.done(&format!("{channel}/disable"), &json!({"reason": "quiet week"}))["enabled"], false);
}

#[test]
fn the_description_names_every_operation_and_how_to_be_let_in() {
    let clinic = Clinic::open();
    let api: Value = serde_json::from_str(&clinic.server.get("/api/v1/openapi.json").body).unwrap();
    assert_eq!(api["components"]["securitySchemes"]["token"]["scheme"], "bearer");
    let paths = api["paths"].as_object().unwrap();
    let own: Vec<_> = paths.iter().filter(|(path, _)| path.starts_with("/api/v1/desk/")).collect();
    assert_eq!(own.len(), 23);
    let mut names = std::collections::HashSet::new();
    for (path, operations) in own {
        for (method, operation) in operations.as_object().unwrap() {
            assert!(names.insert(operation["operationId"].to_string()), "{method} {path}: the name is used twice");
            assert!(operation["security"][0]["token"].is_array(), "{method} {path}");
            for status in ["200", "401", "403", "429"] {
                assert!(operation["responses"][status].is_object(), "{method} {path}: {status}");
            }
        }
    }
}
