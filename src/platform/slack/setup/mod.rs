//! Setting the app up: the manifest that Slack makes it from, and what is still missing for it to do its work.

mod check;
mod manifest;
mod scopes;

pub use check::check;
pub use manifest::{Addresses, manifest};
