//! What stands in a path.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::failure::Failure;
use super::state::Operations;

/// What stands in a path; what cannot be a number of anything is not there.
pub(super) struct At<T>(pub(super) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Arc<Operations>> for At<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, api: &Arc<Operations>) -> Result<Self, Failure> {
        let found = Path::<T>::from_request_parts(parts, api).await;
        found.map(|Path(found)| Self(found)).map_err(|_| Failure::not_there("There is nothing of this name or number."))
    }
}
