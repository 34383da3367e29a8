//! What everybody can use: `/ask`, `/faq`, "Answer from FAQ", the App Home, and the buttons under replies.

mod ask;
mod browse;
mod home;
mod press;
mod shortcut;
mod view;

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::account::Account;
use super::act::{Act, What};
use super::aside::privately;
use super::blocks::{MENU, option};
use super::guard::Guard;
use super::post::Post;
use super::render::{line, render};
use super::wall::Wall;
use super::words::words;
use crate::bot::Bot;
use crate::message::Reply;
use crate::platform::conduct::Recent;
use crate::platform::conduct::buttons::Rows;
use crate::platform::conduct::topics::topics;
use crate::reply::slack as sentences;

/// Puts a question.
pub(super) const ASK: &str = "ask";
/// Browses the topics.
pub(super) const FAQ: &str = "faq";
/// Answers a message, from its menu.
pub(super) const ANSWER: &str = "answer_from_faq";
/// What the menu of topics is known by.
const TOPIC_MENU: &str = "menu/topic";
/// So many private replies whose buttons were pressed, and messages that were answered by their menu, are remembered.
const REMEMBERED: usize = 10_000;

/// Everybody's side of Slack.
pub(super) struct Patient {
    bot: Arc<Bot>,
    wall: Arc<Wall>,
    /// Knows who sees more in the home.
    guard: Arc<Guard>,
    /// Private replies whose buttons were pressed: nobody's view counts twice.
    judged: Mutex<Recent<String>>,
    /// Messages that were answered by their menu.
    answered: Mutex<Recent<String>>,
}

/// Where something was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The bot belongs to this workspace.
    pub(super) served: bool,
    /// The bot listens in the channel.
    pub(super) open: bool,
    /// Who the bot is there.
    pub(super) account: Account,
}

impl Patient {
    pub(super) fn new(bot: Arc<Bot>, wall: Arc<Wall>, guard: Arc<Guard>) -> Self {
        let recent = || Mutex::new(Recent::new(REMEMBERED));
        Self { bot, wall, guard, judged: recent(), answered: recent() }
    }

    /// Does what somebody asked for.
    pub(super) async fn answer(&self, act: &Act, place: &Place) {
        if !place.served {
            return self.tell(act, sentences::ELSEWHERE).await;
        }
        match &act.what {
            What::Command { name, words: written } => {
                let words = words(written, &place.account.user);
                match name.as_str() {
                    ASK => self.ask(act, &words).await,
                    FAQ => self.browse(act, &words).await,
                    _ => self.tell(act, sentences::UNKNOWN_COMMAND).await,
                }
            }
            What::Shortcut { name, message } if name == ANSWER => self.answer_message(act, message, place).await,
            What::Press(press) if press.view.as_ref().is_some_and(|view| view.kind == "home") => {
                self.pressed_at_home(act, press).await;
            }
            What::Press(press) => self.pressed(act, press).await,
            What::Shortcut { .. } | What::Suggest { .. } | What::Other => {}
        }
    }

    /// Shows the App Home to somebody who opens it.
    pub(super) async fn show_home(&self, person: &str) {
        self.publish(person, Vec::new(), false).await;
    }

    /// Completions of what somebody types, as Slack wants them.
    pub(super) fn suggest(&self, act: &str, typed: &str) -> Value {
        let found = if act == TOPIC_MENU { topics(&self.bot, MENU, typed) } else { Vec::new() };
        let options: Vec<Value> = found.iter().map(|(label, value)| option(label, value)).collect();
        json!({ "options": options })
    }

    /// Says a sentence to whoever did something.
    async fn tell(&self, act: &Act, sentence: &str) {
        privately(&self.wall.client, act, &[line(sentence)]).await;
    }
}

/// A reply as messages for one person's eyes: nobody need be called by name.
fn quiet(reply: &Reply, person: &str, rows: &Rows) -> Vec<Post> {
    render(&Reply { ping_author: false, ..reply.clone() }, person, rows)
}
