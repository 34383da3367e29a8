//! What every store must do. Each case gets two handles on one new store, as two processes would have.

use askwell::clock::Moment;
use askwell::store::*;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

type Handle = Arc<dyn Store>;
type Case = fn(Handle, Handle) -> Pin<Box<dyn Future<Output = ()> + Send>>;

macro_rules! cases {
    ($($name:ident),* $(,)?) => {
        pub(super) const ALL: &[(&str, Case)] = &[$((stringify!($name), |one, other| Box::pin($name(one, other)))),*];
    };
}

cases![
    revisions_follow_one_another,
    the_second_of_two_editors_is_refused,
    a_change_of_several_documents_is_all_or_nothing,
    a_draft_is_applied_once,
    what_waits_is_counted_without_being_read,
    channels_and_preferences_leave_a_trail,
    the_version_tells_of_changes,
    a_claim_has_one_winner,
    replies_are_found_by_message_and_by_post,
    unanswered_questions_lose_their_text_in_time,
    counts_add_up,
    an_alert_is_kept_until_it_is_delivered,
    an_alert_is_taken_by_one,
    purging_takes_what_belongs_to_one,
    an_account_goes_with_its_sessions,
    any_text_is_kept_as_it_is,
    a_nul_is_refused_everywhere,
];

fn change(document: &str, before: Option<&str>, after: Option<&str>) -> DocumentChange {
    DocumentChange { document: document.into(), before: before.map(Into::into), after: after.map(Into::into) }
}

fn revision(author: &str, changes: Vec<DocumentChange>) -> NewRevision {
    let action = format!("an edit by {author}");
    NewRevision { author: author.into(), at: Moment(1), action, reason: Some("because".into()), changes }
}

async fn revisions_follow_one_another(store: Handle, _: Handle) {
    assert_eq!(store.heads().await.unwrap(), []);
    let first = store.record(&revision("ann", vec![change("a.toml", Some("0"), Some("1"))])).await.unwrap();
    let second = store.record(&revision("bob", vec![change("a.toml", Some("1"), Some("2"))])).await.unwrap();
    store.record(&revision("bob", vec![change("b.toml", None, Some("x"))])).await.unwrap();
    store.record(&revision("ann", vec![change("b.toml", Some("x"), None)])).await.unwrap();
    let heads = store.heads().await.unwrap();
    assert_eq!(heads.iter().map(|head| head.change.after.as_deref()).collect::<Vec<_>>(), [Some("2"), None]);
    let of_a = store.revisions(Some("a.toml"), None, 10).await.unwrap();
    assert_eq!(of_a.iter().map(|revision| revision.id).collect::<Vec<_>>(), [second[0], first[0]]);
    assert_eq!(of_a[0].author, "bob");
    assert_eq!(of_a[1].reason.as_deref(), Some("because"));
    assert_eq!(store.revisions(None, None, 3).await.unwrap().len(), 3);
    assert_eq!(store.revisions(None, Some(second[0]), 9).await.unwrap().len(), 1);
    assert_eq!(store.revision(second[0]).await.unwrap().unwrap(), of_a[0]);
    assert_eq!(store.revision(999).await.unwrap(), None);
}

async fn the_second_of_two_editors_is_refused(one: Handle, other: Handle) {
    one.record(&revision("ann", vec![change("a.toml", None, Some("1"))])).await.unwrap();
    let (ann, bob) = (
        revision("ann", vec![change("a.toml", Some("1"), Some("ann's"))]),
        revision("bob", vec![change("a.toml", Some("1"), Some("bob's"))]),
    );
    let (by_ann, by_bob) = tokio::join!(one.record(&ann), other.record(&bob));
    assert!(by_ann.is_ok() != by_bob.is_ok(), "{by_ann:?} {by_bob:?}");
    let refused = by_ann.and(by_bob).unwrap_err();
    assert_eq!(refused, StoreError::Conflict("a.toml".into()));
    assert_eq!(one.revisions(None, None, 9).await.unwrap().len(), 2);
}

async fn a_change_of_several_documents_is_all_or_nothing(store: Handle, _: Handle) {
    store.record(&revision("ann", vec![change("b.toml", None, Some("1"))])).await.unwrap();
    let version = store.version().await.unwrap();
    let both = vec![change("a.toml", None, Some("1")), change("b.toml", Some("stale"), Some("2"))];
    assert!(matches!(store.record(&revision("ann", both)).await, Err(StoreError::Conflict(_))));
    assert_eq!(store.heads().await.unwrap().len(), 1);
    assert_eq!(store.version().await.unwrap(), version);
}

