//! Drafts: what they report, how they go live, and two moderators at once.

use super::clinic::{Clinic, POOL, person, phrasing, said};
use askwell::eval::Effect;
use askwell::faq::edit::Edit;
use askwell::moderation::ModerationError;
use askwell::reload::{News, Reloader, Snapshot};
use askwell::store::DraftState;
use std::fs;

#[tokio::test]
async fn a_draft_says_what_it_would_do_and_does_it_when_applied() {
    let clinic = Clinic::new().await;
    let (mut reloader, _) = Reloader::start(&clinic.home.path().join("faq"), clinic.settings.clone()).unwrap();
    let edit = phrasing("tickets", "how much dosh for a dip");
    let drafted = clinic.moderation.draft(&person("ana"), vec![edit], Some("asked twice")).await.unwrap();
    assert_eq!(clinic.file(), POOL, "a draft is not live");
    let report = &drafted.report;
    // The labelled message, and the phrasing itself as one of the FAQ's own wordings.
    assert_eq!(report.to_string(), "newly right 2, newly wrong 0, newly silent 0");
    assert_eq!((report.messages, report.wordings, report.is_refused()), (4, 5, false));
    let miss = report.changes.iter().find(|change| change.place == "line 2").unwrap();
    assert_eq!((miss.after.as_str(), miss.text.as_str(), miss.own), ("tickets", "how much dosh for a dip", false));
    assert!(drafted.diff.contains("+  \"how much dosh for a dip\","), "{}", drafted.diff);

    let listed = clinic.moderation.drafts(DraftState::Open).await.unwrap().remove(0);
    assert_eq!((listed.id, listed.author.as_str(), listed.reason.as_deref()), (drafted.id, "ana", Some("asked twice")));
    let kept = clinic.store.draft(drafted.id).await.unwrap().unwrap().draft.report;
    assert!(
        !kept.contains("lovely") && listed.report.changes.iter().all(|change| change.own || change.text.is_empty())
    );

    clinic.apply("ben", &drafted).await.unwrap();
    assert!(clinic.file().contains("  \"price of a ticket\",   # at the till\n  \"how much dosh for a dip\",\n]"));
    assert_eq!(clinic.history().await, ["ana: tickets: phrasing “how much dosh for a dip” added", "disk: first seen"]);
    assert!(said(clinic.apply("ben", &drafted).await).contains("was applied by ben already"));
    let trail = clinic.store.audits(10).await.unwrap();
    assert_eq!((trail[0].author.as_str(), trail[0].action.as_str()), ("ben", "draft applied"));
    let news = reloader.take(&Snapshot::of_folder(&clinic.home.path().join("faq")));
    assert!(matches!(news, Some(News::InForce { entries: 3, .. })), "the bot picks it up");
    assert_eq!(fs::read_dir(clinic.home.path().join("faq")).unwrap().count(), 1, "nothing is left lying about");
}

#[tokio::test]
async fn the_second_of_two_moderators_is_told_what_changed() {
    let clinic = Clinic::new().await;
    let (ana, ben) = (
        clinic.draft("ana", vec![phrasing("tickets", "dosh for a dip")]).await,
        clinic.draft("ben", vec![phrasing("tickets", "cash for a splash")]).await,
    );
    clinic.apply("ana", &ana).await.unwrap();
    let before = clinic.file();
    let error = clinic.apply("ben", &ben).await.unwrap_err();
    let ModerationError::Conflict(conflict) = &error else { panic!("{error}") };
    assert_eq!((conflict.since.len(), conflict.since[0].author.as_str()), (1, "ana"));
    for part in [
        "by ana: pool.toml: tickets: phrasing “dosh",
        "+  \"dosh for a dip\",",
        &format!("askwell draft redo {}", ben.id),
    ] {
        assert!(error.to_string().contains(part), "no {part:?} in {error}");
    }
    assert_eq!(clinic.file(), before, "nothing is overwritten");

    let again = clinic.moderation.redo(&person("ben"), ben.id).await.unwrap();
    clinic.apply("ben", &again).await.unwrap();
    assert!(clinic.file().contains("dosh for a dip") && clinic.file().contains("cash for a splash"));
    assert!(said(clinic.apply("ben", &ben).await).contains("was dropped by ben"));
}

