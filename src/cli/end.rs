//! The end of a serving program: told once, heard by everything that runs.

use tokio::runtime::Runtime;
use tokio::sync::watch;

/// Whether the program is to end.
pub(super) struct End(watch::Sender<bool>);

impl End {
    pub(super) fn new() -> Self {
        Self(watch::Sender::new(false))
    }

    /// The program ends now.
    pub(super) fn now(&self) {
        self.0.send_replace(true);
    }

    /// The program ends on Ctrl-C, or where a service manager ends it; from now on.
    pub(super) fn when_told(&self, runtime: &Runtime) {
        let end = self.0.clone();
        // The signal is asked for here and not in the task: one that comes before that would end the program at once.
        let told = {
            let _inside = runtime.enter();
            told_to_end()
        };
        runtime.spawn(async move {
            told.await;
            end.send_replace(true);
        });
    }

    /// Ready when the program is to end.
    pub(super) fn told(&self) -> impl Future<Output = ()> + Send + 'static {
        let mut end = self.0.subscribe();
        async move {
            // That nobody can tell it any more is an end too.
            let _ = end.wait_for(|ended| *ended).await;
        }
    }
}

#[cfg(unix)]
fn told_to_end() -> impl Future<Output = ()> + Send + 'static {
    use tokio::signal::unix::{SignalKind, signal};
    let [mut interrupted, mut terminated] = [SignalKind::interrupt(), SignalKind::terminate()].map(signal);
    async move {
        match (&mut interrupted, &mut terminated) {
            (Ok(interrupted), Ok(terminated)) => {
                tokio::select! {
                    _ = interrupted.recv() => {}
                    _ = terminated.recv() => {}
                }
            }
            // Without them the system ends the program in its own way.
            _ => std::future::pending().await,
        }
    }
}

#[cfg(not(unix))]
fn told_to_end() -> impl Future<Output = ()> + Send + 'static {
    async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}
