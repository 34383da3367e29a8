//! Two programs on one PostgreSQL behind one address: each event is dealt with once, whoever gets it how often.

use crate::common::postgres::Postgres;
use crate::slack::program::{Program, Way};
use crate::slack::stand_in::StandIn;
use crate::slack::{CRISIS, ENABLED, STAFF, anna, clinic, settle};
use askwell::store::{Store, UnansweredState, connect};
use secrecy::SecretString;

const QUESTION: &str = "can i drive home afterwards?";
const REPLICAS: usize = 2;

async fn start(slack: &StandIn, url: &str, way: Way) -> Vec<Program> {
    let variables = [
        ("ASKWELL__SLACK__CHANNELS".to_owned(), ENABLED),
        ("ASKWELL__SLACK__STAFF_CHANNEL".to_owned(), STAFF),
        ("ASKWELL__STORE__URL".to_owned(), url),
        ("ASKWELL__FAQ__SOURCE".to_owned(), "store"),
    ];
    let mut programs = Vec::new();
    for _ in 0..REPLICAS {
        programs.push(Program::start_in(slack, way, &variables).await);
    }
    programs
}

#[tokio::test(flavor = "multi_thread")]
async fn each_event_is_dealt_with_once_by_either_way() {
    let Some(server) = Postgres::start() else { return };
    for way in [Way::Http, Way::Socket] {
        let url = server.database().await;
        let slack = StandIn::start(clinic()).await;
        let programs = start(&slack, &url, way).await;
        // Each event comes three times, to the programs in turn.
        slack.set(|state| state.copies = 3);
        let asked: Vec<String> = (0..6).map(|_| slack.mention(ENABLED, anna(), QUESTION)).collect();
        let unknown = slack.mention(ENABLED, anna(), "can you recommend a good restaurant nearby");
        let crisis = slack.say(ENABLED, anna(), CRISIS);
        for ts in asked.iter().chain([&unknown, &crisis]) {
            slack.reply_to(ts).await;
        }
        slack.until("staff are told", |state| state.posts.iter().find(|post| post.channel == STAFF).cloned()).await;
        slack.until_delivered().await;
        settle(&slack, ENABLED).await;
        for ts in asked.iter().chain([&unknown, &crisis]) {
            assert_eq!(slack.replies_to(ts).len(), 1, "{way:?}");
        }
        assert_eq!(slack.posts().iter().filter(|post| post.channel == STAFF).count(), 1, "{way:?}: one alert");
        let store: std::sync::Arc<dyn Store> = connect(&SecretString::from(url.as_str())).await.unwrap();
        let kept = store.unanswered(UnansweredState::Open, 9).await.unwrap();
        assert!(kept.len() <= 1, "{way:?}: one question is not counted twice");
        for program in programs {
            program.stop_cleanly(&slack, &[QUESTION]).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_while_a_program_is_killed_is_still_answered_once() {
    let Some(server) = Postgres::start() else { return };
    let url = server.database().await;
    let slack = StandIn::start(clinic()).await;
    let mut programs = start(&slack, &url, Way::Http).await;
    settle(&slack, ENABLED).await;
    programs.pop().unwrap().kill().await;
    // Every second request now meets a closed door, and is sent again to the other one.
    let asked: Vec<String> = (0..6).map(|_| slack.mention(ENABLED, anna(), QUESTION)).collect();
    for ts in &asked {
        slack.reply_to(ts).await;
    }
    slack.until_delivered().await;
    settle(&slack, ENABLED).await;
    for ts in &asked {
        assert_eq!(slack.replies_to(ts).len(), 1);
    }
    slack.assert_no_complaints();
}
