//! The commands that work on the store: channels, unanswered questions, numbers, export, purge, backup.

use crate::common::{Askwell, Done};
use askwell::clock::Moment;
use askwell::store::{Alert, Count, Counted, NewAlert, NewUnanswered, ReplyRecord, Store, connect};
use secrecy::SecretString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// A clinic with a store in a folder of its own.
struct Clinic {
    folder: TempDir,
}

impl Clinic {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn url(&self) -> String {
        format!("sqlite:{}", self.path("askwell.db").display())
    }

    async fn store(&self) -> Arc<dyn Store> {
        connect(&SecretString::from(self.url())).await.unwrap()
    }

    fn run<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Done {
        let askwell = Askwell::new().args(arguments).env("ASKWELL__STORE__URL", &self.url());
        askwell.env("ASKWELL__DISCORD__CHANNELS", "111").run()
    }

    /// Runs a command line that works, and returns what it prints.
    fn said(&self, line: &str) -> String {
        let done = self.run(line.split_whitespace());
        assert_eq!(done.code, 0, "{line}: {}", done.stderr);
        done.stdout
    }

    /// Runs a command line that is refused, and returns why.
    fn refused<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> String {
        let done = self.run(arguments);
        assert_eq!((done.code, done.stdout.as_str()), (1, ""), "{}", done.stderr);
        done.stderr
    }
}

#[test]
fn a_channel_is_enabled_muted_and_disabled() {
    let clinic = Clinic::new();
    assert_eq!(clinic.said("channel list"), "discord 111: enabled, answers (named in the settings)\n");
    let steps = [
        ("channel enable discord 222 --by ann", "discord 222: enabled, answers\n"),
        ("channel mode discord 222 suggest --by ann", "discord 222: enabled, only suggests\n"),
        ("channel disable discord 111 --by bob", "discord 111: disabled: the bot does not listen there\n"),
        ("channel enable discord 111 --by bob", "discord 111: enabled, answers\n"),
        ("channel mode discord 111 shadow", "discord 111: enabled, says nothing and counts what it would answer\n"),
    ];
    for (line, expected) in steps {
        assert_eq!(clinic.said(line), expected, "{line}");
    }
    let muted = clinic.said("channel mute discord 222 --minutes 30 --reason party");
    assert!(muted.starts_with("discord 222: enabled, only suggests; muted until 2"), "{muted}");
    assert_eq!(clinic.said("channel unmute discord 222"), "discord 222: enabled, only suggests\n");
    let set: serde_json::Value = serde_json::from_str(&clinic.said("channel mode discord 222 answer --json")).unwrap();
    assert_eq!((&set["mode"], &set["muted_until"]), (&"answer".into(), &serde_json::Value::Null));
    let listed = clinic.said("channel list --json");
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    assert_eq!(listed[1]["channel"], "222");
    assert_eq!(listed[0]["mode"], "shadow");
    assert!(clinic.said("channel staff discord 333").contains("`askwell alert test`"));
    assert!(clinic.said("channel staff discord").contains("settings file"));
}

#[test]
fn what_makes_no_sense_is_refused_and_changes_nothing() {
    let clinic = Clinic::new();
    let long = "9".repeat(1_000_000);
    let cases: [(&[&str], &str); 12] = [
        (&["channel", "enable", "discord", "general"], "is no Discord id"),
        (&["channel", "enable", "discord", "1; DROP TABLE channels"], "is no Discord id"),
        (&["channel", "enable", "discord", "\u{1b}[31m"], "is no Discord id"),
        (&["channel", "enable", "discord", &long[..100_000]], "is no Discord id"),
        (&["channel", "enable", "irc", "1"], "no platform with channels"),
        (&["channel", "disable", "discord", "999"], "does not listen"),
        (&["channel", "mute", "discord", "111", "--minutes", "0"], "a minute up to 7 days"),
        (&["channel", "mute", "discord", "111", "--minutes", "999999999999"], "a minute up to 7 days"),
        (&["channel", "enable", "discord", "5", "--by", " "], "the name is empty"),
        (&["stats", "--from", "yesterday"], "is no date"),
        (&["stats", "--from", "2026-11-30", "--to", "2026-11-01"], "is later than"),
        (&["unanswered", "ignore", "77"], "no unanswered question 77"),
    ];
    for (arguments, expected) in cases {
        let said = clinic.refused(arguments.iter().copied());
        assert!(said.contains(expected), "{expected}: {said:.300}");
        assert!(said.len() < 1_000 && !said.contains('\u{1b}'), "{said:.1000}");
    }
    assert_eq!(clinic.said("channel list"), "discord 111: enabled, answers (named in the settings)\n");
}

