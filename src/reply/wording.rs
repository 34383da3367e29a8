//! Every sentence of the bot's own. Answers and safety texts come from documents and are not here.

use crate::config::Provider;

/// Under a question that the FAQ leaves to the provider.
pub(super) fn handoff_topic(questions: &[&str]) -> String {
    let quoted: Vec<String> = questions.iter().map(|question| format!("“{question}”")).collect();
    format!("{} is a question for your provider: the FAQ has no answer to it.", list(&quoted))
}

/// Where nothing in the FAQ is near.
pub(super) const NO_ANSWER: &str =
    "I have no reviewed answer to that. Please contact your provider, or ask again in other words.";

/// To a message in another language.
pub(super) const OTHER_LANGUAGE: &str = "I can only read English.";

/// To a greeting.
pub(super) const GREETING: &str = "Hello! Ask me a question about treatment and I will look for the clinic's own answer. I am an automated FAQ, not a person.";

/// Above the questions to choose from.
pub const DID_YOU_MEAN: &str = "Did you mean one of these?";

/// Below the questions to choose from, where a choice is made by asking.
pub const SEND_THE_QUESTION: &str = "If so, send me that question.";

/// To thanks.
pub(super) const WELCOME: &str = "You are welcome.";

/// The provider's name and ways to reach it, as far as the settings name any.
pub fn provider_line(provider: &Provider) -> Option<String> {
    let reach: Vec<&str> =
        [&provider.phone, &provider.url, &provider.hours].into_iter().flatten().map(String::as_str).collect();
    match (&provider.name, reach.is_empty()) {
        (None, true) => None,
        (None, false) => Some(format!("Your provider: {}", reach.join(" · "))),
        (Some(name), true) => Some(name.clone()),
        (Some(name), false) => Some(format!("{name}: {}", reach.join(" · "))),
    }
}

fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
