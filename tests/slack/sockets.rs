//! The ends of connections, and what was on its way when they came.

use crate::slack::program::Way;
use crate::slack::stand_in::{Mischief, Order, Stage};
use crate::slack::{ENABLED, anna, connected, settle};

const QUESTION: &str = "can i drive home afterwards?";

#[tokio::test(flavor = "multi_thread")]
async fn every_end_of_a_connection_is_survived_without_losing_or_doubling() {
    for order in [
        Order::Disconnect("warning"),
        Order::Disconnect("refresh_requested"),
        Order::Close(1000),
        Order::Close(1006 - 5),
        Order::Close(1011),
        Order::Abort,
    ] {
        let (slack, program) = connected(Way::Socket).await;
        let before: Vec<String> = (0..3).map(|_| slack.mention(ENABLED, anna(), QUESTION)).collect();
        slack.order(order);
        let after: Vec<String> = (0..3).map(|_| slack.mention(ENABLED, anna(), QUESTION)).collect();
        slack.until_connected(2).await;
        for ts in before.iter().chain(&after) {
            slack.reply_to(ts).await;
        }
        settle(&slack, ENABLED).await;
        slack.until_delivered().await;
        for ts in before.iter().chain(&after) {
            assert_eq!(slack.replies_to(ts).len(), 1, "{order:?}");
        }
        let lost = slack.set(|state| state.deliveries.iter().any(|delivery| delivery.stage == Stage::Lost));
        assert!(!lost, "{order:?}: something was given up");
        program.stop_cleanly(&slack, &[QUESTION]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_connection_stands_before_the_old_one_goes() {
    let (slack, program) = connected(Way::Socket).await;
    slack.order(Order::Disconnect("refresh_requested"));
    slack.until_connected(2).await;
    assert_eq!(slack.set(|state| state.sockets), 2, "the old one is still read");
    slack.order(Order::Disconnect("warning"));
    slack.until_connected(3).await;
    settle(&slack, ENABLED).await;
    program.stop_cleanly(&slack, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_odd_on_a_socket_is_passed_over() {
    let (slack, program) = connected(Way::Socket).await;
    for odd in [
        "no json",
        "[]",
        "{}",
        r#"{"type":"disconnected"}"#,
        r#"{"type":7,"envelope_id":null}"#,
        r#"{"type":"hello","num_connections":"many"}"#,
        r#"{"type":"events_api","payload":null}"#,
    ] {
        slack.order(Order::Raw(odd));
    }
    slack.order(Order::Ping);
    slack.until("a pong", |state| (state.pongs > 0).then_some(())).await;
    settle(&slack, ENABLED).await;
    program.stop_cleanly(&slack, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sockets_that_drop_before_their_greeting_are_opened_again() {
    let (slack, program) = connected(Way::Socket).await;
    slack.set(|state| state.drop_sockets = 2);
    slack.order(Order::Abort);
    slack.until_connected(2).await;
    settle(&slack, ENABLED).await;
    program.stop_cleanly(&slack, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outage_of_the_api_is_waited_for() {
    let (slack, program) = connected(Way::Socket).await;
    slack.set(|state| state.api_down = true);
    slack.order(Order::Abort);
    program.until_log("no connection").await;
    slack.set(|state| state.api_down = false);
    slack.until_connected(2).await;
    settle(&slack, ENABLED).await;
    program.stop_cleanly(&slack, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn socket_mode_that_is_switched_off_is_said_plainly() {
    let (slack, program) = connected(Way::Socket).await;
    slack.order(Order::Disconnect("link_disabled"));
    program.until_log("Socket Mode was switched off").await;
    slack.until_connected(2).await;
    settle(&slack, ENABLED).await;
    program.stop_cleanly(&slack, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_goodbye_is_said_at_the_end() {
    let (slack, program) = connected(Way::Socket).await;
    program.stop_cleanly(&slack, &[]).await;
    slack.until("a goodbye", |state| (state.goodbyes > 0).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_comes_twice_is_handled_once() {
    let (slack, program) = connected(Way::Socket).await;
    slack.set(|state| state.mischief = [Mischief::Repeat, Mischief::Repeat].into());
    let ts = slack.mention(ENABLED, anna(), QUESTION);
    slack.reply_to(&ts).await;
    settle(&slack, ENABLED).await;
    slack.until_delivered().await;
    assert_eq!(slack.replies_to(&ts).len(), 1);
    program.stop_cleanly(&slack, &[QUESTION]).await;
}
