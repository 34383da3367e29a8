//! How the App Home looks.

use serde_json::{Value, json};

use super::super::blocks::{self, actions, button, context, divider, header, section};
use super::super::limits;
use super::super::mrkdwn::{escaped, mrkdwn};
use super::TOPIC_MENU;
use crate::message::Choice;
use crate::platform::conduct::buttons::{Button, name};
use crate::reply::slack as sentences;
use crate::reply::split::split;

/// What the field for a question is known by.
pub(super) const SEARCH: &str = "home/search";
/// A question may have so many characters.
const QUESTION: usize = 2_000;
/// So many topics are buttons; more are a menu.
const BUTTONS: usize = 40;
/// An answer takes at most so many blocks: then everything else still fits.
const ANSWER: usize = 60;
/// The text about the bot takes at most so many.
const ABOUT: usize = 10;

/// What the home shows.
pub(super) struct Home<'a> {
    /// The provider with the ways to reach it.
    pub(super) provider: Option<&'a str>,
    /// What the bot is, reads and keeps.
    pub(super) about: &'a str,
    pub(super) topics: &'a [Choice],
    /// The answer to what was asked last.
    pub(super) said: Vec<Value>,
    /// The answer is to danger: it stands above everything.
    pub(super) urgent: bool,
    /// A line for moderators, in Slack's mark-up.
    pub(super) staff: Option<String>,
}

/// The view, to be published.
pub(super) fn view(home: Home<'_>) -> Value {
    let mut said: Vec<Value> = home.said.into_iter().take(ANSWER).collect();
    let mut view = Vec::new();
    if home.urgent {
        view.append(&mut said);
        view.push(divider());
    }
    view.push(header(sentences::HEADING));
    view.push(section(&escaped(sentences::INTRO)));
    view.extend(home.provider.map(|provider| context(&cut(&mrkdwn(provider)))));
    view.push(blocks::search(SEARCH, sentences::QUESTION, sentences::QUESTION_HINT, QUESTION));
    if !said.is_empty() {
        view.push(divider());
        view.append(&mut said);
    }
    if !home.topics.is_empty() {
        view.push(divider());
        view.push(section(&format!("*{}*", sentences::TOPICS)));
        view.extend(topics(home.topics));
    }
    view.push(divider());
    view.extend(split(&mrkdwn(home.about), limits::SECTION).into_iter().take(ABOUT).map(context));
    if let Some(staff) = home.staff {
        view.push(divider());
        view.push(context(&cut(&staff)));
    }
    view.truncate(limits::VIEW_BLOCKS);
    json!({"type": "home", "blocks": view})
}

/// The topics as buttons, or as a menu that is completed while somebody types.
fn topics(topics: &[Choice]) -> Vec<Value> {
    if topics.len() > BUTTONS {
        return vec![actions(vec![blocks::menu(TOPIC_MENU, sentences::TOPIC_HINT, None)])];
    }
    let one = |topic: &Choice| button(&topic.question, blocks::Style::Plain, &Button::Topic(name(&topic.entry)).act());
    topics.chunks(limits::ROW).map(|row| actions(row.iter().map(one).collect())).collect()
}

/// The first part of a text that is too long.
fn cut(text: &str) -> String {
    split(text, limits::SECTION).first().map_or_else(|| "…".to_owned(), |&first| first.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::split::units;
    use proptest::prelude::*;

    fn topic(number: usize, question: &str) -> Choice {
        Choice { entry: format!("topic-{number}"), question: question.to_owned() }
    }

    fn kinds(view: &Value) -> Vec<&str> {
        view["blocks"].as_array().unwrap().iter().map(|block| block["type"].as_str().unwrap()).collect()
    }

    #[test]
    fn danger_stands_above_everything_and_an_answer_below_the_question() {
        let home = |urgent| {
            view(Home {
                provider: Some("Clinic: 555 0100"),
                about: "I am a bot.",
                topics: &[topic(1, "Q?")],
                said: vec![section("said")],
                urgent,
                staff: None,
            })
        };
        let common = ["divider", "section", "actions", "divider", "context"];
        let head = ["header", "section", "context", "input"];
        let answer = [&head[..], &["divider", "section"], &common].concat();
        assert_eq!(kinds(&home(false)), answer);
        assert_eq!(kinds(&home(true)), [&["section", "divider"][..], &head, &common].concat());
    }

    #[test]
    fn many_topics_are_a_menu() {
        for (count, element) in [(40, "button"), (41, "external_select")] {
            let all: Vec<Choice> = (0..count).map(|number| topic(number, "Q?")).collect();
            assert_eq!(topics(&all)[0]["elements"][0]["type"], element, "{count}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn limits_hold_for_any_topics_and_texts(
            count in 0_usize..120,
            question in r"\PC{0,300}",
            about in r"(\PC{0,400}\n?){0,20}",
            answers in 0_usize..200,
        ) {
            let all: Vec<Choice> = (0..count).map(|number| topic(number, &question)).collect();
            let said = vec![section("x"); answers];
            let staff = Some(about.clone());
            let shown = view(Home { provider: Some(&question), about: &about, topics: &all, said, urgent: false, staff });
            let blocks = shown["blocks"].as_array().unwrap();
            prop_assert!(blocks.len() <= limits::VIEW_BLOCKS);
            for block in blocks {
                for text in [&block["text"]["text"], &block["elements"][0]["text"]] {
                    if let Some(text) = text.as_str() {
                        prop_assert!(!text.is_empty() && units(text) <= limits::SECTION);
                    }
                }
                let elements = block["elements"].as_array().map_or(0, Vec::len);
                prop_assert!(elements <= limits::ROW);
                for label in block["elements"].as_array().into_iter().flatten() {
                    let label = label["text"]["text"].as_str().unwrap_or_default();
                    prop_assert!(units(label) <= limits::LABEL);
                }
            }
        }
    }
}
