//! The moderators' commands in chat, end to end: [`channels`] where the bot speaks and who may say so, [`edits`] drafts and
//! forms, [`reading`] what a moderator is shown, [`questions`] what found no answer.

mod channels;
mod edits;
mod questions;
mod reading;

use crate::discord::program::Program;
use crate::discord::stand_in::{Author, BOT, Interaction, StandIn, Used};
use crate::discord::{ANNA, CLINIC, ENABLED, clinic, here};
use serde_json::{Value, json};
use std::path::PathBuf;

/// The role of the moderators.
const MODERATORS: u64 = 6_001;
/// Only whoever asked sees it.
const PRIVATE: u64 = 64;

const FAQ: &str = r#"[[entries]]
id = "parking"
question = "Where can I park?"
answer = "Behind the house."

[[entries]]
id = "tea"
question = "Do you serve tea?"
answer = "Yes, green and black."
"#;

/// A clinic with moderators: its FAQ in a folder, its bot at work.
struct Desk {
    discord: StandIn,
    program: Program,
    folder: tempfile::TempDir,
}

impl Desk {
    async fn open() -> Self {
        Self::with(&[("MODERATOR_ROLES", &MODERATORS.to_string())], "").await
    }

    /// With other settings, and safety rules of the clinic's own where some are given.
    async fn with(settings: &[(&str, &str)], safety: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("faq.toml"), FAQ).unwrap();
        if !safety.is_empty() {
            std::fs::write(folder.path().join("safety.toml"), safety).unwrap();
        }
        let discord = StandIn::start(vec![clinic()]).await;
        let enabled = ENABLED.to_string();
        let settings: Vec<(&str, &str)> = settings.iter().copied().chain([("CHANNELS", enabled.as_str())]).collect();
        let program = Program::start_with(&discord, &["--faq", folder.path().to_str().unwrap()], &settings);
        discord.until_connected(1).await;
        discord.until("the commands are registered", |state| (state.registrations > 0).then_some(())).await;
        Self { discord, program, folder }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("faq.toml")
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.file()).unwrap()
    }

    /// A moderator uses a command.
    async fn order(&self, path: &str, options: &[(&str, Value)]) -> Interaction {
        self.order_by(ANNA, path, options).await
    }

    async fn order_by(&self, who: Author, path: &str, options: &[(&str, Value)]) -> Interaction {
        let used = Used::command(CLINIC, ENABLED, who, &format!("faq-admin {path}"), options);
        self.used(used.with_roles(&[MODERATORS])).await
    }

    async fn used(&self, used: Used) -> Interaction {
        let id = self.discord.uses(used);
        self.discord.answer_to(id).await
    }

    /// A moderator presses a button of an answer, or chooses a line of its menu.
    async fn press(&self, answer: &Interaction, label: &str) -> Interaction {
        self.press_by(ANNA, answer, label).await
    }

    async fn press_by(&self, who: Author, answer: &Interaction, label: &str) -> Interaction {
        let id = self.discord.press(answer.message.unwrap(), label, who, &[MODERATORS]);
        self.discord.answer_to(id).await
    }

    /// Fills in the form that an order or a button opened.
    async fn fill_in(&self, order: &Interaction, fields: &[(&str, &str)]) -> Interaction {
        let id = self.discord.fill_in(order.id(), fields);
        self.discord.answer_to(id).await
    }

    /// What the bot says to somebody who mentions it.
    async fn says(&self, question: &str) -> String {
        let id = self.discord.say(&here(ANNA, &format!("<@{BOT}> {question}")));
        self.discord.reply_to(id).await.text()
    }

    /// Ends the bot and looks at how it behaved; nobody but who asked has seen anything of it.
    async fn close(self) {
        self.discord.set(|state| {
            for interaction in state.interactions.values() {
                if matches!(interaction.response, Some(4 | 5)) {
                    assert!(interaction.private, "everybody sees {}", interaction.shown);
                }
                assert!(interaction.more.iter().all(|more| more["flags"] == json!(PRIVATE)), "{:?}", interaction.more);
            }
        });
        self.program.stop_cleanly(&self.discord, &[]).await;
    }
}

/// The words of an answer.
fn words(answer: &Interaction) -> String {
    answer.posted().text()
}

/// The labels of what can be pressed below an answer.
fn buttons(answer: &Interaction) -> Vec<String> {
    let rows = answer.shown["components"].as_array().cloned().unwrap_or_default();
    let all = rows.iter().flat_map(|row| row["components"].as_array().cloned().unwrap_or_default());
    all.filter_map(|component| component["label"].as_str().map(str::to_owned)).collect()
}
