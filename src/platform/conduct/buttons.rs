//! The buttons under a reply. Each says by itself what it does and who may press it, so that it works after a restart and
//! in every replica, and nothing has to be kept for it.

use sha2::{Digest, Sha256};

use crate::bot::{Bot, Heard};
use crate::decision::Kind;
use crate::message::{Block, Choice, Reply};
use crate::reply::buttons as words;

/// So many topics are offered at once, as the decision itself offers at most.
const OFFERED: usize = 3;
/// Hex digits of a topic's digest that name it in a button: with 40 bits two of 10,000 topics share a name once in 20,000
/// packs, and six of them fit into what a button is known by.
const NAME_DIGITS: usize = 10;

/// What a button does. People are those who asked: nobody else may press it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Button {
    /// This topic was meant.
    Pick(String, String),
    /// Shows a related topic to whoever presses.
    Topic(String),
    /// These topics were the right answer.
    Helpful(String, Vec<String>),
    /// They were not; the others may be.
    NotMine(String, Vec<String>, Vec<String>),
    /// Takes the reply away.
    Remove(String),
    /// Says thanks and does nothing.
    Thanks,
}

impl Button {
    /// What the button is known by. Topics stand in it by name, see [`name`].
    pub(crate) fn act(&self) -> String {
        match self {
            Self::Pick(asker, topic) => format!("pick/{asker}/{topic}"),
            Self::Topic(topic) => format!("topic/{topic}"),
            Self::Helpful(asker, topics) => format!("yes/{asker}/{}", topics.join(",")),
            Self::NotMine(asker, topics, others) => format!("no/{asker}/{}/{}", topics.join(","), others.join(",")),
            Self::Remove(asker) => format!("remove/{asker}"),
            Self::Thanks => "thanks".to_owned(),
        }
    }

    /// Reads what a button is known by; none where it is no button of these.
    pub(crate) fn read(act: &str) -> Option<Self> {
        let parts: Vec<&str> = act.split('/').collect();
        let names = |text: &str| text.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let user = |text: &str| Some(text.to_owned()).filter(|id| !id.is_empty() && id.bytes().all(is_of_an_id));
        Some(match parts[..] {
            ["pick", asker, topic] => Self::Pick(user(asker)?, topic.to_owned()),
            ["topic", topic] => Self::Topic(topic.to_owned()),
            ["yes", asker, topics] => Self::Helpful(user(asker)?, names(topics)),
            ["no", asker, topics, others] => Self::NotMine(user(asker)?, names(topics), names(others)),
            ["remove", asker] => Self::Remove(user(asker)?),
            ["thanks"] => Self::Thanks,
            _ => return None,
        })
    }

    /// Who alone may press it.
    pub(crate) fn asker(&self) -> Option<&str> {
        match self {
            Self::Pick(asker, _) | Self::Helpful(asker, _) | Self::NotMine(asker, ..) | Self::Remove(asker) => {
                Some(asker)
            }
            Self::Topic(_) | Self::Thanks => None,
        }
    }
}

/// Accounts are numbers, or letters and numbers: nothing that parts what stands in a button.
fn is_of_an_id(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

/// How a button looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// One of the things to choose from.
    Choice,
    /// It says yes.
    Yes,
    /// One thing among others.
    Plain,
}

/// A button as a platform is to show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Offer {
    pub(crate) label: String,
    pub(crate) look: Look,
    /// What it is known by; at most 100 bytes, which the strictest platform takes.
    pub(crate) act: String,
    /// Whether it can be pressed.
    pub(crate) open: bool,
}

impl Offer {
    fn new(label: &str, look: Look, button: &Button) -> Self {
        Self { label: label.to_owned(), look, act: button.act(), open: true }
    }
}

/// Rows of buttons.
pub(crate) type Rows = Vec<Vec<Offer>>;

/// Whose reply it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Holder {
    /// Who asked.
    pub(crate) asker: String,
    /// Whether it can be taken away: one that only its asker sees need not be.
    pub(crate) removable: bool,
}

impl Holder {
    /// The button that takes the reply away.
    fn remove(&self) -> Option<Offer> {
        self.removable.then(|| Offer::new(words::REMOVE, Look::Plain, &Button::Remove(self.asker.clone())))
    }
}

