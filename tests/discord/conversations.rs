//! The scripted conversations on Discord: the same script as on the console, the same decisions.

use crate::common::conversation::{Conversation, Line, conversations};
use crate::discord::program::Program;
use crate::discord::stand_in::{Author, BOT, Guild, Posted, Said, StandIn};
use serde_json::{Value, json};

const CLINIC: u64 = 1_001;
const CHANNEL: u64 = 2_001;
/// Accounts of the people in a script begin here.
const FIRST_PERSON: u64 = 5_001;

#[tokio::test(flavor = "multi_thread")]
async fn every_script_gives_the_same_decisions_on_discord() {
    for conversation in conversations() {
        let discord = StandIn::start(vec![Guild::new(CLINIC, &[CHANNEL])]).await;
        let program = Program::start(&discord, &[("CHANNELS", &CHANNEL.to_string())]);
        discord.until_connected(1).await;
        take_through(&conversation, &discord, &program).await;
        program.stop_cleanly(&discord, &[]).await;
    }
}

async fn take_through(conversation: &Conversation, discord: &StandIn, program: &Program) {
    let mut people: Vec<&str> = Vec::new();
    for (number, line) in conversation.messages.iter().enumerate() {
        if !people.contains(&line.author.as_str()) {
            people.push(&line.author);
        }
        let person = people.iter().position(|name| *name == line.author).unwrap() as u64 + FIRST_PERSON;
        let text = if line.direct { format!("<@{BOT}> {}", line.text) } else { line.text.clone() };
        let id = discord.say(&Said::new(CLINIC, CHANNEL, Author::Person(person), &text));
        let decision = decided(program, number).await;
        line.check_decision(&conversation.name, &decision);
        let danger = ["emergency", "crisis"].iter().any(|tier| decision["tier"] == *tier);
        check_reply(&conversation.name, line, id, danger, discord).await;
    }
}

/// What the log says about the decision on the message of this number.
async fn decided(program: &Program, number: usize) -> Value {
    let log = program.until_lines("decided platform=", number + 1).await;
    let field = |name: &str| log[number].split_once(&format!(" {name}=")).map_or("null", |(_, rest)| value(rest));
    let parsed = |name: &str| serde_json::from_str::<Value>(field(name)).unwrap_or(Value::Null);
    json!({
        "decision": parsed("decision"), "tier": parsed("tier"), "entries": parsed("entries"),
        "handoffs": parsed("handoffs"),
    })
}

/// The value at the beginning of a log line's rest: quoted, a list, or a word.
fn value(rest: &str) -> &str {
    let end = match rest.chars().next() {
        Some('"') => rest[1..].find('"').map(|at| at + 2),
        Some('[') => rest.find(']').map(|at| at + 1),
        _ => rest.find(' '),
    };
    &rest[..end.unwrap_or(rest.len())]
}

async fn check_reply(name: &str, line: &Line, id: u64, danger: bool, discord: &StandIn) {
    let place = format!("{name}:{}", line.number);
    if line.decision == "silent" || line.held_back {
        // The next reply in this channel, or the program's end, shows that nothing came.
        line.check_reply(name, "");
        assert!(discord.set(|state| state.replies_to(id)).is_empty(), "{place}");
        return;
    }
    discord.reply_to(id).await;
    let posts = discord.set(|state| state.replies_to(id));
    let text: Vec<String> = posts.iter().map(Posted::text).collect();
    line.check_reply(name, &text.join("\n"));
    assert_eq!(posts[0].pinged().is_empty(), !danger, "{place}: only danger notifies its author");
}
