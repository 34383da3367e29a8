//! Watches a folder of documents while the bot serves.
//!
//! The system's own notices only wake the look early. They are not relied on: there are none on some network drives and
//! in some containers, and they end when a folder is replaced by another of its name. So a look is due every
//! [`INTERVAL`] in any case, and it compares what the files say, not when they were written.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::documents::Snapshot;
use super::reloader::{News, Reloader};

/// The longest time until an edit is noticed where the system tells nothing.
const INTERVAL: Duration = Duration::from_secs(3);
/// Editors save in several steps. A folder counts as it is when it has said the same for so long.
const SETTLED: Duration = Duration::from_millis(200);
/// A folder that never comes to rest is taken as it is after so many looks.
const MOST_LOOKS: u32 = 25;

/// What wakes the look.
enum Wake {
    /// Something happened in the folder.
    Noticed,
    /// The watching ends.
    End,
}

/// A watch that goes on until this is dropped.
pub struct Watching {
    end: Sender<Wake>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        // The thread may have ended by itself, and then nobody is there to be told.
        let _ = self.end.send(Wake::End);
    }
}

/// Watches a folder on a thread of its own, and tells the news as it comes.
///
/// # Errors
/// When the system gives no thread.
pub fn watch(folder: PathBuf, reloader: Reloader, tell: impl FnMut(News) + Send + 'static) -> io::Result<Watching> {
    let (end, woken) = mpsc::channel();
    let ears = Ears { folder, notices: end.clone(), watcher: None };
    thread::Builder::new().name("documents".to_owned()).spawn(move || run(ears, reloader, &woken, tell))?;
    Ok(Watching { end })
}

fn run(mut ears: Ears, mut reloader: Reloader, woken: &Receiver<Wake>, mut tell: impl FnMut(News)) {
    ears.listen();
    loop {
        match woken.recv_timeout(INTERVAL) {
            Ok(Wake::Noticed) | Err(RecvTimeoutError::Timeout) => {}
            Ok(Wake::End) | Err(RecvTimeoutError::Disconnected) => return,
        }
        if let Some(news) = settled(&ears.folder, &reloader).and_then(|snapshot| reloader.take(&snapshot)) {
            ears.listen();
            tell(news);
        }
    }
}

/// The folder when it has come to rest; nothing where it says what it said before.
fn settled(folder: &Path, reloader: &Reloader) -> Option<Snapshot> {
    let mut last = Snapshot::of_folder(folder);
    for _ in 0..MOST_LOOKS {
        if reloader.knows(&last) {
            return None;
        }
        thread::sleep(SETTLED);
        let next = Snapshot::of_folder(folder);
        if next.fingerprint() == last.fingerprint() {
            return Some(next);
        }
        last = next;
    }
    Some(last)
}

/// The system's notices about the folder, where there are any.
struct Ears {
    folder: PathBuf,
    notices: Sender<Wake>,
    watcher: Option<RecommendedWatcher>,
}

impl Ears {
    /// Listens to the folder that has the name now. It may be another one than before.
    fn listen(&mut self) {
        let had_one = self.watcher.take().is_some();
        let notices = self.notices.clone();
        let heard = move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| is_write(event.kind)) {
                // Nobody listens any more only while the watching ends.
                let _ = notices.send(Wake::Noticed);
            }
        };
        let listening = notify::recommended_watcher(heard).and_then(|mut watcher| {
            watcher.watch(&self.folder, RecursiveMode::NonRecursive)?;
            Ok(watcher)
        });
        match listening {
            Ok(watcher) => self.watcher = Some(watcher),
            Err(error) if !had_one => {
                let (folder, seconds) = (self.folder.display(), INTERVAL.as_secs());
                tracing::info!("{folder} cannot be watched ({error}): it is looked at every {seconds} s");
            }
            Err(_) => {}
        }
    }
}

/// The look itself reads the files, and must not wake itself.
fn is_write(kind: EventKind) -> bool {
    !kind.is_access() || kind == EventKind::Access(AccessKind::Close(AccessMode::Write))
}
