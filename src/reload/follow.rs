//! Follows the store while the bot serves: what moderators set for channels, and the documents where the store is the
//! truth about them.
//!
//! Notices of the database only wake the look early, as those of the file system do for a folder: a look at the store's
//! version is due every [`INTERVAL`] in any case.

use std::sync::Arc;
use std::time::Duration;

use super::documents::Snapshot;
use super::reloader::{News, Reloader};
use crate::bot::State;
use crate::document::Source;
use crate::faq::SAFETY_DOCUMENT;
use crate::store::{Result, Revision, Store};

/// The longest time until a change of another replica is noticed where no notice comes.
const INTERVAL: Duration = Duration::from_secs(2);

impl Snapshot {
    /// The newest documents of a store. `None` where it holds none.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub async fn of_store(store: &dyn Store) -> Result<Option<Self>> {
        let (faq, safety) = documents_of(&store.heads().await?);
        Ok((!faq.is_empty()).then(|| Self::of_sources(faq, safety)))
    }
}

/// The FAQ documents and the safety document that the newest revisions say.
pub fn documents_of(heads: &[Revision]) -> (Vec<Arc<Source>>, Option<Arc<Source>>) {
    let text = |head: &Revision| Some(Source::new(head.change.document.clone(), head.change.after.clone()?));
    let (safety, faq): (Vec<_>, Vec<_>) =
        heads.iter().filter_map(text).partition(|source| source.name == SAFETY_DOCUMENT);
    (faq, safety.into_iter().next())
}

/// Follows the store for ever. `reloader` is given where the store is the truth about the documents.
pub async fn follow(
    store: Arc<dyn Store>,
    state: Arc<State>,
    mut reloader: Option<Reloader>,
    mut tell: impl FnMut(News) + Send,
) {
    let mut seen = None;
    let mut away = false;
    loop {
        match look(store.as_ref(), &state, &mut seen, &mut reloader).await {
            Ok(news) => {
                if std::mem::take(&mut away) {
                    tracing::info!("the store is followed again");
                }
                news.into_iter().for_each(&mut tell);
            }
            Err(error) => {
                if !std::mem::replace(&mut away, true) {
                    tracing::error!("the store cannot be followed ({error}): what was read last stays in force");
                }
                // A call that fails at once must not be made again at once.
                tokio::time::sleep(INTERVAL).await;
            }
        }
        store.wait_for_change(INTERVAL).await;
    }
}

/// One look. `seen` is the version that was taken in whole.
async fn look(
    store: &dyn Store,
    state: &State,
    seen: &mut Option<i64>,
    reloader: &mut Option<Reloader>,
) -> Result<Option<News>> {
    let version = store.version().await?;
    if *seen == Some(version) {
        return Ok(None);
    }
    state.refresh().await?;
    let snapshot = if reloader.is_some() { Snapshot::of_store(store).await? } else { None };
    let mut news = None;
    if let (Some(snapshot), Some(mut own)) = (snapshot, reloader.take()) {
        // Building an index takes a while, in which nothing else may have to wait.
        let taken = tokio::task::spawn_blocking(move || {
            let news = own.take(&snapshot);
            (own, news)
        });
        if let Ok((own, told)) = taken.await {
            *reloader = Some(own);
            news = told;
        } else {
            tracing::error!("documents of the store could not be taken in: this replica stays with those that it has");
        }
    }
    *seen = Some(version);
    Ok(news)
}
