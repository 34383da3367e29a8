//! What the examples come to with the rules in force.

use std::sync::Arc;

use crate::platform::web::desk::kept::Kept;
use crate::platform::web::desk::state::Desk;
use crate::platform::web::desk::trouble::Trouble;
use crate::safety::{FailedExample, RuleView};

/// The examples that do not do what the document says of them.
pub(super) type Failed = Arc<[FailedExample]>;

/// Runs all examples, once for the rules in force: there are thousands.
pub(super) async fn failed(desk: &Desk, kept: &Kept<Failed>) -> Result<Failed, Trouble> {
    kept.of(desk, |brain| Arc::from(brain.failed_examples())).await
}

/// How many examples of a rule fail.
pub(super) fn of_rule(failed: &Failed, rule: &RuleView<'_>) -> usize {
    failed.iter().filter(|example| example.id == rule.id).count()
}

/// The rules that an example met instead, where it fails.
pub(super) fn of_example<'f>(failed: &'f Failed, rule: &RuleView<'_>, text: &str, fires: bool) -> Option<&'f [String]> {
    let is_it =
        |example: &&FailedExample| example.id == rule.id && example.text == text && example.should_fire == fires;
    failed.iter().find(is_it).map(|example| example.met.as_slice())
}
