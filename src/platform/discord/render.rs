//! Renders a neutral reply as Discord messages.
//!
//! Answers become embeds with the matched question as title and the disclaimer as small print. What the bot says by
//! itself, a safety text before all, is plain content: it shows in notifications and where embeds are switched off.
//! Whatever does not fit is continued in a further embed or message, and no word is cut.

use serenity::model::id::UserId;

use super::components::Row;
use super::limits;
use super::markdown::markdown;
use super::post::{Embed, Footer, Post};
use crate::message::{Block, Choice, Reply};
use crate::reply::markup;
use crate::reply::split::{split, units};
use crate::reply::{DID_YOU_MEAN, PICK_ONE};

/// The messages that say `reply`. `author` is mentioned at the beginning where the reply asks for it.
pub(super) fn render(reply: &Reply, author: UserId) -> Vec<Post> {
    let mut content: Vec<String> = Vec::new();
    let mut embeds: Vec<Embed> = Vec::new();
    if reply.ping_author {
        content.push(format!("<@{author}>"));
    }
    for block in &reply.blocks {
        match block {
            Block::Answer { question, answer } => embeds.extend(framed(&markdown(question), &markdown(answer))),
            Block::Disclaimer(text) => {
                let small_print = markup::plain(text);
                match embeds.last_mut() {
                    Some(last) if has_room_below(last, &small_print) => {
                        last.footer = Some(Footer { text: small_print });
                    }
                    Some(_) => embeds.extend(framed("", &markdown(text))),
                    None => content.push(markdown(text)),
                }
            }
            Block::Safety(text) | Block::Line(text) => {
                // After an answer a line stays below it, where the reader expects it.
                if embeds.is_empty() {
                    content.push(markdown(text));
                } else {
                    embeds.extend(framed("", &markdown(text)));
                }
            }
            Block::Choices(choices) => content.push(list(choices)),
        }
    }
    posts(&content.join("\n\n"), embeds)
}

/// The same messages with these rows below the last of them.
pub(super) fn with_rows(mut posts: Vec<Post>, rows: Vec<Row>) -> Vec<Post> {
    if let Some(last) = posts.last_mut() {
        last.rows = rows;
    }
    posts
}

/// The same messages for a channel in which the bot may not embed.
pub(super) fn without_embeds(posts: &[Post]) -> Vec<Post> {
    let rows = posts.last().map(|post| post.rows.clone()).unwrap_or_default();
    let mut parts: Vec<String> = Vec::new();
    for post in posts {
        parts.push(post.content.clone());
        for embed in &post.embeds {
            if !embed.title.is_empty() {
                parts.push(format!("**{}**", embed.title));
            }
            parts.push(embed.description.clone());
            parts.extend(embed.footer.iter().map(|footer| footer.text.clone()));
        }
    }
    parts.retain(|part| !part.is_empty());
    with_rows(plain(&parts.join("\n\n")), rows)
}

/// An answer as one embed, continued in further ones where it is long.
fn framed(title: &str, text: &str) -> Vec<Embed> {
    let (title, text) = if units(title) <= limits::TITLE {
        (title.to_owned(), text.to_owned())
    } else {
        (String::new(), format!("**{title}**\n\n{text}"))
    };
    let mut embeds: Vec<Embed> = split(&text, limits::DESCRIPTION)
        .into_iter()
        .map(|piece| Embed { description: piece.to_owned(), ..Embed::default() })
        .collect();
    if let Some(first) = embeds.first_mut() {
        first.title = title;
    }
    embeds
}

/// The questions to choose from, best first.
fn list(choices: &[Choice]) -> String {
    let lines: Vec<String> = choices.iter().map(|choice| format!("• {}", markdown(&choice.question))).collect();
    format!("{DID_YOU_MEAN}\n\n{}\n\n{PICK_ONE}", lines.join("\n"))
}

fn plain(text: &str) -> Vec<Post> {
    split(text, limits::CONTENT).into_iter().map(Post::text).collect()
}

/// Puts content first and embeds behind it, in as few messages as hold them.
fn posts(content: &str, embeds: Vec<Embed>) -> Vec<Post> {
    let mut posts = plain(content);
    for embed in embeds {
        match posts.last_mut() {
            Some(last) if fits(last, &embed) => last.embeds.push(embed),
            _ => posts.push(Post { embeds: vec![embed], ..Post::default() }),
        }
    }
    posts
}

fn fits(post: &Post, embed: &Embed) -> bool {
    let used: usize = post.embeds.iter().map(size).sum();
    post.embeds.len() < limits::EMBEDS && used + size(embed) <= limits::EMBEDS_TOGETHER
}

/// Whether small print can stand below an embed: a text may have its limit and still leave no room for more.
fn has_room_below(embed: &Embed, small_print: &str) -> bool {
    let length = units(small_print);
    embed.footer.is_none() && length <= limits::FOOTER && size(embed) + length <= limits::EMBEDS_TOGETHER
}

