//! Edits that wait, decided on in chat.

use super::{action, told};
use crate::common::Askwell;
use crate::slack::program::{Program, Way};
use crate::slack::stand_in::{Of, Posted, StandIn, State};
use crate::slack::{ADMIN, ENABLED, OTHER, anna, clinic};

const FAQ: &str = r#"[[entries]]
id = "parking"
question = "Where can I park?"
answer = "Behind the house."

[[entries]]
id = "tea"
question = "Do you serve tea?"
answer = "Yes, green and black."
"#;

/// A clinic with its FAQ in a folder.
struct Desk {
    slack: StandIn,
    program: Program,
    folder: tempfile::TempDir,
}

impl Desk {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("faq.toml"), FAQ).unwrap();
        let slack = StandIn::start(clinic()).await;
        let faq = folder.path().to_str().unwrap().to_owned();
        let variables =
            [("ASKWELL__SLACK__CHANNELS".to_owned(), ENABLED), ("ASKWELL__FAQ__DIR".to_owned(), faq.as_str())];
        let program = Program::start_in(&slack, Way::Socket, &variables).await;
        Self { slack, program, folder }
    }

    /// Somebody proposes an edit at the command line.
    async fn propose(&self, arguments: &[&str]) {
        let askwell = Askwell::new()
            .args(arguments.iter().copied())
            .args(["--by", "eli"])
            .env("ASKWELL__STORE__URL", &self.program.store_url())
            .env("ASKWELL__FAQ__DIR", self.folder.path().to_str().unwrap());
        tokio::task::spawn_blocking(move || askwell.run()).await.unwrap().fine();
    }

    async fn order(&self, words: &str) -> Posted {
        told(&self.slack, &self.slack.command(OTHER, ADMIN, "/faq-admin", words)).await
    }

    /// Presses a button of a private message, and waits for what takes its place.
    async fn decide(&self, page: &Posted, label: &str) -> Posted {
        let before = self.slack.set(|state| state.private.len());
        self.slack.press(ADMIN, Of::Message(page), &action(page, label), None);
        let place = |state: &State| state.private[before..].iter().find(|shown| shown.ts == page.ts).cloned();
        let changed = self.slack.until("the page changes", place).await;
        assert!(changed.only_for.is_some());
        changed
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("faq.toml")).unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_shown_applied_and_taken_back() {
    let desk = Desk::open().await;
    desk.propose(&["phrasing", "add", "parking", "is there a <garage> & a lift"]).await;
    let list = desk.order("drafts").await;
    assert!(list.shown().contains("eli"), "{}", list.shown());
    let chosen = desk.slack.press(ADMIN, Of::Message(&list), "admin/draft", Some("1"));
    let page = told(&desk.slack, &chosen).await;
    for part in ["*Draft 1* by eli", "+", "garage", "newly right"] {
        assert!(page.shown().contains(part), "{part}: {}", page.shown());
    }
    let applied = desk.decide(&page, "Apply").await;
    assert!(applied.shown().contains("Applied: draft 1"), "{}", applied.shown());
    assert!(desk.text().contains("garage"));
    let undo = desk.decide(&applied, "Undo").await;
    assert!(undo.shown().contains("*Draft 2* by slack:u0admin (U0ADMIN)"), "{}", undo.shown());
    let applied = desk.decide(&undo, "Apply").await;
    assert!(applied.shown().contains("Applied: draft 2"), "{}", applied.shown());
    assert!(!desk.text().contains("garage"));
    desk.program.stop_cleanly(&desk.slack, &["garage"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_draft_changes_nothing_and_somebody_quicker_is_named() {
    let desk = Desk::open().await;
    desk.propose(&["phrasing", "add", "parking", "is there a garage"]).await;
    let page = desk.order("drafts 1").await;
    let dropped = desk.decide(&page, "Drop").await;
    assert!(dropped.shown().contains("Dropped: draft 1."), "{}", dropped.shown());
    assert_eq!(desk.text(), FAQ);
    desk.propose(&["phrasing", "add", "parking", "is there a garage"]).await;
    let page = desk.order("draft 2").await;
    std::fs::write(desk.folder.path().join("faq.toml"), FAQ.replace("green", "white")).unwrap();
    let conflict = desk.decide(&page, "Apply").await;
    assert!(conflict.shown().contains("Nothing was written"), "{}", conflict.shown());
    let again = desk.decide(&conflict, "Do it again on the newest").await;
    let applied = desk.decide(&again, "Apply").await;
    assert!(applied.shown().contains("Applied: draft"), "{}", applied.shown());
    assert!(desk.text().contains("white") && desk.text().contains("garage"));
    let ts = desk.slack.mention(ENABLED, anna(), "where can I park");
    assert!(desk.slack.reply_to(&ts).await.shown().contains("Behind the house"));
    desk.program.stop_cleanly(&desk.slack, &["garage"]).await;
}
