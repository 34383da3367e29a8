//! Bad input is a clear error and changes nothing.

use super::clinic::{Clinic, POOL, person, phrasing, said};
use askwell::faq::edit::Edit;
use askwell::moderation::{Moderation, Moderator};
use std::sync::Arc;

const SQL: &str = "'); DROP TABLE revisions; --";

#[tokio::test]
async fn names_reasons_and_texts_are_checked_before_anything_is_kept() {
    let clinic = Clinic::new().await;
    let long = "x".repeat(1 << 20);
    let edit = || vec![phrasing("towels", "towel hire")];
    let cases: Vec<(&str, Vec<Edit>, Option<&str>, &str)> = vec![
        ("", edit(), None, "the name is empty"),
        ("a\0b", edit(), None, "the name holds a control character"),
        (&long, edit(), None, "the name has 1048576 characters"),
        ("Disk", edit(), None, "nobody can be called `Disk`"),
        ("ana", edit(), Some(&long), "the reason has 1048576 characters"),
        ("ana", edit(), Some("a\nb"), "the reason holds a control character"),
        ("ana", vec![], None, "a draft has 1 to 200 edits, and this one 0"),
        ("ana", vec![phrasing("towels", &long)], None, "characters long"),
        ("ana", vec![phrasing("towels", "a\0b")], None, "control character"),
        ("ana", vec![phrasing(&long, "x")], None, "characters long"),
        ("ana", vec![phrasing("../../etc/passwd", "x")], None, "there is no entry"),
        ("ana", vec![phrasing("towels", "one"), phrasing("nowhere", "two")], None, "there is no entry `nowhere`"),
    ];
    for (who, edits, why, expected) in cases {
        let error = said(clinic.moderation.draft(&person(who), edits, why).await);
        assert!(error.contains(expected) && error.len() < 500, "{expected:?}: {error}");
    }
    assert!(said(clinic.moderation.entry(&long).await).len() < 500);
    assert!(said(clinic.moderation.history(Some(SQL), 5).await).contains("has a history: there are pool.toml"));
    for id in [0, -1, i64::MAX] {
        let ana = person("ana");
        for error in [
            said(clinic.moderation.apply(&ana, id).await),
            said(clinic.moderation.drop_draft(&ana, id, None).await),
            said(clinic.moderation.redo(&ana, id).await),
        ] {
            assert!(error.contains(&format!("there is no draft {id}")), "{error}");
        }
    }
    assert!(clinic.store.draft(1).await.unwrap().is_none(), "nothing was kept");
    assert_eq!(clinic.file(), POOL);
}

#[tokio::test]
async fn sql_is_only_text() {
    let clinic = Clinic::new().await;
    let who = Moderator { name: SQL.into(), reviewer: false };
    let drafted = clinic.moderation.draft(&who, vec![phrasing("towels", SQL)], Some(SQL)).await.unwrap();
    clinic.moderation.apply(&who, drafted.id).await.unwrap();
    let newest = clinic.moderation.history(None, 1).await.unwrap().remove(0);
    assert_eq!((newest.author.as_str(), newest.reason.as_deref()), (SQL, Some(SQL)));
    assert_eq!(clinic.moderation.entry("towels").await.unwrap().phrasings, [SQL]);
}

#[tokio::test]
async fn the_built_in_faq_is_looked_at_and_not_changed() {
    let clinic = Clinic::new().await;
    let mut settings = clinic.settings.clone();
    settings.faq.dir = None;
    let built_in = Moderation::new(Arc::clone(&clinic.store), settings, clinic.clock.clone());
    assert!(built_in.entry("driving").await.unwrap().answer.is_some());
    let error = said(built_in.draft(&person("ana"), vec![phrasing("driving", "x")], None).await);
    assert!(error.contains("run `askwell init`"), "{error}");
    assert!(built_in.history(None, 5).await.unwrap().is_empty());
}

#[tokio::test]
async fn labelled_messages_that_cannot_be_read_are_named() {
    let mut clinic = Clinic::new().await;
    clinic.settings.faq.messages = Some(clinic.home.path().join("nowhere.jsonl"));
    let moderation = Moderation::new(Arc::clone(&clinic.store), clinic.settings.clone(), clinic.clock.clone());
    let error = said(moderation.draft(&person("ana"), vec![phrasing("towels", "x y")], None).await);
    assert!(error.contains("faq.messages") && error.contains("nowhere.jsonl"), "{error}");
}
