//! How replies follow the messages that they answer.

use crate::slack::program::{WAYS, Way};
use crate::slack::stand_in::Mischief;
use crate::slack::{ANNA, CRISIS, ENABLED, anna, connected, settle};

const QUESTION: &str = "can i drive home afterwards?";

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_follows_its_message_when_that_is_changed() {
    for way in WAYS {
        let (slack, program) = connected(way).await;
        let ts = slack.mention(ENABLED, anna(), QUESTION);
        let reply = slack.reply_to(&ts).await;
        slack.edit(&ts, &format!("<@{}> how many sessions do i need?", crate::slack::stand_in::BOT));
        let change = slack.until("the reply changes", |state| state.changes.last().cloned()).await;
        assert_eq!(change.ts, reply.ts);
        assert!(change.shown().contains("sessions") && !change.shown().contains("drive"), "{}", change.shown());
        assert_eq!(slack.posts().len(), 1, "changed, not posted again");
        program.stop_cleanly(&slack, &[QUESTION]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_goes_with_its_message() {
    for way in WAYS {
        let (slack, program) = connected(way).await;
        // With its reply below, the message leaves a tombstone; a direct one leaves nothing.
        for ts in [slack.say(ENABLED, anna(), QUESTION), slack.dm(ANNA, QUESTION)] {
            let reply = slack.reply_to(&ts).await;
            slack.delete(&ts);
            slack
                .until("the reply goes", |state| state.deleted.iter().any(|(_, gone)| *gone == reply.ts).then_some(()))
                .await;
        }
        program.stop_cleanly(&slack, &[]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_to_danger_stays_when_its_message_is_toned_down() {
    let (slack, program) = connected(Way::Socket).await;
    let ts = slack.say(ENABLED, anna(), CRISIS);
    slack.reply_to(&ts).await;
    slack.edit(&ts, "never mind");
    settle(&slack, ENABLED).await;
    assert!(slack.set(|state| state.deleted.is_empty() && state.changes.is_empty()), "whoever wrote it may need it");
    program.stop_cleanly(&slack, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unfolded_link_is_no_edit() {
    let (slack, program) = connected(Way::Socket).await;
    let ts = slack.mention(ENABLED, anna(), "can i drive home afterwards? see <https://a.example>");
    slack.reply_to(&ts).await;
    slack.unfold(&ts);
    settle(&slack, ENABLED).await;
    assert_eq!(slack.replies_to(&ts).len(), 1);
    assert!(slack.set(|state| state.changes.is_empty()));
    program.stop_cleanly(&slack, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_that_turns_a_message_into_danger_is_met_once() {
    let (slack, program) = connected(Way::Socket).await;
    let ts = slack.say(ENABLED, anna(), "what a day");
    slack.edit(&ts, CRISIS);
    assert_eq!(slack.reply_to(&ts).await.pinged(), [ANNA]);
    slack.edit(&ts, &format!("{CRISIS}!"));
    settle(&slack, ENABLED).await;
    assert_eq!(slack.replies_to(&ts).len(), 1);
    program.stop_cleanly(&slack, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn events_out_of_order_leave_no_reply_to_what_is_gone() {
    let (slack, program) = connected(Way::Socket).await;
    slack.set(|state| state.mischief = [Mischief::SwapWithNext].into());
    let ts = slack.say(ENABLED, anna(), QUESTION);
    slack.delete(&ts);
    settle(&slack, ENABLED).await;
    slack.until_delivered().await;
    let left = slack.set(|state| {
        let gone: Vec<String> = state.deleted.iter().map(|(_, ts)| ts.clone()).collect();
        state.posts.iter().filter(|post| post.thread.as_deref() == Some(&ts) && !gone.contains(&post.ts)).count()
    });
    assert_eq!(left, 0, "the message was deleted before it was heard");
    program.stop_cleanly(&slack, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn danger_in_an_edit_is_met_even_where_the_message_was_never_heard() {
    let (slack, program) = connected(Way::Socket).await;
    slack.set(|state| state.mischief = [Mischief::Lose].into());
    let ts = slack.say(ENABLED, anna(), "what a day");
    slack.edit(&ts, CRISIS);
    assert_eq!(slack.reply_to(&ts).await.pinged(), [ANNA]);
    program.stop_cleanly(&slack, &[CRISIS]).await;
}
