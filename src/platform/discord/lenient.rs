//! Fields that a server may leave out, leave empty, or write in another way: none of them is worth losing an event for.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A field of any type; what cannot be read is as if it were not there.
pub(super) fn or_default<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(field: D) -> Result<T, D::Error> {
    let value = Value::deserialize(field)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
}

/// A whole number, which some servers write as a text; 0 where it is none.
pub(super) fn whole<'de, D: Deserializer<'de>>(field: D) -> Result<u64, D::Error> {
    Ok(number(&Value::deserialize(field)?).unwrap_or_default())
}

/// A whole number, as such or as a text.
pub(super) fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[derive(Deserialize)]
    struct Fields {
        #[serde(default, deserialize_with = "or_default")]
        bot: bool,
        #[serde(default, deserialize_with = "or_default")]
        names: Vec<String>,
        #[serde(default, deserialize_with = "whole")]
        kind: u64,
    }

    #[test]
    fn what_cannot_be_read_is_as_if_it_were_not_there() {
        for (json, expected) in [
            (json!({}), (false, 0, 0)),
            (json!({"bot": null, "names": null, "kind": null}), (false, 0, 0)),
            (json!({"bot": true, "names": ["a"], "kind": 7}), (true, 1, 7)),
            (json!({"bot": "yes", "names": [1], "kind": "19"}), (false, 0, 19)),
        ] {
            let fields: Fields = serde_json::from_value(json.clone()).unwrap();
            assert_eq!((fields.bot, fields.names.len(), fields.kind), expected, "{json}");
        }
    }
}
