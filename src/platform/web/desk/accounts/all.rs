//! `GET /desk/accounts`: everybody's accounts, for administrators.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::super::page::{Page, Part};
use super::super::signed::Signed;
use super::super::state::Desk;
use super::super::trouble::Trouble;
use super::password::fields;
use super::sessions::sessions;
use crate::moderation::{AccountView, Role};

pub(super) async fn page(State(desk): State<Arc<Desk>>, signed: Signed) -> Result<Response, Trouble> {
    signed.manager()?;
    let accounts = desk.moderation.accounts().await?;
    let main = html! {
        section.sheet aria-labelledby="accounts" {
            h2 id="accounts" { "Who may use the desk" }
            div.scroll tabindex="0" role="region" aria-label="Table of accounts" {
                table {
                    thead { tr {
                        th scope="col" { "Name" } th scope="col" { "Role" } th scope="col" { "Signed in" }
                        th scope="col" { "Change" }
                    } }
                    tbody { @for account in &accounts { (row(account, &signed)) } }
                }
            }
        }
        form.sheet.narrow method="post" action="/desk/accounts/add" {
            h2 { "Add an account" }
            (signed.csrf())
            label { "Name" input name="name" required maxlength="40" autocomplete="off" autocapitalize="none" spellcheck="false"; }
            label { "Role" (roles(Some(Role::Moderator))) }
            (fields())
            button { "Add" }
        }
        p.faint {
            "Readers look. Moderators tune and set channels. Reviewers also apply changes of answers that had been reviewed. "
            "Administrators do what moderators do, and keep the accounts."
        }
    };
    Ok(desk.show(&signed, Page { title: Part::Accounts.name().to_owned(), part: Part::Accounts, main }).await)
}

fn row(account: &AccountView, signed: &Signed) -> Markup {
    let own = account.name == signed.name();
    html! {
        tr {
            th scope="row" { (account.name) @if own { br; span.faint.small { "you" } } }
            td {
                @match account.role {
                    Some(role) => (role),
                    None => span.badge.bad { "unknown: may do nothing" },
                }
            }
            td { (sessions(&account.sessions)) }
            td {
                @if own {
                    a href="/desk/account" { "Your account" }
                } @else {
                    (changes(account, signed))
                }
            }
        }
    }
}

fn changes(account: &AccountView, signed: &Signed) -> Markup {
    let name = &account.name;
    html! {
        form.row method="post" action="/desk/accounts/change" {
            (signed.csrf())
            input type="hidden" name="name" value=(name);
            label { span.unseen { "Role of " (name) } (roles(account.role)) }
            button.second name="do" value="role" { "Set" span.unseen { " the role of " (name) } }
            button.second name="do" value="sign-out" { "Sign out" span.unseen { " " (name) " everywhere" } }
            button.grave name="do" value="remove" { "Remove" span.unseen { " " (name) } }
        }
        details {
            summary { "Another password" span.unseen { " for " (name) } }
            form.narrow method="post" action="/desk/accounts/change" {
                (signed.csrf())
                input name="name" value=(name) autocomplete="off" readonly hidden;
                (fields())
                button.second name="do" value="password" { "Set the password" }
            }
        }
    }
}

fn roles(chosen: Option<Role>) -> Markup {
    html! {
        select name="role" {
            @for role in Role::ALL { option value=(role.name()) selected[chosen == Some(role)] { (role) } }
        }
    }
}
