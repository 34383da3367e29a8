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
pub const GREETING: &str = "Hello! Ask me a question about treatment and I will look for the clinic's own answer. I am an automated FAQ, not a person.";

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

/// What stands on the patients' page.
pub mod page {
    use crate::config::{Keep, PrivacySettings};

    /// The FAQ has no title.
    pub const UNTITLED: &str = "Questions and answers";
    /// The chat, as the name of a page.
    pub const ASK_PAGE: &str = "Ask a question";
    /// A page with an answer, by name.
    pub const ANSWER_PAGE: &str = "Answer";
    /// The list of topics, as the name of a page.
    pub const TOPICS_PAGE: &str = "Topics";
    /// Leads to the list of topics.
    pub const ALL_TOPICS: &str = "All topics";
    /// Above topics that the FAQ leaves to the provider.
    pub const FOR_YOUR_PROVIDER: &str = "Questions for your provider";
    /// Leads past the head of the page.
    pub const SKIP: &str = "Skip to the content";
    /// The links between pages, for screen readers.
    pub const PAGES: &str = "Pages";
    /// What was said, for screen readers.
    pub const CONVERSATION: &str = "Conversation";
    /// Before a question, for screen readers.
    pub const YOU_ASKED: &str = "You asked:";
    /// Above the field.
    pub const YOUR_QUESTION: &str = "Your question";
    /// On the button beside it.
    pub const ASK: &str = "Ask";
    /// Below the field.
    pub const NO_DETAILS: &str = "Please leave out your name and details about yourself.";
    /// Above questions to begin with.
    pub const OFTEN_ASKED: &str = "You can also pick a question:";
    /// Above related topics.
    pub const RELATED: &str = "Related questions";
    /// The name of a danger reply, for screen readers.
    pub const HELP_NOW: &str = "Help now";
    /// Above whom to call.
    pub const URGENT: &str = "If it is urgent";
    /// Above the ways to the provider, where the settings name nobody.
    pub const YOUR_PROVIDER: &str = "Your provider";
    /// Above what the page is.
    pub const ABOUT: &str = "About this page";
    /// What the page is.
    pub const AUTOMATED: &str = "This is an automated FAQ, not a person, and it is not watched round the clock. It answers \
        with texts that the clinic has written, word for word.";
    /// What the browser keeps.
    pub const NOT_IN_THE_BROWSER: &str = "Nothing is stored in your browser.";
    /// The name of the frame on the clinic's own site, for screen readers.
    pub const FRAME_TITLE: &str = "Questions and answers";
    /// Nothing was typed.
    pub const EMPTY: &str = "Please type a question, or pick a topic.";
    /// More was typed than anybody asks.
    pub const TOO_LONG: &str = "That is too long for me. Please ask in a few sentences.";
    /// Another site sent a question in a visitor's name.
    pub const FROM_ELSEWHERE: &str = "This came from another site and was not read. Please ask on this page.";

    /// Whom to call in an emergency and in a crisis. Not every region has a crisis line of its own.
    pub fn help_lines(emergency: &str, crisis: Option<&str>) -> [String; 2] {
        let own = crisis.map(|crisis| format!("To talk with somebody, free and at any hour: {crisis}. "));
        [
            format!("If you or somebody else may be in danger, call {emergency}."),
            format!(
                "{}Anywhere in the world, https://findahelpline.com lists free lines to talk with somebody.",
                own.unwrap_or_default()
            ),
        ]
    }

    /// Where there is no such page.
    pub const LOST: &str = "This page does not exist.";

    /// What the clinic keeps of what is asked on the page.
    pub fn kept(privacy: PrivacySettings) -> String {
        let days = privacy.retention_days;
        match privacy.keep {
            Keep::Nothing => "The words of your questions are not stored.".to_owned(),
            Keep::Redacted => format!(
                "Of a question that I cannot answer the clinic keeps the words for {days} days, with names, numbers and \
                 addresses blotted out as far as rules can find them."
            ),
            Keep::Text => format!("Of a question that I cannot answer the clinic keeps the words for {days} days."),
        }
    }
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
