//! The real binary as a child process: its environment, its log, its end.

use crate::common::short_faq;
use crate::discord::stand_in::{PATIENCE, StandIn, TOKEN};
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// A running `askwell serve`. Killed when dropped.
pub(crate) struct Program {
    child: Child,
    log: Arc<Log>,
    reader: JoinHandle<()>,
    /// Where it runs: an empty folder.
    folder: tempfile::TempDir,
}

#[derive(Default)]
struct Log {
    text: Mutex<String>,
    grown: Notify,
}

impl Program {
    /// Starts it against the stand-in, with these `ASKWELL__DISCORD__…` settings besides token and address.
    pub(crate) fn start(discord: &StandIn, settings: &[(&str, &str)]) -> Self {
        Self::start_with(discord, &[], settings)
    }

    /// The same with more arguments.
    pub(crate) fn start_with(discord: &StandIn, arguments: &[&str], settings: &[(&str, &str)]) -> Self {
        let variables: Vec<(String, &str)> =
            settings.iter().map(|(key, value)| (format!("ASKWELL__DISCORD__{key}"), *value)).collect();
        Self::start_in(discord, arguments, &variables)
    }

    /// The same with variables of any name.
    pub(crate) fn start_in(discord: &StandIn, arguments: &[&str], variables: &[(String, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_askwell"));
        command.arg("serve").args(arguments).current_dir(folder.path()).env_clear();
        command.env("ASKWELL__DISCORD__TOKEN", TOKEN).env("ASKWELL__DISCORD__API_URL", discord.url());
        command.env("ASKWELL__WEB__BIND", "127.0.0.1:0").env("ASKWELL__FAQ__DIR", short_faq());
        // A log level at which a careless library would tell everything.
        command.env("RUST_LOG", "trace");
        // A proxy must not be asked for what stays on this machine.
        command.env("HTTP_PROXY", "http://127.0.0.1:9").env("http_proxy", "http://127.0.0.1:9");
        for (name, value) in variables {
            command.env(name, value);
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let log = Arc::new(Log::default());
        let written = Arc::clone(&log);
        let reader = tokio::spawn(async move {
            // To look at what happens: ASKWELL_TEST_LOG=1 cargo test --test all discord::NAME -- --nocapture
            let shown = std::env::var_os("ASKWELL_TEST_LOG").is_some();
            while let Ok(Some(line)) = lines.next_line().await {
                if shown {
                    eprintln!("{line}");
                }
                written.text.lock().unwrap().push_str(&(line + "\n"));
                written.grown.notify_waiters();
            }
        });
        Self { child, log, reader, folder }
    }

    /// Where it runs.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The memory that it uses, in kB, where the system tells.
    pub(crate) fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id().unwrap())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
    }

    /// The address of the store that it made.
    pub(crate) fn store_url(&self) -> String {
        format!("sqlite:{}", self.folder.path().join("data/askwell.db").display())
    }

    /// What was logged so far.
    pub(crate) fn log(&self) -> String {
        self.log.text.lock().unwrap().clone()
    }

    /// Waits until the log says something.
    pub(crate) async fn until_log(&self, words: &str) {
        self.until_lines(words, 1).await;
    }

    /// Waits until the log has so many lines with these words. Returns them.
    pub(crate) async fn until_lines(&self, words: &str, count: usize) -> Vec<String> {
        let wait = async {
            loop {
                let grown = self.log.grown.notified();
                tokio::pin!(grown);
                grown.as_mut().enable();
                let log = self.log();
                let lines: Vec<String> = log.lines().filter(|line| line.contains(words)).map(str::to_owned).collect();
                if lines.len() >= count {
                    return lines;
                }
                grown.await;
            }
        };
        let lines = tokio::time::timeout(PATIENCE, wait).await.ok();
        lines.unwrap_or_else(|| panic!("the log never said {words:?} {count} times:\n{}", self.log()))
    }

    /// What its HTTP server answers.
    #[cfg(feature = "web")]
    pub(crate) async fn get(&self, path: &str) -> String {
        let line = self.until_lines("HTTP: listening at", 1).await.remove(0);
        let address = line.split_whitespace().find(|word| word.starts_with("http://")).unwrap();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        client.get(format!("{address}{path}")).send().await.unwrap().text().await.unwrap()
    }

    /// Waits for the end. Returns the exit code and the whole log.
    pub(crate) async fn until_exit(mut self) -> (Option<i32>, String) {
        let status = tokio::time::timeout(PATIENCE, self.child.wait()).await;
        let status = status.unwrap_or_else(|_| panic!("it does not end:\n{}", self.log())).unwrap();
        (&mut self.reader).await.unwrap();
        (status.code(), self.log())
    }

    /// Ends it as a crash would: `kill -9`.
    #[cfg(feature = "postgres")]
    pub(crate) async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    /// Asks it to end as an operator would, and looks at how it behaved: exit code 0, a goodbye to Discord, nothing that
    /// Discord would refuse, and neither the token nor any of `private` in the log.
    pub(crate) async fn stop_cleanly(self, discord: &StandIn, private: &[&str]) {
        let goodbyes = discord.set(|state| state.goodbyes);
        let id = self.child.id().unwrap().to_string();
        let killed = Command::new("kill").args(["-TERM", &id]).status().await.unwrap();
        assert!(killed.success());
        let (code, log) = self.until_exit().await;
        assert_eq!(code, Some(0), "{log}");
        assert!(discord.set(|state| state.goodbyes) > goodbyes, "no goodbye to the gateway:\n{log}");
        for secret in private.iter().chain([&TOKEN]) {
            assert!(!log.contains(secret), "{secret:?} is in the log:\n{log}");
        }
        discord.assert_no_complaints();
    }
}
