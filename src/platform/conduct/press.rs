//! What pressing a button under a reply does.

use super::buttons::{self, Button, Holder, Rows};
use crate::bot::Bot;
use crate::message::{Block, Choice, Platform, Reply};
use crate::reply::buttons as words;

/// A reply with its buttons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) reply: Reply,
    pub(crate) rows: Rows,
}

/// What is to be done after a press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Pressed {
    /// Nothing.
    Nothing,
    /// This is said to whoever pressed, and to nobody else.
    Told(&'static str),
    /// This is shown to whoever pressed, and to nobody else.
    Shown(Said),
    /// This takes the place of the reply.
    InPlace(Said),
    /// These buttons take the place of those of the reply.
    Buttons(Rows),
    /// The reply is taken away.
    Remove,
}

/// Does what a button says, if `person` may press it. `removable` is whether others see the reply, so that it may be taken
/// away.
pub(crate) fn pressed(bot: &Bot, platform: Platform, act: &str, person: &str, removable: bool) -> Pressed {
    let Some(button) = Button::read(act) else { return Pressed::Told(words::GONE) };
    if button.asker().is_some_and(|asker| asker != person) {
        return Pressed::Told(words::NOT_YOURS);
    }
    let holder = Holder { asker: person.to_owned(), removable };
    match button {
        Button::Thanks => Pressed::Nothing,
        Button::Topic(name) => {
            let holder = Holder { removable: false, ..holder };
            topic(bot, &name, &holder).map_or(Pressed::Told(words::GONE), Pressed::Shown)
        }
        Button::Pick(_, name) => topic(bot, &name, &holder).map_or(Pressed::Told(words::GONE), Pressed::InPlace),
        Button::Helpful(_, names) => {
            let topics = ids(bot, &names);
            count(bot, platform, &topics, true);
            Pressed::Buttons(buttons::thanked(bot, &holder, &topics))
        }
        Button::NotMine(_, names, others) => {
            count(bot, platform, &ids(bot, &names), false);
            Pressed::InPlace(withdrawn(bot, &holder, &others))
        }
        Button::Remove(_) => Pressed::Remove,
    }
}

/// The answer to a topic, with its buttons.
fn topic(bot: &Bot, name: &str, holder: &Holder) -> Option<Said> {
    let choice = buttons::topic(bot, name)?;
    let reply = bot.topic(&choice.entry)?;
    Some(Said { reply, rows: buttons::answered(bot, holder, &[choice.entry], &[]) })
}

/// What stands in the place of an answer that was not to the question.
fn withdrawn(bot: &Bot, holder: &Holder, others: &[String]) -> Said {
    let choices: Vec<Choice> = others.iter().filter_map(|name| buttons::topic(bot, name)).collect();
    let next =
        if choices.is_empty() { Block::Line(words::NOTHING_ELSE.to_owned()) } else { Block::Choices(choices.clone()) };
    let blocks = vec![Block::Line(words::WITHDRAWN.to_owned()), next];
    Said { reply: Reply { blocks, ..Reply::default() }, rows: buttons::offered(holder, &choices) }
}

fn ids(bot: &Bot, names: &[String]) -> Vec<String> {
    names.iter().filter_map(|name| buttons::topic(bot, name)).map(|choice| choice.entry).collect()
}

fn count(bot: &Bot, platform: Platform, topics: &[String], helpful: bool) {
    for topic in topics {
        bot.feedback(platform, topic, helpful);
    }
}
