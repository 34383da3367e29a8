//! The moderators' commands while the bot runs on the same folder and store.

use crate::common::Askwell;
use crate::discord::program::Program;
use crate::discord::stand_in::{BOT, PATIENCE, Said, StandIn, TOKEN};
use crate::discord::{ANNA, BEN, CLINIC, ENABLED, OTHER, clinic, here};
use askwell::store::{UnansweredState, connect};
use secrecy::SecretString;
use std::path::Path;
use std::time::{Duration, Instant};

const FAQ: &str = r#"[[entries]]
id = "parking"
question = "Where can I park?"
answer = "Behind the house."

[[entries]]
id = "tea"
question = "Do you serve tea?"
answer = "Yes, green and black."
"#;

/// Runs a command on the store and the documents of a running program.
fn command(program: &Program, discord: &StandIn, faq: &Path, line: &[&str]) -> (i32, String) {
    let store = format!("sqlite:{}", program.folder().join("data/askwell.db").display());
    let mut arguments = vec!["--faq", faq.to_str().unwrap()];
    arguments.extend(line);
    let done = Askwell::new()
        .args(arguments)
        .env("ASKWELL__STORE__URL", &store)
        .env("ASKWELL__DISCORD__TOKEN", TOKEN)
        .env("ASKWELL__DISCORD__API_URL", &discord.url())
        .env("ASKWELL__DISCORD__CHANNELS", &ENABLED.to_string())
        .run();
    (done.code, done.stdout + &done.stderr)
}

async fn unanswered(program: &Program) -> i64 {
    let url = SecretString::from(format!("sqlite:{}", program.folder().join("data/askwell.db").display()));
    let store = connect(&url).await.unwrap();
    let begun = Instant::now();
    loop {
        if let Some(kept) = store.unanswered(UnansweredState::Open, 1).await.unwrap().first() {
            assert_eq!(kept.question.text, None, "no text is kept unless the clinic wants it");
            return kept.id;
        }
        assert!(begun.elapsed() < PATIENCE, "the question was never kept");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unanswered_question_becomes_a_phrasing_and_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("faq.toml"), FAQ).unwrap();
    let discord = StandIn::start(vec![clinic()]).await;
    let faq = folder.path().to_str().unwrap();
    let program = Program::start_with(&discord, &["--faq", faq], &[("CHANNELS", &ENABLED.to_string())]);
    discord.until_connected(1).await;
    let words = "somewhere for my wheels around here?";
    let asked = discord.say(&here(ANNA, &format!("<@{BOT}> {words}")));
    assert!(!discord.reply_to(asked).await.text().contains("Behind the house."));
    let number = unanswered(&program).await.to_string();

    let belongs = ["belongs", number.as_str(), "parking", "--apply", "--by", "dana"];
    let (code, said) = command(&program, &discord, folder.path(), &belongs);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains(&format!("phrasing “{words}” added")), "its words are read from Discord: {said}");
    program.until_log("The new FAQ is in force").await;
    let again = discord.say(&here(BEN, &format!("<@{BOT}> {words}")));
    assert!(discord.reply_to(again).await.text().contains("Behind the house."));
    assert!(command(&program, &discord, folder.path(), &["unanswered"]).1.starts_with("No question"));

    let (code, said) = command(&program, &discord, folder.path(), &["undo", "--apply", "--by", "eli"]);
    assert_eq!(code, 0, "{said}");
    program.until_lines("The new FAQ is in force", 2).await;
    assert_eq!(std::fs::read_to_string(folder.path().join("faq.toml")).unwrap(), FAQ);
    let history = command(&program, &discord, folder.path(), &["history"]).1;
    assert!(history.contains("dana") && history.contains("eli"), "{history}");
    program.stop_cleanly(&discord, &[words]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_channel_is_enabled_and_muted_while_the_bot_runs() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("faq.toml"), FAQ).unwrap();
    let discord = StandIn::start(vec![clinic()]).await;
    let faq = folder.path().to_str().unwrap();
    let program = Program::start_with(&discord, &["--faq", faq], &[("CHANNELS", &ENABLED.to_string())]);
    discord.until_connected(1).await;
    let other = OTHER.to_string();
    let run = |line: &[&str]| {
        let (code, said) = command(&program, &discord, folder.path(), line);
        assert_eq!(code, 0, "{said}");
    };
    run(&["channel", "enable", "discord", &other]);
    let begun = Instant::now();
    // Whatever is said before the bot has noticed stays unanswered: people would ask again.
    let answered = loop {
        let id = discord.say(&Said::new(CLINIC, OTHER, ANNA, "Do you serve tea?"));
        tokio::time::sleep(Duration::from_millis(300)).await;
        if !discord.set(|state| state.replies_to(id)).is_empty() {
            break true;
        }
        if begun.elapsed() > PATIENCE {
            break false;
        }
    };
    assert!(answered, "{}", program.log());
    let noticed = "channels were set anew";
    let before = program.log().matches(noticed).count();
    run(&["channel", "mute", "discord", &ENABLED.to_string()]);
    program.until_lines(noticed, before + 1).await;
    let muted = discord.say(&here(ANNA, "Where can I park?"));
    let mentioned = discord.say(&here(BEN, &format!("<@{BOT}> Where can I park?")));
    discord.reply_to(mentioned).await;
    assert!(discord.set(|state| state.replies_to(muted)).is_empty());
    program.stop_cleanly(&discord, &[]).await;
}