/// The name of a topic in buttons.
pub(crate) fn name(id: &str) -> String {
    let digest = Sha256::digest(id.as_bytes());
    let digits = digest.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    digits.take(NAME_DIGITS).filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

/// The topic of this name.
pub(crate) fn topic(bot: &Bot, wanted: &str) -> Option<Choice> {
    bot.entry(|id| name(id) == wanted)
}

/// The rows under the reply to a question. A channel may show as a suggestion what was decided to be an answer.
pub(crate) fn under(bot: &Bot, holder: &Holder, heard: &Heard, reply: &Reply) -> Rows {
    let choices = reply.blocks.iter().find_map(|block| match block {
        Block::Choices(choices) => Some(choices),
        _ => None,
    });
    match (heard.outcome().decision.kind, choices) {
        (Kind::Answer | Kind::Suggest, Some(choices)) => offered(holder, choices),
        (Kind::Answer, None) => answered(bot, holder, &heard.entries(), &bot.others(heard)),
        (Kind::Handoff, _) => rows([holder.remove().into_iter().collect()]),
        _ => Vec::new(),
    }
}

/// The rows under answers to these topics. `others` are offered to whoever asked for something else.
pub(crate) fn answered(bot: &Bot, holder: &Holder, topics: &[String], others: &[String]) -> Rows {
    let names: Vec<String> = topics.iter().take(OFFERED).map(|id| name(id)).collect();
    let others = others.iter().take(OFFERED).map(|id| name(id)).collect();
    let helpful = Button::Helpful(holder.asker.clone(), names.clone());
    let not_mine = Button::NotMine(holder.asker.clone(), names, others);
    let mut last =
        vec![Offer::new(words::HELPFUL, Look::Yes, &helpful), Offer::new(words::NOT_MINE, Look::Plain, &not_mine)];
    last.extend(holder.remove());
    rows([related(bot, topics), last])
}

/// The rows under answers that somebody has called helpful.
pub(crate) fn thanked(bot: &Bot, holder: &Holder, topics: &[String]) -> Rows {
    let mut last = vec![Offer { open: false, ..Offer::new(words::THANKS, Look::Plain, &Button::Thanks) }];
    last.extend(holder.remove());
    rows([related(bot, topics), last])
}

/// The rows that offer these topics to whoever asked.
pub(crate) fn offered(holder: &Holder, choices: &[Choice]) -> Rows {
    let pick = |choice: &Choice| {
        let button = Button::Pick(holder.asker.clone(), name(&choice.entry));
        Offer::new(&choice.question, Look::Choice, &button)
    };
    let picks = choices.iter().take(OFFERED).map(pick).collect();
    rows([picks, holder.remove().into_iter().collect()])
}

fn related(bot: &Bot, topics: &[String]) -> Vec<Offer> {
    let topic = |choice: Choice| Offer::new(&choice.question, Look::Plain, &Button::Topic(name(&choice.entry)));
    bot.related(topics).into_iter().take(OFFERED).map(topic).collect()
}

fn rows<const N: usize>(rows: [Vec<Offer>; N]) -> Rows {
    rows.into_iter().filter(|row| !row.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_is_read_as_it_was_written_and_fits() {
        let asker = || u64::MAX.to_string();
        let names = |count: usize| -> Vec<String> { (0..count).map(|n| name(&format!("topic-{n}"))).collect() };
        for button in [
            Button::Pick(asker(), name("driving")),
            Button::Topic(name("driving")),
            Button::Helpful(asker(), names(OFFERED)),
            Button::NotMine(asker(), names(OFFERED), names(OFFERED)),
            Button::NotMine(asker(), names(1), Vec::new()),
            Button::Remove(asker()),
            Button::Thanks,
        ] {
            let act = button.act();
            assert!(act.len() <= 100, "{act}");
            assert_eq!(Button::read(&act), Some(button));
        }
    }

    #[test]
    fn what_is_no_button_is_none() {
        for act in ["", "pick", "pick/x y/z", "pick//y", "admin/apply/3", "yes/1", "no/1/a", "remove/", "thanks/1"] {
            assert_eq!(Button::read(act), None, "{act}");
        }
    }
}
