//! A real PostgreSQL for tests: a private cluster in a temporary folder on a Unix socket, or the server that
//! `ASKWELL_TEST_POSTGRES_URL` names. Where there is neither, the test says so loudly and is skipped; with
//! `ASKWELL_REQUIRE_POSTGRES` set (as in CI) it fails.

#![allow(dead_code)]

use sqlx::{AssertSqlSafe, Connection, PgConnection, SqlSafeStr};
use std::io::Write;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long the server may take to start or stop.
const LIMIT: Duration = Duration::from_secs(60);

/// A server with databases of its own for a test.
pub(crate) struct Postgres {
    server: Server,
    next: AtomicU32,
}

enum Server {
    Cluster(Box<Cluster>),
    /// Its address, with the database that the administrator may connect to.
    Running(String),
}

struct Cluster {
    folder: TempDir,
    programs: PathBuf,
    user: Option<(u32, u32)>,
    process: Option<Child>,
}

impl Postgres {
    /// Starts a server, or tells that there is none.
    pub(crate) fn start() -> Option<Self> {
        let running = std::env::var("ASKWELL_TEST_POSTGRES_URL").ok().filter(|url| !url.is_empty());
        let cluster = || programs().map(|programs| Server::Cluster(Box::new(Cluster::start(programs))));
        let Some(server) = running.map(Server::Running).or_else(cluster) else {
            let required = std::env::var_os("ASKWELL_REQUIRE_POSTGRES").is_some();
            assert!(!required, "PostgreSQL is required here, but its programs are not installed");
            // Past the test runner, which would keep it to itself.
            let line = "\n!!! SKIPPED: a test that needs PostgreSQL. Install it (Debian: postgresql) or set \
                        ASKWELL_TEST_POSTGRES_URL.\n";
            std::io::stderr().write_all(line.as_bytes()).unwrap();
            return None;
        };
        Some(Self { server, next: AtomicU32::new(0) })
    }

    /// The address of a new, empty database.
    pub(crate) async fn database(&self) -> String {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let name = format!("askwell_test_{}_{number}", std::process::id());
        let admin = self.address("postgres");
        let mut connection = PgConnection::connect(&admin).await.unwrap();
        for statement in [format!("DROP DATABASE IF EXISTS {name}"), format!("CREATE DATABASE {name}")] {
            sqlx::query(AssertSqlSafe(statement).into_sql_str()).execute(&mut connection).await.unwrap();
        }
        connection.close().await.unwrap();
        self.address(&name)
    }

    fn address(&self, database: &str) -> String {
        match &self.server {
            Server::Cluster(cluster) => {
                format!("postgres://askwell@localhost/{database}?host={}", cluster.folder.path().display())
            }
            Server::Running(url) => {
                let (before, query) = url.split_once('?').map_or((url.as_str(), ""), |(before, query)| (before, query));
                let host = before.rfind('/').filter(|at| *at > "postgres://".len()).map_or(before, |at| &before[..at]);
                let mark = if query.is_empty() { "" } else { "?" };
                format!("{host}/{database}{mark}{query}")
            }
        }
    }

    /// Whether the server is the test's own, so that it may be stopped.
    pub(crate) fn is_own(&self) -> bool {
        matches!(self.server, Server::Cluster(_))
    }

    /// Ends the server at once, as a crash would.
    pub(crate) fn stop(&mut self) {
        if let Server::Cluster(cluster) = &mut self.server {
            cluster.stop();
        }
    }

    /// Starts it again on the same data.
    pub(crate) fn resume(&mut self) {
        if let Server::Cluster(cluster) = &mut self.server {
            cluster.run();
        }
    }
}

impl Cluster {
    fn start(programs: PathBuf) -> Self {
        // A socket's path may have about a hundred characters, so the folder is not left to TMPDIR.
        let folder = tempfile::Builder::new().prefix("askwell-pg-").tempdir_in("/tmp").unwrap();
        let user = other_user();
        if let Some((uid, gid)) = user {
            chown(folder.path(), Some(uid), Some(gid)).unwrap();
        }
        let mut cluster = Self { folder, programs, user, process: None };
        let data = cluster.data();
        let made = cluster
            .command("initdb")
            .args(["-A", "trust", "-U", "askwell", "-E", "UTF8", "--locale=C", "--no-sync", "-D"])
            .arg(&data)
            .output()
            .unwrap();
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
        cluster.run();
        cluster
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        command.current_dir(self.folder.path()).stdin(Stdio::null()).env_remove("PGHOST");
        if let Some((uid, gid)) = self.user {
            command.uid(uid).gid(gid);
        }
        command
    }

    fn run(&mut self) {
        let mut command = self.command("postgres");
        command.arg("-D").arg(self.data()).arg("-k").arg(self.folder.path());
        command.args(["-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=60"]);
        let log = std::fs::File::create(self.folder.path().join("log")).unwrap();
        self.process = Some(command.stdout(Stdio::null()).stderr(log).spawn().unwrap());
        let begun = Instant::now();
        while !self.answers() {
            let ended = self.process.as_mut().unwrap().try_wait().unwrap();
            let log = || std::fs::read_to_string(self.folder.path().join("log")).unwrap();
            assert!(ended.is_none(), "PostgreSQL ended: {}", log());
            assert!(begun.elapsed() < LIMIT, "PostgreSQL does not start: {}", log());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn answers(&self) -> bool {
        let mut command = self.command("pg_isready");
        command.args(["-q", "-d", "postgres", "-U", "askwell", "-h"]).arg(self.folder.path());
        command.status().unwrap().success()
    }

    fn stop(&mut self) {
        let Some(mut process) = self.process.take() else { return };
        // SIGQUIT: the server ends at once, and takes its children along.
        let id = process.id().to_string();
        let told = Command::new("kill").args(["-QUIT", &id]).status().is_ok_and(|status| status.success());
        let begun = Instant::now();
        while told && begun.elapsed() < LIMIT && process.try_wait().is_ok_and(|ended| ended.is_none()) {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = process.kill();
        let _ = process.wait();
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The folder with PostgreSQL's programs: what `pg_config` names, or the newest that Debian has installed.
fn programs() -> Option<PathBuf> {
    let said = Command::new("pg_config").arg("--bindir").output().ok().filter(|output| output.status.success());
    let named = said.map(|output| PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut installed: Vec<PathBuf> = installed.map(|entry| entry.path().join("bin")).collect();
    installed.sort();
    named.into_iter().chain(installed.into_iter().rev()).find(|folder| has_all(folder))
}

fn has_all(folder: &Path) -> bool {
    ["initdb", "postgres", "pg_isready"].iter().all(|program| folder.join(program).is_file())
}

/// PostgreSQL refuses to run as root: the user and group to run it under instead.
fn other_user() -> Option<(u32, u32)> {
    let own = Command::new("id").arg("-u").output().unwrap();
    if String::from_utf8_lossy(&own.stdout).trim() != "0" {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").unwrap();
    let find = |name: &str| {
        let mut fields = users.lines().find(|line| line.split(':').next() == Some(name))?.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    find("postgres").or_else(|| find("nobody"))
}
