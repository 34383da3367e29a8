//! Who is told of danger, and how.

use crate::slack::program::{Program, WAYS, Way};
use crate::slack::stand_in::{Posted, StandIn, Trouble};
use crate::slack::{ANNA, CRISIS, ENABLED, STAFF, STAFF_FALLBACK, STAFF_GROUP, anna, clinic};

const SETTINGS: [(&str, &str); 4] = [
    ("CHANNELS", ENABLED),
    ("STAFF_CHANNEL", STAFF),
    ("STAFF_CHANNEL_FALLBACK", STAFF_FALLBACK),
    ("STAFF_PING", STAFF_GROUP),
];

async fn alert_in(slack: &StandIn, channel: &str) -> Posted {
    slack.until("an alert", |state| state.posts.iter().find(|post| post.channel == channel).cloned()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_are_told_with_a_link_and_no_words() {
    for way in WAYS {
        let slack = StandIn::start(clinic()).await;
        let program = Program::start(&slack, way, &SETTINGS).await;
        let root = slack.say(ENABLED, anna(), CRISIS);
        let alert = alert_in(&slack, STAFF).await;
        let link = format!("https://clinic.slack.com/archives/{ENABLED}/p{}", root.replace('.', ""));
        for text in [alert.text().to_owned(), alert.shown()] {
            assert!(text.contains(&link), "{text}");
            assert!(!text.contains("kill") && !text.contains(ANNA), "{text}");
        }
        assert_eq!(alert.pinged(), [STAFF_GROUP]);
        assert_eq!(slack.reply_to(&root).await.pinged(), [ANNA]);
        program.stop_cleanly(&slack, &[CRISIS]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_refuses_an_alert_has_a_second_one() {
    for close in [
        |slack: &StandIn| slack.set(|state| state.workspace.channels.retain(|channel| channel.id != STAFF)),
        |slack: &StandIn| {
            slack.set(|state| {
                state.workspace.channels.iter_mut().for_each(|channel| channel.archived |= channel.id == STAFF);
            });
        },
        |slack: &StandIn| {
            slack.set(|state| {
                state.workspace.channels.iter_mut().for_each(|channel| channel.member &= channel.id != STAFF);
            });
        },
    ] {
        let slack = StandIn::start(clinic()).await;
        close(&slack);
        let program = Program::start(&slack, Way::Socket, &SETTINGS).await;
        slack.say(ENABLED, anna(), CRISIS);
        let alert = alert_in(&slack, STAFF_FALLBACK).await;
        assert!(alert.text().contains("archives"), "{}", alert.text());
        program.stop_cleanly(&slack, &[CRISIS]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alert_whose_answer_was_lost_stands_there_once() {
    for trouble in [Trouble::DoAndFail, Trouble::DoAndDrop] {
        let slack = StandIn::start(clinic()).await;
        let program = Program::start(&slack, Way::Socket, &SETTINGS).await;
        // The reply and the alert go out at the same time: both answers are lost.
        slack.set(|state| state.troubles = [trouble.clone(), trouble.clone()].into());
        let ts = slack.say(ENABLED, anna(), CRISIS);
        alert_in(&slack, STAFF).await;
        slack
            .until("both are looked for", |state| {
                let looked = |method: &str| state.calls.iter().any(|call| call == method);
                (looked("conversations.replies") && looked("conversations.history")).then_some(())
            })
            .await;
        program.terminate().await;
        let (code, log) = program.until_exit().await;
        assert_eq!(code, Some(0), "{log}");
        let alerts = slack.posts().iter().filter(|post| post.channel == STAFF).count();
        assert_eq!((alerts, slack.replies_to(&ts).len()), (1, 1), "{trouble:?}");
        slack.assert_no_complaints();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_direct_message_has_no_link_and_staff_learn_whose_it_is() {
    let slack = StandIn::start(clinic()).await;
    let program = Program::start(&slack, Way::Socket, &SETTINGS).await;
    slack.dm(ANNA, CRISIS);
    let alert = alert_in(&slack, STAFF).await;
    assert!(alert.text().contains(ANNA), "{}", alert.text());
    assert_eq!(alert.pinged(), [STAFF_GROUP], "the person is named, not called");
    program.stop_cleanly(&slack, &[CRISIS]).await;
}
