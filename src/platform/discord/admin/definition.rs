//! The moderators' commands as they are registered, and what each of them is for.

use serde_json::{Value, json};

use crate::conversation::Voice;

/// The slash command.
pub(super) const COMMAND: &str = "faq-admin";
/// The command on a message.
pub(super) const WHY: &str = "Why this answer?";

/// Discord's numbers for commands and options, and for where a command can be used.
mod number {
    pub(super) const SLASH: u8 = 1;
    pub(super) const ON_A_MESSAGE: u8 = 3;
    pub(super) const SUBCOMMAND: u8 = 1;
    pub(super) const GROUP: u8 = 2;
    pub(super) const TEXT: u8 = 3;
    pub(super) const WHOLE: u8 = 4;
    pub(super) const YES_OR_NO: u8 = 5;
    pub(super) const CHANNEL: u8 = 7;
    pub(super) const NUMBER: u8 = 10;
    pub(super) const IN_A_SERVER: u8 = 0;
}

/// Only who may manage messages sees the commands, unless a server's own settings say otherwise. Who may use them is
/// said by `discord.moderator_roles`.
const SEEN_BY: &str = "8192";
/// A message holds so many characters.
const MESSAGE: usize = 2_000;
/// A reason may have so many characters, as the history wants it.
const REASON: usize = 500;
/// A channel can be muted for a week.
const MUTE_HOURS: i64 = 7 * 24;
/// So many days are counted at most.
const DAYS: i64 = 366;

/// The definitions.
pub(super) fn commands() -> Vec<Value> {
    let place = json!([number::IN_A_SERVER]);
    let mut options = plain();
    options.extend(groups());
    vec![
        json!({
            "type": number::SLASH, "name": COMMAND, "description": "Look after the FAQ and the bot",
            "default_member_permissions": SEEN_BY, "contexts": place, "integration_types": [0], "options": options,
        }),
        json!({
            "type": number::ON_A_MESSAGE, "name": WHY, "default_member_permissions": SEEN_BY, "contexts": place,
            "integration_types": [0],
        }),
    ]
}

fn plain() -> Vec<Value> {
    let revision = || required(whole("revision", "Its number in the history", 1, i64::MAX >> 11));
    vec![
        sub("status", "How the bot is doing", &[]),
        sub("enable", "Let the bot listen in a channel", &[channel(), reason()]),
        sub("disable", "Make the bot deaf in a channel, also to danger", &[channel(), reason()]),
        sub("mode", "How the bot speaks in a channel unasked", &[voice(), channel(), reason()]),
        sub(
            "mute",
            "Keep the bot silent for a while; danger is answered",
            &[whole("hours", "For how long; 1 without it", 1, MUTE_HOURS), channel(), reason()],
        ),
        sub("unmute", "End a mute", &[channel(), reason()]),
        sub(
            "staff-channel",
            "Where staff are told of danger",
            &[channel(), flag("reset", "Let the settings file decide again"), reason()],
        ),
        sub("test", "What a patient would get; nobody is told", &[message()]),
        sub("why", "Explain a decision in points", &[message()]),
        sub("stats", "Numbers", &[whole("days", "So many days; 30 without it", 1, DAYS), by()]),
        sub("history", "What was changed, by whom", &[complete(text("document", "One document only"))]),
        sub("diff", "What a revision changed", &[revision()]),
        sub("undo", "Take a revision back", &[whole("revision", "The newest without it", 1, i64::MAX >> 11), reason()]),
        sub("restore", "A document as it was after a revision", &[revision(), reason()]),
        sub("drafts", "Changes that wait for a decision", &[]),
        sub("unanswered", "Questions that found no answer", &[]),
    ]
}

fn groups() -> Vec<Value> {
    let words = |about| text("words", about);
    let rule = || whole("rule", "Or its number in entry show", 1, 1_000);
    let pattern = || text("pattern", "A regular expression");
    let weight = || decimal("weight", "1 supports, 2 is strong, 4 is enough", 0.0, 100.0);
    let phrasing = || required(text("text", "As people ask"));
    vec![
        group(
            "entry",
            "Questions and answers",
            &[
                sub("list", "All entries", &[text("find", "Only those with these letters")]),
                sub("show", "One entry with its rules", &[entry()]),
                sub("add", "A new entry, in a form", &[]),
                sub("edit", "Question and answer, in a form", &[entry()]),
                sub("retire", "Take out of use", &[entry(), reason()]),
                sub("restore", "Use again", &[entry(), reason()]),
                sub(
                    "threshold",
                    "How sure the bot must be",
                    &[entry(), decimal("value", "0 to 1; without it the usual one", 0.0, 1.0), reason()],
                ),
            ],
        ),
        group(
            "phrasing",
            "How people ask",
            &[
                sub("add", "One more", &[entry(), phrasing(), reason()]),
                sub("remove", "One less", &[entry(), complete(phrasing()), reason()]),
            ],
        ),
        group(
            "keyword",
            "Words that speak for an entry",
            &[
                sub(
                    "add",
                    "A rule",
                    &[
                        entry(),
                        words("With commas between; one is enough"),
                        flag("all", "All of them must be there"),
                        pattern(),
                        weight(),
                        reason(),
                    ],
                ),
                sub("remove", "A rule or words of it", &[entry(), words("Words of the rule"), rule(), reason()]),
                sub(
                    "weight",
                    "How much a rule counts",
                    &[entry(), required(weight()), words("Words of the rule"), rule(), reason()],
                ),
            ],
        ),
        group(
            "exception",
            "Words that an entry must not see",
            &[
                sub("add", "Hide words", &[entry(), words("With commas between"), pattern(), reason()]),
                sub("remove", "Show them again", &[entry(), words("Words of it"), rule(), reason()]),
            ],
        ),
        group(
            "synonym",
            "Words that count as one another",
            &[
                sub("add", "A set", &[required(words("With commas between")), reason()]),
                sub("remove", "A set", &[required(words("Words of the set")), reason()]),
            ],
        ),
    ]
}

