//! 50,000 events over HTTP at two programs with one PostgreSQL, each delivered up to three times: none lost, none answered
//! twice. Run with
//! `cargo test --test all slack::load -- --ignored --nocapture`.

use crate::common::postgres::Postgres;
use crate::slack::ANNA;
use crate::slack::program::{Program, Way};
use crate::slack::stand_in::{Author, BOT, Delivery, Posted, StandIn, State, Workspace, post_through, signed};
use axum::body::Body;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// Channels: each takes about one message a second, and three at once.
const CHANNELS: usize = 1_000;
/// How often one message comes in every channel.
const ROUNDS: usize = 50;
/// Every so many-th message is a question to the bot, which is always answered. The others are chatter, which never is.
const ASKED: usize = 10;
const QUESTIONS: [&str; 3] = ["can i drive afterwards?", "does it hurt", "how many sessions do i need?"];
const CHATTER: [&str; 4] = ["lol same", "see you all tomorrow", "good morning everyone", "that is so funny"];
/// Deliveries that are under way at once.
const AT_ONCE: usize = 32;
/// What memory may grow by from a tenth of the run to its end: the bounded memories of the bot fill up.
const GROWTH: f64 = 1.35;
/// Accounts that write.
const PEOPLE: [&str; 8] = ["U0P1", "U0P2", "U0P3", "U0P4", "U0P5", "U0P6", "U0P7", "U0P8"];

/// What was asked and what came of it.
#[derive(Default)]
struct Tally {
    asked_at: HashMap<String, Instant>,
    events: usize,
    deliveries: usize,
    again: Arc<AtomicUsize>,
    replies: HashMap<String, usize>,
    latencies: Vec<Duration>,
    memory: Vec<u64>,
    /// The first message of the round before this one.
    round_before: String,
}

/// The way to both programs.
struct Senders {
    client: Client<HttpConnector, Body>,
    places: Arc<Semaphore>,
    addresses: Vec<String>,
}

impl Senders {
    /// Delivers an event until it is acknowledged, and then once or twice more, each time to the next program.
    fn send(&self, delivery: Delivery, number: usize, again: &Arc<AtomicUsize>, sending: &mut JoinSet<()>) {
        let (client, places, again) = (self.client.clone(), Arc::clone(&self.places), Arc::clone(again));
        let addresses = self.addresses.clone();
        sending.spawn(async move {
            let _place = places.acquire().await.unwrap();
            let (mut taken, wanted) = (0, 1 + number % 3);
            for attempt in 0_u32.. {
                let address = format!("{}/slack/events", addresses[(number + attempt as usize) % addresses.len()]);
                let (body, headers) = signed(&delivery, attempt, None);
                match post_through(&client, &address, &headers, &body).await.map(|answer| answer.status) {
                    Ok(200) => taken += 1,
                    // No room: Slack would send it again, later.
                    Ok(503) => {
                        again.fetch_add(1, Ordering::Relaxed);
                        tokio::time::sleep(Duration::from_millis(200)).await;
                    }
                    other => panic!("an event was answered with {other:?}"),
                }
                if taken == wanted {
                    return;
                }
            }
        });
    }
}

impl Tally {
    /// One message in every channel, delivered. Returns the questions among them.
    async fn round(&mut self, slack: &StandIn, senders: &Senders, round: usize) -> Vec<String> {
        let mut asked = Vec::new();
        let mut sending = JoinSet::new();
        for place in 0..CHANNELS {
            let number = round * CHANNELS + place;
            // Each channel has its turn at asking.
            let asks = (round + place).is_multiple_of(ASKED);
            let words = if asks {
                format!("<@{BOT}> {}", QUESTIONS[number % QUESTIONS.len()])
            } else {
                CHATTER[number % CHATTER.len()].to_owned()
            };
            let person = Author::Person(PEOPLE[number % PEOPLE.len()]);
            let ts = slack.say(&channel(place), person, &words);
            if asks {
                self.asked_at.insert(ts.clone(), Instant::now());
                asked.push(ts);
            }
            for delivery in slack.set(State::take_deliveries) {
                self.events += 1;
                self.deliveries += 1 + self.events % 3;
                senders.send(delivery, self.events, &self.again, &mut sending);
            }
        }
        sending.join_all().await;
        asked
    }

