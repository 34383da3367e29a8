//! The App Home: asking and reading where nobody else looks on.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::super::act::{Act, Press};
use super::ask::put;
use super::view::{Home, SEARCH, view};
use super::{Patient, TOPIC_MENU, quiet};
use crate::message::{Block, Platform, Reply};
use crate::platform::conduct::buttons::{Holder, Rows, under};
use crate::platform::conduct::press::{Pressed, Said, pressed};
use crate::reply::buttons::{GONE, NO_QUESTION, THANKS};

impl Patient {
    /// What was asked, chosen or pressed in the home.
    pub(super) async fn pressed_at_home(&self, act: &Act, press: &Press) {
        let typed = press.value.as_deref().unwrap_or_default().trim();
        match press.act.as_str() {
            SEARCH if typed.is_empty() => self.show_home(&act.person.id).await,
            SEARCH => self.search(act, typed).await,
            TOPIC_MENU => {
                let said = self.chosen(typed).and_then(|topic| self.said_of(&topic, act));
                self.show_at_home(act, &said.unwrap_or_else(|| sentence(GONE))).await;
            }
            name => {
                let said = match pressed(&self.bot, Platform::Slack, name, &act.person.id, false) {
                    Pressed::Nothing => return,
                    Pressed::Remove => return self.show_home(&act.person.id).await,
                    Pressed::Told(words) => sentence(words),
                    Pressed::Shown(said) | Pressed::InPlace(said) => said,
                    Pressed::Buttons(_) => sentence(THANKS),
                };
                self.show_at_home(act, &said).await;
            }
        }
    }

    /// Answers a question in the home, through the same stages as a message.
    async fn search(&self, act: &Act, question: &str) {
        let incoming = put(act, question);
        let heard = self.bot.hear(&incoming);
        let turn = self.turn(&incoming, &heard).await;
        if let Some(reply) = turn {
            let holder = Holder { asker: act.person.id.clone(), removable: false };
            let rows = under(&self.bot, &holder, &heard, &reply);
            let shown = blocks(&Said { reply: reply.clone(), rows }, &act.person.id);
            tokio::join!(self.publish(&act.person.id, shown, heard.is_danger()), self.stays(act, &heard, &reply));
        } else {
            self.show_at_home(act, &sentence(NO_QUESTION)).await;
        }
        self.bot.done(&incoming).await;
    }

    async fn show_at_home(&self, act: &Act, said: &Said) {
        self.publish(&act.person.id, blocks(said, &act.person.id), false).await;
    }

    /// Shows the home with what was said last.
    pub(super) async fn publish(&self, person: &str, said: Vec<Value>, urgent: bool) {
        // Danger waits for nobody to find out who somebody is.
        let staff = if urgent || !self.guard.is_moderator(person).await { None } else { Some(self.staff_line()) };
        let (provider, about) = (self.bot.provider(), self.bot.about(Platform::Slack));
        let topics = self.bot.all_topics();
        let home = Home { provider: provider.as_deref(), about: &about, topics: &topics, said, urgent, staff };
        let body = json!({"user_id": person, "view": view(home)});
        if let Err(failure) = self.wall.retried("views.publish", &body).await {
            tracing::warn!("Slack: the home of account {person} could not be shown: {failure}");
        }
    }

    /// What moderators see below everything else.
    fn staff_line(&self) -> String {
        let entries = self.bot.brain().pack().entries.len();
        let mut line = format!("For moderators: the FAQ has {entries} entries.");
        if !self.bot.can_alert(Platform::Slack) {
            line.push_str(" No staff channel is set: nobody is told of danger.");
        }
        // Writing into a text cannot fail.
        let _ = write!(line, " `/faq-admin status` shows more, `/faq-admin help` what you can do.");
        line
    }
}

/// A sentence of the bot's own.
fn sentence(words: &str) -> Said {
    Said { reply: Reply { blocks: vec![Block::Line(words.to_owned())], ..Reply::default() }, rows: Rows::new() }
}

fn blocks(said: &Said, person: &str) -> Vec<Value> {
    quiet(&said.reply, person, &said.rows).into_iter().flat_map(|post| post.blocks).collect()
}
