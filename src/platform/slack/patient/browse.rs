//! The topics, to be read without a question.

use serde_json::Value;

use super::super::act::Act;
use super::super::aside::privately;
use super::super::blocks::{self, MENU, actions};
use super::super::mrkdwn::mrkdwn;
use super::super::render::{line, said};
use super::ask::put;
use super::{Patient, TOPIC_MENU, quiet};
use crate::message::{Choice, Platform};
use crate::platform::conduct::buttons::{Holder, answered};
use crate::platform::conduct::completion::{Choice as Completion, ranked};
use crate::platform::conduct::press::Said;
use crate::platform::conduct::topics::{topics, value};
use crate::reply::buttons::GONE;
use crate::reply::slack as sentences;

/// Tells what the bot is, instead of a topic.
const ABOUT: &str = "about";

impl Patient {
    /// Shows the topics, the one that fits some words, or the answer to a question.
    pub(super) async fn browse(&self, act: &Act, words: &str) {
        if words.is_empty() {
            let mut post = line(sentences::TOPICS_HELP);
            post.blocks.extend(self.menu().map(|menu| actions(vec![menu])));
            return privately(&self.wall.client, act, &[post]).await;
        }
        if words.eq_ignore_ascii_case(ABOUT) {
            let about = said(&mrkdwn(&self.bot.about(Platform::Slack)));
            return privately(&self.wall.client, act, &[about]).await;
        }
        let incoming = put(act, words);
        let heard = self.bot.hear(&incoming);
        match self.fitting(words).filter(|_| !heard.is_danger()) {
            Some(topic) => self.show(act, Some(topic)).await,
            None => self.reply_privately(act, &incoming, &heard).await,
        }
    }

    /// A menu of all topics; none where there is no topic.
    pub(super) fn menu(&self) -> Option<Value> {
        let all = self.bot.all_topics().len();
        let shown = topics(&self.bot, MENU, "");
        let options = shown.iter().map(|(label, value)| blocks::option(label, value)).collect();
        // What does not fit is completed from what is typed.
        let options = (all <= shown.len()).then_some(options);
        (all > 0).then(|| blocks::menu(TOPIC_MENU, sentences::TOPIC_HINT, options))
    }

    /// Shows a topic to whoever wants it.
    pub(super) async fn show(&self, act: &Act, topic: Option<Choice>) {
        let Some(found) = topic.and_then(|topic| self.said_of(&topic, act)) else {
            return self.tell(act, GONE).await;
        };
        privately(&self.wall.client, act, &quiet(&found.reply, &act.person.id, &found.rows)).await;
    }

    /// The answer to a topic with its buttons.
    pub(super) fn said_of(&self, topic: &Choice, act: &Act) -> Option<Said> {
        let reply = self.bot.topic(&topic.entry)?;
        let holder = Holder { asker: act.person.id.clone(), removable: false };
        Some(Said { reply, rows: answered(&self.bot, &holder, std::slice::from_ref(&topic.entry), &[]) })
    }

    /// The topic that a line of the menu stands for.
    pub(super) fn chosen(&self, wanted: &str) -> Option<Choice> {
        self.bot.entry(|id| value(MENU, id) == wanted)
    }

    /// The topic that is named, or the only one whose words fit. Whoever writes more asks a question.
    fn fitting(&self, words: &str) -> Option<Choice> {
        let all = self.bot.all_topics();
        let named = |topic: &&Choice| value(MENU, &topic.entry) == words || topic.question.eq_ignore_ascii_case(words);
        if let Some(topic) = all.iter().find(named) {
            return Some(topic.clone());
        }
        let choices = all.iter().map(|topic| Completion { value: &topic.entry, words: &topic.question });
        match ranked(MENU, words, choices).as_slice() {
            [only] => self.bot.entry(|id| id == only.value),
            _ => None,
        }
    }
}