fn draft(author: &str) -> NewDraft {
    NewDraft {
        author: author.into(),
        at: Moment(5),
        action: "one phrasing more".into(),
        reason: None,
        changes: vec![change("a.toml", None, Some("1"))],
        edits: "[]".into(),
        report: "{}".into(),
        needs_approval: true,
    }
}

async fn a_draft_is_applied_once(one: Handle, other: Handle) {
    let id = one.add_draft(&draft("ann")).await.unwrap();
    let kept = other.draft(id).await.unwrap().unwrap();
    assert_eq!((&kept.draft, kept.state, kept.decided_by), (&draft("ann"), DraftState::Open, None));
    let moves = tokio::join!(
        one.move_draft(id, DraftState::Open, DraftState::Applying, "ann", Moment(6)),
        other.move_draft(id, DraftState::Open, DraftState::Dropped, "bob", Moment(6)),
    );
    assert!(moves.0.unwrap() != moves.1.unwrap());
    let id = one.add_draft(&draft("cleo")).await.unwrap();
    let applied = revision("cleo", draft("cleo").changes);
    assert_eq!(one.record_draft(id, "dora", &applied).await.unwrap().len(), 1);
    assert!(matches!(other.record_draft(id, "dora", &applied).await, Err(StoreError::Missing(_))));
    let kept = one.draft(id).await.unwrap().unwrap();
    assert_eq!((kept.state, kept.decided_by.as_deref()), (DraftState::Applied, Some("dora")));
    assert_eq!(one.drafts(DraftState::Applied).await.unwrap().len(), 1);
    let stale = one.add_draft(&draft("ann")).await.unwrap();
    assert!(matches!(one.record_draft(stale, "ann", &applied).await, Err(StoreError::Conflict(_))));
    assert_eq!(one.draft(stale).await.unwrap().unwrap().state, DraftState::Open);
}

async fn what_waits_is_counted_without_being_read(one: Handle, other: Handle) {
    assert_eq!(one.count_drafts(DraftState::Open).await.unwrap(), Tally::default());
    assert_eq!(one.count_unanswered(UnansweredState::Open).await.unwrap(), Tally::default());
    let mut ids = Vec::new();
    for author in ["ann", "bob", "cleo"] {
        ids.push(one.add_draft(&draft(author)).await.unwrap());
    }
    one.move_draft(ids[2], DraftState::Open, DraftState::Dropped, "ann", Moment(6)).await.unwrap();
    assert_eq!(other.count_drafts(DraftState::Open).await.unwrap(), Tally { number: 2, newest: ids[1] });
    let newest = other.newest_drafts(DraftState::Open, 1).await.unwrap();
    assert_eq!(newest.iter().map(|draft| draft.id).collect::<Vec<_>>(), [ids[1]]);
    for day in 1..4 {
        one.keep_unanswered(&question(day, None)).await.unwrap();
    }
    let newest = one.unanswered(UnansweredState::Open, 1).await.unwrap()[0].id;
    one.settle_unanswered(newest, UnansweredState::Ignored, None).await.unwrap();
    let left = other.count_unanswered(UnansweredState::Open).await.unwrap();
    assert_eq!((left.number, left.newest < newest), (2, true));
}

fn audit(action: &str) -> Audit {
    let (author, subject) = ("ann".into(), "discord 1".into());
    Audit { at: Moment(7), author, action: action.into(), subject, reason: Some("busy day".into()) }
}

fn channel(mode: &str) -> ChannelState {
    let muted_until = Some(Moment(9));
    ChannelState { platform: "discord".into(), channel: "1".into(), enabled: true, mode: mode.into(), muted_until }
}

async fn channels_and_preferences_leave_a_trail(one: Handle, other: Handle) {
    one.set_channel(&channel("answer"), &audit("enabled")).await.unwrap();
    other.set_channel(&channel("shadow"), &audit("mode")).await.unwrap();
    assert_eq!(one.channels().await.unwrap(), [channel("shadow")]);
    let preference = |value: Option<&str>| Preference { name: "staff".into(), value: value.map(Into::into) };
    one.set_preference(&preference(Some("1")), &audit("set")).await.unwrap();
    one.set_preference(&preference(Some("2")), &audit("set")).await.unwrap();
    assert_eq!(other.preferences().await.unwrap(), [preference(Some("2"))]);
    one.set_preference(&preference(None), &audit("unset")).await.unwrap();
    assert_eq!(other.preferences().await.unwrap(), []);
    one.audit(&audit("looked")).await.unwrap();
    let trail: Vec<_> = one.audits(4).await.unwrap();
    assert_eq!(trail.iter().map(|audit| audit.action.as_str()).collect::<Vec<_>>(), ["looked", "unset", "set", "set"]);
    assert_eq!(trail[0], audit("looked"));
    let key = one.person_key().await.unwrap();
    assert!(key.len() == 64 && key.bytes().all(|byte| byte.is_ascii_hexdigit()), "{key}");
    assert_eq!(other.person_key().await.unwrap(), key);
}

