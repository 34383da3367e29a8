//! Sends alerts while the bot runs.

use std::sync::Arc;

use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::client::Client;
use super::courier::{STAFF_CHANNEL, StaffCourier};
use crate::bot::Bot;
use crate::config::SlackSettings;
use crate::message::Platform;

/// Alerts that go out on a task of their own, so that no reply waits for them.
pub(super) struct Alerting {
    end: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Alerting {
    /// Begins. Without a staff channel it says so; alerts then wait until there is one.
    pub(super) fn start(settings: &SlackSettings, bot: &Arc<Bot>, client: Arc<Client>) -> Self {
        if !bot.can_alert(Platform::Slack) {
            tracing::warn!("Slack: {STAFF_CHANNEL} is not set: nobody is told of an emergency or a crisis");
        }
        let state = Arc::clone(bot.state());
        let outbox = state.outbox().clone();
        let courier = StaffCourier::over(client, settings, move || state.preference(STAFF_CHANNEL));
        let (end, ended) = oneshot::channel();
        let task = tokio::spawn(async move {
            let ended = async { drop(ended.await) };
            outbox.run(Platform::Slack.name(), &courier, ended).await;
        });
        Self { end, task }
    }

    /// Sends what is due once more, and ends.
    pub(super) async fn end(self) {
        // Either fails only where the task is gone already.
        let _ = self.end.send(());
        let _ = self.task.await;
    }
}
