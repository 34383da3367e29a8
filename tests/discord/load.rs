//! 100,000 messages from 1,000 channels: nothing lost, nothing twice, memory flat. The command stands in docs/load.md.

use crate::discord::program::Program;
use crate::discord::stand_in::{Author, BOT, Guild, Said, StandIn};
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// Servers of which each belongs to a shard of its own, with as many channels as Discord allows.
const SERVERS: [u64; 2] = [500 << 22, 501 << 22];
const CHANNELS_EACH: u64 = 500;
/// How often one message comes in every channel at once.
const ROUNDS: usize = 100;
/// Every so many-th message is a question to the bot, which is always answered. The others are chatter, which never is.
const ASKED: usize = 5;
const QUESTIONS: [&str; 3] = ["can i drive afterwards?", "does it hurt", "how many sessions do i need?"];
const CHATTER: [&str; 4] = ["lol same", "see you all tomorrow", "good morning everyone", "that is so funny"];
/// More events than can be on their way.
const UNSENT: usize = 5_000;
/// What memory may grow by from a tenth of the run to its end: the bounded memories of the bot fill up.
const GROWTH: f64 = 1.25;

/// What was asked and what came of it.
#[derive(Default)]
struct Tally {
    asked_at: HashMap<u64, Instant>,
    chatter: usize,
    replies: HashMap<u64, usize>,
    latencies: Vec<Duration>,
    memory: Vec<u64>,
}

impl Tally {
    /// One message in every channel.
    fn round(&mut self, discord: &StandIn, round: usize) {
        for (place, (server, channel)) in channels().enumerate() {
            let number = round * SERVERS.len() * CHANNELS_EACH as usize + place;
            let author = Author::Person(5_000_000 + number as u64 % 20_000);
            // Each channel has its turn at asking.
            let asks = (round + place).is_multiple_of(ASKED);
            let text = if asks {
                format!("<@{BOT}> {}", QUESTIONS[number % QUESTIONS.len()])
            } else {
                CHATTER[number % CHATTER.len()].to_owned()
            };
            let at = Instant::now();
            let id = discord.say(&Said::new(server, channel, author, &text));
            if asks {
                self.asked_at.insert(id, at);
            } else {
                self.chatter += 1;
            }
        }
    }

    /// Takes in what was posted, and has the stand-in forget it: its memory is not what is measured.
    fn collect(&mut self, discord: &StandIn) {
        let posts = discord.set(|state| {
            state.messages.clear();
            state.sessions.values_mut().for_each(|session| session.forget_events_but(UNSENT));
            std::mem::take(&mut state.posts)
        });
        for post in posts {
            *self.replies.entry(post.reply_to).or_default() += 1;
            if let Some(asked) = self.asked_at.get(&post.reply_to) {
                self.latencies.push(post.at - *asked);
            }
        }
    }

    fn check(&self) {
        let lost = self.asked_at.keys().filter(|id| !self.replies.contains_key(id)).count();
        let twice = self.replies.values().filter(|count| **count > 1).count();
        let unasked = self.replies.keys().filter(|id| !self.asked_at.contains_key(id)).count();
        assert_eq!((lost, twice, unasked), (0, 0, 0), "lost, twice, not asked for");
        let (early, late) = (self.memory[0] as f64, self.memory[2] as f64);
        assert!(late < early * GROWTH, "memory grows: {:?} kB at 10, 50 and 100 %", self.memory);
    }

    fn report(&mut self, took: Duration) {
        self.latencies.sort();
        let share = |part: f64| self.latencies[((self.latencies.len() - 1) as f64 * part) as usize].as_secs_f64() * 1e3;
        let all = self.asked_at.len() + self.chatter;
        println!("messages: {all} from {} channels, {} of them answered", channels().count(), self.asked_at.len());
        println!("rate: {:.0} messages/s over {:.1} s", all as f64 / took.as_secs_f64(), took.as_secs_f64());
        println!("from event to REST call: p50 {:.1} ms, p99 {:.1} ms", share(0.5), share(0.99));
        let memory: Vec<String> =
            self.memory.iter().map(|kilobytes| format!("{:.0}", *kilobytes as f64 / 1e3)).collect();
        println!("memory at 10, 50 and 100 %: {} MB", memory.join(", "));
    }
}

fn channels() -> impl Iterator<Item = (u64, u64)> {
    let of_server = |(at, server): (usize, u64)| {
        (0..CHANNELS_EACH).map(move |channel| (server, 1_000_000 * (at as u64 + 1) + channel))
    };
    SERVERS.into_iter().enumerate().flat_map(of_server)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes minutes"]
async fn a_hundred_thousand_messages() {
    let guilds = SERVERS.map(|server| {
        let own: Vec<u64> = channels().filter(|(of, _)| *of == server).map(|(_, channel)| channel).collect();
        Guild::new(server, &own)
    });
    let discord = StandIn::start(guilds.to_vec()).await;
    discord.set(|state| state.shards = 2);
    let enabled: Vec<String> = channels().map(|(_, channel)| channel.to_string()).collect();
    let enabled = enabled.join(",");
    let variables = [("ASKWELL__DISCORD__CHANNELS".to_owned(), enabled.as_str()), ("RUST_LOG".to_owned(), "warn")];
    let program = Program::start_in(&discord, &[], &variables);
    discord.until_connected(2).await;

    let (begun, mut tally) = (Instant::now(), Tally::default());
    for round in 0..ROUNDS {
        let before = tally.asked_at.len();
        tally.round(&discord, round);
        let expected = tally.asked_at.len() - before;
        discord.until("the round is answered", |state| (state.posts.len() >= expected).then_some(())).await;
        tally.collect(&discord);
        if [ROUNDS / 10, ROUNDS / 2, ROUNDS].contains(&(round + 1)) {
            tally.memory.push(program.memory());
        }
    }
    let took = begun.elapsed();
    program.stop_cleanly(&discord, &[]).await;
    tally.collect(&discord);
    tally.report(took);
    tally.check();
}
