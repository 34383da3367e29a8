//! One's own account: where one is signed in, another password, tokens for programs.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use secrecy::{ExposeSecret, SecretString};

use super::super::frame::{SIGN_IN, go};
use super::super::page::{Page, Part};
use super::super::signed::{Posted, Signed};
use super::super::state::Desk;
use super::super::trouble::Trouble;
use super::password::{fields, new};
use super::sessions::sessions;
use crate::moderation::Role;

/// `GET /desk/account`
pub(super) async fn page(State(desk): State<Arc<Desk>>, signed: Signed) -> Result<Response, Trouble> {
    shown(&desk, &signed, StatusCode::OK, None).await
}

async fn shown(desk: &Desk, signed: &Signed, status: StatusCode, above: Option<Markup>) -> Result<Response, Trouble> {
    let accounts = desk.moderation.accounts().await?;
    let own = accounts.iter().find(|account| account.name == signed.name());
    let main = html! {
        @if let Some(above) = above { (above) }
        section.sheet aria-labelledby="who" {
            h2 id="who" { (signed.name()) ", " (signed.role()) }
            p { (may(signed.role())) }
        }
        section.sheet aria-labelledby="sessions" {
            h2 id="sessions" { "Where you are signed in" }
            @if let Some(own) = own { (sessions(&own.sessions)) }
            form method="post" action="/desk/account/sign-out" {
                (signed.csrf())
                button.second { "Sign out everywhere" }
                p.faint.small { "Browsers and programs alike: tokens stop working too." }
            }
        }
        form.sheet.narrow method="post" action="/desk/account/password" {
            h2 { "Another password" }
            (signed.csrf())
            // Password managers look for the name.
            input name="name" value=(signed.name()) autocomplete="username" readonly hidden;
            label { "Password until now" input type="password" name="password" autocomplete="current-password" required; }
            (fields())
            button { "Change the password" }
            p.faint.small { "You are signed out everywhere, and sign in with the new one." }
        }
        form.sheet.narrow method="post" action="/desk/account/token" {
            h2 { "A token for a program" }
            (signed.csrf())
            label { "What it is for" input name="label" required maxlength="100" autocomplete="off"; }
            button.second { "Make a token" }
            p.faint.small { "The program may do what you may do, for a year: /api/v1/openapi.json says what there is." }
        }
    };
    let page = Page { title: Part::Account.name().to_owned(), part: Part::Account, main };
    Ok(desk.show_as(status, Some(signed), page).await)
}

/// `POST /desk/account/password`
pub(super) async fn password(State(desk): State<Arc<Desk>>, posted: Posted) -> Result<Response, Trouble> {
    let Posted { signed, form } = posted;
    if let Err(seconds) = desk.attempts.count(signed.visitor, signed.name()) {
        return Err(Trouble::Failed(format!("That was tried too often. Wait {seconds} seconds.")));
    }
    if !desk.moderation.is_password(signed.name(), &SecretString::from(form.raw("password"))).await? {
        let wrong = html! { p.notice.bad role="alert" { "That is not your password until now. Nothing was changed." } };
        return shown(&desk, &signed, StatusCode::UNPROCESSABLE_ENTITY, Some(wrong)).await;
    }
    desk.moderation.set_password(&signed.own_deed(&desk)?, signed.name(), &new(&form)?).await?;
    Ok(go(SIGN_IN))
}

/// `POST /desk/account/sign-out`
pub(super) async fn sign_out_everywhere(
    State(desk): State<Arc<Desk>>,
    Posted { signed, .. }: Posted,
) -> Result<Response, Trouble> {
    desk.moderation.sign_out_everywhere(&signed.own_deed(&desk)?, signed.name()).await?;
    Ok(go(SIGN_IN))
}

/// `POST /desk/account/token`
pub(super) async fn token(State(desk): State<Arc<Desk>>, posted: Posted) -> Result<Response, Trouble> {
    let Posted { signed, form } = posted;
    let label = form.text("label");
    let token = desk.moderation.add_token(&signed.own_deed(&desk)?, signed.name(), label).await?;
    let above = html! {
        section.notice role="status" {
            p { "The token for “" (label) "”. It is shown this once and kept nowhere: copy it now." }
            pre { (token.expose_secret()) }
        }
    };
    shown(&desk, &signed, StatusCode::OK, Some(above)).await
}

/// What a role may do, in a sentence.
fn may(role: Role) -> &'static str {
    match role {
        Role::Reader => "You look at everything and change nothing.",
        Role::Moderator => "You tune rules and wordings, set channels, and see what a change does before it is live.",
        Role::Reviewer => "You do what moderators do, and apply changes of answers that had been reviewed.",
        Role::Admin => "You do what moderators do, and keep the accounts.",
    }
}
