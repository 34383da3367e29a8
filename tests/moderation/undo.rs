//! Changes taken back.

use super::clinic::{Clinic, POOL, answer, person, phrasing, said};
use askwell::faq::edit::Edit;
use std::fs;

#[tokio::test]
async fn one_change_is_taken_back_and_later_ones_stay() {
    let clinic = Clinic::new().await;
    let first = clinic.change("ana", phrasing("tickets", "dosh for a dip")).await;
    let second = clinic.change("ben", Edit::SetThreshold { entry: "towels".into(), value: 0.9 }).await;

    let undo = clinic.moderation.undo(&person("eve"), Some(first), Some("nobody says so")).await.unwrap();
    assert_eq!(undo.action, format!("undo of {first} (tickets: phrasing “dosh for a dip” added)"));
    let undone = clinic.apply("eve", &undo).await.unwrap();
    assert_eq!(clinic.file(), POOL.to_owned() + "threshold = 0.9\n");

    // The undo is a change like any other.
    let redone = clinic.moderation.undo(&person("eve"), None, None).await.unwrap();
    assert!(redone.action.starts_with(&format!("undo of {undone} ")), "{}", redone.action);
    clinic.apply("eve", &redone).await.unwrap();
    assert!(clinic.file().contains("dosh for a dip") && clinic.file().ends_with("threshold = 0.9\n"));

    let back = clinic.moderation.restore(&person("eve"), first, None).await.unwrap();
    clinic.apply("eve", &back).await.unwrap();
    assert!(clinic.file().contains("dosh for a dip") && !clinic.file().contains("threshold"));
    assert!(said(clinic.moderation.restore(&person("eve"), first, None).await).contains("nothing would change"));
    assert!(said(clinic.moderation.undo(&person("eve"), Some(second), None).await).contains("nothing would change"));
}

#[tokio::test]
async fn the_same_lines_changed_twice_are_not_guessed_at() {
    let clinic = Clinic::new().await;
    let first = clinic.change("ana", answer("opening", "Eight to nine.")).await;
    clinic.change("ben", answer("opening", "Nine to nine.")).await;
    let error = said(clinic.moderation.undo(&person("ana"), Some(first), None).await);
    assert!(error.contains("the same lines of pool.toml were changed again since"), "{error}");
    assert!(clinic.file().contains("Nine to nine."));
}

#[tokio::test]
async fn a_document_that_somebody_broke_is_mended_by_an_undo() {
    let clinic = Clinic::new().await;
    clinic.moderation.sync().await.unwrap();
    fs::write(clinic.path(), POOL.replace("id = \"towels\"", "id = \"towels")).unwrap();
    assert!(
        said(clinic.moderation.draft(&person("ana"), vec![phrasing("towels", "x")], None).await)
            .contains("TOML parse error")
    );
    assert!(said(clinic.moderation.entries().await).contains("cannot be read"));
    let undo = clinic.moderation.undo(&person("ana"), None, None).await.unwrap();
    assert!(undo.report.warnings[0].contains("nothing was compared"), "{:?}", undo.report);
    clinic.apply("ana", &undo).await.unwrap();
    assert_eq!(clinic.file(), POOL);

    fs::write(clinic.home.path().join("faq/a.toml"), "# kept\n").unwrap();
    clinic.moderation.sync().await.unwrap();
    fs::remove_file(clinic.home.path().join("faq/a.toml")).unwrap();
    let undo = clinic.moderation.undo(&person("ana"), None, None).await.unwrap();
    clinic.apply("ana", &undo).await.unwrap();
    assert_eq!(fs::read_to_string(clinic.home.path().join("faq/a.toml")).unwrap(), "# kept\n", "a document comes back");
}

#[tokio::test]
async fn there_is_nothing_before_the_beginning_and_safety_is_not_touched() {
    let clinic = Clinic::new().await;
    let ana = person("ana");
    assert!(said(clinic.moderation.undo(&ana, None, None).await).contains("the history of pool.toml begins"));
    fs::write(clinic.home.path().join("faq/safety.toml"), "# ours\n").unwrap();
    clinic.moderation.sync().await.unwrap();
    fs::write(clinic.home.path().join("faq/safety.toml"), "# ours, changed\n").unwrap();
    clinic.moderation.sync().await.unwrap();
    for revision in [2, 3] {
        let error = said(clinic.moderation.restore(&ana, revision, None).await);
        assert!(error.contains("the safety document is not changed from here"), "{error}");
    }
    assert!(said(clinic.moderation.undo(&ana, Some(3), None).await).contains("the safety document is not changed"));
    for (undo, number) in [(true, 77), (true, i64::MAX), (true, i64::MIN), (false, -1)] {
        let error = if undo {
            said(clinic.moderation.undo(&ana, Some(number), None).await)
        } else {
            said(clinic.moderation.restore(&ana, number, None).await)
        };
        assert!(error.contains(&format!("there is no revision {number}")), "{error}");
    }
}
