//! What lives while the program serves: the store, the bot, and what keeps its documents and settings up to date.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

use super::documents::{log_safety, refused};
use super::exit;
use crate::alerts::Outbox;
use crate::bot::{Bot, State};
use crate::clock::Clock;
use crate::config::{FaqSource, Settings};
use crate::document::Diagnostics;
use crate::moderation::{Moderation, ModerationError};
use crate::reload::{Documents, News, Reloader, Snapshot, Watching, follow, watch};
use crate::store::{Store, connect};

/// Everything that lives while the program serves.
pub(super) struct Living {
    runtime: Runtime,
    store: Arc<dyn Store>,
    bot: Arc<Bot>,
    moderation: Moderation,
    documents: Option<Kept>,
    watching: Option<Watching>,
    tasks: Vec<JoinHandle<()>>,
}

/// Documents that may change while the program serves.
enum Kept {
    Folder(PathBuf, Reloader),
    Store(Reloader),
}

/// Why the program cannot serve.
enum Refusal {
    Broken(Diagnostics),
    Moderation(ModerationError),
    Failed(std::io::Error),
}

impl Living {
    /// Opens the store and starts the bot. What keeps it from that is said on stderr.
    pub(super) fn start(settings: &Settings) -> Result<Self, ExitCode> {
        Self::begin(settings).map_err(|refusal| match refusal {
            Refusal::Broken(found) => refused(&found),
            Refusal::Moderation(error) => {
                eprintln!("error: {error}");
                exit::failure()
            }
            Refusal::Failed(error) => exit::of_error(&error),
        })
    }

    fn begin(settings: &Settings) -> Result<Self, Refusal> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Refusal::Failed)?;
        let (store, state) = runtime.block_on(open(settings)).map_err(Refusal::Moderation)?;
        let moderation = Moderation::new(Arc::clone(&store), settings.clone(), state.clock().clone());
        let (bot, documents) = runtime.block_on(bot_of(settings, &moderation, &state))?;
        let upkeep = Arc::clone(&state);
        let tasks = vec![runtime.spawn(async move { upkeep.run().await })];
        Ok(Self { runtime, store, bot, moderation, documents, watching: None, tasks })
    }

    /// The runtime that everything runs on.
    pub(super) fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    /// The bot.
    pub(super) fn bot(&self) -> &Arc<Bot> {
        &self.bot
    }

    /// What moderators can do.
    #[cfg(any(feature = "discord", feature = "http"))]
    pub(super) fn moderation(&self) -> &Moderation {
        &self.moderation
    }

    /// Follows the documents and what moderators set; tells what becomes of edits.
    pub(super) fn follow(&mut self, tell: impl FnMut(News) + Send + 'static) -> std::io::Result<()> {
        let (store, state) = (Arc::clone(&self.store), Arc::clone(self.bot.state()));
        let (reloader, tell): (_, Box<dyn FnMut(News) + Send>) = match self.documents.take() {
            Some(Kept::Store(reloader)) => (Some(reloader), Box::new(tell)),
            Some(Kept::Folder(folder, reloader)) => {
                self.watching = Some(watch(folder, reloader, self.recorded(tell))?);
                (None, Box::new(drop))
            }
            None => (None, Box::new(drop)),
        };
        let following = follow(store, state, reloader, tell);
        self.tasks.push(self.runtime.spawn(following));
        Ok(())
    }

    /// Tells the news, and records in the history what somebody changed in the folder.
    fn recorded(&self, mut tell: impl FnMut(News) + Send + 'static) -> impl FnMut(News) + Send + 'static {
        let moderation = self.moderation.clone();
        let handle = self.runtime.handle().clone();
        move |news| {
            let moderation = moderation.clone();
            handle.spawn(async move { record(&moderation).await });
            tell(news);
        }
    }

    /// Writes what waits to be written, and closes the store.
    pub(super) fn end(self) {
        let Self { runtime, store, bot, watching, tasks, .. } = self;
        drop(watching);
        tasks.iter().for_each(JoinHandle::abort);
        runtime.block_on(async {
            bot.state().flush().await;
            store.close().await;
        });
    }
}

async fn open(settings: &Settings) -> Result<(Arc<dyn Store>, Arc<State>), ModerationError> {
    let store = connect(&settings.store.url).await?;
    let clock = Clock::default();
    let outbox = Outbox::new(Some(Arc::clone(&store)), clock.clone());
    let state = State::kept(Arc::clone(&store), outbox, clock, settings.privacy).await?;
    Ok((store, Arc::new(state)))
}

async fn bot_of(
    settings: &Settings,
    moderation: &Moderation,
    state: &Arc<State>,
) -> Result<(Arc<Bot>, Option<Kept>), Refusal> {
    let folder = settings.faq.dir.as_deref();
    let snapshot = match (settings.faq.source, folder) {
        (FaqSource::Store, _) => moderation.snapshot().await.map_err(Refusal::Moderation)?,
        (FaqSource::Files, Some(folder)) => Snapshot::of_folder(folder),
        (FaqSource::Files, None) => {
            let Documents { pack, rules, .. } = Documents::built_in();
            return Ok((Arc::new(Bot::with_state(pack, rules, settings.clone(), Arc::clone(state))), None));
        }
    };
    let begun = Reloader::begin(&snapshot, settings.clone(), Arc::clone(state));
    let (reloader, safety) = begun.map_err(Refusal::Broken)?;
    log_safety(&safety);
    let bot = Arc::clone(reloader.bot());
    let kept = match (settings.faq.source, folder) {
        (FaqSource::Files, Some(folder)) => {
            record(moderation).await;
            Kept::Folder(folder.to_owned(), reloader)
        }
        _ => Kept::Store(reloader),
    };
    Ok((bot, Some(kept)))
}

/// Records what was changed in the folder. That it cannot be recorded keeps nobody from being answered.
async fn record(moderation: &Moderation) {
    if let Err(error) = moderation.sync().await {
        tracing::warn!("what was changed in the folder could not be recorded in the history: {error}");
    }
}
