//! What stands in an address: the number of something (`/desk/drafts/7`), and what is asked for (`?state=applied`).

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;

use super::form::Form;
use super::trouble::Trouble;

/// Where pages ask whether somebody has changed something.
pub(super) const LIVE: &str = "/desk/live";

/// The number in an address.
pub(super) struct Numbered(pub(super) i64);

/// What stands behind the question mark of an address.
pub(super) struct Asked(pub(super) Form);

impl<S: Sync> FromRequestParts<S> for Numbered {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Trouble> {
        let text = Path::<String>::from_request_parts(parts, &state).await.ok();
        let number = text.and_then(|Path(text)| text.parse().ok());
        number.map(Self).ok_or_else(|| Trouble::NotThere("The desk has no such page.".to_owned()))
    }
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(Form::read(parts.uri.query().unwrap_or_default().as_bytes())))
    }
}