async fn the_version_tells_of_changes(one: Handle, other: Handle) {
    let before = other.version().await.unwrap();
    let waiting = other.wait_for_change(Duration::from_secs(20));
    tokio::join!(waiting, async { one.set_channel(&channel("answer"), &audit("enabled")).await.unwrap() });
    assert!(other.version().await.unwrap() > before);
    other.is_ready().await.unwrap();
}

async fn a_claim_has_one_winner(one: Handle, other: Handle) {
    for round in 0..20 {
        let name = format!("event/discord/{round}");
        let (first, second) =
            tokio::join!(one.claim(&name, "", Moment(100), Moment(0)), other.claim(&name, "", Moment(100), Moment(0)));
        assert!(first.unwrap() != second.unwrap(), "{name}");
    }
    assert!(one.claim("crisis", "event 1", Moment(100), Moment(0)).await.unwrap());
    assert!(other.claim("crisis", "event 1", Moment(100), Moment(0)).await.unwrap(), "the same holder again");
    assert!(!other.claim("crisis", "event 2", Moment(100), Moment(0)).await.unwrap());
    one.release("crisis").await.unwrap();
    assert!(!one.claim("event/discord/0", "", Moment(300), Moment(99)).await.unwrap());
    assert!(one.claim("event/discord/0", "", Moment(300), Moment(100)).await.unwrap(), "it has ended");
    assert_eq!(other.claimed_until("event/discord/0").await.unwrap(), Some(Moment(300)));
    assert_eq!(other.claimed_until("event/discord/none").await.unwrap(), None);
    one.extend_claim("event/discord/0", Moment(900)).await.unwrap();
    assert!(!other.claim("event/discord/0", "", Moment(999), Moment(899)).await.unwrap());
    one.release("event/discord/0").await.unwrap();
    assert!(other.claim("event/discord/0", "", Moment(400), Moment(101)).await.unwrap());
    assert_eq!(one.sweep_claims(Moment(200)).await.unwrap(), 19);
}

fn reply(message: &str, posts: &[&str]) -> ReplyRecord {
    ReplyRecord {
        platform: "discord".into(),
        channel: "1".into(),
        message: message.into(),
        posts: posts.iter().map(|post| (*post).to_owned()).collect(),
        person: "p".into(),
        decision: "answer".into(),
        entries: vec!["driving".into()],
        at: Moment(50),
    }
}

async fn replies_are_found_by_message_and_by_post(one: Handle, other: Handle) {
    one.keep_reply(&reply("m", &["a", "b"])).await.unwrap();
    assert_eq!(other.reply_to("discord", "1", "m").await.unwrap(), Some(reply("m", &["a", "b"])));
    assert_eq!(other.reply_of_post("discord", "1", "b").await.unwrap(), Some(reply("m", &["a", "b"])));
    assert_eq!(other.reply_of_post("discord", "2", "b").await.unwrap(), None);
    one.keep_reply(&reply("m", &["c"])).await.unwrap();
    assert_eq!(one.reply_of_post("discord", "1", "b").await.unwrap(), None, "it was replaced");
    assert_eq!(one.forget_reply("discord", "1", "m").await.unwrap(), Some(reply("m", &["c"])));
    assert_eq!(one.forget_reply("discord", "1", "m").await.unwrap(), None);
    assert_eq!(one.reply_of_post("discord", "1", "c").await.unwrap(), None);
    one.keep_reply(&reply("n", &["d"])).await.unwrap();
    assert_eq!(one.expire_replies(Moment(50)).await.unwrap(), 0);
    assert_eq!(one.expire_replies(Moment(51)).await.unwrap(), 1);
    assert_eq!(one.reply_of_post("discord", "1", "d").await.unwrap(), None);
}

