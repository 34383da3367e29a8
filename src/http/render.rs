//! A reply for programs: as plain text and as Markdown.

use serde::Serialize;
use utoipa::ToSchema;

use crate::message::{Block, Choice, Reply};
use crate::reply::DID_YOU_MEAN;
use crate::reply::markup::plain;

/// Characters that Markdown gives a meaning inside a line.
const MARKS: [char; 8] = ['\\', '*', '_', '`', '[', ']', '<', '~'];

/// A reply in two forms.
#[derive(Serialize, ToSchema)]
pub(super) struct Said {
    /// Without any mark-up.
    text: String,
    /// In Markdown.
    markdown: String,
}

impl Said {
    /// A reply as it is said.
    pub(super) fn of(reply: &Reply) -> Self {
        Self { text: text(reply), markdown: markdown(reply) }
    }
}

/// Without any mark-up.
fn text(reply: &Reply) -> String {
    let part = |block: &Block| match block {
        Block::Answer { question, answer } => format!("{question}\n{}", plain(answer)),
        Block::Choices(choices) => listed(choices, str::to_owned),
        Block::Safety(text) | Block::Line(text) => plain(text),
        Block::Disclaimer(text) => text.clone(),
    };
    joined(reply, part, str::to_owned)
}

/// The documents' own mark-up is a part of Markdown; what they mean as plain words is escaped.
fn markdown(reply: &Reply) -> String {
    let part = |block: &Block| match block {
        Block::Answer { question, answer } => format!("**{}**\n\n{}", escaped(question), kept_lines(answer)),
        Block::Choices(choices) => listed(choices, escaped),
        Block::Safety(text) | Block::Line(text) => kept_lines(text),
        Block::Disclaimer(text) => kept_lines(&escaped(text)),
    };
    joined(reply, part, escaped)
}

/// Parts with an empty line between them, and under a danger reply that nobody was told: no alert is raised from here.
fn joined(reply: &Reply, part: impl Fn(&Block) -> String, line: impl Fn(&str) -> String) -> String {
    let parts = reply.blocks.iter().map(part);
    parts.chain(reply.untold.as_deref().map(line)).collect::<Vec<_>>().join("\n\n")
}

fn listed(choices: &[Choice], question: impl Fn(&str) -> String) -> String {
    let lines = choices.iter().map(|choice| format!("- {}", question(&choice.question)));
    format!("{DID_YOU_MEAN}\n\n{}", lines.collect::<Vec<_>>().join("\n"))
}

fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for ch in words.chars() {
        if MARKS.contains(&ch) {
            escaped.push('\\');
        }
        escaped.push(ch);
    }
    escaped
}

/// Markdown runs lines together unless they end in two blanks.
fn kept_lines(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut lines = text.trim_end().lines().peekable();
    while let Some(line) = lines.next() {
        kept.push_str(line);
        match lines.peek() {
            Some(next) if !line.is_empty() && !next.is_empty() => kept.push_str("  \n"),
            Some(_) => kept.push('\n'),
            None => {}
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_is_written_in_both_ways() {
        let choice = |question: &str| Choice { entry: "x".into(), question: question.into() };
        for (block, plainly, marked) in [
            (
                Block::Answer { question: "2*3?".into(), answer: "A **b** [c](https://d.example).\nE.\n\nF.".into() },
                "2*3?\nA b c (https://d.example).\nE.\n\nF.",
                "**2\\*3?**\n\nA **b** [c](https://d.example).  \nE.\n\nF.",
            ),
            (
                Block::Choices(vec![choice("A_b?"), choice("C?")]),
                "Did you mean one of these?\n\n- A_b?\n- C?",
                "Did you mean one of these?\n\n- A\\_b?\n- C?",
            ),
            (Block::Disclaimer("No *advice*.".into()), "No *advice*.", "No \\*advice\\*."),
            (Block::Line("Hello.".into()), "Hello.", "Hello."),
        ] {
            let reply = Reply { blocks: vec![block], ping_author: false, untold: None };
            assert_eq!((text(&reply).as_str(), markdown(&reply).as_str()), (plainly, marked));
        }
    }

    #[test]
    fn a_danger_reply_says_that_nobody_was_told() {
        let blocks = vec![Block::Safety("Call **911**.\nNow.".into())];
        let reply = Reply { blocks, ping_author: true, untold: Some("Told nobody.".into()) };
        assert_eq!(text(&reply), "Call 911.\nNow.\n\nTold nobody.");
        assert_eq!(markdown(&reply), "Call **911**.  \nNow.\n\nTold nobody.");
    }
}