fn question(message: &str, person: &str, text: Option<&str>) -> NewUnanswered {
    NewUnanswered {
        at: Moment(1_796_000_000_000),
        platform: "discord".into(),
        channel: "111".into(),
        message: Some(message.into()),
        link: Some(format!("https://discord.com/channels/1/111/{message}")),
        person: person.into(),
        decision: "handoff".into(),
        candidates: vec![("driving".into(), 0.41)],
        text: text.map(Into::into),
    }
}

#[tokio::test]
async fn unanswered_questions_are_listed_in_groups() {
    let clinic = Clinic::new();
    assert_eq!(clinic.said("unanswered"), "No question is waiting for an answer.\n");
    let store = clinic.store().await;
    let texts = [None, Some("is the garage open at night"), Some("garage open at night?"), None];
    for (number, text) in texts.into_iter().enumerate() {
        store.keep_unanswered(&question(&number.to_string(), "p", text)).await.unwrap();
    }
    let listed = clinic.said("unanswered");
    assert!(listed.contains("2 questions, nearest: driving\n"), "{listed}");
    assert!(listed.contains("“garage open at night?”"), "{listed}");
    assert!(listed.contains("https://discord.com/channels/1/111/0\n"), "{listed}");
    assert_eq!(clinic.said("unanswered ignore 1 --by ann"), "Question 1 needs no answer.\n");
    let groups: serde_json::Value = serde_json::from_str(&clinic.said("unanswered --json")).unwrap();
    let numbers: Vec<usize> =
        groups.as_array().unwrap().iter().map(|group| group["questions"].as_array().unwrap().len()).collect();
    assert_eq!(numbers, [2, 1]);
}

#[tokio::test]
async fn numbers_are_shown_by_day_entry_and_platform() {
    let clinic = Clinic::new();
    let counted = |day: &str, kind: &str, entry: &str, times| {
        let [day, platform, kind, entry] = [day, "discord", kind, entry].map(str::to_owned);
        Counted { count: Count { day, platform, kind, entry }, times }
    };
    let counts = [counted("2026-11-27", "answer", "driving", 12), counted("2026-11-28", "silent", "", 3)];
    clinic.store().await.add_counts(&counts).await.unwrap();
    let table = clinic.said("stats --from 2026-11-01 --to 2026-11-30");
    let expected = "day         answer  silent\n2026-11-27      12       0\n2026-11-28       0       3\nall             12       3\n";
    assert_eq!(table, expected);
    assert!(clinic.said("stats --from 2026-11-01 --to 2026-11-30 --by entry").contains("\n(none) "));
    let json: serde_json::Value =
        serde_json::from_str(&clinic.said("stats --from 2026-11-01 --to 2026-11-30 --by platform --json")).unwrap();
    assert_eq!(json["rows"]["discord"]["answer"], 12);
    assert_eq!(
        clinic.said("stats --from 2020-01-01 --to 2020-01-02"),
        "Nothing was counted from 2020-01-01 to 2020-01-02.\n"
    );
}