fn question(at: i64, text: Option<&str>) -> NewUnanswered {
    NewUnanswered {
        at: Moment(at),
        platform: "discord".into(),
        channel: "1".into(),
        message: Some(at.to_string()),
        link: Some("https://discord.com/channels/1/2/3".into()),
        person: "p".into(),
        decision: "silent".into(),
        candidates: vec![("driving".into(), 0.5), ("awake".into(), 0.25)],
        text: text.map(Into::into),
    }
}

async fn unanswered_questions_lose_their_text_in_time(store: Handle, _: Handle) {
    store.keep_unanswered(&question(10, Some("an old one"))).await.unwrap();
    store.keep_unanswered(&question(20, Some("a new one"))).await.unwrap();
    let open = store.unanswered(UnansweredState::Open, 10).await.unwrap();
    assert_eq!(open.iter().map(|kept| kept.question.at).collect::<Vec<_>>(), [Moment(20), Moment(10)]);
    assert_eq!(open[0].question, question(20, Some("a new one")));
    assert_eq!(store.expire_texts(Moment(20)).await.unwrap(), 1);
    assert_eq!(store.expire_texts(Moment(20)).await.unwrap(), 0);
    let old = store.unanswered_question(open[1].id).await.unwrap().unwrap();
    assert_eq!(old.question, question(10, None));
    assert!(store.settle_unanswered(old.id, UnansweredState::Settled, Some("driving")).await.unwrap());
    assert!(!store.settle_unanswered(999, UnansweredState::Ignored, None).await.unwrap());
    let settled = store.unanswered(UnansweredState::Settled, 10).await.unwrap();
    assert_eq!(settled.iter().map(|kept| kept.entry.as_deref()).collect::<Vec<_>>(), [Some("driving")]);
    assert_eq!(store.unanswered(UnansweredState::Open, 10).await.unwrap().len(), 1);
    assert_eq!(store.unanswered(UnansweredState::Open, 0).await.unwrap().len(), 0);
}

fn counted(day: &str, kind: &str, times: i64) -> Counted {
    let count = Count { day: day.into(), platform: "discord".into(), kind: kind.into(), entry: "driving".into() };
    Counted { count, times }
}

async fn counts_add_up(one: Handle, other: Handle) {
    let some = [counted("2026-11-28", "answer", 2), counted("2026-11-27", "helpful", 1)];
    let more = [counted("2026-11-27", "helpful", 4), counted("2026-11-28", "answer", 3)];
    let (first, second) = tokio::join!(one.add_counts(&some), other.add_counts(&more));
    first.and(second).unwrap();
    let all = one.counts("2026-11-01", "2026-11-30").await.unwrap();
    assert_eq!(all, [counted("2026-11-27", "helpful", 5), counted("2026-11-28", "answer", 5)]);
    assert_eq!(one.counts("2026-11-28", "2026-11-28").await.unwrap().len(), 1);
    assert_eq!(one.counts("2026-11-29", "2026-11-01").await.unwrap().len(), 0);
}

fn alert(key: &str, at: i64) -> NewAlert {
    NewAlert {
        key: key.into(),
        at: Moment(at),
        platform: "discord".into(),
        tier: "crisis".into(),
        channel: "1".into(),
        link: Some("https://discord.com/channels/1/2/3".into()),
        account: None,
    }
}

async fn an_alert_is_kept_until_it_is_delivered(one: Handle, other: Handle) {
    assert!(one.raise_alert(&alert("a", 10)).await.unwrap());
    assert!(!other.raise_alert(&alert("a", 11)).await.unwrap(), "it was raised already");
    assert_eq!(one.alerts_pending().await.unwrap(), (1, Some(Moment(10))));
    assert_eq!(one.take_alerts("slack", Moment(10), Moment(20), 9).await.unwrap(), []);
    assert_eq!(one.take_alerts("discord", Moment(9), Moment(20), 9).await.unwrap(), []);
    let taken = one.take_alerts("discord", Moment(10), Moment(20), 9).await.unwrap();
    assert_eq!((taken.len(), taken[0].attempts, &taken[0].alert), (1, 1, &alert("a", 10)));
    assert_eq!(other.take_alerts("discord", Moment(19), Moment(40), 9).await.unwrap(), [], "it is leased");
    one.alert_failed(taken[0].id, Moment(30), true, "403").await.unwrap();
    let again = other.take_alerts("discord", Moment(30), Moment(40), 9).await.unwrap();
    assert_eq!((again[0].attempts, again[0].fallback, again[0].trouble.as_deref()), (2, true, Some("403")));
    other.alert_delivered(again[0].id, Moment(31)).await.unwrap();
    one.alert_failed(again[0].id, Moment(50), false, "late").await.unwrap();
    assert_eq!(one.alerts_pending().await.unwrap(), (0, None));
    assert_eq!(one.take_alerts("discord", Moment(99), Moment(100), 9).await.unwrap(), []);
    let kept = one.alerts(9).await.unwrap();
    assert_eq!((kept[0].state, kept[0].delivered_at), (AlertState::Delivered, Some(Moment(31))));
}

