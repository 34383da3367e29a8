//! Three programs on one PostgreSQL, all of which hear every event.

use crate::common::Askwell;
use crate::common::postgres::Postgres;
use crate::discord::program::Program;
use crate::discord::stand_in::{BOT, PATIENCE, StandIn, Trouble};
use crate::discord::{ANNA, BEN, CRISIS, ENABLED, OTHER, here};
use askwell::clock::Moment;
use askwell::store::{DocumentChange, NewRevision, Store, UnansweredState, connect};
use secrecy::SecretString;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long the database is away.
const OUTAGE: Duration = Duration::from_secs(10);

struct Replicas {
    discord: StandIn,
    programs: Vec<Program>,
    store: Arc<dyn Store>,
    url: String,
}

impl Replicas {
    async fn start(server: &Postgres) -> Self {
        let url = server.database().await;
        let discord = StandIn::start(vec![crate::discord::clinic()]).await;
        let enabled = ENABLED.to_string();
        let staff = OTHER.to_string();
        let variables = [
            ("ASKWELL__DISCORD__CHANNELS".to_owned(), enabled.as_str()),
            ("ASKWELL__DISCORD__STAFF_CHANNEL".to_owned(), staff.as_str()),
            ("ASKWELL__STORE__URL".to_owned(), url.as_str()),
            ("ASKWELL__FAQ__SOURCE".to_owned(), "store"),
        ];
        let programs = (0..3).map(|_| Program::start_in(&discord, &[], &variables)).collect();
        discord.until_connected(3).await;
        let store = connect(&SecretString::from(url.as_str())).await.unwrap();
        Self { discord, programs, store, url }
    }

    /// Somebody mentions the bot, and is answered.
    async fn ask(&self, text: &str) -> String {
        let id = self.discord.say(&here(BEN, &format!("<@{BOT}> {text}")));
        self.discord.reply_to(id).await.text()
    }

    /// How often any program has dealt with a message.
    fn decided(&self) -> usize {
        self.programs.iter().map(decided).sum()
    }

    /// Adds a phrasing to the first entry, as another program would.
    async fn edit(&self, phrasing: &str) {
        let head = self.store.heads().await.unwrap().remove(0);
        let before = head.change.after.unwrap();
        let after = before.replacen("phrasings = [", &format!("phrasings = [\n  \"{phrasing}\","), 1);
        assert_ne!(before, after);
        let change = DocumentChange { document: head.change.document, before: Some(before), after: Some(after) };
        let (author, action) = ("ann".to_owned(), "one phrasing more".to_owned());
        let revision = NewRevision { author, at: Moment(1), action, reason: None, changes: vec![change] };
        self.store.record(&revision).await.unwrap();
    }

    async fn until<T>(&self, what: &str, mut found: impl AsyncFnMut() -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = found().await {
                return found;
            }
            assert!(begun.elapsed() < PATIENCE, "never happened: {what}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

fn decided(program: &Program) -> usize {
    program.log().lines().filter(|line| line.contains("INFO") && line.contains(" decided ")).count()
}

fn in_force(program: &Program) -> usize {
    program.log().lines().filter(|line| line.contains("The new FAQ is in force")).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_programs_on_one_database_are_one_bot() {
    let Some(mut server) = Postgres::start() else { return };
    let mut replicas = Replicas::start(&server).await;
    each_event_is_dealt_with_once(&replicas).await;
    an_edit_reaches_all(&replicas).await;
    what_a_killed_one_had_in_hand_is_taken_over(&mut replicas).await;
    if server.is_own() {
        the_database_goes_away_and_comes_back(&mut server, &mut replicas).await;
    }
    replicas.discord.assert_no_complaints();
}

async fn each_event_is_dealt_with_once(replicas: &Replicas) {
    for _ in 0..10 {
        assert!(replicas.ask("can i drive afterwards?").await.contains("drive"));
    }
    replicas.until("all is logged", async || (replicas.decided() >= 10).then_some(())).await;
    assert_eq!(replicas.decided(), 10);
    assert_eq!(replicas.discord.set(|state| state.attempts), 10);
}

async fn an_edit_reaches_all(replicas: &Replicas) {
    let before: Vec<usize> = replicas.programs.iter().map(in_force).collect();
    let begun = Instant::now();
    replicas.edit("what does zorbulating feel like").await;
    replicas
        .until("all have the new documents", async || {
            let now = replicas.programs.iter().map(in_force);
            now.zip(&before).all(|(now, before)| now > *before).then_some(())
        })
        .await;
    println!("an edit was in force in all three replicas after {} ms", begun.elapsed().as_millis());
}

async fn what_a_killed_one_had_in_hand_is_taken_over(replicas: &mut Replicas) {
    let before: Vec<usize> = replicas.programs.iter().map(decided).collect();
    let attempts = replicas.discord.set(|state| {
        state.troubles.extend(vec![Trouble::Hang; 100]);
        state.attempts
    });
    let id = replicas.discord.say(&here(ANNA, &format!("<@{BOT}> can i drive afterwards?")));
    replicas.discord.until("somebody posts", |state| (state.attempts > attempts).then_some(())).await;
    // What a program has logged is read a moment later than what it has posted.
    let holder = replicas
        .until("one of them says that it has decided", async || {
            replicas.programs.iter().zip(&before).position(|(program, before)| decided(program) > *before)
        })
        .await;
    replicas.programs.remove(holder).kill().await;
    replicas.discord.set(|state| state.troubles.clear());
    let reply = replicas.discord.reply_to(id).await;
    assert!(reply.text().contains("drive"));
    assert_eq!(replicas.discord.set(|state| state.replies_to(id).len()), 1);
}

async fn the_database_goes_away_and_comes_back(server: &mut Postgres, replicas: &mut Replicas) {
    server.stop();
    let begun = Instant::now();
    assert!(replicas.ask("can i drive afterwards?").await.contains("drive"), "answers go on");
    let crisis = replicas.discord.say(&here(ANNA, CRISIS));
    assert!(replicas.discord.reply_to(crisis).await.text().contains("988"));
    replicas.ask("please recommend a good bakery near the station").await;
    let refused = Askwell::line("channel enable discord 123456").env("ASKWELL__STORE__URL", &replicas.url).run();
    assert_eq!((refused.code, refused.stdout.as_str()), (1, ""), "{}", refused.stderr);
    assert!(refused.stderr.contains("the store cannot be reached"), "{}", refused.stderr);
    tokio::time::sleep(OUTAGE.saturating_sub(begun.elapsed())).await;
    server.resume();
    let url = SecretString::from(replicas.url.as_str());
    let store = replicas.until("the database is back", async || connect(&url).await.ok()).await;
    replicas.store = store;
    replicas
        .until("the question is kept", async || {
            let kept = replicas.store.unanswered(UnansweredState::Open, 9).await.ok()?;
            (!kept.is_empty()).then_some(())
        })
        .await;
    let alert = replicas
        .discord
        .until("staff is told", |state| {
            state.posts.iter().find(|post| post.channel == OTHER && post.text().contains(&crisis.to_string())).cloned()
        })
        .await;
    assert!(!alert.text().contains(CRISIS));
    for program in &replicas.programs {
        program.until_log("the store is followed again").await;
    }
    let before = replicas.decided();
    replicas.ask("can i drive afterwards?").await;
    replicas.until("it is logged", async || (replicas.decided() > before).then_some(())).await;
    assert_eq!(replicas.decided(), before + 1, "they share their work again");
}
