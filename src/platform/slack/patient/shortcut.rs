//! "Answer from FAQ": a message is answered because somebody asked for that.

use std::sync::PoisonError;

use super::super::act::{Act, Target};
use super::super::aside::privately;
use super::super::post::Address;
use super::super::render::render;
use super::super::wall::Delivery;
use super::super::words::words;
use super::{Patient, Place, quiet};
use crate::bot::Heard;
use crate::decision::Kind;
use crate::message::{Incoming, MessageId, Mode, Platform, Reply};
use crate::platform::conduct::buttons::{Holder, under};
use crate::platform::conduct::fingerprint;
use crate::reply::buttons::NO_QUESTION;

impl Patient {
    /// Answers a message in its thread, where the bot listens. What is no plain answer only whoever asked for it sees;
    /// danger is met where everybody reads it, and alerts.
    pub(super) async fn answer_message(&self, act: &Act, target: &Target, place: &Place) {
        let Some(channel) = &act.channel else { return };
        let incoming = incoming(act, channel, target, place);
        let heard = self.bot.hear(&incoming);
        let Some(reply) = self.turn(&incoming, &heard).await else {
            self.bot.done(&incoming).await;
            return self.tell(act, NO_QUESTION).await;
        };
        let plain = heard.outcome().decision.kind == Kind::Answer;
        let open = place.open && (heard.is_danger() || (plain && self.answers_first(channel, target).await));
        if !(open && self.in_thread(act, &incoming, target, &heard, &reply).await) {
            let holder = Holder { asker: act.person.id.clone(), removable: false };
            let posts = quiet(&reply, &act.person.id, &under(&self.bot, &holder, &heard, &reply));
            privately(&self.wall.client, act, &posts).await;
            if incoming.author == act.person.id {
                self.stays(act, &heard, &reply).await;
            }
        }
        self.bot.done(&incoming).await;
    }

    /// Posts a reply in the thread of its message. False where not all of it stands there.
    async fn in_thread(&self, act: &Act, incoming: &Incoming, target: &Target, heard: &Heard, reply: &Reply) -> bool {
        let holder = Holder { asker: incoming.author.clone(), removable: true };
        let posts = render(reply, &incoming.author, &under(&self.bot, &holder, heard, reply));
        let wanted = posts.len();
        let thread = target.thread.clone().unwrap_or_else(|| target.ts.clone());
        let delivery = Delivery {
            address: Address {
                channel: incoming.channel.clone(),
                thread: Some(thread),
                after: Some(target.ts.clone()),
            },
            posts,
            name: format!("{}/{}/{:016x}", target.ts, act.id, fingerprint(reply)),
            danger: heard.is_danger(),
        };
        let posted = self.wall.post(delivery).await;
        let all = posted.len() == wanted;
        if !posted.is_empty() {
            self.bot.keep_reply(incoming, heard, posted).await;
        }
        all
    }

    /// Whether a message has no answer yet. Somebody presses twice before the first one stands; and one that was taken away
    /// does not come back.
    async fn answers_first(&self, channel: &str, target: &Target) -> bool {
        let first = {
            let mut answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
            answered.insert(format!("{channel}/{}", target.ts))
        };
        first && self.bot.reply_to(Platform::Slack, channel, &target.ts).await.is_none()
    }
}

/// The message as a question of whoever wrote it.
fn incoming(act: &Act, channel: &str, target: &Target, place: &Place) -> Incoming {
    // With somebody alone there is nothing that staff could open.
    let alone = channel.starts_with('D');
    Incoming {
        platform: Platform::Slack,
        home: channel.to_owned(),
        channel: channel.to_owned(),
        author: target.author.clone().unwrap_or_else(|| act.person.id.clone()),
        text: words(&target.text, &place.account.user),
        mode: Mode::Direct,
        id: Some(MessageId {
            message: target.ts.clone(),
            event: act.id.clone(),
            link: (!alone).then(|| place.account.link(channel, &target.ts, target.thread.as_deref())),
        }),
    }
}