#[tokio::test]
async fn a_person_and_a_channel_are_forgotten() {
    let clinic = Clinic::new();
    let store = clinic.store().await;
    let person = askwell::bot::person_of(&store.person_key().await.unwrap(), "discord", "4177");
    store.keep_unanswered(&question("1", &person, None)).await.unwrap();
    store.keep_unanswered(&question("2", "another", None)).await.unwrap();
    let reply = ReplyRecord {
        platform: "discord".into(),
        channel: "111".into(),
        message: "1".into(),
        posts: vec!["9".into()],
        person: person.clone(),
        decision: "answer".into(),
        entries: Vec::new(),
        at: Moment(1),
    };
    store.keep_reply(&reply).await.unwrap();
    let refused = clinic.refused(["purge", "person", "discord", "4177"]);
    assert!(refused.contains("--yes"), "{refused}");
    let said = clinic.said("purge person discord 4177 --yes --by ann");
    assert!(said.starts_with("Deleted: 1 unanswered questions, 1 replies remembered"), "{said}");
    let trail = store.audits(1).await.unwrap();
    assert_eq!((trail[0].author.as_str(), trail[0].action.as_str()), ("ann", "person purged"));
    assert!(!trail[0].subject.contains("4177"), "the trail names whom it forgot");
    let purged: serde_json::Value =
        serde_json::from_str(&clinic.said("purge channel discord 111 --yes --json")).unwrap();
    assert_eq!((&purged["unanswered"], &purged["replies"]), (&1.into(), &0.into()));
    assert!(clinic.said("unanswered").starts_with("No question"));
}

#[tokio::test]
async fn the_store_is_exported_backed_up_and_restored_while_it_is_used() {
    let clinic = Clinic::new();
    let store = clinic.store().await;
    clinic.said("channel enable discord 222 --by ann --reason opening");
    let backup = clinic.path("copy.db");
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    assert!(clinic.said(&format!("backup {}", text(&backup))).contains("a whole copy"));
    assert!(clinic.refused(["backup", &text(&backup)]).contains("is there already"));
    clinic.said("channel disable discord 222 --by bob");
    assert!(clinic.refused(["backup", "--restore", &text(&backup)]).contains("--yes"));
    clinic.said(&format!("backup --restore --yes {}", text(&backup)));
    assert!(store.channels().await.unwrap()[0].enabled);
    assert!(clinic.refused(["backup", "--restore", "--yes", "nowhere.db"]).contains("no such file"));

    let export = clinic.path("export");
    assert!(clinic.said(&format!("export {}", text(&export))).contains("revisions"));
    let audit = std::fs::read_to_string(export.join("audit.jsonl")).unwrap();
    assert!(audit.contains("\"author\":\"ann\"") && audit.contains("opening"), "{audit}");
    assert!(std::fs::read_dir(export.join("documents")).unwrap().count() > 0);
    assert!(std::fs::read_to_string(export.join("counts.csv")).unwrap().starts_with("day,platform,kind,entry,times"));
    assert!(clinic.refused(["export", &text(&export)]).contains("not empty"));
}

#[tokio::test]
async fn a_restored_store_sends_no_alert_again() {
    let clinic = Clinic::new();
    let store = clinic.store().await;
    let (key, platform, tier, channel) = ("k".into(), "discord".into(), "crisis".into(), "1".into());
    let alert = NewAlert { key, at: Moment(1), platform, tier, channel, link: None, account: None };
    store.raise_alert(&alert).await.unwrap();
    let backup = clinic.path("copy.db");
    clinic.said(&format!("backup {}", backup.display()));
    let taken: Vec<Alert> = store.take_alerts("discord", Moment(9), Moment(9), 9).await.unwrap();
    store.alert_delivered(taken[0].id, Moment(9)).await.unwrap();
    clinic.said(&format!("backup --restore --yes {}", backup.display()));
    assert_eq!(store.alerts_pending().await.unwrap().0, 0);
}
