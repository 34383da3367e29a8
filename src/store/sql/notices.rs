//! Notices of PostgreSQL that a replica changed something.

use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgListener, PgPool};
use tokio::sync::Notify;

/// The channel of the notices.
pub(super) const CHANNEL: &str = "askwell";
/// The pause before listening again after the database went away.
const PAUSE: Duration = Duration::from_secs(1);

/// Listens as long as the pool is open. Each notice, and each new beginning after an interruption, wakes `heard`.
pub(super) async fn listen(pool: PgPool, heard: Arc<Notify>) {
    while !pool.is_closed() {
        if let Ok(mut listener) = PgListener::connect_with(&pool).await
            && listener.listen(CHANNEL).await.is_ok()
        {
            // What was said while nobody listened is found by the look that this wakes.
            heard.notify_one();
            while listener.recv().await.is_ok() {
                heard.notify_one();
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}
