//! What the bot remembers from message to message, alone and beside other replicas on one store.

use askwell::alerts::Outbox;
use askwell::bot::{Bot, State, Turn};
use askwell::clock::{Clock, Moment};
use askwell::config::{Keep, Settings, Sources};
use askwell::document::Source;
use askwell::faq::parse_documents;
use askwell::message::{Block, Incoming, MessageId, Mode, Platform, Reply};
use askwell::safety::Rules;
use askwell::store::{Audit, ChannelState, Store, UnansweredState, connect};
use secrecy::SecretString;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

const FAQ: &str = r#"
[[entries]]
id = "driving"
question = "Can I drive home afterwards?"
answer = "No."

[[entries]]
id = "parking"
question = "Where can I park my car?"
answer = "Behind the house."

[[entries]]
id = "cost"
question = "How much does it cost?"
handoff = true
"#;

const DANGER: &str = "I want to kill myself tonight";

/// What a platform does with a message: decide, act, and when the reply is posted, say so.
trait Handles {
    async fn handle(&self, incoming: &Incoming) -> Option<Reply>;
}

impl Handles for Bot {
    async fn handle(&self, incoming: &Incoming) -> Option<Reply> {
        let reply = match self.act(incoming, &self.hear(incoming)).await {
            Turn::Say(reply) => Some(reply),
            Turn::Silence | Turn::Done => None,
            Turn::Wait(_) => return None,
        };
        self.done(incoming).await;
        reply
    }
}

struct Clinic {
    folder: tempfile::TempDir,
    clock: Clock,
    settings: Settings,
}

impl Clinic {
    fn new() -> Self {
        let mut settings = Sources::default().load().unwrap().settings;
        settings.discord.staff_channel = Some("99".into());
        Self { folder: tempfile::tempdir().unwrap(), clock: Clock::standing_at(Moment(1_796_000_000_000)), settings }
    }

    async fn store(&self) -> Arc<dyn Store> {
        let file = self.folder.path().join("askwell.db");
        connect(&SecretString::from(format!("sqlite:{}", file.display()))).await.unwrap()
    }

    /// One more replica.
    async fn bot(&self) -> Bot {
        let store = self.store().await;
        let outbox = Outbox::new(Some(Arc::clone(&store)), self.clock.clone());
        let state = State::kept(store, outbox, self.clock.clone(), self.settings.privacy).await.unwrap();
        let pack = parse_documents(&[Source::new("faq.toml", FAQ)]).unwrap();
        Bot::with_state(pack, Rules::built_in(), self.settings.clone(), Arc::new(state))
    }

    async fn set(&self, enabled: bool, mode: &str, muted: Option<Duration>) {
        let muted_until = muted.map(|time| self.clock.now().after(time));
        let (platform, channel) = ("discord".into(), "c".into());
        let state = ChannelState { platform, channel, enabled, mode: mode.into(), muted_until };
        let (author, action, subject) = ("ann".into(), "set".into(), "discord c".into());
        let audit = Audit { at: self.clock.now(), author, action, subject, reason: None };
        self.store().await.set_channel(&state, &audit).await.unwrap();
    }
}

fn message(id: u32, channel: &str, author: &str, text: &str, mode: Mode) -> Incoming {
    let id = id.to_string();
    let link = Some(format!("https://discord.com/channels/1/{channel}/{id}"));
    let id = Some(MessageId { message: id.clone(), event: id, link });
    Incoming { id, ..Incoming::new(Platform::Discord, channel, author, text, mode) }
}

fn ambient(id: u32, channel: &str, author: &str, text: &str) -> Incoming {
    message(id, channel, author, text, Mode::Ambient)
}

fn kind(reply: Option<Reply>) -> &'static str {
    match reply.map(|reply| reply.blocks) {
        None => "nothing",
        Some(blocks) if blocks.iter().any(|block| matches!(block, Block::Safety(_))) => "safety",
        Some(blocks) if blocks.iter().any(|block| matches!(block, Block::Answer { .. })) => "answer",
        Some(blocks) if blocks.iter().any(|block| matches!(block, Block::Choices(_))) => "suggest",
        Some(_) => "line",
    }
}

