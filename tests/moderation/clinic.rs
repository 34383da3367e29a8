//! A clinic for one test: a folder of documents, a store, people.

use askwell::clock::{Clock, Moment};
use askwell::config::{FaqSource, Settings, Sources};
use askwell::faq::edit::Edit;
use askwell::moderation::{Drafted, Moderation, ModerationError, Moderator};
use askwell::store::{self, Store};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

/// The questions of a made-up swimming pool.
pub(crate) const POOL: &str = r#"# The pool.
title = "The pool"

[[entries]]
id = "opening"
question = "What are your opening hours?"
answer = "Seven to nine, every day."   # also on the door

[[entries]]
id = "tickets"
question = "What does a ticket cost?"
phrasings = [
  "price of a ticket",   # at the till
]
answer = "Five for grown-ups, three for children."

[[entries]]
id = "towels"
question = "Can I rent a towel?"
answer = "Yes, for one."
"#;

/// Labelled messages: the second is a miss of the pool as it is.
pub(crate) const MESSAGES: &str = r#"{"text": "what are your opening hours", "labels": ["opening"]}
{"text": "how much dosh for a dip", "labels": ["tickets"], "addressed": true}
{"text": "lovely weather", "labels": ["none"]}
{"text": "I want to kill myself", "labels": ["crisis"]}
"#;

pub(crate) struct Clinic {
    pub(crate) home: TempDir,
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) moderation: Moderation,
}

impl Clinic {
    pub(crate) async fn new() -> Self {
        Self::with(POOL, FaqSource::Files).await
    }

    pub(crate) async fn with(document: &str, source: FaqSource) -> Self {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("faq")).unwrap();
        fs::write(home.path().join("faq/pool.toml"), document).unwrap();
        fs::write(home.path().join("messages.jsonl"), MESSAGES).unwrap();
        let mut settings = Sources::default().load().unwrap().settings;
        settings.faq.dir = Some(home.path().join("faq"));
        settings.faq.messages = Some(home.path().join("messages.jsonl"));
        settings.faq.source = source;
        settings.store.url = format!("sqlite:{}", home.path().join("askwell.db").display()).into();
        let clock = Clock::standing_at(Moment(1_796_000_000_000));
        let store = store::connect(&settings.store.url).await.unwrap();
        let moderation = Moderation::new(Arc::clone(&store), settings.clone(), clock.clone());
        Self { home, settings, clock, store, moderation }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.home.path().join("faq/pool.toml")
    }

    /// What the file says.
    pub(crate) fn file(&self) -> String {
        fs::read_to_string(self.path()).unwrap()
    }

    pub(crate) async fn draft(&self, who: &str, edits: Vec<Edit>) -> Drafted {
        self.moderation.draft(&person(who), edits, None).await.unwrap_or_else(|error| panic!("{error}"))
    }

    /// Drafts and applies, and returns the revision.
    pub(crate) async fn change(&self, who: &str, edit: Edit) -> i64 {
        let drafted = self.draft(who, vec![edit]).await;
        self.apply(who, &drafted).await.unwrap_or_else(|error| panic!("{error}"))
    }

    pub(crate) async fn apply(&self, who: &str, drafted: &Drafted) -> Result<i64, ModerationError> {
        Ok(self.moderation.apply(&person(who), drafted.id).await?.revisions[0])
    }

    /// The history as `author: action`, newest first.
    pub(crate) async fn history(&self) -> Vec<String> {
        let revisions = self.moderation.history(None, 100).await.unwrap();
        revisions.into_iter().map(|revision| format!("{}: {}", revision.author, revision.action)).collect()
    }
}

pub(crate) fn person(name: &str) -> Moderator {
    Moderator { name: name.to_owned(), reviewer: false }
}

pub(crate) fn phrasing(entry: &str, text: &str) -> Edit {
    Edit::AddPhrasing { entry: entry.to_owned(), text: text.to_owned() }
}

pub(crate) fn answer(entry: &str, text: &str) -> Edit {
    Edit::SetAnswer { entry: entry.to_owned(), text: text.to_owned() }
}

/// The sentence with which an operation was refused.
pub(crate) fn said<T>(result: Result<T, ModerationError>) -> String {
    result.err().unwrap().to_string()
}
