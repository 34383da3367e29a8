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

/// Below the questions to choose from, where they are buttons.
pub const PICK_ONE: &str = "If so, pick it below.";

/// What stands on buttons, and what pressing one says.
pub mod buttons {
    /// The answer was right.
    pub const HELPFUL: &str = "Helpful";
    /// The answer was to another question.
    pub const NOT_MINE: &str = "Not my question";
    /// Takes the reply away.
    pub const REMOVE: &str = "Remove";
    /// In the place of the buttons that said it.
    pub const THANKS: &str = "Thank you";
    /// To somebody who presses a button of somebody else's reply.
    pub const NOT_YOURS: &str = "Only whoever asked can use this button. You can ask with /ask.";
    /// In the place of an answer that was not to the question.
    pub const WITHDRAWN: &str = "Sorry, that answer was not to your question.";
    /// Where nothing else is near.
    pub const NOTHING_ELSE: &str =
        "I have no other reviewed answer that is near. Please contact your provider, or ask again in other words.";
    /// The topic of a button is no longer in the FAQ.
    pub const GONE: &str = "This topic is no longer in the FAQ.";
    /// Nothing was asked.
    pub const NO_QUESTION: &str = "There is no question in that message.";
    /// In a server that is not the clinic's.
    pub const ELSEWHERE: &str = "I answer only in the servers of the clinic that I belong to.";
    /// Where the store cannot tell which reply a button belongs to.
    pub const CANNOT_REMOVE: &str = "I could not remove this. Please ask a moderator.";
    /// Too many people press and ask at the same time.
    pub const BUSY: &str = "I am busy. Please try again in a moment.";
    /// The program has a fault.
    pub const FAILED: &str = "Something went wrong. Please try again, or contact your provider.";
    /// The work took too long, or its result cannot be shown any more.
    pub const TOO_LATE: &str = "That took too long. Please try again.";
    /// Above an answer that somebody gave to another person's message; a link follows.
    pub const IN_ANSWER_TO: &str = "In answer to";
}

/// What is said by the commands and the home of the bot at Slack.
pub mod slack {
    /// To `/ask` without a question.
    pub const ASK_HELP: &str =
        "Write your question after the command, in your own words: `/ask` and then the question.";
    /// Above the menu of topics.
    pub const TOPICS_HELP: &str =
        "Choose a topic, or write a few of its words after `/faq`. `/faq about` tells what I am and what I keep.";
    /// In a workspace that is not the clinic's.
    pub const ELSEWHERE: &str = "I answer only in the workspaces of the clinic that I belong to.";
    /// A command of another version of the app.
    pub const UNKNOWN_COMMAND: &str = "I do not know this command. You can ask with `/ask`.";
    /// Above everything in the home.
    pub const HEADING: &str = "Questions and answers";
    /// What the home is for.
    pub const INTRO: &str = "Ask here, and only you see the answer. I am an automated FAQ, not a person.";
    /// Above the field for a question.
    pub const QUESTION: &str = "Your question";
    /// In that field.
    pub const QUESTION_HINT: &str = "In your own words, then press Enter";
    /// Above the topics.
    pub const TOPICS: &str = "Topics";
    /// In the menu of topics.
    pub const TOPIC_HINT: &str = "Choose a topic";
}

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
