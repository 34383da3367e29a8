//! What stands behind the question mark of an address.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::failure::Failure;
use super::state::Operations;

/// A query as it was sent.
pub(super) struct Query(Vec<(String, String)>);

impl FromRequestParts<Arc<Operations>> for Query {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Operations>) -> Result<Self, Failure> {
        let pairs = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        Ok(Self(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect()))
    }
}

impl Query {
    /// Refuses what an operation does not know, and what stands there twice.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), Failure> {
        let known_as = || match known {
            [] => "it has none".to_owned(),
            _ => format!("there are “{}”", known.join("”, “")),
        };
        if self.0.iter().any(|(name, _)| !known.contains(&name.as_str())) {
            return Err(Failure::unfit(format!("The query has a name that is not known: {}.", known_as())));
        }
        let twice = known.iter().find(|known| self.0.iter().filter(|(name, _)| name == *known).count() > 1);
        twice.map_or(Ok(()), |name| Err(Failure::unfit(format!("“{name}” stands in the query twice."))))
    }

    /// A value, where it stands there.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}
