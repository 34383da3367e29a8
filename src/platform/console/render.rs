//! A neutral reply as text for a terminal or a pipe.

use super::style::Style;
use crate::message::{Block, Choice, Reply};
use crate::reply::DID_YOU_MEAN;
use crate::reply::markup::{Piece, pieces};

/// The text of a reply, without a line end after it.
pub fn render(reply: &Reply, style: Style) -> String {
    let mut parts: Vec<String> = reply.blocks.iter().map(|block| style.wrap(&part(block, style))).collect();
    // At a terminal no alert can be raised, and the reply must not leave that open.
    parts.extend(reply.untold.as_deref().map(|line| style.wrap(line)));
    parts.join("\n\n")
}

fn part(block: &Block, style: Style) -> String {
    match block {
        Block::Answer { question, answer } => format!("{}\n{}", style.bold(question), marked_up(answer, style)),
        Block::Choices(choices) => format!("{DID_YOU_MEAN}\n{}", numbered(choices, style)),
        Block::Safety(text) | Block::Line(text) => marked_up(text, style),
        Block::Disclaimer(text) => style.dim(text),
    }
}

/// Questions with the numbers by which they are picked.
pub(super) fn numbered(choices: &[Choice], style: Style) -> String {
    let line = |(at, choice): (usize, &Choice)| {
        let number = style.accent(&format!("{}.", at + 1));
        format!("  {number} {}", choice.question)
    };
    choices.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// Where nothing can be set off, a text stays as the document has it.
fn marked_up(text: &str, style: Style) -> String {
    if !style.is_coloured() {
        return text.to_owned();
    }
    let shown = |piece| match piece {
        Piece::Text(words) => words,
        Piece::Bold(words) => each_word(&words, |word| style.bold(word)),
        Piece::Italic(words) => each_word(&words, |word| style.italic(word)),
        Piece::Link { words, address } => format!("{words} ({address})"),
    };
    pieces(text).into_iter().map(shown).collect()
}

/// Sets each word off by itself, so that a line may break between them.
fn each_word(words: &str, set_off: impl Fn(&str) -> String) -> String {
    words.split(' ').map(set_off).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(blocks: Vec<Block>, untold: Option<&str>) -> Reply {
        Reply { blocks, ping_author: untold.is_some(), untold: untold.map(str::to_owned) }
    }

    fn answer() -> Block {
        Block::Answer { question: "Q?".into(), answer: "A **b** c.".into() }
    }

    #[test]
    fn a_pipe_gets_the_document_s_own_text() {
        let reply = reply(vec![answer(), Block::Disclaimer("D.".into())], None);
        assert_eq!(render(&reply, Style::PLAIN), "Q?\nA **b** c.\n\nD.");
    }

    #[test]
    fn choices_are_numbered_from_one() {
        let choice = |question: &str| Choice { entry: "x".into(), question: question.into() };
        let reply = reply(vec![Block::Choices(vec![choice("A?"), choice("B?")])], None);
        assert_eq!(render(&reply, Style::PLAIN), format!("{DID_YOU_MEAN}\n  1. A?\n  2. B?"));
    }

    #[test]
    fn a_danger_reply_says_that_nobody_was_told() {
        let text = vec![Block::Safety("Call 911.".into())];
        assert_eq!(render(&reply(text.clone(), Some("Told nobody.")), Style::PLAIN), "Call 911.\n\nTold nobody.");
        assert_eq!(render(&reply(text, None), Style::PLAIN), "Call 911.");
    }
}
