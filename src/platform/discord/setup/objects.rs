//! Discord's objects as far as setting up needs them. Ids and permissions may be texts or numbers, and what is left out
//! is empty.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::permissions::{Overwrite, Permissions, Whom};

fn number_of(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    Ok(number_of(&Value::deserialize(deserializer)?).unwrap_or_default())
}

fn numbers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u64>, D::Error> {
    let list = Value::deserialize(deserializer)?;
    Ok(list.as_array().into_iter().flatten().filter_map(number_of).collect())
}

/// The bot's application.
#[derive(Debug, Deserialize)]
pub(super) struct Application {
    #[serde(default, deserialize_with = "number")]
    pub(super) id: u64,
    /// None where a server does not tell.
    #[serde(default)]
    flags: Option<Value>,
}

/// Bits of an application's flags: the text of messages may be read, for every application and for small ones.
const MAY_READ_TEXT: u64 = 1 << 18 | 1 << 19;

impl Application {
    /// One of which only the id is known.
    pub(super) fn with_id(id: u64) -> Self {
        Self { id, flags: None }
    }

    /// Whether the message content intent is switched on; none where it is not told.
    pub(super) fn may_read_text(&self) -> Option<bool> {
        self.flags.as_ref().and_then(number_of).map(|flags| flags & MAY_READ_TEXT != 0)
    }
}

/// An account.
#[derive(Debug, Deserialize)]
pub(super) struct User {
    #[serde(default, deserialize_with = "number")]
    pub(super) id: u64,
}

/// A server.
#[derive(Debug, Deserialize)]
pub(super) struct Server {
    #[serde(default, deserialize_with = "number")]
    pub(super) owner_id: u64,
}

/// A role.
#[derive(Debug, Deserialize)]
pub(super) struct Role {
    #[serde(default, deserialize_with = "number")]
    pub(super) id: u64,
    #[serde(default, deserialize_with = "number")]
    pub(super) permissions: u64,
    #[serde(default)]
    pub(super) mentionable: bool,
}

/// A member of a server.
#[derive(Debug, Deserialize)]
pub(super) struct Member {
    #[serde(default, deserialize_with = "numbers")]
    pub(super) roles: Vec<u64>,
}

/// A channel or thread.
#[derive(Debug, Deserialize)]
pub(super) struct Channel {
    /// 0 where it belongs to no server.
    #[serde(default, deserialize_with = "number")]
    pub(super) guild_id: u64,
    #[serde(default, deserialize_with = "number")]
    pub(super) parent_id: u64,
    #[serde(default, rename = "type", deserialize_with = "number")]
    kind: u64,
    #[serde(default)]
    permission_overwrites: Vec<RawOverwrite>,
}

#[derive(Debug, Deserialize)]
struct RawOverwrite {
    #[serde(default, deserialize_with = "number")]
    id: u64,
    #[serde(default, rename = "type")]
    kind: Value,
    #[serde(default, deserialize_with = "number")]
    allow: u64,
    #[serde(default, deserialize_with = "number")]
    deny: u64,
}

/// Channel types: threads, and those that hold nothing but threads (forums, media).
const THREADS: [u64; 3] = [10, 11, 12];
const OF_THREADS: [u64; 2] = [15, 16];
/// A folder of channels.
const CATEGORY: u64 = 4;

impl Channel {
    pub(super) fn is_thread(&self) -> bool {
        THREADS.contains(&self.kind)
    }

    pub(super) fn holds_threads_only(&self) -> bool {
        OF_THREADS.contains(&self.kind)
    }

    pub(super) fn is_category(&self) -> bool {
        self.kind == CATEGORY
    }

    pub(super) fn overwrites(&self) -> Vec<Overwrite> {
        let one = |raw: &RawOverwrite| {
            let is_member = number_of(&raw.kind) == Some(1) || raw.kind == "member";
            let whom = if is_member { Whom::Member(raw.id) } else { Whom::Role(raw.id) };
            Overwrite { whom, allow: Permissions(raw.allow), deny: Permissions(raw.deny) }
        };
        self.permission_overwrites.iter().map(one).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_value, json};

    #[test]
    fn ids_may_be_texts_or_numbers_and_much_may_be_missing() {
        for channel in [
            json!({"guild_id": "7", "type": 0, "permission_overwrites": [{"id": "1", "type": 1, "allow": "2", "deny": "4"}]}),
            json!({"guild_id": 7, "permission_overwrites": [{"id": 1, "type": "member", "allow": 2, "deny": 4}]}),
        ] {
            let channel: Channel = from_value(channel).unwrap();
            let expected = Overwrite { whom: Whom::Member(1), allow: Permissions(2), deny: Permissions(4) };
            assert_eq!((channel.guild_id, channel.overwrites()), (7, vec![expected]));
        }
        let empty: Channel = from_value(json!({})).unwrap();
        assert!(empty.guild_id == 0 && empty.overwrites().is_empty() && !empty.is_thread());
        let member: Member = from_value(json!({"roles": ["1", 2, null]})).unwrap();
        assert_eq!(member.roles, [1, 2]);
    }

    #[test]
    fn the_intent_is_read_from_either_flag() {
        let told =
            |flags: Value| from_value::<Application>(json!({"id": "1", "flags": flags})).unwrap().may_read_text();
        assert_eq!(told(json!(1 << 18)), Some(true));
        assert_eq!(told(json!((1_u64 << 19).to_string())), Some(true));
        assert_eq!(told(json!(1 << 17)), Some(false));
        assert_eq!(told(Value::Null), None);
    }
}
