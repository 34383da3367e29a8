//! Reads single fields of what Slack sends, wherever they may be missing or of another type.

use serde_json::Value;

/// A text; a number counts as its digits. Nothing where it is empty or missing.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The id of an object, or an id that stands in its place.
pub(super) fn id(value: &Value) -> Option<String> {
    text(value).or_else(|| text(&value["id"]))
}

/// Yes where it says so.
pub(super) fn yes(value: &Value) -> bool {
    value.as_bool().unwrap_or_else(|| value.as_str() == Some("true"))
}