const DRIVE: &str = "can I drive home afterwards?";

#[tokio::test]
async fn an_entry_is_not_repeated_in_a_channel_whichever_replica_is_asked() {
    let clinic = Clinic::new();
    let (one, other) = (clinic.bot().await, clinic.bot().await);
    assert_eq!(kind(one.handle(&ambient(1, "c", "ann", DRIVE)).await), "answer");
    assert_eq!(kind(other.handle(&ambient(2, "c", "bob", DRIVE)).await), "nothing");
    assert_eq!(kind(other.handle(&ambient(3, "d", "bob", DRIVE)).await), "answer");
    assert_eq!(kind(other.handle(&ambient(4, "c", "bob", "where can I park my car?")).await), "answer");
    assert_eq!(kind(other.handle(&message(5, "c", "bob", DRIVE, Mode::Direct)).await), "answer");
    clinic.clock.advance(Duration::from_secs(61));
    assert_eq!(kind(other.handle(&ambient(6, "c", "ann", DRIVE)).await), "nothing", "she had it a minute ago");
    clinic.clock.advance(Duration::from_secs(61));
    assert_eq!(kind(one.handle(&ambient(7, "c", "cleo", DRIVE)).await), "answer");
}

#[tokio::test]
async fn an_event_that_comes_to_every_replica_is_dealt_with_once() {
    let clinic = Clinic::new();
    let (one, other) = (clinic.bot().await, clinic.bot().await);
    for id in 0..10 {
        let asked = message(id, "c", "ann", DRIVE, Mode::Direct);
        let (first, second) = tokio::join!(one.handle(&asked), other.handle(&asked));
        let said = [kind(first), kind(second)];
        assert!(said == ["answer", "nothing"] || said == ["nothing", "answer"], "{said:?}");
    }
    clinic.clock.advance(Duration::from_secs(3600));
    assert_eq!(kind(one.handle(&message(3, "c", "ann", DRIVE, Mode::Direct)).await), "nothing", "an hour later");
}

#[tokio::test]
async fn what_a_replica_had_in_hand_when_it_died_is_said_by_the_next() {
    let clinic = Clinic::new();
    let (one, other) = (clinic.bot().await, clinic.bot().await);
    for (id, text) in [(1, DANGER), (2, DRIVE)] {
        let message = ambient(id, "c", "ann", text);
        // It decides, and dies before it posts.
        assert!(matches!(one.act(&message, &one.hear(&message)).await, Turn::Say(_)), "{text}");
        assert!(matches!(other.act(&message, &other.hear(&message)).await, Turn::Wait(_)), "{text}");
    }
    clinic.clock.advance(Duration::from_secs(15));
    assert_eq!(kind(other.handle(&ambient(1, "c", "ann", DANGER)).await), "safety");
    assert_eq!(kind(other.handle(&ambient(2, "c", "ann", DRIVE)).await), "answer");
    assert_eq!(kind(other.handle(&ambient(3, "c", "ann", DRIVE)).await), "nothing", "another message is paused");
    assert_eq!(kind(other.handle(&ambient(1, "c", "ann", DANGER)).await), "nothing", "it was dealt with");
}

