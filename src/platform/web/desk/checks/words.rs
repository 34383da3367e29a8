//! What a lint says of itself, for a page: the words of docs/lints.md.

use maud::{Markup, html};

use crate::lint::explain;

/// The words of a lint, without its heading.
pub(super) fn meaning(lint: &str) -> Markup {
    let text = explain(lint).unwrap_or_default();
    let blocks = blocks(&text);
    html! {
        @for block in blocks {
            @match block {
                Block::Heading(words) => p { strong { (words) } },
                Block::Words(words) => p { (quoted(&words)) },
                Block::Example(lines) => pre tabindex="0" { (lines) },
            }
        }
    }
}

#[derive(Debug, PartialEq)]
enum Block {
    Heading(String),
    Words(String),
    Example(String),
}

/// Headings, paragraphs and examples; the lint's own name goes.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    let mut lines = text.lines();
    let end = |words: &mut Vec<&str>, blocks: &mut Vec<Block>| {
        if !words.is_empty() {
            blocks.push(Block::Words(words.join(" ")));
            words.clear();
        }
    };
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            end(&mut words, &mut blocks);
            let example: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            blocks.push(Block::Example(example.join("\n")));
        } else if let Some(heading) = line.strip_prefix("### ") {
            end(&mut words, &mut blocks);
            blocks.push(Block::Heading(heading.to_owned()));
        } else if line.trim().is_empty() || line.starts_with("## ") {
            end(&mut words, &mut blocks);
        } else {
            words.push(line.trim());
        }
    }
    end(&mut words, &mut blocks);
    blocks
}

/// Words with what stands between backticks as code.
pub(super) fn quoted(words: &str) -> Markup {
    html! {
        @for (at, part) in words.split('`').enumerate() {
            @if at % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lint_s_comment_is_read_block_by_block() {
        let text = "## name\n\nOne\ntwo.\n\n### What\nThree.\n```toml\na = 1\n\nb = 2\n```\nFour.\n";
        let (words, heading) = (|text: &str| Block::Words(text.into()), Block::Heading("What".into()));
        let example = Block::Example("a = 1\n\nb = 2".into());
        assert_eq!(blocks(text), [words("One two."), heading, words("Three."), example, words("Four.")]);
    }

    #[test]
    fn every_lint_has_words() {
        for lint in &crate::lint::LINTS {
            assert!(meaning(lint.name).into_string().contains("<p>"), "{}", lint.name);
        }
    }
}
