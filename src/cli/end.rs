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

    /// The program ends on Ctrl-C, or where a service manager ends it.
    pub(super) fn when_told(&self, runtime: &Runtime) {
        let end = self.0.clone();
        runtime.spawn(async move {
            told_to_end().await;
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

async fn told_to_end() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    if let Ok(mut terminated) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        }
        return;
    }
    let _ = interrupted.await;
}