#[tokio::test]
async fn danger_is_alerted_each_time_and_answered_to_each_person() {
    let clinic = Clinic::new();
    let (one, other) = (clinic.bot().await, clinic.bot().await);
    assert_eq!(kind(one.handle(&ambient(1, "c", "ann", DANGER)).await), "safety");
    assert_eq!(kind(other.handle(&ambient(2, "d", "ann", DANGER)).await), "nothing");
    assert_eq!(kind(other.handle(&ambient(3, "c", "bob", DANGER)).await), "safety");
    assert_eq!(kind(other.handle(&ambient(4, "c", "ann", "I took the whole bottle of pills")).await), "safety");
    assert_eq!(kind(one.handle(&message(5, "c", "ann", DANGER, Mode::Direct)).await), "safety");
    clinic.clock.advance(Duration::from_secs(600));
    assert_eq!(kind(one.handle(&ambient(6, "c", "ann", DANGER)).await), "safety");
    let alerts = clinic.store().await.alerts(20).await.unwrap();
    assert_eq!(alerts.len(), 6);
    assert!(alerts.iter().all(|alert| alert.alert.link.is_some() && alert.alert.account.is_none()));
    let tiers: Vec<&str> = alerts.iter().rev().map(|alert| alert.alert.tier.as_str()).collect();
    assert_eq!(tiers, ["crisis", "crisis", "crisis", "emergency", "crisis", "crisis"]);
}

#[tokio::test]
async fn an_alert_without_a_link_names_the_account_and_nobody_is_told_without_a_staff_channel() {
    let mut clinic = Clinic::new();
    let bot = clinic.bot().await;
    let mut direct = message(1, "dm", "77", DANGER, Mode::Direct);
    direct.id.as_mut().unwrap().link = None;
    bot.handle(&direct).await.unwrap();
    let alerts = clinic.store().await.alerts(9).await.unwrap();
    assert_eq!((alerts.len(), alerts[0].alert.account.as_deref()), (1, Some("77")));
    for (fallback, alerts) in [(None, 1), (Some("98".to_owned()), 2)] {
        clinic.settings.discord.staff_channel = None;
        clinic.settings.discord.staff_channel_fallback = fallback;
        let bot = clinic.bot().await;
        assert_eq!(kind(bot.handle(&message(alerts, "c", "78", DANGER, Mode::Direct)).await), "safety");
        assert_eq!(clinic.store().await.alerts(9).await.unwrap().len(), alerts as usize);
    }
}

#[tokio::test]
async fn moderators_decide_how_the_bot_speaks_but_not_about_danger() {
    let cases = [
        ("answer", None, "answer"),
        ("suggest", None, "suggest"),
        ("shadow", None, "nothing"),
        ("answer", Some(Duration::from_secs(3600)), "nothing"),
        ("of the future", None, "nothing"),
    ];
    for (mode, muted, expected) in cases {
        let clinic = Clinic::new();
        let bot = clinic.bot().await;
        clinic.set(true, mode, muted).await;
        bot.state().refresh().await.unwrap();
        assert_eq!(kind(bot.handle(&ambient(1, "c", "ann", DRIVE)).await), expected, "{mode}");
        assert_eq!(kind(bot.handle(&ambient(2, "c", "ann", DANGER)).await), "safety", "{mode}");
        assert_eq!(kind(bot.handle(&message(3, "c", "ann", DRIVE, Mode::Direct)).await), "answer", "{mode}");
        let thread = Incoming { home: "c".into(), ..ambient(4, "thread of c", "bob", DRIVE) };
        assert_eq!(kind(bot.handle(&thread).await), expected, "in a thread: {mode}");
        assert_eq!(kind(bot.handle(&ambient(5, "d", "bob", DRIVE)).await), "answer", "in another channel: {mode}");
        if muted.is_some() {
            clinic.clock.advance(Duration::from_secs(3601));
            assert_eq!(kind(bot.handle(&ambient(6, "c", "bob", DRIVE)).await), "answer", "an hour later");
        }
    }
}

#[tokio::test]
async fn enabled_channels_are_those_of_the_settings_and_of_moderators() {
    let clinic = Clinic::new();
    let bot = clinic.bot().await;
    let named = ["a".to_owned(), "c".to_owned()];
    assert_eq!(bot.state().listens_in("discord", &named), ["a", "c"]);
    let before = bot.state().generation();
    clinic.set(false, "answer", None).await;
    bot.state().refresh().await.unwrap();
    assert!(bot.state().generation() > before);
    assert_eq!(bot.state().listens_in("discord", &named), ["a"]);
    clinic.set(true, "answer", None).await;
    bot.state().refresh().await.unwrap();
    assert_eq!(bot.state().listens_in("discord", &[]), ["c"]);
    assert_eq!(bot.state().listens_in("slack", &[]), [""; 0]);
}

