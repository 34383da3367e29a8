//! What people and moderators do beside writing: [`commands`] and shortcuts, [`press`] buttons, [`home`] the App Home,
//! [`admin`] the moderators' commands, [`drafts`] edits that wait, [`setup`] the manifest and the check.

mod admin;
mod commands;
mod drafts;
mod home;
mod press;
mod setup;

use crate::slack::stand_in::{Posted, StandIn, Used};

/// What somebody is told alone: nobody else sees it.
async fn told(slack: &StandIn, used: &Used) -> Posted {
    let posted = slack.told(used).await;
    assert!(posted.only_for.is_some(), "everybody sees {}", posted.shown());
    posted
}

/// The action of the button with this label.
fn action(posted: &Posted, label: &str) -> String {
    let buttons = posted.buttons();
    let found = buttons.iter().find(|(shown, _)| shown == label);
    found.unwrap_or_else(|| panic!("no button {label:?} among {buttons:?}")).1.clone()
}
