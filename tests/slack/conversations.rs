//! The scripted conversations on Slack: the same script as on the console, the same decisions.

use crate::common::conversation::{Conversation, Line, conversations};
use crate::slack::program::{Program, WAYS};
use crate::slack::stand_in::{Author, Posted, StandIn, typed};
use crate::slack::{ENABLED, clinic};
use serde_json::{Value, json};

/// Accounts of the people in a script, in the order in which they speak.
const PEOPLE: [&str; 4] = ["U0ONE", "U0TWO", "U0THREE", "U0FOUR"];

#[tokio::test(flavor = "multi_thread")]
async fn every_script_gives_the_same_decisions_on_slack_by_either_way() {
    for way in WAYS {
        for conversation in conversations() {
            let slack = StandIn::start(clinic()).await;
            let program = Program::start(&slack, way, &[("CHANNELS", ENABLED)]).await;
            take_through(&conversation, &slack, &program).await;
            program.stop_cleanly(&slack, &[]).await;
        }
    }
}

async fn take_through(conversation: &Conversation, slack: &StandIn, program: &Program) {
    let mut people: Vec<&str> = Vec::new();
    for (number, line) in conversation.messages.iter().enumerate() {
        if !people.contains(&line.author.as_str()) {
            people.push(&line.author);
        }
        let author = Author::Person(PEOPLE[people.iter().position(|name| *name == line.author).unwrap()]);
        let words = typed(&line.text);
        let ts = if line.direct { slack.mention(ENABLED, author, &words) } else { slack.say(ENABLED, author, &words) };
        let decision = decided(program, number).await;
        line.check_decision(&conversation.name, &decision);
        let danger = ["emergency", "crisis"].iter().any(|tier| decision["tier"] == *tier);
        check_reply(&conversation.name, line, &ts, danger, slack).await;
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

async fn check_reply(name: &str, line: &Line, ts: &str, danger: bool, slack: &StandIn) {
    let place = format!("{name}:{}", line.number);
    if line.decision == "silent" || line.held_back {
        // The next reply in this channel, or the program's end, shows that nothing came.
        line.check_reply(name, "");
        assert!(slack.replies_to(ts).is_empty(), "{place}");
        return;
    }
    slack.reply_to(ts).await;
    let posts = slack.replies_to(ts);
    let read = |part: &dyn Fn(&Posted) -> String| posts.iter().map(part).collect::<Vec<_>>().join("\n");
    // Both what is shown and what is read out must say it.
    line.check_reply(name, &unescaped(&read(&Posted::shown)));
    line.check_reply(name, &unescaped(&read(&|post| post.text().to_owned())));
    assert_eq!(posts[0].pinged().is_empty(), !danger, "{place}: only danger calls its author");
    assert_eq!(posts[0].thread.as_deref(), Some(ts), "{place}: in the thread of its message");
}

/// A text as people see it. Of a link they see its words, or its address.
fn unescaped(text: &str) -> String {
    let (mut seen, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('<') {
        let (inside, after) = after.split_once('>').unwrap_or((after, ""));
        seen.push_str(before);
        seen.push_str(inside.split('|').next_back().unwrap_or_default());
        rest = after;
    }
    seen.push_str(rest);
    seen.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