#[tokio::test]
async fn an_unanswered_question_is_kept_as_the_clinic_allows() {
    let text = "My name is Siobhan, is the parking garage at 12 Oak Street open?";
    let cases = [
        (Keep::Nothing, None),
        (Keep::Redacted, Some("My name is [name], is the parking garage at [address] open?")),
        (Keep::Text, Some(text)),
    ];
    for (keep, expected) in cases {
        let mut clinic = Clinic::new();
        clinic.settings.privacy.keep = keep;
        let bot = clinic.bot().await;
        let reply = bot.handle(&message(1, "c", "ann", text, Mode::Direct)).await;
        assert_ne!(kind(reply), "answer");
        for (id, answered) in [(2, DRIVE), (3, DANGER), (4, "how much does it cost?"), (5, "hello"), (6, "")] {
            bot.handle(&message(id, "c", "ann", answered, Mode::Direct)).await;
        }
        bot.handle(&ambient(7, "c", "bob", "what a lovely morning, my cat is asleep on the sofa")).await;
        bot.state().flush().await;
        let kept = clinic.store().await.unanswered(UnansweredState::Open, 9).await.unwrap();
        assert_eq!(kept.len(), 1, "{kept:?}");
        let question = &kept[0].question;
        assert_eq!(question.text.as_deref(), expected);
        assert_eq!(question.link.as_deref(), Some("https://discord.com/channels/1/c/1"));
        assert!(question.candidates.len() <= 3 && question.candidates[0].0 == "parking", "{question:?}");
        assert_ne!(question.person, "ann");
    }
}

#[tokio::test]
async fn kept_texts_are_deleted_when_their_time_is_over() {
    let mut clinic = Clinic::new();
    clinic.settings.privacy.keep = Keep::Text;
    clinic.settings.privacy.retention_days = 2;
    let bot = clinic.bot().await;
    bot.handle(&message(1, "c", "ann", "is the parking garage open?", Mode::Direct)).await;
    bot.state().flush().await;
    let store = clinic.store().await;
    let texts = async || {
        bot.state().expire().await.unwrap();
        let kept = store.unanswered(UnansweredState::Open, 9).await.unwrap();
        (kept.len(), kept[0].question.text.is_some())
    };
    assert_eq!(texts().await, (1, true));
    clinic.clock.advance(Duration::from_secs(2 * 24 * 3600));
    assert_eq!(texts().await, (1, true), "two days are not over yet");
    clinic.clock.advance(Duration::from_millis(1));
    assert_eq!(texts().await, (1, false));
}

#[tokio::test]
async fn a_clinic_that_stops_keeping_texts_keeps_none() {
    let mut clinic = Clinic::new();
    clinic.settings.privacy.keep = Keep::Text;
    let bot = clinic.bot().await;
    bot.handle(&message(1, "c", "ann", "is the parking garage open?", Mode::Direct)).await;
    bot.state().flush().await;
    clinic.clock.advance(Duration::from_secs(1));
    clinic.settings.privacy.keep = Keep::Nothing;
    clinic.bot().await.state().expire().await.unwrap();
    assert_eq!(clinic.store().await.unanswered(UnansweredState::Open, 9).await.unwrap()[0].question.text, None);
}

