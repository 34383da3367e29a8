//! Slack's own library for Python as a judge of the stand-in, so that this is not only our own idea of Slack.
//!
//! `ASKWELL_SLACK_SDK_PYTHON` names a Python that has the library (`tests/slack_sdk/requirements.txt`). Without it the tests
//! here say so loudly and are skipped; with `ASKWELL_REQUIRE_SLACK_SDK` set (as in CI) they fail.

use crate::common::project;
use crate::slack::stand_in::{APP_TOKEN, BOT_TOKEN, Delivery, PATIENCE, Stage, StandIn};
use crate::slack::{ANNA, ENABLED, clinic};
use std::io::Write;
use tokio::process::Command;

/// A Python program that uses the library, or nothing where there is none.
pub(crate) fn python(program: &str) -> Option<Command> {
    let Some(python) = std::env::var_os("ASKWELL_SLACK_SDK_PYTHON").filter(|python| !python.is_empty()) else {
        assert!(
            std::env::var_os("ASKWELL_REQUIRE_SLACK_SDK").is_none(),
            "Slack's SDK is required here, but ASKWELL_SLACK_SDK_PYTHON does not name a Python that has it"
        );
        // Past the test runner, which would keep it to itself.
        let line = "\n!!! SKIPPED: a test that needs Slack's SDK for Python. Install tests/slack_sdk/requirements.txt and \
                    set ASKWELL_SLACK_SDK_PYTHON.\n";
        std::io::stderr().write_all(line.as_bytes()).unwrap();
        return None;
    };
    let mut command = Command::new(python);
    command.arg(project("tests/slack_sdk").join(program)).kill_on_drop(true);
    command.env_remove("http_proxy").env_remove("HTTP_PROXY").env("PYTHONDONTWRITEBYTECODE", "1");
    Some(command)
}

/// Runs it to its end. Returns what it printed.
pub(crate) async fn run(mut command: Command) -> String {
    let output = tokio::time::timeout(PATIENCE, command.output()).await.unwrap().unwrap();
    let (out, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}\n{error}");
    out.into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_library_takes_the_stand_in_for_slack() {
    let Some(mut command) = python("stand_in.py") else { return };
    let slack = StandIn::start(clinic()).await;
    // How quick its threads are on a busy machine is not what is looked at.
    slack.set(|state| state.forgive_late = true);
    command.args([&slack.url(), BOT_TOKEN, APP_TOKEN, ENABLED, ANNA]);
    let run = tokio::spawn(run(command));
    // The library opens its socket after its calls; then it hears an event and a command.
    slack.until_connected(1).await;
    slack.say(ENABLED, crate::slack::stand_in::Author::Person(ANNA), "can I drive?");
    let used = slack.command(ENABLED, ANNA, "/ask", "can I drive?");
    assert_eq!(slack.told(&used).await.text(), "From the library.");
    let said = run.await.unwrap();
    assert!(said.contains("all 13 checks hold"), "{said}");
    assert_eq!(slack.posts().len(), 3);
    slack.until("the socket is closed", |state| (state.sockets == 0).then_some(())).await;
    let heard =
        |delivery: &Delivery| delivery.stage == Stage::Done && delivery.payload["event"]["text"] == "can I drive?";
    assert!(slack.set(|state| state.deliveries.iter().any(heard)), "the event was acknowledged");
    slack.assert_no_complaints();
}