fn size(embed: &Embed) -> usize {
    units(&embed.title) + units(&embed.description) + embed.footer.as_ref().map_or(0, |footer| units(&footer.text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn answer(question: &str, answer: &str) -> Block {
        Block::Answer { question: question.into(), answer: answer.into() }
    }

    fn rendered(blocks: Vec<Block>, ping_author: bool) -> Vec<Post> {
        render(&Reply { blocks, ping_author, untold: None }, UserId::new(30))
    }

    fn embed(title: &str, description: &str, footer: Option<&str>) -> Embed {
        let footer = footer.map(|text| Footer { text: text.into() });
        Embed { title: title.into(), description: description.into(), footer }
    }

    #[test]
    fn an_answer_is_an_embed_with_the_disclaimer_below() {
        let posts = rendered(vec![answer("Q?", "It is **so**."), Block::Disclaimer("Ask.".into())], false);
        assert_eq!(posts, [Post { embeds: vec![embed("Q?", "It is **so**.", Some("Ask."))], ..Post::default() }]);
    }

    #[test]
    fn small_print_that_does_not_fit_below_a_long_answer_stands_by_itself() {
        let (text, print) = ("a ".repeat(2_047) + "a", "b ".repeat(1_000));
        let posts = rendered(vec![answer("Q?", &text), Block::Disclaimer(print)], false);
        let sizes: Vec<usize> = posts.iter().map(|post| post.embeds.iter().map(size).sum()).collect();
        assert!(sizes.len() > 1 && sizes.iter().all(|size| *size <= limits::EMBEDS_TOGETHER), "{sizes:?}");
    }

    #[test]
    fn two_answers_share_a_message_and_one_disclaimer() {
        let blocks = vec![answer("Q1?", "A1."), answer("Q2?", "A2."), Block::Disclaimer("Ask.".into())];
        let embeds = vec![embed("Q1?", "A1.", None), embed("Q2?", "A2.", Some("Ask."))];
        assert_eq!(rendered(blocks, false), [Post { embeds, ..Post::default() }]);
    }

    #[test]
    fn a_safety_text_is_plain_and_mentions_the_author_where_asked() {
        let posts = rendered(vec![Block::Safety("Call 911.".into())], true);
        assert_eq!(posts, [Post { content: "<@30>\n\nCall 911.".into(), ..Post::default() }]);
    }

    #[test]
    fn choices_are_a_list_without_an_answer() {
        let choice = |question: &str| Choice { entry: "e".into(), question: question.into() };
        let posts = rendered(vec![Block::Choices(vec![choice("Q1?"), choice("Q2?")])], false);
        let content = format!("{DID_YOU_MEAN}\n\n• Q1?\n• Q2?\n\n{PICK_ONE}");
        assert_eq!(posts, [Post { content, ..Post::default() }]);
    }

    #[test]
    fn a_line_after_an_answer_stays_below_it() {
        let blocks = vec![answer("Q?", "A."), Block::Line("Ask your provider about the price.".into())];
        let embeds = vec![embed("Q?", "A.", None), embed("", "Ask your provider about the price.", None)];
        assert_eq!(rendered(blocks, false), [Post { embeds, ..Post::default() }]);
    }

    #[test]
    fn where_embeds_are_not_allowed_everything_is_still_said() {
        let posts = rendered(vec![answer("Q?", "A."), Block::Disclaimer("Ask.".into())], false);
        let expected = Post { content: "**Q?**\n\nA.\n\nAsk.".into(), ..Post::default() };
        assert_eq!(without_embeds(&posts), [expected]);
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

    fn words(posts: &[Post]) -> Vec<String> {
        let mut all = Vec::new();
        for post in posts {
            all.extend(post.content.split_whitespace().map(str::to_owned));
            for embed in &post.embeds {
                let footer = embed.footer.as_ref().map_or("", |footer| footer.text.as_str());
                for text in [embed.title.as_str(), &embed.description, footer] {
                    all.extend(text.split_whitespace().map(|word| word.trim_matches('*').to_owned()));
                }
            }
        }
        all.sort_unstable();
        all
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn limits_hold_and_no_word_is_lost(blocks in prop::collection::vec(block(), 1..6)) {
            let posts = rendered(blocks.clone(), false);
            for post in &posts {
                prop_assert!(units(&post.content) <= limits::CONTENT);
                prop_assert!(post.embeds.len() <= limits::EMBEDS);
                prop_assert!(post.embeds.iter().map(size).sum::<usize>() <= limits::EMBEDS_TOGETHER);
                prop_assert!(!post.content.is_empty() || !post.embeds.is_empty());
                for embed in &post.embeds {
                    prop_assert!(units(&embed.title) <= limits::TITLE);
                    prop_assert!(units(&embed.description) <= limits::DESCRIPTION);
                    prop_assert!(embed.footer.as_ref().is_none_or(|footer| units(&footer.text) <= limits::FOOTER));
                }
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
            prop_assert_eq!(words(&posts), expected);
            for post in without_embeds(&posts) {
                prop_assert!(units(&post.content) <= limits::CONTENT && post.embeds.is_empty());
            }
        }
    }
}
