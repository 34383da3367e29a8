//! A new password, typed twice.

use maud::{Markup, html};
use secrecy::SecretString;

use super::super::form::Form;
use super::super::trouble::Trouble;

/// The two fields.
pub(super) fn fields() -> Markup {
    html! {
        label { "New password"
            input type="password" name="new" autocomplete="new-password" required minlength="12" maxlength="256";
            span.hint.faint.small { "12 characters or more: some words that nobody else would put together." }
        }
        label { "Once more" input type="password" name="again" autocomplete="new-password" required; }
    }
}

/// The password, where both fields say the same.
pub(super) fn new(form: &Form) -> Result<SecretString, Trouble> {
    if form.raw("new") != form.raw("again") {
        return Err(Trouble::Form("The two passwords differ. Nothing was changed.".to_owned()));
    }
    Ok(SecretString::from(form.raw("new")))
}
