//! "Answer from FAQ": a message is answered because somebody asked for that.

use super::super::act::{Act, Target};
use super::super::aside::privately;
use super::super::post::Address;
use super::super::render::render;
use super::super::wall::Delivery;
use super::super::words::words;
use super::{Patient, Place, quiet};
use crate::decision::Kind;
use crate::message::{Incoming, MessageId, Mode, Platform};
use crate::platform::conduct::buttons::{Holder, under};
use crate::platform::conduct::fingerprint;
use crate::reply::buttons::NO_QUESTION;

impl Patient {
    /// Answers a message in its thread, where the bot listens. What is no plain answer only whoever asked for it sees;
    /// danger is met where everybody reads it, and alerts.
    pub(super) async fn answer_message(&self, act: &Act, target: &Target, place: &Place) {
        let Some(channel) = act.channel.clone() else { return };
        let author = target.author.clone().unwrap_or_else(|| act.person.id.clone());
        let alone = channel.starts_with('D');
        let incoming = Incoming {
            platform: Platform::Slack,
            home: channel.clone(),
            channel: channel.clone(),
            author: author.clone(),
            text: words(&target.text, &place.account.user),
            mode: Mode::Direct,
            id: Some(MessageId {
                message: target.ts.clone(),
                event: act.id.clone(),
                link: (!alone).then(|| place.account.link(&channel, &target.ts, target.thread.as_deref())),
            }),
        };
        let heard = self.bot.hear(&incoming);
        let stands = self.bot.reply_to(Platform::Slack, &channel, &target.ts).await.is_some();
        let Some(reply) = self.turn(&incoming, &heard).await else {
            self.bot.done(&incoming).await;
            return self.tell(act, NO_QUESTION).await;
        };
        let plain = heard.outcome().decision.kind == Kind::Answer;
        let mut posted = false;
        if place.open && (heard.is_danger() || (plain && !stands)) {
            let holder = Holder { asker: author.clone(), removable: true };
            let posts = render(&reply, &author, &under(&self.bot, &holder, &heard, &reply));
            let wanted = posts.len();
            let delivery = Delivery {
                address: Address {
                    channel,
                    thread: Some(target.thread.clone().unwrap_or_else(|| target.ts.clone())),
                    after: Some(target.ts.clone()),
                },
                posts,
                name: format!("{}/{}/{:016x}", target.ts, act.id, fingerprint(&reply)),
                danger: heard.is_danger(),
            };
            let numbers = self.wall.post(delivery).await;
            posted = numbers.len() == wanted;
            if !numbers.is_empty() {
                self.bot.keep_reply(&incoming, &heard, numbers).await;
            }
        }
        if !posted {
            let holder = Holder { asker: act.person.id.clone(), removable: false };
            let posts = quiet(&reply, &act.person.id, &under(&self.bot, &holder, &heard, &reply));
            privately(&self.wall.client, act, &posts).await;
            if author == act.person.id {
                self.stays(act, &heard, &reply).await;
            }
        }
        self.bot.done(&incoming).await;
    }
}
