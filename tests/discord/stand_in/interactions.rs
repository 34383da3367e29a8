//! Commands, buttons and forms: who uses them, what comes back, and everything that Discord would refuse about it.

use super::objects::{Author, message_object, user_object};
use super::rules::{self, interaction_problems};
use super::state::{Posted, State};
use super::{APPLICATION, Order, Said, StandIn};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How long Discord waits for the first response.
const RESPONSE_LIMIT: Duration = Duration::from_secs(3);
/// Shown to nobody but whoever asked.
const PRIVATE: u64 = 64;

/// Somebody uses something.
#[derive(Clone, Debug)]
pub(crate) struct Used {
    guild: Option<u64>,
    channel: u64,
    author: Author,
    roles: Vec<u64>,
    kind: u64,
    data: Value,
    /// The message with the button.
    message: Option<Value>,
}

impl Used {
    fn new(guild: Option<u64>, channel: u64, author: Author, kind: u64, data: Value) -> Self {
        Self { guild, channel, author, roles: Vec::new(), kind, data, message: None }
    }

    /// A slash command in a server; `path` is its name with its group and subcommand, by blanks.
    pub(crate) fn command(guild: u64, channel: u64, author: Author, path: &str, options: &[(&str, Value)]) -> Self {
        let mut words = path.split(' ');
        let name = words.next().unwrap();
        let options: Vec<Value> = options
            .iter()
            .map(|(name, value)| json!({"name": name, "type": option_type(name, value), "value": value}))
            .collect();
        let nested: Vec<&str> = words.collect();
        let count = nested.len();
        let options = nested.iter().rev().enumerate().fold(json!(options), |inner, (depth, word)| {
            let kind = if count == 2 && depth == 1 { 2 } else { 1 };
            json!([{"name": word, "type": kind, "options": inner}])
        });
        Self::new(Some(guild), channel, author, 2, json!({"id": "77", "name": name, "type": 1, "options": options}))
    }

    /// The same in a direct conversation.
    pub(crate) fn directly(mut self) -> Self {
        self.guild = None;
        self
    }

    /// The same by somebody who has these roles.
    pub(crate) fn with_roles(mut self, roles: &[u64]) -> Self {
        self.roles = roles.to_vec();
        self
    }

    /// The command is being typed, and completions for this option are wanted.
    pub(crate) fn typing(mut self, option: &str) -> Self {
        self.kind = 4;
        mark_focused(&mut self.data["options"], option);
        self
    }

    fn object(&self, id: u64, token: &str) -> Value {
        let mut object = json!({
            "id": id.to_string(), "application_id": APPLICATION.to_string(), "type": self.kind, "token": token, "version": 1,
            "channel_id": self.channel.to_string(), "locale": "en-US", "data": self.data, "entitlements": [],
            "authorizing_integration_owners": {}, "attachment_size_limit": 10_485_760, "app_permissions": "2147483647",
            "context": u8::from(self.guild.is_none()),
            "channel": {"id": self.channel.to_string(), "type": 0},
        });
        let user = user_object(self.author);
        match self.guild {
            Some(guild) => {
                let roles: Vec<String> = self.roles.iter().map(u64::to_string).collect();
                object["guild_id"] = json!(guild.to_string());
                object["guild_locale"] = json!("en-US");
                object["member"] = json!({
                    "user": user, "roles": roles, "joined_at": "2026-01-01T00:00:00.000000+00:00", "permissions": "8192",
                    "premium_since": null, "deaf": false, "mute": false, "nick": null, "avatar": null, "banner": null,
                    "flags": 0, "pending": false, "communication_disabled_until": null, "unusual_dm_activity_until": null,
                });
            }
            None => object["user"] = user,
        }
        if let Some(message) = &self.message {
            object["message"] = message.clone();
        }
        object
    }
}

/// Discord's number for the kind of an option, as far as the tests need it.
fn option_type(name: &str, value: &Value) -> u64 {
    match value {
        Value::Bool(_) => 5,
        Value::Number(number) if number.is_f64() => 10,
        Value::Number(_) => 4,
        _ if name == "channel" => 7,
        _ => 3,
    }
}

fn mark_focused(options: &mut Value, wanted: &str) {
    for option in options.as_array_mut().into_iter().flatten() {
        if option["name"] == wanted && option["options"].is_null() {
            option["focused"] = json!(true);
        }
        mark_focused(&mut option["options"], wanted);
    }
}

/// An interaction and what came of it.
#[derive(Clone, Debug)]
pub(crate) struct Interaction {
    pub(super) id: u64,
    pub(super) token: String,
    used: Used,
    begun: Instant,
    /// The kind of the first response.
    pub(crate) response: Option<u64>,
    /// Whether only whoever asked sees the response.
    pub(crate) private: bool,
    /// The response as it stands: a message, a form, completions. Null while it is only announced.
    pub(crate) shown: Value,
    /// The message that the response made.
    pub(crate) message: Option<u64>,
    /// Further messages.
    pub(crate) more: Vec<Value>,
}

