//! The patients' page in a real browser, through the programs in this folder: `README.md` says what they need. Where it
//! is missing the test says so loudly and is skipped; with `ASKWELL_REQUIRE_BROWSER` set (as in CI) it fails.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::desk::clinic::Clinic;
use crate::http::server::Server;
use askwell::clock::Clock;
use askwell::store::{Count, Counted, connect};
use secrecy::SecretString;

/// The folder of the programs.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser")
}

/// Whether a program can be started.
fn starts(program: &str) -> bool {
    let tried = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    tried.is_ok_and(|status| status.success())
}

/// What is needed and not there.
fn missing() -> Vec<&'static str> {
    let browser = std::env::var_os("CHROMIUM").is_some() || starts("chromium") || starts("google-chrome");
    let needed = [
        ("Node.js (nodejs)", starts("node")),
        ("Chromium (chromium)", browser),
        ("its driver (chromium-driver)", std::env::var_os("CHROMEDRIVER").is_some() || starts("chromedriver")),
        ("axe-core (npm ci --prefix tests/browser)", folder().join("node_modules/axe-core/axe.min.js").exists()),
    ];
    needed.iter().filter(|(_, there)| !there).map(|(name, _)| *name).collect()
}

/// A site with one page, which has the chat in a frame.
fn site(listener: TcpListener, askwell: &str) {
    let page = format!(
        "<!doctype html><html lang=en><title>A clinic</title><h1>A clinic</h1><script src=\"http://{askwell}/embed.js\" \
         async></script></html>"
    );
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            // What is asked for does not matter; browsers hold connections open without asking for anything, too.
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n",
                page.len()
            );
            let page = page.clone();
            std::thread::spawn(move || {
                let _ = stream.read(&mut [0; 4096]);
                let _ = stream.write_all(format!("{head}\r\n{page}").as_bytes());
            });
        }
    });
}

/// A server of a clinic, and a site of that clinic; `run` is given the programs' environment.
fn with_a_clinic(run: impl FnOnce(&[(&str, String)])) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let site_url = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let server = Server::start_with(|command| {
        command.arg("serve").env("ASKWELL__WEB__ALLOWED_ORIGINS", &site_url).env("RUST_LOG", "warn,askwell=info");
        command.env("ASKWELL__PROVIDER__NAME", "Riverside Clinic").env("ASKWELL__PROVIDER__PHONE", "555-0100");
        command.env("ASKWELL__PROVIDER__URL", "https://riverside.example/contact");
        command.env("ASKWELL__PROVIDER__HOURS", "Mon to Fri, 9 to 5");
    });
    site(listener, &server.address);
    run(&[("ASKWELL_URL", format!("http://{}", server.address)), ("ASKWELL_SITE_URL", site_url)]);
}

fn node(arguments: &[&str], environment: &[(&str, String)]) {
    let mut node = Command::new("node");
    node.args(arguments).current_dir(folder()).envs(environment.iter().map(|(name, value)| (name, value)));
    assert!(node.status().unwrap().success(), "node {} failed", arguments.join(" "));
}

/// Whether tests in a browser can run here. Where they cannot and need not it is said loudly.
fn can_run(what: &str) -> bool {
    let missing = missing().join(", ");
    if missing.is_empty() {
        return true;
    }
    assert!(std::env::var_os("ASKWELL_REQUIRE_BROWSER").is_none(), "a browser is required here; missing: {missing}");
    // Past the test runner, which would keep it to itself.
    let line = format!("\n!!! SKIPPED: the tests of {what} in a browser. Missing: {missing}\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
    false
}

/// A rule of the clinic's own, whose example is found only because its typo is corrected.
const OWN_RULE: &str = r#"
[[rules]]
id = "own-emergency"
tier = "emergency"
rationale = "Members call it so."
patterns = ["zorbling"]
fires = ["he is zorblimg"]
silent = ["a quiet day"]
"#;

/// A clinic with people who have accounts, which keeps the words of what found no answer.
fn desk() -> (Clinic, [(&'static str, String); 1]) {
    let clinic = Clinic::open_in(|folder, command| {
        std::fs::write(folder.join("faq/safety.toml"), OWN_RULE).unwrap();
        command.env("ASKWELL__PRIVACY__KEEP", "text").env("ASKWELL__PROVIDER__NAME", "Riverside Clinic");
    });
    let url = format!("http://{}", clinic.server.address);
    (clinic, [("ASKWELL_DESK_URL", url)])
}

#[test]
fn patients_can_use_the_page() {
    if can_run("the web page") {
        with_a_clinic(|environment| node(&["--test", "--test-reporter=spec", "page.test.mjs"], environment));
    }
}

#[test]
fn moderators_can_use_the_desk() {
    if can_run("the desk") {
        let (_clinic, environment) = desk();
        node(&["--test", "--test-reporter=spec", "desk.test.mjs"], &environment);
    }
}

/// Pictures of every page: `cargo test --test all browser::pictures -- --ignored`
#[test]
#[ignore = "makes pictures and checks nothing"]
fn pictures() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
    with_a_clinic(|environment| node(&["pictures.mjs", folder.to_str().unwrap()], environment));
    let clinic = busy_desk();
    let url = format!("http://{}", clinic.server.address);
    node(&["desk-pictures.mjs", folder.to_str().unwrap()], &[("ASKWELL_DESK_URL", url)]);
    println!("{}", folder.display());
}

/// A clinic with the FAQ that comes with the program and a month of figures.
fn busy_desk() -> Clinic {
    Clinic::open_in(|folder, command| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        std::fs::copy(root.join("faq/ketamine.toml"), folder.join("faq/faq.toml")).unwrap();
        std::fs::copy(root.join("tests/data/clinic-chat.jsonl"), folder.join("messages.jsonl")).unwrap();
        let store = format!("sqlite:{}", folder.join("data/askwell.db").display());
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let store = connect(&SecretString::from(store)).await.unwrap();
            store.add_counts(&month()).await.unwrap();
            store.close().await;
        });
        command.env("ASKWELL__PRIVACY__KEEP", "text").env("ASKWELL__PROVIDER__NAME", "Riverside Clinic");
        command.env("ASKWELL__DISCORD__CHANNELS", "1204773190458470400");
    })
}

/// Figures of a month that look like a clinic's: fewer at weekends, more of what is asked often.
fn month() -> Vec<Counted> {
    const KINDS: [(&str, &str, i64); 11] = [
        ("answer", "driving", 9),
        ("answer", "awake", 5),
        ("answer", "side-effects", 7),
        ("answer", "how-quickly", 4),
        ("suggest", "right-for-me", 3),
        ("handoff", "cost", 6),
        ("handoff", "", 2),
        ("helpful", "driving", 3),
        ("not-my-question", "side-effects", 1),
        ("safety/advice", "", 2),
        ("safety/crisis", "", 1),
    ];
    let now = Clock::default().now();
    let of_a_day = |ago: u32| {
        let day = now.days_before(ago).day();
        KINDS.iter().enumerate().filter_map(move |(at, (kind, entry, usual))| {
            // Seven is no factor of the other steps, so that no two weeks look alike.
            let times = usual + (i64::from(ago) * 5 + at as i64 * 3) % 7 - 3 - 2 * i64::from(ago.is_multiple_of(7));
            let platform = ["discord", "slack", "web"][(ago as usize + at) % 3].to_owned();
            let count = Count { day: day.clone(), platform, kind: (*kind).to_owned(), entry: (*entry).to_owned() };
            (times > 0).then_some(Counted { count, times })
        })
    };
    (0..30).flat_map(of_a_day).collect()
}
