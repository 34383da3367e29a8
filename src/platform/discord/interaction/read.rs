//! Reads interactions with only the fields that are used, wherever the server puts them.

use secrecy::SecretString;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serenity::model::id::{ApplicationId, ChannelId, GuildId, InteractionId, MessageId, RoleId, UserId};

use super::super::lenient::{self, or_default, whole};

/// Something that somebody did with a command, a button or a form. No `Debug`: it may hold what they wrote.
pub(crate) struct Interaction {
    pub(crate) id: InteractionId,
    /// The application, where the event names it.
    pub(crate) application: Option<ApplicationId>,
    /// What a response is addressed with. Whoever has it can speak as the bot for a quarter of an hour.
    pub(crate) token: SecretString,
    /// The server; none in a direct conversation.
    pub(crate) server: Option<GuildId>,
    pub(crate) channel: ChannelId,
    pub(crate) person: Person,
    pub(crate) act: Act,
}

/// Who did it.
pub(crate) struct Person {
    pub(crate) id: UserId,
    /// The account's name, which is unique.
    pub(crate) name: String,
    pub(crate) roles: Vec<RoleId>,
}

/// What was done.
pub(crate) enum Act {
    /// A slash command was sent.
    Command(Command),
    /// One is being typed, and an option wants completions.
    Complete(Command),
    /// A command was chosen from a message's menu.
    Message(MessageCommand),
    /// A button was pressed, or a line of a menu chosen.
    Press(Press),
    /// A form was filled in.
    Filled(Filled),
    /// A kind that is not known.
    Other,
}

/// A slash command with its options.
pub(crate) struct Command {
    pub(crate) name: String,
    /// Subcommand group and subcommand.
    pub(crate) path: Vec<String>,
    options: Vec<(String, Value)>,
    /// The option that is being typed.
    pub(crate) focused: Option<String>,
}

/// A command on a message.
pub(crate) struct MessageCommand {
    pub(crate) name: String,
    pub(crate) target: Target,
}

/// A message that a command or a button belongs to.
pub(crate) struct Target {
    pub(crate) id: MessageId,
    pub(crate) author: Option<UserId>,
    pub(crate) content: String,
    /// The message that it replies to.
    pub(crate) reply_to: Option<MessageId>,
    /// Only one person sees it.
    pub(crate) private: bool,
}

/// A button that was pressed.
pub(crate) struct Press {
    /// What the button is known by.
    pub(crate) act: String,
    /// The chosen lines of a menu.
    pub(crate) values: Vec<String>,
    /// The message with the button.
    pub(crate) message: Option<Target>,
}

/// A form that was filled in.
pub(crate) struct Filled {
    /// What the form is known by.
    pub(crate) act: String,
    fields: Vec<(String, String)>,
}

impl Command {
    /// The text of an option; none where it was not given or is empty.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.option(name)?.as_str().map(str::trim).filter(|text| !text.is_empty())
    }

    /// Whether an option that is yes or no was given, and how.
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        self.option(name)?.as_bool()
    }

    /// A whole number.
    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        let value = self.option(name)?;
        value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
    }

    /// A number.
    pub(crate) fn decimal(&self, name: &str) -> Option<f64> {
        let value = self.option(name)?;
        value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
    }

    /// The id of a channel, role or person.
    pub(crate) fn id(&self, name: &str) -> Option<u64> {
        let value = self.option(name)?;
        value.as_u64().or_else(|| value.as_str()?.trim().parse().ok()).filter(|id| *id != 0)
    }

    fn option(&self, name: &str) -> Option<&Value> {
        self.options.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

impl Filled {
    /// The text of a field; empty where there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, text)| text.trim())
    }
}

impl<'de> Deserialize<'de> for Interaction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Raw::deserialize(deserializer)?;
        raw.interaction().ok_or_else(|| serde::de::Error::custom("an interaction without a person or a channel"))
    }
}

#[derive(Deserialize)]
struct Raw {
    id: InteractionId,
    #[serde(default)]
    application_id: Option<ApplicationId>,
    #[serde(default, rename = "type", deserialize_with = "whole")]
    kind: u64,
    token: String,
    #[serde(default)]
    guild_id: Option<GuildId>,
    #[serde(default)]
    channel_id: Option<ChannelId>,
    #[serde(default, deserialize_with = "or_default")]
    channel: Option<RawChannel>,
    #[serde(default, deserialize_with = "or_default")]
    member: Option<RawMember>,
    #[serde(default)]
    user: Option<RawUser>,
    #[serde(default)]
    data: Value,
    #[serde(default, deserialize_with = "or_default")]
    message: Option<RawMessage>,
}

