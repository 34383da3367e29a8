//! A clinic with a folder of its own, a running server, and people with accounts.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::http::server::{Answer, Server};

/// Everybody's password.
pub(crate) const PASSWORD: &str = "four words in a row";

/// The FAQ that a clinic begins with.
pub(crate) const FAQ: &str = r#"title = "Riverside"

# Kept by every edit.
[[entries]]
id = "driving"
question = "Can I drive afterward?"
answer = "No. You will need someone to drive you home."
phrasings = ["Can I drive myself home?"]
reviewed_by = "Dr. Lee"

[[entries]]
id = "awake"
question = "Will I be awake?"
answer = "Yes. You stay awake."
"#;

/// Labelled messages that drafts are replayed over.
const MESSAGES: &str = concat!(
    r#"{"text":"can i drive home","labels":["driving"],"addressed":true,"kind":"plain"}"#,
    "\n",
    r#"{"text":"will i be awake","labels":["awake"],"addressed":true,"kind":"plain"}"#,
    "\n",
);

/// A clinic whose server runs.
pub(crate) struct Clinic {
    pub(crate) server: Server,
}

/// Somebody at a browser.
pub(crate) struct Person<'c> {
    clinic: &'c Clinic,
    cookie: String,
}

impl Clinic {
    /// A clinic with `anna` (moderator), `rita` (reviewer), `adam` (admin) and `rhea` (reader).
    pub(crate) fn open() -> Self {
        Self::open_with(|_| {})
    }

    /// The same, with settings of the test's own.
    pub(crate) fn open_with(prepare: impl Fn(&mut Command)) -> Self {
        Self::open_in(|_, command| prepare(command))
    }

    /// The same, with files of the test's own in the clinic's folder.
    pub(crate) fn open_in(prepare: impl Fn(&Path, &mut Command)) -> Self {
        let server = Server::start_in(|folder, command| {
            fs::create_dir(folder.join("faq")).unwrap();
            fs::write(folder.join("faq/faq.toml"), FAQ).unwrap();
            fs::write(folder.join("messages.jsonl"), MESSAGES).unwrap();
            prepare(folder, command);
            for (name, role) in [("anna", "moderator"), ("rita", "reviewer"), ("adam", "admin"), ("rhea", "reader")] {
                askwell(command, folder, &["desk", "add-user", name, "--role", role, "--by", "test"], PASSWORD);
            }
            command.arg("serve").env("ASKWELL__FAQ__DIR", "faq").env("ASKWELL__FAQ__MESSAGES", "messages.jsonl");
        });
        Self { server }
    }

    /// A file of the clinic's folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.server.folder().join(name)
    }

    /// The FAQ as it stands in the folder.
    pub(crate) fn faq(&self) -> String {
        fs::read_to_string(self.path("faq/faq.toml")).unwrap()
    }

    /// Runs a command of the command line beside the server, and returns what it prints.
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        let mut like = Command::new(env!("CARGO_BIN_EXE_askwell"));
        like.env("ASKWELL__FAQ__DIR", "faq").env("ASKWELL__FAQ__MESSAGES", "messages.jsonl");
        askwell(&like, self.server.folder(), arguments, "")
    }

    /// Somebody who has signed in.
    pub(crate) fn signed_in(&self, name: &str) -> Person<'_> {
        let answer = self.sign_in(name, PASSWORD);
        assert_eq!(answer.status, 303, "{answer:?}");
        let cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        Person { clinic: self, cookie }
    }

    /// Sends the form of the first page.
    pub(crate) fn sign_in(&self, name: &str, password: &str) -> Answer {
        self.send("POST", "/desk/sign-in", "", Some(&form(&[("name", name), ("password", password)])))
    }

    /// Sends a request with headers of the test's own; a form where there is one.
    pub(crate) fn send(&self, method: &str, path: &str, headers: &str, form: Option<&str>) -> Answer {
        let mut request =
            format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}", self.server.address);
        if let Some(form) = form {
            let length = form.len();
            write!(request, "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n").unwrap();
        }
        self.server.raw(format!("{request}\r\n{}", form.unwrap_or_default()).as_bytes())
    }
}

impl Person<'_> {
    /// A page, which has to be there.
    pub(crate) fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        answer.body
    }

    /// Whatever is answered to a request for a page.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.clinic.send("GET", path, &format!("Cookie: {}\r\n", self.cookie), None)
    }

    /// Posts a form from a page of this session.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf();
        let fields = [&[("csrf", csrf.as_str())], fields].concat();
        self.post_bare(path, &fields)
    }

    /// Posts a form with nothing but these fields.
    pub(crate) fn post_bare(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.clinic.send("POST", path, &format!("Cookie: {}\r\n", self.cookie), Some(&form(fields)))
    }

    /// What forms of this session's pages bring along.
    pub(crate) fn csrf(&self) -> String {
        let page = self.page("/desk");
        let (_, rest) = page.split_once(r#"name="csrf" value=""#).unwrap();
        rest.split('"').next().unwrap().to_owned()
    }
}

/// A form as browsers write it.
pub(crate) fn form(fields: &[(&str, &str)]) -> String {
    let escaped = |text: &str| text.bytes().fold(String::new(), |done, byte| format!("{done}%{byte:02X}"));
    let pairs = fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// Runs a command in a folder with the settings of another one.
fn askwell(like: &Command, folder: &Path, arguments: &[&str], input: &str) -> String {
    use std::io::Write as _;
    let mut command = Command::new(env!("CARGO_BIN_EXE_askwell"));
    command.args(arguments).current_dir(folder).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped());
    command.envs(like.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    // A command that has ended reads nothing: what it said is shown below.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}
