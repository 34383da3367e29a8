//! Bodies that are JSON. What is wrong with one is a sentence that repeats no value: one may be somebody's words.

use std::sync::Arc;

use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::ToSchema;

use super::failure::Failure;
use super::state::Operations;
use crate::http::read_up_to;

/// The longest body, in bytes: as much as a form of the desk has.
const LIMIT: usize = 512 * 1024;

/// What an operation is sent.
pub(super) trait Body: DeserializeOwned + Send {
    /// Its keys.
    const KEYS: &'static [&'static str];
    /// One as it should be.
    const EXAMPLE: &'static str;

    /// What counts where nothing was sent; `None` where something must be.
    fn absent() -> Option<Self> {
        None
    }

    /// Whether a part of it is wrong that was read as it is: in a sentence.
    fn fault(_: &Value) -> Option<String> {
        None
    }
}

/// The body of a request.
pub(super) struct Sent<T>(pub(super) T);

/// Why somebody does what they do.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Reason {
    /// Why, for the history.
    #[schema(example = "asked on the phone every day")]
    pub(super) reason: Option<String>,
}

impl Body for Reason {
    const KEYS: &'static [&'static str] = &["reason"];
    const EXAMPLE: &'static str = r#"{"reason": "…"}"#;

    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}

impl<T: Body> FromRequest<Arc<Operations>> for Sent<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &Arc<Operations>) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        let bytes = read_up_to(LIMIT, &parts.headers, body).await?;
        if bytes.is_empty()
            && let Some(absent) = T::absent()
        {
            return Ok(Self(absent));
        }
        if !is_json(&parts.headers) {
            let sentence = "The body must be JSON, with the header Content-Type: application/json.";
            return Err(Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, sentence));
        }
        read(&bytes).map(Self)
    }
}

/// A body as it should be, or what is wrong with it.
fn read<T: Body>(bytes: &[u8]) -> Result<T, Failure> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let sentence = format!("The body is no JSON: it breaks at line {line}, column {column}.");
        Failure::new(StatusCode::BAD_REQUEST, sentence)
    })?;
    if value.is_null()
        && let Some(absent) = T::absent()
    {
        return Ok(absent);
    }
    // A list of the values in the order of the keys would be read too, and nobody means it.
    if !value.is_object() {
        return Err(Failure::unfit(wrong_form::<T>(&value)));
    }
    if let Some(fault) = T::fault(&value) {
        return Err(Failure::unfit(fault));
    }
    // Read from the bytes, where a key that stands there twice is noticed.
    serde_json::from_slice(bytes).map_err(|_| Failure::unfit(wrong_form::<T>(&value)))
}

fn wrong_form<T: Body>(value: &Value) -> String {
    let example = T::EXAMPLE;
    let Some(object) = value.as_object() else { return format!("The body must be an object like {example}.") };
    if object.keys().any(|key| !T::KEYS.contains(&key.as_str())) {
        return format!("The body has a key that is not known: there are \"{}\".", T::KEYS.join("\", \""));
    }
    format!("A key of the body is missing, of the wrong kind, or there twice: it must be like {example}.")
}

/// Whether the body is declared as JSON.
fn is_json(headers: &HeaderMap) -> bool {
    let declared = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    declared.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said_without_repeating_it() {
        for (body, expected) in [
            (r#"{"reason":"x"}"#, None),
            ("{}", None),
            ("null", None),
            (r#"{"reason":null}"#, None),
            ("secret", Some("breaks at line 1, column 1")),
            (r#"["secret"]"#, Some("must be an object")),
            (r#"{"secret":1}"#, Some("a key that is not known")),
            (r#"{"reason":["secret"]}"#, Some("of the wrong kind")),
            (r#"{"reason":"secret","reason":"secret"}"#, Some("there twice")),
        ] {
            let read = read::<Reason>(body.as_bytes()).err().map(|failure| format!("{failure:?}"));
            assert_eq!(read.is_some(), expected.is_some(), "{body}");
            assert!(read.as_ref().is_none_or(|said| said.contains(expected.unwrap())), "{body}: {read:?}");
            assert!(!read.unwrap_or_default().contains("secret"), "{body}");
        }
    }
}
