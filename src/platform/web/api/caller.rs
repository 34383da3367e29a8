//! Who asks: a program that shows a token of an account.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use secrecy::SecretString;

use super::failure::Failure;
use super::state::Operations;
use crate::http::{Problem, Visitor};
use crate::moderation::{Deed, Moderator, SignedIn};

/// How a token is shown.
const SCHEME: &str = "Bearer";
/// A token has 64 hex digits.
const LONGEST: usize = 128;

/// A program that has shown its token.
pub(super) struct Caller(SignedIn);

/// Why a request is not from a program with a token.
pub(super) enum Stranger {
    /// It shows none, or none that holds.
    NoToken,
    /// Something else keeps it out.
    Other(Problem),
}

impl Caller {
    /// Whoever may change something, under the name that the history will show.
    pub(super) fn moderator(&self) -> Result<Moderator, Failure> {
        if !self.0.role.may_edit() {
            return Err(Failure::not_allowed("This token is a reader’s: it looks, and changes nothing."));
        }
        Ok(Moderator { name: self.0.name.clone(), reviewer: self.0.role.may_review() })
    }

    /// Something that they do now, to a channel or a question.
    pub(super) fn deed(&self, api: &Operations, why: Option<&str>) -> Result<Deed, Failure> {
        Ok(api.moderation.deed(&self.moderator()?, why)?)
    }
}

impl FromRequestParts<Arc<Operations>> for Caller {
    type Rejection = Stranger;

    async fn from_request_parts(parts: &mut Parts, api: &Arc<Operations>) -> Result<Self, Stranger> {
        let Some(visitor) = parts.extensions.get::<Visitor>().copied() else { return Err(Stranger::NoToken) };
        api.door.count(visitor).map_err(|refusal| Stranger::Other(refusal.into()))?;
        if !visitor.is_private() {
            return Err(Stranger::Other(in_the_clear()));
        }
        let Some(token) = token(&parts.headers) else { return Err(Stranger::NoToken) };
        match api.moderation.signed_in(&token).await {
            // A browser's session stands in a cookie and belongs to a person.
            Ok(Some(who)) if who.csrf.is_none() => Ok(Self(who)),
            Ok(_) => {
                api.wrong_tokens.tidy();
                let counted = api.wrong_tokens.count(&visitor.household());
                Err(counted.map_or_else(|seconds| Stranger::Other(too_often(seconds)), |()| Stranger::NoToken))
            }
            Err(error) => Err(Stranger::Other(Failure::from(error).into())),
        }
    }
}

/// The token of the one header that shows it.
fn token(headers: &HeaderMap) -> Option<SecretString> {
    let mut shown = headers.get_all(AUTHORIZATION).iter();
    let (Some(header), None) = (shown.next(), shown.next()) else { return None };
    let (scheme, token) = header.to_str().ok()?.split_once(' ')?;
    let token = token.trim();
    let fits = scheme.eq_ignore_ascii_case(SCHEME) && !token.is_empty() && token.len() <= LONGEST;
    fits.then(|| SecretString::from(token))
}

fn in_the_clear() -> Problem {
    let detail = "A token may not be shown here, where others can read along: ask on the server's own machine, or through \
                  the proxy that has the certificate.";
    Problem::new(StatusCode::FORBIDDEN, detail)
}

fn too_often(seconds: u64) -> Problem {
    let detail = format!("Too many wrong tokens from this address: come back in {seconds} s.");
    Problem::new(StatusCode::TOO_MANY_REQUESTS, detail).retry_after(Some(seconds))
}

impl IntoResponse for Stranger {
    fn into_response(self) -> Response {
        match self {
            Self::NoToken => {
                let detail = "Show a token that holds: Authorization: Bearer TOKEN. Whoever runs the bot makes one with \
                              `askwell desk add-token`.";
                let mut response = Problem::new(StatusCode::UNAUTHORIZED, detail).into_response();
                response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static(SCHEME));
                response
            }
            Self::Other(problem) => problem.into_response(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    #[test]
    fn a_token_stands_in_one_header_of_its_own() {
        for (shown, expected) in [
            (vec!["Bearer abc"], Some("abc")),
            (vec!["bearer  abc "], Some("abc")),
            (vec!["Basic abc"], None),
            (vec!["Bearer"], None),
            (vec!["Bearer "], None),
            (vec!["abc"], None),
            (vec!["Bearer abc", "Bearer def"], None),
            (vec![], None),
        ] {
            let mut headers = HeaderMap::new();
            for value in &shown {
                headers.append(AUTHORIZATION, value.parse().unwrap());
            }
            assert_eq!(token(&headers).as_ref().map(ExposeSecret::expose_secret), expected, "{shown:?}");
        }
        let long =
            HeaderMap::from_iter([(AUTHORIZATION, format!("Bearer {}", "x".repeat(LONGEST + 1)).parse().unwrap())]);
        assert!(token(&long).is_none());
    }
}
