//! Renders a neutral reply as Slack's messages: every part is a block, and all of it stands in the fallback text too.
//!
//! What does not fit into a block or a message is continued in the next one, and no word is cut.

use serde_json::Value;

use super::blocks::{context, rows, section};
use super::limits;
use super::mrkdwn::{escaped, mrkdwn};
use super::post::Post;
use crate::message::{Block, Choice, Reply};
use crate::platform::conduct::buttons::Rows;
use crate::reply::split::{split, units};
use crate::reply::{DID_YOU_MEAN, PICK_ONE};

/// A part of a message: what is shown, and the same for those who are read to.
struct Part {
    block: Value,
    text: String,
}

/// The messages that say `reply`, with these buttons below the last of them. `author` is called by name where the reply
/// asks for it.
pub(super) fn render(reply: &Reply, author: &str, offered: &Rows) -> Vec<Post> {
    let mut parts = Vec::new();
    if reply.ping_author {
        parts.extend(paragraphs(&format!("<@{author}>")));
    }
    for block in &reply.blocks {
        match block {
            Block::Answer { question, answer } => {
                // Slack sees no bold across lines.
                let heading = mrkdwn(question).replace('*', "").replace('\n', " ");
                parts.extend(paragraphs(&format!("*{heading}*\n{}", mrkdwn(answer))));
            }
            Block::Disclaimer(text) => {
                let text = mrkdwn(text);
                parts.extend(pieces(&text).map(|piece| Part { block: context(piece), text: piece.to_owned() }));
            }
            Block::Safety(text) | Block::Line(text) => parts.extend(paragraphs(&mrkdwn(text))),
            Block::Choices(choices) => parts.extend(paragraphs(&list(choices))),
        }
    }
    if reply.blocks.is_empty() {
        return Vec::new();
    }
    posts(parts, rows(offered))
}

/// A message of the bot's own words, in the documents' mark-up.
pub(super) fn line(words: &str) -> Post {
    said(&mrkdwn(words))
}

/// A message of a text in Slack's mark-up. What does not fit is left out.
pub(super) fn said(text: &str) -> Post {
    posts(paragraphs(text).collect(), Vec::new()).into_iter().next().unwrap_or_default()
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    split(text, limits::SECTION).into_iter()
}

fn paragraphs(text: &str) -> impl Iterator<Item = Part> + use<'_> {
    pieces(text).map(|piece| Part { block: section(piece), text: piece.to_owned() })
}

/// The questions to choose from, best first.
fn list(choices: &[Choice]) -> String {
    let lines: Vec<String> = choices.iter().map(|choice| format!("• {}", mrkdwn(&choice.question))).collect();
    format!("{}\n\n{}\n\n{}", escaped(DID_YOU_MEAN), lines.join("\n"), escaped(PICK_ONE))
}

/// Puts parts into as few messages as hold them, the buttons below the last.
fn posts(parts: Vec<Part>, buttons: Vec<Value>) -> Vec<Post> {
    let room = limits::BLOCKS - buttons.len().min(limits::BLOCKS - 1);
    let mut posts: Vec<Post> = Vec::new();
    for part in parts {
        match posts.last_mut() {
            Some(last) if last.blocks.len() < room && units(&last.text) + units(&part.text) + 2 <= limits::TEXT => {
                last.text = format!("{}\n\n{}", last.text, part.text);
                last.blocks.push(part.block);
            }
            _ => posts.push(Post { text: part.text, blocks: vec![part.block] }),
        }
    }
    if let Some(last) = posts.last_mut() {
        last.blocks.extend(buttons);
    }
    posts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::conduct::buttons::{Holder, offered};
    use proptest::prelude::*;
    use serde_json::json;

    fn answer(question: &str, answer: &str) -> Block {
        Block::Answer { question: question.into(), answer: answer.into() }
    }

    fn rendered(blocks: Vec<Block>, ping_author: bool) -> Vec<Post> {
        render(&Reply { blocks, ping_author, untold: None }, "U30", &Vec::new())
    }

    #[test]
    fn an_answer_has_its_question_above_and_the_disclaimer_below() {
        let posts = rendered(vec![answer("Q?", "It is **so** & <so>."), Block::Disclaimer("Ask.".into())], false);
        let blocks = vec![section("*Q?*\nIt is *so* &amp; &lt;so&gt;."), context("Ask.")];
        assert_eq!(posts, [Post { text: "*Q?*\nIt is *so* &amp; &lt;so&gt;.\n\nAsk.".into(), blocks }]);
    }

    #[test]
    fn danger_calls_its_author_and_stands_in_the_text_too() {
        let posts = rendered(vec![Block::Safety("Call 911.".into())], true);
        assert_eq!(
            posts,
            [Post { text: "<@U30>\n\nCall 911.".into(), blocks: vec![section("<@U30>"), section("Call 911.")] }]
        );
    }

    #[test]
    fn choices_can_be_pressed() {
        let choice = |question: &str| Choice { entry: question.into(), question: question.into() };
        let choices = vec![choice("Q1?"), choice("Q2?")];
        let holder = Holder { asker: "U30".into(), removable: false };
        let reply = Reply { blocks: vec![Block::Choices(choices.clone())], ..Reply::default() };
        let posts = render(&reply, "U30", &offered(&holder, &choices));
        assert_eq!(posts.len(), 1);
        assert!(posts[0].text.contains("• Q1?\n• Q2?"), "{}", posts[0].text);
        let labels: Vec<&Value> =
            posts[0].blocks[1]["elements"].as_array().unwrap().iter().map(|button| &button["text"]["text"]).collect();
        assert_eq!(labels, [&json!("Q1?"), &json!("Q2?")]);
    }

    fn texts() -> impl Strategy<Value = String> {
        (1_usize..900, "[a-z]{1,12}").prop_map(|(count, word)| vec![word; count].join(" "))
    }

    fn block() -> impl Strategy<Value = Block> {
        prop_oneof![
            (texts(), texts()).prop_map(|(question, text)| answer(&question, &text)),
            texts().prop_map(Block::Safety),
            texts().prop_map(Block::Line),
            texts().prop_map(Block::Disclaimer),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn limits_hold_and_no_word_is_lost(blocks in prop::collection::vec(block(), 1..6)) {
            let posts = rendered(blocks.clone(), false);
            let mut found: Vec<String> = Vec::new();
            for post in &posts {
                prop_assert!(units(&post.text) <= limits::TEXT && !post.text.is_empty());
                prop_assert!(!post.blocks.is_empty() && post.blocks.len() <= limits::BLOCKS);
                for block in &post.blocks {
                    let text = block["text"]["text"].as_str().or(block["elements"][0]["text"].as_str()).unwrap();
                    prop_assert!(units(text) <= limits::SECTION);
                    found.extend(text.split_whitespace().map(|word| word.trim_matches('*').to_owned()));
                }
                let shown: usize = post.text.split_whitespace().count();
                prop_assert!(shown > 0);
            }
            let mut expected: Vec<String> = blocks
                .iter()
                .flat_map(|block| match block {
                    Block::Answer { question, answer } => vec![question, answer],
                    Block::Safety(text) | Block::Line(text) | Block::Disclaimer(text) => vec![text],
                    Block::Choices(_) => Vec::new(),
                })
                .flat_map(|text| text.split_whitespace().map(str::to_owned))
                .collect();
            expected.sort_unstable();
            found.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }
}