#[derive(Deserialize)]
struct RawChannel {
    id: ChannelId,
}

#[derive(Deserialize)]
struct RawMember {
    #[serde(default)]
    user: Option<RawUser>,
    #[serde(default, deserialize_with = "or_default")]
    roles: Vec<RoleId>,
}

#[derive(Deserialize)]
struct RawUser {
    id: UserId,
    #[serde(default, deserialize_with = "or_default")]
    username: String,
}

#[derive(Deserialize)]
struct RawMessage {
    id: MessageId,
    #[serde(default, deserialize_with = "or_default")]
    author: Option<RawUser>,
    #[serde(default, deserialize_with = "or_default")]
    content: String,
    #[serde(default, deserialize_with = "whole")]
    flags: u64,
    #[serde(default, deserialize_with = "or_default")]
    message_reference: Option<RawReference>,
}

#[derive(Deserialize)]
struct RawReference {
    #[serde(default)]
    message_id: Option<MessageId>,
}

/// Discord's numbers for kinds of interactions, commands and options, and for a message that one person sees.
mod number {
    pub(super) const COMMAND: u64 = 2;
    pub(super) const COMPONENT: u64 = 3;
    pub(super) const AUTOCOMPLETE: u64 = 4;
    pub(super) const FORM: u64 = 5;
    pub(super) const ON_A_MESSAGE: u64 = 3;
    pub(super) const PRIVATE: u64 = 1 << 6;
    pub(super) const SUBCOMMAND: u64 = 1;
    pub(super) const SUBCOMMAND_GROUP: u64 = 2;
}

impl Raw {
    fn interaction(self) -> Option<Interaction> {
        let (member, roles) = self.member.map_or((None, Vec::new()), |member| (member.user, member.roles));
        let user = member.or(self.user)?;
        let act = match self.kind {
            number::COMMAND if lenient::number(&self.data["type"]) == Some(number::ON_A_MESSAGE) => {
                message_command(&self.data)?
            }
            number::COMMAND => Act::Command(command(&self.data)),
            number::AUTOCOMPLETE => Act::Complete(command(&self.data)),
            number::COMPONENT => Act::Press(Press {
                act: text(&self.data["custom_id"]),
                values: self.data["values"].as_array().into_iter().flatten().map(text).collect(),
                message: self.message.map(RawMessage::target),
            }),
            number::FORM => {
                let mut fields = Vec::new();
                collect_fields(&self.data["components"], &mut fields);
                Act::Filled(Filled { act: text(&self.data["custom_id"]), fields })
            }
            _ => Act::Other,
        };
        Some(Interaction {
            id: self.id,
            application: self.application_id,
            token: SecretString::from(self.token),
            server: self.guild_id,
            channel: self.channel_id.or_else(|| self.channel.map(|channel| channel.id))?,
            person: Person { id: user.id, name: user.username, roles },
            act,
        })
    }
}

