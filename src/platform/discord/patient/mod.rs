//! What everybody can use: `/ask`, `/faq`, "Answer from FAQ", and the buttons under replies.

mod ask;
mod definitions;
mod press;

use std::sync::Arc;

use serenity::model::id::{ChannelId, UserId};

use super::components::{MENU, rows};
use super::interaction::{Act, Answer, Command, Interaction};
use super::post::Post;
use super::render::render;
use super::rest::Rest;
use crate::bot::Bot;
use crate::message::{Platform, Reply};
use crate::platform::conduct::buttons::{self, Holder, Rows};
use crate::platform::conduct::topics::{topics, value};
use crate::reply::buttons as words;
pub(super) use definitions::commands;

/// Everybody's side of Discord.
pub(super) struct Patient {
    bot: Arc<Bot>,
    rest: Arc<Rest>,
}

/// Where somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The bot belongs to this server, or is alone with somebody.
    pub(super) served: bool,
    /// What is said here may be seen by others: the channel is enabled, or nobody else is there.
    pub(super) open: bool,
    /// The channel whose settings count.
    pub(super) home: ChannelId,
}

impl Patient {
    pub(super) fn new(bot: Arc<Bot>, rest: Arc<Rest>) -> Self {
        Self { bot, rest }
    }

    /// Whether only whoever asked is to see what comes.
    pub(super) fn is_private(interaction: &Interaction, place: Place) -> bool {
        match &interaction.act {
            _ if !place.served || !place.open => true,
            Act::Command(command) => is_about(command) || command.flag("private") == Some(true),
            Act::Press(press) => matches!(buttons::Button::read(&press.act), None | Some(buttons::Button::Topic(_))),
            _ => false,
        }
    }

    /// Does what somebody asked for.
    pub(super) async fn answer(&self, interaction: &Interaction, place: Place) -> Answer {
        if !place.served {
            return match &interaction.act {
                Act::Complete(_) => Answer::Completions(Vec::new()),
                _ => Answer::private(words::ELSEWHERE),
            };
        }
        match &interaction.act {
            Act::Command(command) => self.command(interaction, command, place).await,
            Act::Complete(command) => {
                Answer::Completions(topics(&self.bot, MENU, command.text("topic").unwrap_or_default()))
            }
            Act::Message(command) if command.name == definitions::ANSWER => {
                self.answer_message(interaction, &command.target, place).await
            }
            Act::Press(press) => self.pressed(interaction, press).await,
            Act::Message(_) | Act::Filled(_) | Act::Other => Answer::private(words::GONE),
        }
    }

    async fn command(&self, interaction: &Interaction, command: &Command, place: Place) -> Answer {
        let private = Self::is_private(interaction, place);
        match command.name.as_str() {
            definitions::ASK => {
                self.ask(interaction, command.text("question").unwrap_or_default(), place, private).await
            }
            definitions::FAQ if is_about(command) => {
                let text = super::markdown::markdown(&self.bot.about(Platform::Discord));
                Answer::private(text)
            }
            definitions::FAQ => {
                self.topic(interaction, command.text("topic").unwrap_or_default(), place, private).await
            }
            _ => Answer::private(words::GONE),
        }
    }

    /// The answer to a topic that was chosen by name. What was typed instead of chosen is a question like any other.
    async fn topic(&self, interaction: &Interaction, typed: &str, place: Place, private: bool) -> Answer {
        let chosen = self.bot.entry(|id| id == typed || value(MENU, id) == typed);
        let Some(reply) = chosen.as_ref().and_then(|choice| self.bot.topic(&choice.entry)) else {
            return self.ask(interaction, typed, place, private).await;
        };
        let ids: Vec<String> = chosen.into_iter().map(|choice| choice.entry).collect();
        let asker = interaction.person.id;
        let holder = Holder { asker: asker.to_string(), removable: !private };
        let rows = buttons::answered(&self.bot, &holder, &ids, &[]);
        Answer::Say { posts: said(&reply, asker, rows, private), private, ping: None }
    }
}

fn is_about(command: &Command) -> bool {
    command.name == definitions::FAQ && command.path.last().is_some_and(|name| name == "about")
}

/// A reply as messages. In private nobody need be called by name.
fn said(reply: &Reply, asker: UserId, offered: Rows, private: bool) -> Vec<Post> {
    let quiet = Reply { ping_author: reply.ping_author && !private, ..reply.clone() };
    super::render::with_rows(render(&quiet, asker), rows(offered))
}
