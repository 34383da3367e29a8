//! Bodies of requests, within bounds.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, StatusCode, header};
use tokio::time::timeout;

use super::limits::{BODY_LIMIT, REQUEST_LIMIT};
use super::problem::{Problem, too_slow};

/// Why a body is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It has more bytes than this.
    TooLong(usize),
    /// It ended before it was whole.
    CutShort,
    /// It came by drops.
    TooSlow,
}

/// Reads a question's body to its end.
///
/// # Errors
/// Where it is longer than [`BODY_LIMIT`], or breaks off.
pub async fn read(headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Unread> {
    read_up_to(BODY_LIMIT, headers, body).await
}

/// Reads a body of so many bytes at most to its end.
///
/// # Errors
/// Where it is longer, breaks off, or comes by drops.
pub async fn read_up_to(limit: usize, headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Unread> {
    let declared = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if declared.is_some_and(|length| length > limit as u64) {
        return Err(Unread::TooLong(limit));
    }
    match timeout(REQUEST_LIMIT, to_bytes(body, limit)).await {
        Ok(Ok(bytes)) => Ok(bytes.into()),
        Ok(Err(error)) if is_too_long(&error) => Err(Unread::TooLong(limit)),
        Ok(Err(_)) => Err(Unread::CutShort),
        Err(_) => Err(Unread::TooSlow),
    }
}

fn is_too_long(error: &axum::Error) -> bool {
    std::error::Error::source(error).is_some_and(<dyn std::error::Error>::is::<http_body_util::LengthLimitError>)
}

impl From<Unread> for Problem {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::TooLong(limit) => {
                let detail = format!("The body is longer than {limit} bytes: shorten the text.");
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
            }
            Unread::TooSlow => too_slow(REQUEST_LIMIT),
            Unread::CutShort => Self::new(StatusCode::BAD_REQUEST, "The body ended before it was whole."),
        }
    }
}
