//! What administrators do to accounts.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;

use super::super::form::Form;
use super::super::frame::go;
use super::super::page::Part;
use super::super::signed::Posted;
use super::super::state::Desk;
use super::super::trouble::Trouble;
use super::password::new;
use crate::moderation::Role;

/// `POST /desk/accounts/add`
pub(super) async fn add(State(desk): State<Arc<Desk>>, Posted { signed, form }: Posted) -> Result<Response, Trouble> {
    let deed = signed.manager()?.own_deed(&desk)?;
    desk.moderation.add_account(&deed, form.text("name"), role(&form)?, &new(&form)?).await?;
    Ok(go(Part::Accounts.address()))
}

/// `POST /desk/accounts/change`
pub(super) async fn change(
    State(desk): State<Arc<Desk>>,
    Posted { signed, form }: Posted,
) -> Result<Response, Trouble> {
    let deed = signed.manager()?.own_deed(&desk)?;
    let name = form.text("name");
    if name.to_lowercase() == signed.name() {
        // So that there always is an administrator.
        let sentence = "This is your own account: another administrator, or the command line, can change it so.";
        return Err(Trouble::NotAllowed(sentence.to_owned()));
    }
    match form.text("do") {
        "role" => desk.moderation.set_role(&deed, name, role(&form)?).await?,
        "password" => desk.moderation.set_password(&deed, name, &new(&form)?).await?,
        "remove" => desk.moderation.remove_account(&deed, name).await?,
        "sign-out" => {
            desk.moderation.sign_out_everywhere(&deed, name).await?;
        }
        _ => return Err(Trouble::Form("That cannot be done to an account.".to_owned())),
    }
    Ok(go(Part::Accounts.address()))
}

fn role(form: &Form) -> Result<Role, Trouble> {
    let name = form.text("role");
    Role::of(name).ok_or_else(|| Trouble::Form("There is no such role.".to_owned()))
}
