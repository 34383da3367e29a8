//! One conversation at the console: messages, commands, and numbers that pick a question.

use super::render::{numbered, render};
use super::style::Style;
use crate::bot::{Bot, Stages};
use crate::explain::Why;
use crate::message::{Block, Choice, Incoming, Mode, Platform, Reply};

/// The one person who writes at a console.
const AUTHOR: &str = "you";
/// The one channel of a console.
const CHANNEL: &str = "console";

const HELP: &str = "Type a question in your own words. Or:
  /topics  the questions that the FAQ answers
  /why     why the last message got its reply, in points
  /help    this list
  /quit    end";
/// The documents may have been reloaded since the question was offered.
const NO_LONGER: &str = "That question is no longer in the FAQ.";
const NOTHING_YET: &str = "Nothing was asked yet.";

/// A conversation. It remembers the last message for `/why` and the questions that were offered, nothing else.
pub struct Session<'a> {
    bot: &'a Bot,
    style: Style,
    last: Option<String>,
    offered: Vec<Choice>,
}

/// What a line leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// This is said.
    Say(String),
    /// Nothing is said.
    Silence,
    /// The conversation ends.
    End,
}

impl<'a> Session<'a> {
    /// A conversation that is shown in this style.
    pub fn new(bot: &'a Bot, style: Style) -> Self {
        Self { bot, style, last: None, offered: Vec::new() }
    }

    /// Shows what follows in another style: the window may have changed.
    pub fn set_style(&mut self, style: Style) {
        self.style = style;
    }

    /// Handles one line.
    pub fn turn(&mut self, line: &str) -> Turn {
        match line.trim() {
            "/quit" | "/exit" => Turn::End,
            "/help" => Turn::Say(HELP.to_owned()),
            "/topics" => self.topics(),
            "/why" => self.why(),
            command if is_command(command) => Turn::Say(format!("There is no {command}.\n\n{HELP}")),
            picked if self.picked(picked).is_some() => self.topic(picked),
            _ => self.message(line),
        }
    }

    fn topics(&mut self) -> Turn {
        self.offered = self.bot.topics();
        Turn::Say(self.style.wrap(&numbered(&self.offered, self.style)))
    }

    fn why(&self) -> Turn {
        let Some(raw) = &self.last else { return Turn::Say(NOTHING_YET.to_owned()) };
        let brain = self.bot.brain();
        let outcome = brain.decide(raw, Mode::Direct, Stages::All);
        Turn::Say(Why::new(raw, &outcome, &brain).to_string().trim_end().to_owned())
    }

    fn picked(&self, number: &str) -> Option<&Choice> {
        let number: usize = number.parse().ok()?;
        self.offered.get(number.checked_sub(1)?)
    }

    fn topic(&mut self, number: &str) -> Turn {
        let Some(choice) = self.picked(number) else { return Turn::Silence };
        let reply = self.bot.topic(&choice.entry);
        if reply.is_none() {
            return Turn::Say(NO_LONGER.to_owned());
        }
        self.say(reply)
    }

    fn message(&mut self, text: &str) -> Turn {
        self.last = Some(text.to_owned());
        let incoming = Incoming::new(Platform::Console, CHANNEL, AUTHOR, text, Mode::Direct);
        let (_, reply) = self.bot.answer(&incoming);
        self.offered.clear();
        self.say(reply)
    }

    fn say(&mut self, reply: Option<Reply>) -> Turn {
        let Some(reply) = reply else { return Turn::Silence };
        for block in &reply.blocks {
            if let Block::Choices(choices) = block {
                self.offered.clone_from(choices);
            }
        }
        Turn::Say(render(&reply, self.style))
    }
}

/// A slash and one word: more words, or a second slash, make it a message.
fn is_command(line: &str) -> bool {
    let name = line.strip_prefix('/');
    name.is_some_and(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic()))
}
