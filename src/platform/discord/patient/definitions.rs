//! The commands of everybody, as they are registered.

use serde_json::{Value, json};

/// Puts a question.
pub(super) const ASK: &str = "ask";
/// Browses the topics.
pub(super) const FAQ: &str = "faq";
/// Answers a message, from its menu.
pub(super) const ANSWER: &str = "Answer from FAQ";

/// Discord's numbers: kinds of commands and options, and where a command can be used.
mod number {
    pub(super) const SLASH: u8 = 1;
    pub(super) const ON_A_MESSAGE: u8 = 3;
    pub(super) const SUBCOMMAND: u8 = 1;
    pub(super) const TEXT: u8 = 3;
    pub(super) const YES_OR_NO: u8 = 5;
    pub(super) const IN_A_SERVER: u8 = 0;
    pub(super) const WITH_THE_BOT: u8 = 1;
}

/// The longest question, in characters: as much as a message holds.
const QUESTION: usize = 2_000;

/// The definitions, to be registered.
pub(crate) fn commands() -> Vec<Value> {
    let places = json!([number::IN_A_SERVER, number::WITH_THE_BOT]);
    vec![
        json!({
            "type": number::SLASH, "name": ASK, "contexts": places, "integration_types": [0],
            "description": "Ask the clinic's FAQ a question",
            "options": [
                {
                    "type": number::TEXT, "name": "question", "required": true, "max_length": QUESTION,
                    "description": "Your question, in your own words",
                },
                {
                    "type": number::YES_OR_NO, "name": "private",
                    "description": "Only you see the answer",
                },
            ],
        }),
        json!({
            "type": number::SLASH, "name": FAQ, "contexts": places, "integration_types": [0],
            "description": "The topics of the clinic's FAQ",
            "options": [
                {
                    "type": number::SUBCOMMAND, "name": "topic", "description": "Read the answer to one topic",
                    "options": [{
                        "type": number::TEXT, "name": "topic", "required": true, "autocomplete": true,
                        "description": "Begin to type, then choose",
                    }],
                },
                {
                    "type": number::SUBCOMMAND, "name": "about",
                    "description": "What this bot does, what it reads and what it keeps",
                },
            ],
        }),
        json!({"type": number::ON_A_MESSAGE, "name": ANSWER, "contexts": [number::IN_A_SERVER], "integration_types": [0]}),
    ]
}
