//! Sends a platform's alerts while the bot runs.

use std::sync::Arc;

use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::alerts::Courier;
use crate::bot::Bot;
use crate::message::Platform;

/// Alerts that go out on a task of their own, so that no reply waits for them.
pub(crate) struct Alerting {
    end: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Alerting {
    /// Begins. Without a staff channel it says so, by the name of the setting; alerts then wait until there is one. `label`
    /// is the platform's name in the log.
    pub(crate) fn start(
        platform: Platform,
        label: &str,
        setting: &str,
        bot: &Bot,
        courier: impl Courier + 'static,
    ) -> Self {
        if !bot.can_alert(platform) {
            tracing::warn!("{label}: {setting} is not set: nobody is told of an emergency or a crisis");
        }
        let state = Arc::clone(bot.state());
        let (end, ended) = oneshot::channel();
        let task = tokio::spawn(async move {
            let ended = async { drop(ended.await) };
            state.outbox().run(platform.name(), &courier, ended).await;
        });
        Self { end, task }
    }

    /// Sends what is due once more, and ends.
    pub(crate) async fn end(self) {
        // Either fails only where the task is gone already.
        let _ = self.end.send(());
        let _ = self.task.await;
    }
}
