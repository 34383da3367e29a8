//! A reviewed answer changes only when a reviewer says so.

use super::clinic::{Clinic, POOL, answer, person, phrasing, said};
use askwell::config::FaqSource;
use askwell::faq::edit::Edit;
use askwell::moderation::{ModerationError, Moderator};

#[tokio::test]
async fn a_reviewed_answer_needs_a_reviewer() {
    let reviewed = POOL.replace("title = \"The pool\"", "title = \"The pool\"\nreviewed_by = \"Dr. A\"");
    let clinic = Clinic::with(&reviewed, FaqSource::Files).await;
    let drafted = clinic.draft("ana", vec![answer("opening", "Eight to nine.")]).await;
    assert!(drafted.needs_approval);
    assert!(matches!(clinic.apply("ana", &drafted).await, Err(ModerationError::NeedsReviewer(id)) if id == drafted.id));
    assert_eq!(clinic.file(), reviewed);

    let reviewer = Moderator { name: "Dr. B".into(), reviewer: true };
    clinic.moderation.apply(&reviewer, drafted.id).await.unwrap();
    assert!(
        clinic.file().contains("answer = \"Eight to nine.\"   # also on the door\nreviewed_by = \"\"\n"),
        "{}",
        clinic.file()
    );
    let entry = clinic.moderation.entry("opening").await.unwrap();
    assert_eq!((entry.reviewed_by, entry.answer.as_deref()), (None, Some("Eight to nine.")));
    assert_eq!(clinic.moderation.entry("towels").await.unwrap().reviewed_by.as_deref(), Some("Dr. A"));
    let trail = clinic.store.audits(1).await.unwrap().remove(0);
    assert_eq!((trail.author.as_str(), trail.action.as_str()), ("Dr. B", "draft approved"));

    // Nobody stands behind it now: whoever moderates may change it, and other edits never needed anybody.
    assert!(!clinic.draft("ana", vec![answer("opening", "Nine to nine.")]).await.needs_approval);
    assert!(!clinic.draft("ana", vec![phrasing("towels", "towel hire")]).await.needs_approval);
    assert!(
        clinic
            .draft("ana", vec![Edit::SetQuestion { entry: "towels".into(), text: "Towels?".into() }])
            .await
            .needs_approval
    );
    // The answer that was reviewed comes back with its reviewer, and no reviewed one goes.
    let undo = clinic.moderation.undo(&person("ana"), None, None).await.unwrap();
    assert!(!undo.needs_approval);
    clinic.apply("ana", &undo).await.unwrap();
    assert_eq!(clinic.file(), reviewed);
    let error = said(clinic.moderation.apply(&Moderator { name: String::new(), reviewer: true }, drafted.id).await);
    assert!(error.contains("the name is empty"), "{error}");
}

#[tokio::test]
async fn an_undo_puts_nobody_s_name_under_what_they_have_not_read() {
    let entry = |answer: &str, by: &str| {
        format!(
            "[[entries]]\nid = \"a\"\nquestion = \"What is a?\"\nanswer = \"{answer}\"\nrelated = []\nreviewed_by = \"{by}\"\n"
        )
    };
    let clinic = Clinic::with(&entry("One.", ""), FaqSource::Files).await;
    for (answer, by) in [("Two.", ""), ("Two.", "Dr. A")] {
        clinic.moderation.sync().await.unwrap();
        std::fs::write(clinic.path(), entry(answer, by)).unwrap();
    }
    assert_eq!(clinic.moderation.sync().await.unwrap(), 1);
    let error = said(clinic.moderation.undo(&person("ana"), Some(2), None).await);
    assert!(error.contains("the reviewer's name would stand under a text of `a`"), "{error}");
}