    /// Takes in what was posted, and has the stand-in forget it: its memory is not what is measured.
    /// A second reply to a message of the round before would still find its thread.
    fn collect(&mut self, slack: &StandIn, first: &str) {
        let old = std::mem::replace(&mut self.round_before, first.to_owned());
        let posts: Vec<Posted> = slack.set(|state| {
            state.take_deliveries();
            state.calls.clear();
            state.messages.retain(|(_, ts), _| *ts >= old);
            std::mem::take(&mut state.posts)
        });
        for post in posts {
            let asked = post.thread.unwrap_or_default();
            if let Some(at) = self.asked_at.get(&asked) {
                self.latencies.push(post.at - *at);
            }
            *self.replies.entry(asked).or_default() += 1;
        }
    }

    fn check(&self) {
        let lost = self.asked_at.keys().filter(|ts| !self.replies.contains_key(*ts)).count();
        let twice = self.replies.values().filter(|count| **count > 1).count();
        let unasked = self.replies.keys().filter(|ts| !self.asked_at.contains_key(*ts)).count();
        assert_eq!((lost, twice, unasked), (0, 0, 0), "lost, twice, not asked for");
        let (early, late) = (self.memory[0] as f64, self.memory[2] as f64);
        assert!(late < early * GROWTH, "memory grows: {:?} kB at 10, 50 and 100 %", self.memory);
    }

    fn report(&mut self, took: Duration) {
        self.latencies.sort();
        let share = |part: f64| self.latencies[((self.latencies.len() - 1) as f64 * part) as usize].as_secs_f64() * 1e3;
        let (seconds, again) = (took.as_secs_f64(), self.again.load(Ordering::Relaxed));
        println!("events: {} in {CHANNELS} channels, {} deliveries, {again} put off", self.events, self.deliveries);
        println!("answered: {}", self.asked_at.len());
        println!("rate: {:.0} events/s over {seconds:.1} s", self.events as f64 / seconds);
        println!("from event to post: p50 {:.1} ms, p99 {:.1} ms", share(0.5), share(0.99));
        let memory: Vec<String> =
            self.memory.iter().map(|kilobytes| format!("{:.0}", *kilobytes as f64 / 1e3)).collect();
        println!("memory of the larger program at 10, 50 and 100 %: {} MB", memory.join(", "));
    }
}

/// Whether each question has a reply. Looked at in full only where there are enough replies.
fn all_answered(asked: &[String], state: &State) -> bool {
    let replied = || state.posts.iter().filter_map(|post| post.thread.as_deref()).collect::<HashSet<&str>>();
    state.posts.len() >= asked.len() && {
        let replied = replied();
        asked.iter().all(|ts| replied.contains(ts.as_str()))
    }
}

fn channel(place: usize) -> String {
    format!("C0N{place}")
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes minutes"]
async fn fifty_thousand_events() {
    let Some(server) = Postgres::start() else { return };
    let url = server.database().await;
    let channels: Vec<String> = (0..CHANNELS).map(channel).collect();
    let named: Vec<&str> = channels.iter().map(String::as_str).collect();
    let slack = StandIn::start(Workspace::new(&named).admin(ANNA)).await;
    let enabled = channels.join(",");
    let variables = [
        ("ASKWELL__SLACK__CHANNELS".to_owned(), enabled.as_str()),
        ("ASKWELL__STORE__URL".to_owned(), url.as_str()),
        ("RUST_LOG".to_owned(), "warn,askwell=info"),
    ];
    let programs = [
        Program::start_in(&slack, Way::Http, &variables).await,
        Program::start_in(&slack, Way::Http, &variables).await,
    ];
    // The stand-in would send one after another; here many go at once.
    let addresses = slack.set(|state| std::mem::take(&mut state.targets));
    let senders = Senders {
        client: Client::builder(TokioExecutor::new()).build_http(),
        places: Arc::new(Semaphore::new(AT_ONCE)),
        addresses,
    };

    let (begun, mut tally) = (Instant::now(), Tally::default());
    for round in 0..ROUNDS {
        let asked = tally.round(&slack, &senders, round).await;
        slack.until("the round is answered", |state| all_answered(&asked, state).then_some(())).await;
        tally.collect(&slack, &asked[0]);
        if [ROUNDS / 10, ROUNDS / 2, ROUNDS].contains(&(round + 1)) {
            tally.memory.push(programs.iter().map(Program::memory).max().unwrap());
        }
    }
    let took = begun.elapsed();
    for program in programs {
        program.stop_cleanly(&slack, &[]).await;
    }
    tally.collect(&slack, "");
    tally.report(took);
    tally.check();
}