impl Interaction {
    /// Its id.
    pub(crate) fn id(&self) -> u64 {
        self.id
    }

    /// The response as a message.
    pub(crate) fn posted(&self) -> Posted {
        Posted {
            channel: self.used.channel,
            reply_to: 0,
            id: self.message.unwrap_or_default(),
            body: self.shown.clone(),
            at: self.begun,
        }
    }

    /// Whether something came that is not only an announcement.
    pub(crate) fn is_answered(&self) -> bool {
        !self.shown.is_null() || !self.more.is_empty()
    }
}

impl StandIn {
    /// Somebody uses something. Returns the interaction's id.
    ///
    /// # Panics
    /// When it is a command that the bot has not registered.
    pub(crate) fn uses(&self, used: Used) -> u64 {
        let id = self.shared.with(|state| state.uses(used));
        let _ = self.shared.orders.send(Order::Dispatch);
        id
    }

    /// Somebody presses a button on a message of the bot's, by its label. `value` is what is chosen in a menu.
    ///
    /// # Panics
    /// When the message has no such button.
    pub(crate) fn press(&self, message: u64, label: &str, author: Author, roles: &[u64]) -> u64 {
        let used = self.shared.with(|state| state.pressed(message, label, author, roles));
        self.uses(used)
    }

    /// Somebody fills in the form that an interaction opened.
    pub(crate) fn fill_in(&self, interaction: u64, fields: &[(&str, &str)]) -> u64 {
        let used = self.shared.with(|state| state.filled_in(interaction, fields));
        self.uses(used)
    }

    /// Waits for the answer to an interaction, an announcement not counted.
    pub(crate) async fn answer_to(&self, id: u64) -> Interaction {
        self.until("an answer to an interaction", |state| {
            state.interactions.get(&id).filter(|interaction| interaction.is_answered()).cloned()
        })
        .await
    }
}

impl State {
    fn uses(&mut self, used: Used) -> u64 {
        if let (2 | 4, Some(name)) = (used.kind, used.data["name"].as_str()) {
            assert!(self.is_registered(name), "/{name} is not registered");
        }
        let id = self.new_id();
        let token = format!("interaction-token-{id}");
        let object = used.object(id, &token);
        self.interactions.insert(
            id,
            Interaction {
                id,
                token,
                used,
                begun: Instant::now(),
                response: None,
                private: false,
                shown: Value::Null,
                message: None,
                more: Vec::new(),
            },
        );
        self.dispatch("INTERACTION_CREATE", &object);
        id
    }

    /// Sends an interaction's event once more.
    pub(crate) fn repeat_interaction(&mut self, id: u64) {
        let interaction = &self.interactions[&id];
        let object = interaction.used.object(id, &interaction.token);
        self.dispatch("INTERACTION_CREATE", &object);
    }

    fn is_registered(&self, name: &str) -> bool {
        self.commands.values().flatten().any(|command| command["name"] == name)
    }

    /// The message command of this name on a message.
    pub(crate) fn on_message(&self, name: &str, message: u64, author: Author, roles: &[u64]) -> Used {
        let (channel, object) = &self.messages[&message];
        let data = json!({
            "id": "78", "name": name, "type": 3, "target_id": message.to_string(),
            "resolved": {"messages": {message.to_string(): object}},
        });
        let guild = object["guild_id"].as_str().and_then(|id| id.parse().ok());
        Used { roles: roles.to_vec(), ..Used::new(guild, *channel, author, 2, data) }
    }

    fn pressed(&self, message: u64, label: &str, author: Author, roles: &[u64]) -> Used {
        let (channel, object) = &self.messages[&message];
        let rows = object["components"].as_array().cloned().unwrap_or_default();
        let all = rows.iter().flat_map(|row| row["components"].as_array().cloned().unwrap_or_default());
        let found = all.into_iter().find_map(|component| {
            if component["label"] == label {
                return Some(json!({"custom_id": component["custom_id"], "component_type": 2}));
            }
            let options = component["options"].as_array()?;
            let option = options.iter().find(|option| option["label"] == label)?;
            Some(json!({"custom_id": component["custom_id"], "component_type": 3, "values": [option["value"]]}))
        });
        let data = found.unwrap_or_else(|| panic!("no button {label:?} in {}", object["components"]));
        let guild = object["guild_id"].as_str().and_then(|id| id.parse().ok());
        let message = Some(object.clone());
        Used { roles: roles.to_vec(), message, ..Used::new(guild, *channel, author, 3, data) }
    }