impl RawMessage {
    fn target(self) -> Target {
        Target {
            id: self.id,
            author: self.author.map(|author| author.id),
            content: self.content,
            private: self.flags & number::PRIVATE != 0,
            reply_to: self.message_reference.and_then(|reference| reference.message_id),
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn command(data: &Value) -> Command {
    let mut command = Command { name: text(&data["name"]), path: Vec::new(), options: Vec::new(), focused: None };
    collect_options(&data["options"], &mut command);
    command
}

/// Options stand in subcommands, and those in groups.
fn collect_options(options: &Value, command: &mut Command) {
    for option in options.as_array().into_iter().flatten() {
        let name = text(&option["name"]);
        let kind = lenient::number(&option["type"]);
        if matches!(kind, Some(number::SUBCOMMAND | number::SUBCOMMAND_GROUP)) || option["options"].is_array() {
            command.path.push(name);
            collect_options(&option["options"], command);
            continue;
        }
        if option["focused"] == Value::Bool(true) {
            command.focused = Some(name.clone());
        }
        command.options.push((name, option["value"].clone()));
    }
}

fn message_command(data: &Value) -> Option<Act> {
    let messages = data["resolved"]["messages"].as_object()?;
    let named = data["target_id"]
        .as_str()
        .map(str::to_owned)
        .or_else(|| lenient::number(&data["target_id"]).map(|id| id.to_string()));
    let message = named.and_then(|id| messages.get(&id)).or_else(|| messages.values().next())?;
    let target = serde_json::from_value::<RawMessage>(message.clone()).ok()?.target();
    Some(Act::Message(MessageCommand { name: text(&data["name"]), target }))
}

/// Fields stand in rows, or in labels of their own.
fn collect_fields(components: &Value, fields: &mut Vec<(String, String)>) {
    match components {
        Value::Array(all) => all.iter().for_each(|component| collect_fields(component, fields)),
        Value::Object(object) => {
            if let (Some(Value::String(name)), Some(Value::String(text))) =
                (object.get("custom_id"), object.get("value"))
            {
                fields.push((name.clone(), text.clone()));
            }
            for inner in ["components", "component"] {
                object.get(inner).into_iter().for_each(|inner| collect_fields(inner, fields));
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(mut fields: Value) -> Interaction {
        for (key, value) in [("id", json!("7")), ("token", json!("t")), ("channel_id", json!("2"))] {
            fields.as_object_mut().unwrap().entry(key).or_insert(value);
        }
        if fields.get("member").is_none() {
            fields["user"] = json!({"id": "3", "username": "anna"});
        }
        serde_json::from_value(fields).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn a_command_in_a_server_has_its_roles_and_options() {
        let asked = read(json!({
            "type": 2, "guild_id": "1", "member": {"user": {"id": 5, "username": "mod"}, "roles": ["8", "9"]},
            "data": {"id": "1", "name": "faq-admin", "type": 1, "options": [
                {"name": "keyword", "type": 2, "options": [{"name": "add", "type": 1, "options": [
                    {"name": "entry", "type": 3, "value": " driving "}, {"name": "weight", "type": 10, "value": 1.5},
                    {"name": "all", "type": 5, "value": true}, {"name": "channel", "type": 7, "value": "44"},
                    {"name": "rule", "type": 4, "value": "3", "focused": true},
                ]}]},
            ]},
        }));
        assert_eq!((asked.server.map(GuildId::get), asked.person.id.get(), asked.person.roles.len()), (Some(1), 5, 2));
        let Act::Command(command) = asked.act else { panic!("no command") };
        assert_eq!((command.name.as_str(), command.path.join("/").as_str()), ("faq-admin", "keyword/add"));
        assert_eq!((command.text("entry"), command.decimal("weight")), (Some("driving"), Some(1.5)));
        assert_eq!(
            (command.flag("all"), command.id("channel"), command.number("rule")),
            (Some(true), Some(44), Some(3))
        );
        assert_eq!((command.focused.as_deref(), command.text("nothing")), (Some("rule"), None));
    }

    #[test]
    fn a_subcommand_without_options_is_a_path() {
        let Act::Command(command) =
            read(json!({"type": 2, "data": {"name": "faq", "options": [{"name": "about", "type": 1}]}})).act
        else {
            panic!("no command")
        };
        assert_eq!(command.path, ["about"]);
    }

    #[test]
    fn a_command_on_a_message_finds_it() {
        let message =
            json!({"id": "20", "author": {"id": "6"}, "content": "hi", "message_reference": {"message_id": "19"}});
        for target in [json!("20"), json!(20)] {
            let fields = json!({"type": 2, "data": {
                "name": "Answer from FAQ", "type": 3, "target_id": target, "resolved": {"messages": {"20": message}},
            }});
            let Act::Message(command) = read(fields).act else { panic!("no command on a message") };
            assert_eq!((command.target.id.get(), command.target.content.as_str()), (20, "hi"));
            assert_eq!(command.target.reply_to.map(MessageId::get), Some(19));
        }
    }

    #[test]
    fn a_form_is_read_in_rows_and_in_labels() {
        for components in [
            json!([{"type": 1, "components": [{"type": 4, "custom_id": "answer", "value": " A. "}]}]),
            json!([{"type": 18, "component": {"type": 4, "custom_id": "answer", "value": " A. "}}]),
        ] {
            let Act::Filled(form) = read(json!({"type": 5, "data": {"custom_id": "f", "components": components}})).act
            else {
                panic!("no form")
            };
            assert_eq!((form.act.as_str(), form.text("answer"), form.text("none")), ("f", "A.", ""));
        }
    }

    #[test]
    fn who_is_missing_is_an_error_and_what_is_new_is_not() {
        let nobody =
            serde_json::from_value::<Interaction>(json!({"id": "1", "type": 2, "token": "t", "channel_id": "2"}));
        assert!(nobody.is_err());
        assert!(matches!(read(json!({"type": 99})).act, Act::Other));
    }
}
