//! An unanswered question becomes a phrasing.

use super::clinic::{Clinic, person, said};
use askwell::clock::Moment;
use askwell::store::{NewUnanswered, UnansweredState};

fn question(text: Option<&str>) -> NewUnanswered {
    NewUnanswered {
        at: Moment(1_796_000_000_000),
        platform: "discord".into(),
        channel: "1".into(),
        message: Some("2".into()),
        link: Some("https://discord.com/channels/1/1/2".into()),
        person: "hash".into(),
        decision: "handoff".into(),
        candidates: vec![("tickets".into(), 0.31)],
        text: text.map(str::to_owned),
    }
}

#[tokio::test]
async fn a_question_that_belongs_to_an_entry_is_settled_when_its_phrasing_goes_live() {
    let clinic = Clinic::new().await;
    clinic.store.keep_unanswered(&question(Some("how much\ndosh for a  dip"))).await.unwrap();
    clinic.store.keep_unanswered(&question(None)).await.unwrap();
    let mut kept = clinic.store.unanswered(UnansweredState::Open, 10).await.unwrap();
    kept.sort_by_key(|kept| kept.question.text.is_none());
    let (with, without) = (kept[0].id, kept[1].id);
    let ana = person("ana");
    let belongs = |id, entry, text| clinic.moderation.belongs(&ana, id, entry, text, None);

    assert!(said(belongs(without, "tickets", None).await).contains("give its words with --text"));
    assert!(said(belongs(99, "tickets", None).await).contains("there is no unanswered question 99"));
    assert!(said(belongs(with, "tikets", None).await).contains("did you mean `tickets`?"));

    let drafted = belongs(with, "tickets", None).await.unwrap();
    assert!(drafted.action.contains("“how much dosh for a dip”"), "{}", drafted.action);
    assert_eq!(clinic.store.unanswered_question(with).await.unwrap().unwrap().state, UnansweredState::Open);
    let applied = clinic.moderation.apply(&ana, drafted.id).await.unwrap();
    let settled = clinic.store.unanswered_question(with).await.unwrap().unwrap();
    assert_eq!(
        (applied.settled, settled.state, settled.entry.as_deref()),
        (Some(with), UnansweredState::Settled, Some("tickets"))
    );
    assert!(said(belongs(with, "towels", None).await).contains("was settled already: it belongs to `tickets`"));

    // Made again on newer documents it still settles the question.
    let typed = belongs(without, "towels", Some("towel hire")).await.unwrap();
    let again = clinic.moderation.redo(&ana, typed.id).await.unwrap();
    assert_eq!(clinic.moderation.apply(&ana, again.id).await.unwrap().settled, Some(without));
}
