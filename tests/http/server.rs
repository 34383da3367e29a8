//! A running `askwell serve` with nothing but HTTP, and a client that sends what a test wants to the byte.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use crate::common::short_faq;
use serde_json::Value;
use tempfile::TempDir;

/// How long a test waits for something that should happen at once. Generous: the machine may be busy.
pub(crate) const PATIENCE: Duration = Duration::from_secs(90);
/// What is logged when the server is there.
const LISTENING: &str = "HTTP: listening at http://";

/// A running program. Killed when dropped.
pub(crate) struct Server {
    child: Child,
    log: Arc<(Mutex<String>, Condvar)>,
    pub(crate) address: String,
    folder: TempDir,
}

/// A command that starts the program in an empty folder with no settings of the machine's own.
pub(crate) fn command(folder: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_askwell"));
    command.current_dir(folder.path()).env_clear().env("ASKWELL__WEB__BIND", "127.0.0.1:0");
    command.env("ASKWELL__FAQ__DIR", short_faq());
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

impl Server {
    pub(crate) fn start() -> Self {
        Self::start_with(|command| {
            command.arg("serve");
        })
    }

    /// Starts it as the test wants, and waits until it listens.
    pub(crate) fn start_with(prepare: impl FnOnce(&mut Command)) -> Self {
        Self::start_in(|_, command| prepare(command))
    }

    /// The same in a folder that the test prepares.
    pub(crate) fn start_in(prepare: impl FnOnce(&Path, &mut Command)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = command(&folder);
        command.env("RUST_LOG", "trace");
        prepare(folder.path(), &mut command);
        let mut child = command.spawn().unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let log = Arc::new((Mutex::new(String::new()), Condvar::new()));
        let written = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                written.0.lock().unwrap().push_str(&(line + "\n"));
                written.1.notify_all();
            }
        });
        let mut server = Self { child, log, address: String::new(), folder };
        let line = server.until_log(LISTENING);
        line.rsplit("http://").next().unwrap().trim().clone_into(&mut server.address);
        server
    }

    /// Waits for a line of the log.
    pub(crate) fn until_log(&self, words: &str) -> String {
        let found = |log: &str| log.lines().find(|line| line.contains(words)).map(str::to_owned);
        let (log, changed) = &*self.log;
        let waited = changed.wait_timeout_while(log.lock().unwrap(), PATIENCE, |log| found(log).is_none());
        let log = waited.unwrap().0;
        found(&log).unwrap_or_else(|| panic!("the log never said {words:?}:\n{log}"))
    }

    pub(crate) fn log(&self) -> String {
        self.log.0.lock().unwrap().clone()
    }

    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes and reads the answer to the end of the connection.
    pub(crate) fn raw(&self, bytes: &[u8]) -> Answer {
        let mut stream = self.connect();
        // The server may answer, and close, before it has read all.
        let _ = stream.write_all(bytes);
        Answer::read(&mut stream)
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.raw(format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).as_bytes())
    }

    /// Asks with a body and headers of the test's own.
    pub(crate) fn post(&self, headers: &str, body: &[u8]) -> Answer {
        let head = format!(
            "POST /api/v1/ask HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n",
            body.len()
        );
        self.raw(&[head.as_bytes(), body].concat())
    }

    pub(crate) fn ask(&self, body: &Value) -> Answer {
        self.post("Content-Type: application/json\r\n", body.to_string().as_bytes())
    }

    pub(crate) fn terminate(&self) {
        let killed = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(killed.success());
    }

    /// Waits for the end, and returns the exit code.
    pub(crate) fn until_exit(mut self) -> (Option<i32>, String) {
        let code = self.child.wait().unwrap().code();
        (code, self.log())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Answer {
    /// Reads to the end of the connection.
    pub(crate) fn read(stream: &mut TcpStream) -> Self {
        let mut bytes = Vec::new();
        // A reset after the answer is the server's right where it did not read the whole request.
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, head: head.to_owned(), body: body.to_owned() }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), Some("application/json"), "{self:?}");
        serde_json::from_str(&self.body).unwrap()
    }

    /// Fails unless it is a problem with this status whose sentence has these words.
    pub(crate) fn problem(&self, status: u16, words: &str) {
        assert_eq!((self.status, self.header("content-type")), (status, Some("application/problem+json")), "{self:?}");
        let problem: Value = serde_json::from_str(&self.body).unwrap();
        assert_eq!(problem["status"], status);
        assert!(problem["detail"].as_str().unwrap().contains(words), "no {words:?} in {problem}");
    }
}
