//! A question that was put by a command.

use serde_json::json;

use super::super::act::Act;
use super::super::aside::privately;
use super::super::lenient::text;
use super::super::post::Address;
use super::super::wall::Delivery;
use super::{Patient, quiet};
use crate::bot::{Heard, Turn};
use crate::message::{Incoming, MessageId, Mode, Platform, Reply};
use crate::platform::conduct::buttons::{Holder, under};
use crate::reply::buttons::NO_QUESTION;
use crate::reply::slack as sentences;

impl Patient {
    /// Answers a question for the eyes of whoever asked, through the same stages as a message.
    pub(super) async fn ask(&self, act: &Act, question: &str) {
        if question.is_empty() {
            return self.tell(act, sentences::ASK_HELP).await;
        }
        let incoming = put(act, question);
        let heard = self.bot.hear(&incoming);
        self.reply_privately(act, &incoming, &heard).await;
    }

    /// Says what follows from a question to whoever asked it.
    pub(super) async fn reply_privately(&self, act: &Act, incoming: &Incoming, heard: &Heard) {
        let Some(reply) = self.turn(incoming, heard).await else {
            self.bot.done(incoming).await;
            return self.tell(act, NO_QUESTION).await;
        };
        let holder = Holder { asker: act.person.id.clone(), removable: false };
        let posts = quiet(&reply, &act.person.id, &under(&self.bot, &holder, heard, &reply));
        tokio::join!(privately(&self.wall.client, act, &posts), self.stays(act, heard, &reply));
        self.bot.done(incoming).await;
    }

    /// A private answer is gone when Slack is opened again: what is said to danger comes as a direct message too.
    pub(super) async fn stays(&self, act: &Act, heard: &Heard, reply: &Reply) {
        if !heard.is_danger() {
            return;
        }
        let person = act.person.id.clone();
        let posts = quiet(reply, &person, &Vec::new());
        let name = format!("{person}/{}", act.id);
        // A message whose answer was lost is found again only in a channel; Slack takes the account in its place too.
        let opened = self.wall.retried("conversations.open", &json!({"users": person})).await;
        let channel = opened.ok().and_then(|answer| text(&answer["channel"]["id"])).unwrap_or(person);
        let address = Address { channel, thread: None, after: None };
        self.wall.post(Delivery { address, posts, name, danger: true }).await;
    }

    /// What is said, with everything that follows from it.
    pub(super) async fn turn(&self, incoming: &Incoming, heard: &Heard) -> Option<Reply> {
        match self.bot.act(incoming, heard).await {
            Turn::Say(reply) => Some(reply),
            Turn::Silence | Turn::Done | Turn::Wait(_) => None,
        }
    }
}

/// A question that stands in no message.
pub(super) fn put(act: &Act, question: &str) -> Incoming {
    // In the home there is no channel: somebody is alone with the bot.
    let channel = act.channel.clone().unwrap_or_else(|| act.person.id.clone());
    Incoming {
        platform: Platform::Slack,
        home: channel.clone(),
        channel,
        author: act.person.id.clone(),
        text: question.to_owned(),
        mode: Mode::Direct,
        id: Some(MessageId { message: act.id.clone(), event: act.id.clone(), link: None }),
    }
}