#[tokio::test]
async fn what_somebody_edits_in_the_folder_is_history_too() {
    let clinic = Clinic::new().await;
    let drafted = clinic.draft("ana", vec![phrasing("opening", "when do you open")]).await;
    fs::write(clinic.path(), POOL.replace("Seven", "Eight")).unwrap();
    let error = said(clinic.apply("ana", &drafted).await);
    assert!(
        error.contains("by disk: pool.toml: changed on the disk") && error.contains("+answer = \"Eight"),
        "{error}"
    );
    fs::write(clinic.home.path().join("faq/more.toml"), "[[entries]]\nid = \"x\"\nquestion = \"X?\"\nhandoff = true\n")
        .unwrap();
    fs::write(clinic.home.path().join("faq/safety.toml"), "# ours\n").unwrap();
    assert_eq!(clinic.moderation.sync().await.unwrap(), 2);
    fs::remove_file(clinic.home.path().join("faq/more.toml")).unwrap();
    assert_eq!((clinic.moderation.sync().await.unwrap(), clinic.moderation.sync().await.unwrap()), (1, 0));
    let revisions = clinic.moderation.history(None, 10).await.unwrap();
    let told: Vec<_> = revisions
        .iter()
        .map(|one| (one.change.document.as_str(), one.change.before.is_some(), one.change.after.is_some()))
        .collect();
    let expected = [
        ("more.toml", true, false),
        ("safety.toml", false, true),
        ("more.toml", false, true),
        ("pool.toml", true, true),
        ("pool.toml", false, true),
    ];
    assert_eq!(told, expected);
}

#[tokio::test]
async fn what_is_a_matter_of_judgement_is_said_loudly_and_left_to_the_moderator() {
    let clinic = Clinic::new().await;
    let messages = "{\"text\": \"dosh for a dip\", \"labels\": [\"none\"]}\n";
    fs::write(clinic.home.path().join("messages.jsonl"), messages).unwrap();
    let twin = Edit::AddEntry {
        entry: "hours".into(),
        question: "What are your opening hours?".into(),
        answer: Some("Seven to nine.".into()),
        document: None,
    };
    let drafted = clinic.draft("ana", vec![phrasing("tickets", "dosh for a dip"), twin]).await;
    let report = &drafted.report;
    assert_eq!((report.count(Effect::NewlyWrong), report.is_refused()), (1, false), "{report}");
    let warnings = report.warnings.join("\n");
    for part in [
        "1 message would be answered wrong that is not now",
        "1 question or phrasing of the FAQ would not be answered any more",
    ] {
        assert!(warnings.contains(part), "no {part:?} in {warnings}");
    }
    assert!(
        report
            .findings
            .iter()
            .any(|finding| finding.lint == "shared-phrasing" && finding.place.starts_with("pool.toml:"))
    );
    clinic.moderation.drop_draft(&person("ana"), drafted.id, Some("a slip")).await.unwrap();
    assert!(said(clinic.apply("ana", &drafted).await).contains("was dropped by ana"));
    let trail = clinic.store.audits(1).await.unwrap().remove(0);
    assert_eq!((trail.action.as_str(), trail.reason.as_deref()), ("draft dropped", Some("a slip")));
    assert_eq!(clinic.file(), POOL);
}

/// A rule of the clinic's own whose example is found only because its typo is corrected.
const OWN_RULES: &str = r#"
[[rules]]
id = "own-emergency"
tier = "emergency"
rationale = "Members call it so."
patterns = ["zorbling"]
fires = ["he is zorblimg"]
silent = ["a quiet day"]

[[rules]]
id = "own-crisis"
tier = "crisis"
rationale = "Members call it so."
patterns = ["grey harbour"]
fires = ["I am in the grey harbour"]
silent = ["a quiet day"]
"#;

#[tokio::test]
async fn a_draft_that_breaks_a_safety_example_cannot_be_applied() {
    let clinic = Clinic::new().await;
    fs::write(clinic.home.path().join("faq/safety.toml"), OWN_RULES).unwrap();
    let messages = "{\"text\": \"help he is zorblimg\", \"labels\": [\"emergency\"]}\n";
    fs::write(clinic.home.path().join("messages.jsonl"), messages).unwrap();
    // The word is known to the FAQ then, and no typo of the rule's word any more.
    let drafted = clinic.draft("ana", vec![phrasing("towels", "is zorblimg a towel")]).await;
    let report = &drafted.report;
    assert_eq!(report.to_string().split_once(", changes").unwrap().1, " 2 safety decisions: refused");
    let reasons = report.refused.join("\n");
    for part in [
        "`own-emergency` would not fire any more on its example “he is zorblimg”",
        "2 messages would lose their safety reply",
    ] {
        assert!(reasons.contains(part), "no {part:?} in {reasons}");
    }
    assert!(said(clinic.apply("ana", &drafted).await).contains("cannot be applied"));
    assert_eq!(clinic.file(), POOL);
}

#[cfg(unix)]
#[tokio::test]
async fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let clinic = Clinic::new().await;
    let elsewhere = clinic.home.path().join("elsewhere.toml");
    fs::rename(clinic.path(), &elsewhere).unwrap();
    fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&elsewhere, clinic.path()).unwrap();
    clinic.change("ana", phrasing("towels", "towel hire")).await;
    assert!(fs::symlink_metadata(clinic.path()).unwrap().is_symlink());
    assert!(fs::read_to_string(&elsewhere).unwrap().contains("towel hire"));
    assert_eq!(fs::metadata(&elsewhere).unwrap().permissions().mode() & 0o777, 0o640);
}