fn sub(name: &str, about: &str, options: &[Value]) -> Value {
    json!({"type": number::SUBCOMMAND, "name": name, "description": about, "options": options})
}

fn group(name: &str, about: &str, subcommands: &[Value]) -> Value {
    json!({"type": number::GROUP, "name": name, "description": about, "options": subcommands})
}

fn option(kind: u8, name: &str, about: &str) -> Value {
    json!({"type": kind, "name": name, "description": about})
}

fn required(mut option: Value) -> Value {
    option["required"] = json!(true);
    option
}

fn complete(mut option: Value) -> Value {
    option["autocomplete"] = json!(true);
    option
}

fn text(name: &str, about: &str) -> Value {
    option(number::TEXT, name, about)
}

fn flag(name: &str, about: &str) -> Value {
    option(number::YES_OR_NO, name, about)
}

fn whole(name: &str, about: &str, least: i64, most: i64) -> Value {
    let mut option = option(number::WHOLE, name, about);
    option["min_value"] = json!(least);
    option["max_value"] = json!(most);
    option
}

fn decimal(name: &str, about: &str, least: f64, most: f64) -> Value {
    let mut option = option(number::NUMBER, name, about);
    option["min_value"] = json!(least);
    option["max_value"] = json!(most);
    option
}

fn channel() -> Value {
    option(number::CHANNEL, "channel", "This one without it")
}

fn entry() -> Value {
    required(complete(text("entry", "Begin to type")))
}

fn message() -> Value {
    let mut option = required(text("text", "The message"));
    option["max_length"] = json!(MESSAGE);
    option
}

fn reason() -> Value {
    let mut option = text("reason", "For the history");
    option["max_length"] = json!(REASON);
    option
}

fn voice() -> Value {
    let mut option = required(text("mode", "How"));
    let choice = |voice: Voice| {
        let name = match voice {
            Voice::Answer => "Answer",
            Voice::Suggest => "Suggest: “did you mean …?”",
            Voice::Shadow => "Shadow: say nothing, count",
        };
        json!({"name": name, "value": voice.name()})
    };
    option["choices"] = Voice::ALL.into_iter().map(choice).collect();
    option
}

fn by() -> Value {
    let mut option = text("by", "A row for each");
    option["choices"] =
        ["day", "entry", "platform"].map(|name| json!({"name": name, "value": name})).into_iter().collect();
    option
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names, descriptions and values together, as Discord counts them.
    fn characters(of: &Value) -> usize {
        let own =
            ["name", "description", "value"].map(|field| of[field].as_str().map_or(0, |text| text.chars().count()));
        let inner = ["options", "choices"].into_iter().flat_map(|field| of[field].as_array().into_iter().flatten());
        own.iter().sum::<usize>() + inner.map(characters).sum::<usize>()
    }

    fn check(option: &Value, depth: usize) {
        let (name, about) = (option["name"].as_str().unwrap(), option["description"].as_str().unwrap());
        assert!((1..=32).contains(&name.len()) && (1..=100).contains(&about.chars().count()), "{name}: {about}");
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'_')), "{name}");
        let options = option["options"].as_array().map_or(&[][..], Vec::as_slice);
        assert!(options.len() <= 25 && depth <= 3, "{name}");
        let first_optional = options.iter().position(|option| option["required"] != true).unwrap_or(options.len());
        assert!(options[first_optional..].iter().all(|option| option["required"] != true), "{name}");
        for option in options {
            check(option, depth + 1);
        }
    }

    #[test]
    fn discord_takes_the_definitions() {
        let [slash, on_message] = &commands()[..] else { panic!("not two commands") };
        check(slash, 0);
        assert!(characters(slash) <= 8_000, "{} characters", characters(slash));
        assert!(on_message["name"].as_str().unwrap().len() <= 32 && on_message["description"].is_null());
        for command in [slash, on_message] {
            assert_eq!(command["default_member_permissions"], "8192");
            assert_eq!((&command["contexts"], &command["integration_types"]), (&json!([0]), &json!([0])));
        }
    }
}