    fn filled_in(&self, interaction: u64, fields: &[(&str, &str)]) -> Used {
        let opened = &self.interactions[&interaction];
        assert_eq!(opened.response, Some(9), "no form was opened");
        let rows = opened.shown["components"].as_array().unwrap();
        let filled = rows.iter().map(|row| {
            let field = &row["components"][0];
            let given = fields.iter().find(|(name, _)| field["custom_id"] == *name).map(|(_, text)| json!(text));
            let value = given.unwrap_or_else(|| field.get("value").cloned().unwrap_or(json!("")));
            json!({"type": 1, "components": [{"type": 4, "custom_id": field["custom_id"], "value": value}]})
        });
        let data = json!({"custom_id": opened.shown["custom_id"], "components": filled.collect::<Vec<_>>()});
        Used { kind: 5, data, ..opened.used.clone() }
    }

    /// The first response. Returns the status and Discord's code where it is refused.
    pub(super) fn respond(&mut self, id: u64, token: &str, body: &Value) -> Result<(), (u16, u64)> {
        let Some(interaction) = self.interactions.get(&id).filter(|known| known.token == token).cloned() else {
            self.complain("a response to an unknown interaction");
            return Err((404, 10_062));
        };
        if interaction.begun.elapsed() > RESPONSE_LIMIT {
            self.complain(format!("a response after {:?}", interaction.begun.elapsed()));
            return Err((404, 10_062));
        }
        if interaction.response.is_some() {
            if self.forgive_second.take() != Some(id) {
                self.complain("a second response to an interaction");
            }
            return Err((400, 40_060));
        }
        let problems = interaction_problems(body, interaction.used.kind, interaction.used.message.is_some());
        if !problems.is_empty() {
            self.complain_of(problems);
            return Err((400, 50_035));
        }
        let kind = body["type"].as_u64().unwrap();
        let data = body["data"].clone();
        let private = data["flags"].as_u64().unwrap_or_default() & PRIVATE != 0;
        let message = match kind {
            4 => Some(self.shown_message(&interaction, &data, private)),
            7 => interaction.used.message.as_ref().map(|message| {
                let id = message["id"].as_str().unwrap().parse().unwrap();
                self.change_message(id, &data);
                id
            }),
            _ => None,
        };
        let known = self.interactions.get_mut(&id).unwrap();
        known.response = Some(kind);
        known.private = private;
        known.message = message;
        known.shown = if matches!(kind, 5 | 6) { Value::Null } else { data };
        Ok(())
    }

    fn shown_message(&mut self, interaction: &Interaction, data: &Value, private: bool) -> u64 {
        let id = self.new_id();
        let content = data["content"].as_str().unwrap_or_default();
        let mut message = message_object(id, &Said::by_bot(interaction.used.channel, content));
        message["guild_id"] = json!(interaction.used.guild.map(|id| id.to_string()));
        for part in ["embeds", "components"] {
            message[part] = data.get(part).cloned().unwrap_or(json!([]));
        }
        message["flags"] = json!(if private { PRIVATE } else { 0 });
        message["interaction_metadata"] = json!({
            "id": interaction.id.to_string(), "type": interaction.used.kind, "user": user_object(interaction.used.author),
            "authorizing_integration_owners": {},
        });
        self.messages.insert(id, (interaction.used.channel, message));
        id
    }

    /// What stands in a message of the bot's now.
    pub(super) fn change_message(&mut self, id: u64, body: &Value) {
        let Some((_, message)) = self.messages.get_mut(&id) else { return };
        for part in ["content", "embeds", "components"] {
            if let Some(value) = body.get(part) {
                message[part] = value.clone();
            }
        }
        self.changes.push((id, body.clone()));
    }

    /// A message in the place of the announcement, or one more.
    pub(super) fn follow_up(&mut self, token: &str, body: &Value, original: bool) -> Result<Value, (u16, u64)> {
        let Some(interaction) = self.interactions.values().find(|known| known.token == token).cloned() else {
            self.complain("a message to an unknown interaction");
            return Err((404, 10_015));
        };
        let Some(response) = interaction.response else {
            self.complain("a message to an interaction before its first response");
            return Err((404, 10_015));
        };
        let mut problems = Vec::new();
        rules::shown(body, &mut problems);
        if original && body.get("flags").is_some() {
            problems.push("flags of a message that exists".to_owned());
        }
        if !problems.is_empty() {
            self.complain_of(problems);
            return Err((400, 50_035));
        }
        let private = body["flags"].as_u64().unwrap_or_default() & PRIVATE != 0;
        if !original {
            let id = self.shown_message(&interaction, body, private);
            let known = self.interactions.get_mut(&interaction.id).unwrap();
            known.more.push(body.clone());
            if known.shown.is_null() {
                known.message = Some(id);
                known.private = private;
            }
            return Ok(json!({"id": id.to_string()}));
        }
        let message = match (response, &interaction.used.message) {
            (6, Some(message)) => {
                let id = message["id"].as_str().unwrap().parse().unwrap();
                self.change_message(id, body);
                id
            }
            _ => self.shown_message(&interaction, body, interaction.private),
        };
        let known = self.interactions.get_mut(&interaction.id).unwrap();
        known.shown = body.clone();
        known.message = Some(message);
        Ok(json!({"id": message.to_string()}))
    }
}
