//! `askwell desk`: accounts at the command line, and what signing in comes to.

use std::sync::Arc;
use std::time::Duration;

use crate::common::{Askwell, Done};
use askwell::clock::{Clock, Moment};
use askwell::config::Sources;
use askwell::moderation::{Moderation, Moderator, Role};
use askwell::store::connect;
use secrecy::{ExposeSecret, SecretString};
use tempfile::TempDir;

const PASSWORD: &str = "four words in a row";

struct Clinic(TempDir);

impl Clinic {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn url(&self) -> String {
        format!("sqlite:{}", self.0.path().join("askwell.db").display())
    }

    fn run(&self, line: &str, input: &str) -> Done {
        Askwell::line(line).env("ASKWELL__STORE__URL", &self.url()).stdin(input).run()
    }

    fn fine(&self, line: &str, input: &str) -> String {
        self.run(line, input).fine().stdout
    }

    async fn moderation(&self, clock: Clock) -> Moderation {
        let store = connect(&SecretString::from(self.url())).await.unwrap();
        Moderation::new(Arc::clone(&store), Sources::default().load().unwrap().settings, clock)
    }
}

#[test]
fn accounts_come_and_go_at_the_command_line() {
    let clinic = Clinic::new();
    assert!(clinic.fine("desk users", "").contains("no accounts yet"));
    assert_eq!(
        clinic.fine("desk add-user Ann --role admin", &format!("{PASSWORD}\n")),
        "Added Ann, who is an admin.\n"
    );
    for (line, input, said) in [
        ("desk add-user ann --role reader", PASSWORD, "an account `ann` already"),
        ("desk add-user bob --role reader", "short", "12 to 256 characters"),
        ("desk add-user disk --role reader", PASSWORD, "the history uses it"),
        ("desk set-role carl admin", "", "no account `carl`"),
        ("desk remove-user carl", "", "no account `carl`"),
    ] {
        clinic.run(line, input).failed(1, &[said]);
    }
    clinic.run("desk add-user x --role king", PASSWORD).failed(2, &["reader"]);
    assert_eq!(clinic.fine("desk set-role ann reviewer", ""), "ann is a reviewer now, and has to sign in again.\n");
    let made = clinic.run("desk add-token ann dashboard", "");
    assert!(made.stderr.contains("shown this once"), "{}", made.stderr);
    let token = made.stdout;
    assert_eq!(token.trim().len(), 64, "{token}");
    let listed: serde_json::Value = serde_json::from_str(&clinic.fine("desk users --json", "")).unwrap();
    assert_eq!((&listed[0]["name"], &listed[0]["role"]), (&"ann".into(), &"reviewer".into()));
    assert_eq!(listed[0]["sessions"][0]["label"], "dashboard");
    assert!(!listed.to_string().contains(token.trim()) && !listed.to_string().contains("argon2"), "{listed}");
    assert_eq!(clinic.fine("desk sign-out ann", ""), "ann was signed in at one place, and is out there.\n");
    assert_eq!(clinic.fine("desk remove-user ann", ""), "Removed ann.\n");
    assert!(clinic.fine("desk users", "").contains("no accounts yet"));
}

#[tokio::test]
async fn who_signs_in_is_known_until_the_shift_is_over() {
    let clinic = Clinic::new();
    let clock = Clock::standing_at(Moment(1_796_000_000_000));
    let moderation = clinic.moderation(clock.clone()).await;
    let deed = moderation.deed(&Moderator { name: "setup".into(), reviewer: false }, None).unwrap();
    moderation.add_account(&deed, "ann", Role::Moderator, &PASSWORD.into()).await.unwrap();
    for (name, password) in [("ann", "four words in a roW"), ("bob", PASSWORD), ("", ""), ("ann'; --", PASSWORD)] {
        assert!(moderation.sign_in(name, &password.into()).await.unwrap().is_none(), "{name}");
    }
    let session = moderation.sign_in("Ann", &PASSWORD.into()).await.unwrap().unwrap();
    let who = moderation.signed_in(&session.token).await.unwrap().unwrap();
    assert_eq!((who.name.as_str(), who.role), ("ann", Role::Moderator));
    assert_eq!(who, session.who);
    assert!(moderation.signed_in(&"another token".into()).await.unwrap().is_none());
    // Used every few hours it lasts, but not for ever.
    for _ in 0..13 {
        clock.advance(Duration::from_secs(11 * 3_600));
        assert!(moderation.signed_in(&session.token).await.unwrap().is_some());
    }
    clock.advance(Duration::from_secs(13 * 3_600));
    assert!(moderation.signed_in(&session.token).await.unwrap().is_none(), "unused for half a day");
    // What a page asks by itself is no use.
    let session = moderation.sign_in("ann", &PASSWORD.into()).await.unwrap().unwrap();
    for _ in 0..11 {
        clock.advance(Duration::from_secs(3_600));
        assert_eq!(moderation.still_signed_in(&session.token).await.unwrap().as_ref(), Some(&session.who));
    }
    clock.advance(Duration::from_secs(2 * 3_600));
    assert!(moderation.still_signed_in(&session.token).await.unwrap().is_none(), "a page that lies open");
    let session = moderation.sign_in("ann", &PASSWORD.into()).await.unwrap().unwrap();
    moderation.sign_out(&session.token).await.unwrap();
    assert!(moderation.signed_in(&session.token).await.unwrap().is_none());
    let session = moderation.sign_in("ann", &PASSWORD.into()).await.unwrap().unwrap();
    moderation.set_password(&deed, "ann", &"another four words".into()).await.unwrap();
    assert!(moderation.signed_in(&session.token).await.unwrap().is_none(), "a new password ends every session");
    let token = moderation.add_token(&deed, "ann", "dashboard").await.unwrap();
    let program = moderation.signed_in(&token).await.unwrap().unwrap();
    assert_eq!((program.name.as_str(), program.csrf), ("ann", None));
    assert_ne!(token.expose_secret(), "");
}