async fn an_alert_is_taken_by_one(one: Handle, other: Handle) {
    for number in 0..40 {
        one.raise_alert(&alert(&number.to_string(), number)).await.unwrap();
    }
    let (mine, yours) = tokio::join!(
        one.take_alerts("discord", Moment(100), Moment(200), 30),
        other.take_alerts("discord", Moment(100), Moment(200), 30),
    );
    let mut ids: Vec<i64> = mine.unwrap().iter().chain(&yours.unwrap()).map(|alert| alert.id).collect();
    let taken = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), taken, "one was taken twice");
    let rest = one.take_alerts("discord", Moment(100), Moment(200), 99).await.unwrap();
    assert_eq!(taken + rest.len(), 40);
}

async fn purging_takes_what_belongs_to_one(store: Handle, _: Handle) {
    let person = |platform: &str| Purge::Person { platform: platform.into(), person: "p".into(), account: "77".into() };
    store.keep_unanswered(&question(1, None)).await.unwrap();
    store
        .keep_unanswered(&NewUnanswered { person: "q".into(), channel: "2".into(), ..question(2, None) })
        .await
        .unwrap();
    store.keep_reply(&reply("m", &["a"])).await.unwrap();
    for name in ["crisis/discord/p/", "answer/discord/1/driving", "answer/discord/11/driving"] {
        assert!(store.claim(name, "", Moment(9), Moment(0)).await.unwrap());
    }
    let alerts = [NewAlert { account: Some("77".into()), ..alert("a", 1) }, alert("b", 1)];
    for alert in &alerts {
        store.raise_alert(alert).await.unwrap();
    }
    assert_eq!(store.purge(&person("slack")).await.unwrap(), Purged { claims: 1, ..Purged::default() });
    assert_eq!(
        store.purge(&person("discord")).await.unwrap(),
        Purged { unanswered: 1, replies: 1, ..Purged::default() }
    );
    assert_eq!(store.reply_of_post("discord", "1", "a").await.unwrap(), None);
    assert_eq!(store.alerts_pending().await.unwrap().0, 2, "nobody's help is purged");
    for taken in store.take_alerts("discord", Moment(9), Moment(9), 9).await.unwrap() {
        store.alert_delivered(taken.id, Moment(9)).await.unwrap();
    }
    assert_eq!(store.purge(&person("discord")).await.unwrap(), Purged { alerts: 1, ..Purged::default() });
    store.set_channel(&channel("answer"), &audit("enabled")).await.unwrap();
    let channel = Purge::Channel { platform: "discord".into(), channel: "1".into() };
    let expected = Purged { claims: 1, alerts: 1, channels: 1, ..Purged::default() };
    assert_eq!(store.purge(&channel).await.unwrap(), expected);
    assert_eq!(store.unanswered(UnansweredState::Open, 9).await.unwrap().len(), 1);
}

async fn any_text_is_kept_as_it_is(store: Handle, _: Handle) {
    let huge = "x".repeat(1_000_000);
    let texts =
        ["'; DROP TABLE revisions; --", "", " \t\r\n", "“ä” 日本 🙂", "$1 ? :name %_\\", "\u{202e}\u{7f}\u{1}", &huge];
    for (number, text) in (0..).zip(texts) {
        let document = format!("{text:.40}-{number}");
        let new = NewRevision {
            author: text.into(),
            at: Moment(i64::MAX),
            action: text.into(),
            reason: Some(text.into()),
            changes: vec![change(&document, None, Some(text))],
        };
        let id = store.record(&new).await.unwrap()[0];
        let kept = store.revision(id).await.unwrap().unwrap();
        assert_eq!((kept.author.as_str(), kept.change.after.as_deref()), (text, Some(text)));
        assert!(store.claim(&document, "", Moment(i64::MAX), Moment(i64::MIN)).await.unwrap());
    }
    assert_eq!(store.revisions(None, None, 100).await.unwrap().len(), texts.len());
}

