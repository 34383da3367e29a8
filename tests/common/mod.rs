//! The program through its front door: run as a person would run it, in an empty folder and with no settings of the
//! machine's own.

#![allow(dead_code)]

pub(crate) mod conversation;
#[cfg(feature = "postgres")]
pub(crate) mod postgres;
pub(crate) mod ten;

use askwell::bot::Brain;
use askwell::config::Sources;
use askwell::faq::built_in;
use askwell::safety::Rules;
use assert_cmd::cargo::CommandCargoExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use tempfile::TempDir;

/// What the program decides with, for tests that ask it thousands of messages.
pub(crate) static BRAIN: LazyLock<Brain> = LazyLock::new(|| {
    let settings = Sources::default().load().unwrap_or_else(|problems| panic!("{problems:?}")).settings;
    Brain::new(built_in(), Rules::built_in(), &settings.matching)
});

/// One run of the program, being prepared.
pub(crate) struct Askwell {
    command: Command,
    folder: TempDir,
    input: Option<Vec<u8>>,
}

/// What a run left behind.
pub(crate) struct Done {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

impl Askwell {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::cargo_bin("askwell").unwrap();
        command.current_dir(folder.path()).stdin(Stdio::null()).env_remove("RUST_LOG");
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("ASKWELL__")) {
            command.env_remove(name);
        }
        Self { command, folder, input: None }
    }

    /// A run with the arguments of one command line, cut at blanks.
    pub(crate) fn line(arguments: &str) -> Self {
        Self::new().args(arguments.split_whitespace())
    }

    pub(crate) fn args<'a>(mut self, arguments: impl IntoIterator<Item = &'a str>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Starts the program in the project's own folder.
    pub(crate) fn in_project(mut self) -> Self {
        self.command.current_dir(env!("CARGO_MANIFEST_DIR"));
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Puts a file into the folder that the program is started in.
    pub(crate) fn file(self, name: &str, text: &str) -> Self {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    pub(crate) fn stdin(mut self, text: impl Into<Vec<u8>>) -> Self {
        self.input = Some(text.into());
        self
    }

    /// The folder that the program is started in.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn run(self) -> Done {
        self.run_in_folder().0
    }

    /// Runs and keeps the folder, for what the program wrote there.
    pub(crate) fn run_in_folder(self) -> (Done, TempDir) {
        let Self { command, folder, input } = self;
        let mut command = assert_cmd::Command::from_std(command);
        if let Some(input) = input {
            command.write_stdin(input);
        }
        (Done::of(command.output().unwrap()), folder)
    }
}

impl Done {
    fn of(output: Output) -> Self {
        Self {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        }
    }

    /// Fails unless the run ended well and quietly.
    pub(crate) fn fine(self) -> Self {
        assert_eq!((self.code, self.stderr.as_str()), (0, ""), "stdout: {}", self.stdout);
        self
    }

    /// Fails unless the run ended with this code and all these parts on stderr, and no panic.
    pub(crate) fn failed(self, code: i32, parts: &[&str]) -> Self {
        assert_eq!(self.code, code, "stderr: {}", self.stderr);
        for part in parts {
            assert!(self.stderr.contains(part), "no {part:?} in: {}", self.stderr);
        }
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        self
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        assert_eq!(self.stdout.lines().count(), 1, "{}", self.stdout);
        serde_json::from_str(&self.stdout).unwrap()
    }
}

/// A folder with the built-in FAQ, each entry with its first few phrasings: a start with it takes half the time, for tests of
/// what lies around the answers.
pub(crate) fn short_faq() -> &'static str {
    const PHRASINGS: usize = 12;
    static FOLDER: LazyLock<String> = LazyLock::new(|| {
        let mut document: toml_edit::DocumentMut = include_str!("../../faq/ketamine.toml").parse().unwrap();
        for entry in document["entries"].as_array_of_tables_mut().unwrap().iter_mut() {
            let all = entry["phrasings"].as_array().unwrap();
            let few: toml_edit::Array = all.iter().take(PHRASINGS).cloned().collect();
            entry["phrasings"] = toml_edit::value(few);
        }
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("short-faq-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("faq.toml"), document.to_string()).unwrap();
        folder.to_str().unwrap().to_owned()
    });
    &FOLDER
}

/// What the program decides about many messages: one run of `askwell eval` for all, since a start costs as much as thousands of
/// messages.
pub(crate) fn decisions(mode: &str, texts: &[&str]) -> Vec<serde_json::Value> {
    let message = |text: &&str| serde_json::json!({"text": text, "labels": ["none"]}).to_string() + "\n";
    let messages: String = texts.iter().map(message).collect();
    let run = Askwell::line("eval --messages m.jsonl --predictions p.jsonl --json --mode").args([mode]);
    let (done, folder) = run.file("m.jsonl", &messages).run_in_folder();
    done.fine();
    let predictions = std::fs::read_to_string(folder.path().join("p.jsonl")).unwrap();
    let predictions: Vec<_> = predictions.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(predictions.len(), texts.len());
    predictions
}

/// A file of the project.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
