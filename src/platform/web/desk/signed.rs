//! Who asks for a page, and whether a form comes from one.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use maud::{Markup, html};
use secrecy::SecretString;
use sha2::{Digest, Sha256};

use super::address::LIVE;
use super::cookie;
use super::form::Form;
use super::state::Desk;
use super::trouble::Trouble;
use crate::http::{Unread, Visitor, read_up_to};
use crate::moderation::{Deed, Moderator, Role, SignedIn};
use crate::platform::web::guard::is_from_elsewhere;

/// The longest form, in bytes: an entry with some hundred phrasings.
const FORM_LIMIT: usize = 512 * 1024;
/// The field of a form that no page of another site can know.
const CSRF: &str = "csrf";

/// Somebody who has signed in.
#[derive(Clone)]
pub(super) struct Signed {
    who: Arc<SignedIn>,
    token: SecretString,
    /// Where they are.
    pub(super) visitor: Visitor,
}

/// A form that somebody who has signed in sent from a page of the desk.
pub(super) struct Posted {
    /// Who.
    pub(super) signed: Signed,
    /// What.
    pub(super) form: Form,
}

impl Signed {
    /// The account's name.
    pub(super) fn name(&self) -> &str {
        &self.who.name
    }

    /// What it may do.
    pub(super) fn role(&self) -> Role {
        self.who.role
    }

    /// The token of the session.
    pub(super) fn token(&self) -> &SecretString {
        &self.token
    }

    /// Whoever may change something, under the name that the history will show.
    pub(super) fn moderator(&self) -> Result<Moderator, Trouble> {
        if !self.role().may_edit() {
            let sentence =
                "This account is a reader's: it looks, and changes nothing. An administrator can say otherwise.";
            return Err(Trouble::NotAllowed(sentence.to_owned()));
        }
        Ok(Moderator { name: self.who.name.clone(), reviewer: self.role().may_review() })
    }

    /// Something that they do now, to a channel or a question.
    pub(super) fn deed(&self, desk: &Desk, why: Option<&str>) -> Result<Deed, Trouble> {
        Ok(desk.moderation.deed(&self.moderator()?, why)?)
    }

    /// Something that they do now to their own account, or as an administrator.
    pub(super) fn own_deed(&self, desk: &Desk) -> Result<Deed, Trouble> {
        let who = Moderator { name: self.who.name.clone(), reviewer: false };
        Ok(desk.moderation.deed(&who, None)?)
    }

    /// An administrator.
    pub(super) fn manager(&self) -> Result<&Self, Trouble> {
        if self.role().may_manage() {
            return Ok(self);
        }
        Err(Trouble::NotAllowed("Accounts are kept by administrators.".to_owned()))
    }

    /// What stands in every form that posts.
    pub(super) fn csrf(&self) -> Markup {
        html! { input type="hidden" name=(CSRF) value=(self.who.csrf.as_deref().unwrap_or_default()); }
    }

    /// Whether a form holds what this session's pages put into theirs.
    fn has_sent(&self, form: &Form) -> bool {
        // Hashes are compared, so that the time it takes tells nothing of the value.
        let hash = |text: &str| Sha256::digest(text.as_bytes());
        self.who.csrf.as_deref().is_some_and(|own| !own.is_empty() && hash(own) == hash(form.text(CSRF)))
    }
}

/// Finds out who asks, for whatever comes after it.
pub(super) async fn recognised(State(desk): State<Arc<Desk>>, mut request: Request, next: Next) -> Response {
    let visitor = request.extensions().get::<Visitor>().copied();
    if let Some(visitor) = visitor
        && let Some(token) = cookie::token(request.headers(), visitor)
    {
        // A page that lies open asks by itself: that is no use of the desk, and must not keep somebody signed in.
        let found = match request.uri().path() {
            LIVE => desk.moderation.still_signed_in(&token).await,
            _ => desk.moderation.signed_in(&token).await,
        };
        match found {
            Ok(Some(who)) if who.csrf.is_some() => {
                request.extensions_mut().insert(Signed { who: Arc::new(who), token, visitor });
            }
            Ok(_) => {}
            Err(error) => {
                request.extensions_mut().insert(Trouble::from(error));
            }
        }
    }
    next.run(request).await
}

impl<S: Sync> FromRequestParts<S> for Signed {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Trouble> {
        match parts.extensions.get::<Self>() {
            Some(signed) => Ok(signed.clone()),
            None => Err(parts.extensions.get::<Trouble>().cloned().unwrap_or(Trouble::SignedOut)),
        }
    }
}

impl<S: Sync> FromRequest<S> for Posted {
    type Rejection = Trouble;

    async fn from_request(request: Request, state: &S) -> Result<Self, Trouble> {
        let (mut parts, body) = request.into_parts();
        let signed = Signed::from_request_parts(&mut parts, state).await?;
        let form = sent(&parts, body).await?;
        if signed.has_sent(&form) { Ok(Self { signed, form }) } else { Err(Trouble::Stale) }
    }
}

/// A form that was posted from this site.
pub(super) async fn sent(parts: &Parts, body: Body) -> Result<Form, Trouble> {
    if is_from_elsewhere(&parts.headers) {
        return Err(Trouble::Stale);
    }
    let declared = parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !declared.starts_with("application/x-www-form-urlencoded") {
        return Err(Trouble::Form("What was sent is no form.".to_owned()));
    }
    let read = read_up_to(FORM_LIMIT, &parts.headers, body).await;
    let bytes = read.map_err(|unread| match unread {
        Unread::TooLong(_) => Trouble::Form("That is longer than an entry can be: shorten it.".to_owned()),
        Unread::CutShort | Unread::TooSlow => Trouble::Form("What was sent broke off: send it again.".to_owned()),
    })?;
    Ok(Form::read(&bytes))
}