#[tokio::test]
async fn what_was_done_is_counted_by_day_and_entry() {
    let clinic = Clinic::new();
    let bot = clinic.bot().await;
    for (id, text) in [(1, DRIVE), (2, DRIVE), (3, DANGER), (4, "how much does it cost?")] {
        bot.handle(&message(id, "c", "ann", text, Mode::Direct)).await;
    }
    bot.handle(&ambient(5, "c", "ann", DRIVE)).await;
    bot.handle(&ambient(6, "c", "bob", DRIVE)).await;
    bot.handle(&ambient(7, "c", "bob", "lol")).await;
    bot.state().flush().await;
    let counts = clinic.store().await.counts("2026-11-30", "2026-11-30").await.unwrap();
    let counted: Vec<(&str, &str, i64)> =
        counts.iter().map(|counted| (&*counted.count.kind, &*counted.count.entry, counted.times)).collect();
    let expected = [
        ("answer", "driving", 3),
        ("handoff", "cost", 1),
        ("held-back", "driving", 1),
        ("safety/crisis", "", 1),
        ("silent", "", 1),
    ];
    assert_eq!(counted, expected);
}

#[tokio::test]
async fn feedback_is_counted_by_entry_and_day_and_by_nothing_else() {
    let clinic = Clinic::new();
    let bot = clinic.bot().await;
    for (entry, helpful, known) in [("driving", true, true), ("driving", false, true), ("nothing", true, false)] {
        assert_eq!(bot.feedback(Platform::Discord, entry, helpful), known, "{entry}");
    }
    clinic.clock.advance(Duration::from_secs(24 * 3600));
    bot.feedback(Platform::Discord, "driving", true);
    bot.state().flush().await;
    let counts = clinic.store().await.counts("2026-01-01", "2026-12-31").await.unwrap();
    let counted: Vec<(&str, &str, &str, i64)> = counts
        .iter()
        .map(|counted| (&*counted.count.day, &*counted.count.kind, &*counted.count.entry, counted.times))
        .collect();
    let expected = [
        ("2026-11-30", "helpful", "driving", 1),
        ("2026-11-30", "not-my-question", "driving", 1),
        ("2026-12-01", "helpful", "driving", 1),
    ];
    assert_eq!(counted, expected);
}

#[tokio::test]
async fn the_bot_goes_on_while_the_store_is_away() {
    let clinic = Clinic::new();
    let bot = clinic.bot().await;
    bot.state().store().unwrap().close().await;
    assert_eq!(kind(bot.handle(&ambient(1, "c", "ann", DRIVE)).await), "answer");
    assert_eq!(kind(bot.handle(&ambient(1, "c", "ann", DRIVE)).await), "nothing", "the same event");
    assert_eq!(kind(bot.handle(&ambient(2, "c", "ann", DRIVE)).await), "nothing", "said a moment ago");
    assert_eq!(kind(bot.handle(&ambient(3, "c", "ann", DANGER)).await), "safety");
    bot.handle(&message(4, "c", "ann", "is the parking garage open?", Mode::Direct)).await;
    bot.state().flush().await;
    let (waiting, lost) = bot.state().waiting();
    assert!(waiting >= 3 && lost == 0, "{waiting} {lost}");
}

#[test]
fn no_person_is_named_in_the_store() {
    let clinic = Clinic::new();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let bot = clinic.bot().await;
        let author = "417730199283746501";
        for (id, text) in [(1, DRIVE), (2, DANGER), (3, "is the parking garage open?")] {
            bot.handle(&message(id, "c", author, text, Mode::Direct)).await;
            bot.handle(&ambient(id + 10, "c", author, text)).await;
        }
        bot.state().flush().await;
        bot.state().store().unwrap().close().await;
        assert!(!holds(clinic.folder.path(), author), "the author's id stands in the store");
        for word in ["parking garage", "kill myself", "drive home"] {
            assert!(!holds(clinic.folder.path(), word), "{word}");
        }
        assert!(holds(clinic.folder.path(), "driving"), "the files are read at all");
    });
}

fn holds(folder: &Path, needle: &str) -> bool {
    std::fs::read_dir(folder).unwrap().any(|file| {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        bytes.windows(needle.len()).any(|window| window == needle.as_bytes())
    })
}
