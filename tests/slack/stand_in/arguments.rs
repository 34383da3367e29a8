//! The arguments of a call: a query, a form, or JSON.

use axum::http::{HeaderMap, Method, header};
use serde_json::{Map, Value};

/// Arguments that are objects or lists, which a form carries as JSON.
const STRUCTURED: [&str; 4] = ["blocks", "view", "metadata", "attachments"];

/// How the arguments came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Query,
    Encoded,
    Json,
    /// Nothing came.
    Empty,
}

/// Reads the arguments. An error is a note about the client and Slack's code.
pub(super) fn read(
    method: &Method,
    headers: &HeaderMap,
    query: &str,
    body: &[u8],
) -> Result<(Form, Value), (&'static str, String)> {
    if *method == Method::GET {
        return Ok((Form::Query, fields(query)));
    }
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let mut parts = kind.split(';').map(str::trim);
    let media = parts.next().unwrap_or_default();
    if body.is_empty() {
        return Ok((Form::Empty, Value::Object(Map::new())));
    }
    let text = std::str::from_utf8(body).map_err(|_| ("invalid_charset", "the body is no UTF-8".to_owned()))?;
    match media {
        "application/x-www-form-urlencoded" => Ok((Form::Encoded, fields(text))),
        "application/json" => {
            if !parts.any(|part| part.eq_ignore_ascii_case("charset=utf-8")) {
                return Err(("missing_charset", "JSON without a charset".to_owned()));
            }
            let value: Value =
                serde_json::from_str(text).map_err(|_| ("invalid_json", "the body is no JSON".to_owned()))?;
            if value.is_object() {
                Ok((Form::Json, value))
            } else {
                Err(("json_not_object", "the body is no object".to_owned()))
            }
        }
        other => Err(("invalid_post_type", format!("a body of the kind {other:?}"))),
    }
}

/// The fields of a form or a query.
pub(crate) fn fields(text: &str) -> Value {
    let mut fields = Map::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (key, value) = (decoded(key), decoded(value));
        let parsed = STRUCTURED.contains(&key.as_str()).then(|| serde_json::from_str(&value).ok()).flatten();
        let yes = match value.as_str() {
            "true" | "1" if key.starts_with("unfurl") => Some(Value::Bool(true)),
            "false" | "0" if key.starts_with("unfurl") => Some(Value::Bool(false)),
            _ => None,
        };
        fields.insert(key, parsed.or(yes).unwrap_or(Value::String(value)));
    }
    Value::Object(fields)
}

/// What a form wrote with `%` and `+`.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut plain, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        let hex = text.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[at], hex) {
            (b'+', _) => plain.push(b' '),
            (b'%', Some(byte)) => {
                plain.push(byte);
                at += 2;
            }
            (byte, _) => plain.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&plain).into_owned()
}

/// Writes a form.
pub(crate) fn encoded(fields: &Value) -> String {
    let mut pairs = Vec::new();
    for (key, value) in fields.as_object().into_iter().flatten() {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        pairs.push(format!("{}={}", escaped(key), escaped(&value)));
    }
    pairs.join("&")
}

fn escaped(text: &str) -> String {
    use std::fmt::Write;
    let mut escaped = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => escaped.push(byte.into()),
            b' ' => escaped.push('+'),
            _ => write!(escaped, "%{byte:02X}").unwrap(),
        }
    }
    escaped
}

#[test]
fn a_form_says_what_was_put_into_it() {
    let value = serde_json::json!({"text": "can I drive? 50 % & more = ü+🙂", "command": "/ask"});
    assert_eq!(fields(&encoded(&value)), value);
}
