//! What pressing a button under a reply does.

use std::sync::PoisonError;

use serde_json::Value;

use super::super::act::{Act, Press, Target};
use super::super::aside::{in_place, privately};
use super::super::blocks::rows;
use super::super::limits;
use super::super::post::{Address, Post};
use super::super::wall::Delivery;
use super::{Patient, TOPIC_MENU, quiet};
use crate::message::Platform;
use crate::platform::conduct::buttons::{Button, Rows};
use crate::platform::conduct::press::{Pressed, Said, pressed};
use crate::reply::buttons as words;

impl Patient {
    /// Does what the button says, if whoever pressed it may.
    pub(super) async fn pressed(&self, act: &Act, press: &Press) {
        if press.act == TOPIC_MENU {
            let topic = press.value.as_deref().and_then(|value| self.chosen(value));
            return self.show(act, topic).await;
        }
        let person = &act.person.id;
        let message = press.message.as_ref();
        let removable = message.is_none_or(|message| !message.private);
        if !removable && !self.judges_first(press, person) {
            return;
        }
        match pressed(&self.bot, Platform::Slack, &press.act, person, removable) {
            Pressed::Nothing => {}
            Pressed::Told(words) => self.tell(act, words).await,
            Pressed::Shown(said) => privately(&self.wall.client, act, &quiet(&said.reply, person, &said.rows)).await,
            Pressed::InPlace(said) => self.put_in_place(act, message, &said).await,
            Pressed::Buttons(rows) => self.change_buttons(act, message, &rows).await,
            Pressed::Remove => self.remove(act, message).await,
        }
    }

    /// Whether a private reply is judged for the first time. Of one Slack repeats nothing, so that its buttons stay.
    fn judges_first(&self, press: &Press, person: &str) -> bool {
        if !matches!(Button::read(&press.act), Some(Button::Helpful(..) | Button::NotMine(..))) {
            return true;
        }
        let ts = press.message.as_ref().map_or("", |message| &message.ts);
        let mut judged = self.judged.lock().unwrap_or_else(PoisonError::into_inner);
        judged.insert(format!("{person}/{ts}/{}", press.act))
    }

    /// Puts messages in the place of the reply with the button.
    async fn put_in_place(&self, act: &Act, message: Option<&Target>, said: &Said) {
        let posts = quiet(&said.reply, &act.person.id, &said.rows);
        let public = act.channel.as_ref().zip(message.filter(|message| !message.private));
        let Some((channel, message)) = public else { return in_place(&self.wall.client, act, &posts).await };
        let standing = self.posts_of(channel, message).await;
        for (ts, post) in standing.iter().zip(&posts) {
            if !self.wall.change(channel, ts, post).await {
                return privately(&self.wall.client, act, &posts).await;
            }
        }
        for ts in standing.iter().skip(posts.len()) {
            self.wall.take_away(channel, ts).await;
        }
        let further: Vec<Post> = posts.into_iter().skip(standing.len()).collect();
        if !further.is_empty() {
            let after = Some(message.ts.clone());
            let address = Address { channel: channel.clone(), thread: message.thread.clone(), after };
            let name = format!("{}/{}", message.ts, act.id);
            self.wall.post(Delivery { address, posts: further, name, danger: false }).await;
        }
    }

    /// Changes only the buttons of a reply, whose words stay as they are. Where they cannot be known it says thanks.
    async fn change_buttons(&self, act: &Act, message: Option<&Target>, offered: &Rows) {
        let known = message.filter(|message| !message.private && !message.blocks.is_empty());
        if let (Some(channel), Some(message)) = (&act.channel, known) {
            let post = Post { text: message.text.clone(), blocks: with_buttons(&message.blocks, offered) };
            if self.wall.change(channel, &message.ts, &post).await {
                return;
            }
        }
        self.tell(act, words::THANKS).await;
    }

    /// Takes the whole reply away.
    async fn remove(&self, act: &Act, message: Option<&Target>) {
        let (Some(channel), Some(message)) = (&act.channel, message) else {
            return self.tell(act, words::CANNOT_REMOVE).await;
        };
        let mut all = true;
        for ts in self.posts_of(channel, message).await {
            all &= self.wall.take_away(channel, &ts).await;
        }
        tracing::info!("Slack: a reply in channel {channel} was removed by account {}, who had asked", act.person.id);
        if !all {
            self.tell(act, words::CANNOT_REMOVE).await;
        }
    }

    /// The messages of the reply that one of them belongs to, as far as the store knows.
    async fn posts_of(&self, channel: &str, message: &Target) -> Vec<String> {
        let record = self.bot.reply_of_post(Platform::Slack, channel, &message.ts).await;
        let mut posts = record.map(|record| record.posts).unwrap_or_default();
        if !posts.contains(&message.ts) {
            posts.push(message.ts.clone());
        }
        posts
    }
}

/// What a message shows, with other buttons.
fn with_buttons(shown: &[Value], offered: &Rows) -> Vec<Value> {
    let offered = rows(offered);
    let words = shown.iter().filter(|block| block["type"] != "actions").take(limits::BLOCKS - offered.len());
    words.cloned().chain(offered).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::blocks::{Style, actions, button, section};
    use super::*;

    #[test]
    fn other_buttons_take_the_place_of_those_that_were_there() {
        let old = actions(vec![button("Helpful", Style::Plain, "yes/U1/a")]);
        let shown = [section("*Q?*\nA."), old.clone(), old];
        assert_eq!(with_buttons(&shown, &Vec::new()), [section("*Q?*\nA.")]);
    }
}