async fn a_nul_is_refused_everywhere(store: Handle, _: Handle) {
    let nul = "a\0b";
    let refused = [
        store.record(&revision(nul, vec![change("a.toml", None, Some("1"))])).await.map(drop),
        store.record(&revision("ann", vec![change("a.toml", None, Some(nul))])).await.map(drop),
        store.add_draft(&draft(nul)).await.map(drop),
        store.set_channel(&channel(nul), &audit("enabled")).await,
        store.set_channel(&channel("answer"), &audit(nul)).await,
        store.claim(nul, "", Moment(1), Moment(0)).await.map(drop),
        store.keep_unanswered(&question(1, Some(nul))).await,
        store.add_counts(&[counted(nul, "answer", 1)]).await,
        store.raise_alert(&alert(nul, 1)).await.map(drop),
    ];
    for (number, refused) in refused.into_iter().enumerate() {
        assert!(matches!(refused, Err(StoreError::Invalid(_))), "{number}: {refused:?}");
    }
    assert!(store.heads().await.unwrap().is_empty() && store.channels().await.unwrap().is_empty());
}

fn account(name: &str, role: &str) -> Account {
    let (name, role, password) = (name.into(), role.into(), "$argon2id$x".into());
    Account { name, role, password, made_at: Moment(1), changed_at: Moment(1) }
}

fn session(token: &str, account: &str, until: i64) -> Session {
    let [token, account, kind, label, csrf] = [token, account, "browser", "", "c"].map(String::from);
    Session { token, account, kind, label, csrf, made_at: Moment(until), seen_at: Moment(1), until: Moment(until) }
}

async fn an_account_goes_with_its_sessions(store: Handle, other: Handle) {
    let audit = |action: &str| Audit {
        at: Moment(1),
        author: "ann".into(),
        action: action.into(),
        subject: "x".into(),
        reason: None,
    };
    let (ann, bob) = (account("ann", "admin"), account("bob", "reader"));
    let added = audit("added");
    let (first, second) = tokio::join!(store.add_account(&ann, &added), other.add_account(&ann, &added));
    assert!(first.unwrap() != second.unwrap(), "one name, one account");
    assert!(store.add_account(&bob, &added).await.unwrap());
    assert_eq!(other.accounts().await.unwrap(), [ann.clone(), bob.clone()]);
    for (token, name, until) in [("1", "ann", 10), ("2", "ann", 20), ("3", "bob", 20)] {
        store.open_session(&session(token, name, until)).await.unwrap();
    }
    let token = |session: Option<(Session, Account)>| session.map(|(session, account)| (session.token, account.name));
    assert_eq!(token(other.session("1", Moment(9)).await.unwrap()), Some(("1".into(), "ann".into())));
    assert_eq!(token(other.session("1", Moment(10)).await.unwrap()), None, "it has ended");
    store.use_session("1", Moment(9), Moment(30)).await.unwrap();
    assert_eq!(other.session("1", Moment(29)).await.unwrap().unwrap().0.seen_at, Moment(9));
    let tokens = |sessions: Vec<Session>| sessions.into_iter().map(|session| session.token).collect::<Vec<_>>();
    assert_eq!(tokens(store.sessions("ann", Moment(5)).await.unwrap()), ["2", "1"]);
    let changed = Account { role: "reader".into(), changed_at: Moment(5), ..ann.clone() };
    assert!(store.change_account(&changed, &audit("changed")).await.unwrap());
    assert_eq!(other.account("ann").await.unwrap(), Some(changed));
    assert_eq!(store.sessions("ann", Moment(5)).await.unwrap(), [], "who is changed signs in again");
    assert!(store.session("3", Moment(5)).await.unwrap().is_some(), "others stay signed in");
    assert_eq!(store.sweep_sessions(Moment(20)).await.unwrap(), 1);
    store.open_session(&session("4", "bob", 90)).await.unwrap();
    assert!(store.remove_account("bob", &audit("removed")).await.unwrap());
    assert!(!store.remove_account("bob", &audit("removed")).await.unwrap());
    assert!(!store.change_account(&bob, &audit("changed")).await.unwrap());
    assert_eq!(store.session("4", Moment(5)).await.unwrap(), None);
    let actions: Vec<String> = store.audits(9).await.unwrap().into_iter().map(|audit| audit.action).collect();
    assert_eq!(actions, ["removed", "changed", "added", "added"], "what was not done leaves no trail");
}
