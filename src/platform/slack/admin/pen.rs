//! How Slack writes what every chat says to moderators, and how it looks.

use serde_json::Value;

use super::super::blocks::section;
use super::super::limits;
use super::super::mrkdwn::escaped;
use super::super::post::Post;
use crate::message::Platform;
use crate::platform::conduct::moderators::Pen;
use crate::platform::conduct::moderators::text::{block, lines};

/// Slack's mark-up and commands.
pub(super) const PEN: Pen = Pen {
    platform: Platform::Slack,
    label: "Slack",
    plain,
    bold: |words| format!("*{words}*"),
    small: |words| format!("_{words}_"),
    quote: |words| format!("“{words}”"),
    link: |words, address| format!("<{}|{words}>", escaped(address)),
    channel: |id| format!("<#{id}>"),
    commands: &COMMANDS,
};

/// What the sentences of the moderation part name, and the same here. The longer ones come first.
const COMMANDS: [(&str, &str); 6] = [
    ("askwell channel enable slack ", "/faq-admin enable "),
    ("askwell channel disable", "/faq-admin disable"),
    ("askwell draft list", "/faq-admin drafts"),
    ("Make it again: askwell draft redo", "Make it again: /faq-admin drafts"),
    ("Make it again on today's documents: askwell draft redo", "Make it again: /faq-admin drafts"),
    ("askwell unanswered", "/faq-admin unanswered"),
];

/// A mark that reaches from one word to another would make bold or slanted what is neither: a space without width after it
/// keeps it a letter.
const APART: char = '\u{200b}';

/// Words of anybody, so that they are shown as they are.
pub(super) fn plain(words: &str) -> String {
    let mut shown = String::with_capacity(words.len());
    let mut before = ' ';
    for ch in escaped(words).chars() {
        shown.push(ch);
        if matches!(ch, '*' | '_' | '~' | '`') && !before.is_alphanumeric() {
            shown.push(APART);
        }
        before = ch;
    }
    shown
}

/// A message: words in Slack's mark-up, a block of text below them, and what can be pressed.
pub(super) fn page(words: &str, block_of: Option<&str>, pressable: Vec<Value>) -> Post {
    let words = whole(&lines(words, limits::SECTION));
    let mut post = Post { text: words.clone(), blocks: Vec::new() };
    if !words.trim().is_empty() {
        post.blocks.push(section(&words));
    }
    if let Some(text) = block_of.filter(|text| !text.trim().is_empty()) {
        let fenced = whole(&block(&escaped(text), "", limits::SECTION));
        if post.text.trim().is_empty() {
            post.text.clone_from(&fenced);
        }
        post.blocks.push(section(&fenced));
    }
    if !pressable.is_empty() {
        post.blocks.push(super::super::blocks::actions(pressable));
    }
    post
}

/// A text whose cut fell into one of the three letters that Slack writes longer, without the rest of it.
fn whole(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for (at, part) in text.split('&').enumerate() {
        if at > 0 && ["amp;", "lt;", "gt;"].iter().any(|letter| part.starts_with(letter)) {
            kept.push('&');
            kept.push_str(part);
        } else if at > 0 {
            kept.push_str(part.trim_start_matches(|ch: char| ch.is_ascii_lowercase()));
        } else {
            kept.push_str(part);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moderation::ModerationError;
    use crate::platform::conduct::moderators::Trouble;
    use crate::reply::split::units;
    use proptest::prelude::*;

    #[test]
    fn a_moderator_reads_what_can_be_done_here() {
        let cases = [
            (
                "there is no draft 5: `askwell draft list` shows all",
                "There is no draft 5: `/faq-admin drafts` shows all.",
            ),
            (
                "the bot does not listen in the slack channel C1: `askwell channel enable slack C1` makes it listen",
                "The bot does not listen in the slack channel C1: `/faq-admin enable C1` makes it listen.",
            ),
            ("`askwell history` shows all", "`askwell history` shows all."),
        ];
        for (text, expected) in cases {
            assert_eq!(Trouble::from(ModerationError::Refused(text.to_owned())).sentence(&PEN), expected);
        }
    }

    #[test]
    fn words_of_anybody_are_shown_as_they_are() {
        assert_eq!(plain("a < b & c"), "a &lt; b &amp; c");
        assert_eq!(plain("line_7 *x*"), "line_7 *\u{200b}x*");
        assert_eq!(whole("a &amp; b &l… c"), "a &amp; b … c");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_page_of_any_size_fits(words in r"([&<>\PC]{0,400}\n?){0,20}", text in r"([&<>\PC]{0,300}\n?){0,30}") {
            let post = page(&plain(&words), Some(&text), Vec::new());
            for block in &post.blocks {
                let shown = block["text"]["text"].as_str().unwrap();
                prop_assert!(!shown.is_empty() && units(shown) <= limits::SECTION);
                for part in shown.split('&').skip(1) {
                    prop_assert!(["amp;", "lt;", "gt;"].iter().any(|letter| part.starts_with(letter)), "{shown}");
                }
            }
            prop_assert!(units(&post.text) <= limits::TEXT);
        }
    }
}
