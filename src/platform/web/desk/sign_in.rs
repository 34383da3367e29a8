//! In and out.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Extension, FromRequest, Request, State};
use axum::http::header::{RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};
use maud::{Markup, html};
use secrecy::SecretString;

use super::cookie;
use super::form::Form;
use super::frame::{SIGN_IN, go};
use super::page::{Page, Part};
use super::signed::{Posted, Signed, sent};
use super::state::Desk;
use super::trouble::Trouble;
use crate::http::Visitor;

/// What is said of a name and a password that do not belong together, whichever is wrong.
const WRONG: &str = "This name and this password do not belong together.";

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new().route(SIGN_IN, get(page).post(sign_in)).route("/desk/sign-out", post(sign_out))
}

async fn page(
    State(desk): State<Arc<Desk>>,
    Extension(visitor): Extension<Visitor>,
    signed: Result<Signed, Trouble>,
) -> Result<Response, Trouble> {
    if signed.is_ok() {
        return Ok(go("/desk"));
    }
    shown(&desk, visitor, StatusCode::OK, None).await
}

async fn sign_in(State(desk): State<Arc<Desk>>, request: Request) -> Result<Response, Trouble> {
    let Posting { visitor, form } = Posting::from_request(request, &desk).await?;
    if !visitor.is_private() {
        return shown(&desk, visitor, StatusCode::FORBIDDEN, None).await;
    }
    let name = form.text("name");
    if let Err(seconds) = desk.attempts.count(visitor, name) {
        let said = format!("That was tried too often. Wait {seconds} seconds.");
        let mut response = shown(&desk, visitor, StatusCode::TOO_MANY_REQUESTS, Some(&said)).await?;
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        return Ok(response);
    }
    let password = SecretString::from(form.raw("password"));
    let Some(session) = desk.moderation.sign_in(name, &password).await? else {
        tracing::warn!("desk: a name and a password did not belong together");
        return shown(&desk, visitor, StatusCode::UNPROCESSABLE_ENTITY, Some(WRONG)).await;
    };
    let mut response = go("/desk");
    response.headers_mut().extend(cookie::set(&session.token, visitor).map(|cookie| (SET_COOKIE, cookie)));
    Ok(response)
}

async fn sign_out(State(desk): State<Arc<Desk>>, Posted { signed, .. }: Posted) -> Result<Response, Trouble> {
    desk.moderation.sign_out(signed.token()).await?;
    let mut response = go(SIGN_IN);
    response.headers_mut().extend(cookie::clear(signed.visitor).map(|cookie| (SET_COOKIE, cookie)));
    Ok(response)
}

/// A form of somebody who is not signed in yet.
struct Posting {
    visitor: Visitor,
    form: Form,
}

impl FromRequest<Arc<Desk>> for Posting {
    type Rejection = Trouble;

    async fn from_request(request: Request, _: &Arc<Desk>) -> Result<Self, Trouble> {
        let (parts, body) = request.into_parts();
        let visitor = parts.extensions.get::<Visitor>().copied().ok_or(Trouble::Stale)?;
        Ok(Self { visitor, form: sent(&parts, body).await? })
    }
}

async fn shown(desk: &Desk, visitor: Visitor, status: StatusCode, said: Option<&str>) -> Result<Response, Trouble> {
    let main = if !visitor.is_private() {
        in_the_clear()
    } else if desk.moderation.accounts().await?.is_empty() {
        nobody_yet()
    } else {
        form(said)
    };
    let page = Page { title: "Sign in".to_owned(), part: Part::Account, main };
    Ok(desk.show_as(status, None, page).await)
}

fn form(said: Option<&str>) -> Markup {
    html! {
        form.sheet.narrow method="post" action=(SIGN_IN) {
            @if let Some(said) = said { p.notice.bad role="alert" { (said) } }
            label { "Name" input name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus; }
            label { "Password" input type="password" name="password" autocomplete="current-password" required; }
            button { "Sign in" }
        }
    }
}

fn nobody_yet() -> Markup {
    html! {
        div.sheet.narrow {
            p { "There are no accounts yet. Whoever runs the bot makes the first one where it runs:" }
            pre { "askwell desk add-user NAME --role admin" }
            p.faint { "Roles: reader, moderator, reviewer, admin." }
        }
    }
}

fn in_the_clear() -> Markup {
    html! {
        div.sheet.narrow {
            p {
                "This address is reached without encryption, so that no password may be typed here. Open the desk on the "
                "server’s own machine, or through the proxy that has the certificate (web.public_url, web.trusted_proxies)."
            }
        }
    }
}
