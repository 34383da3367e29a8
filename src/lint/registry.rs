//! All lints and their order.

use super::subject::{Findings, Lint, Subject};
use super::{
    crisis_keyword, dead_rule, greedy_pattern, handoff_answer, long_answer, never_reached, never_reviewed,
    only_offered, own_question, review_due, safety_example, shared_keyword, shared_phrasing, tangled_synonyms,
    typography, weak_keyword,
};
use crate::document::Diagnostics;

/// All lints, those first whose findings matter most.
pub const LINTS: [Lint; 16] = [
    safety_example::LINT,
    own_question::LINT,
    never_reached::LINT,
    crisis_keyword::LINT,
    typography::LINT,
    handoff_answer::LINT,
    greedy_pattern::LINT,
    dead_rule::LINT,
    weak_keyword::LINT,
    shared_phrasing::LINT,
    shared_keyword::LINT,
    tangled_synonyms::LINT,
    long_answer::LINT,
    review_due::LINT,
    never_reviewed::LINT,
    only_offered::LINT,
];

/// Runs all lints: errors first, then in the order of [`LINTS`], then in the order of the documents.
pub fn run(subject: &Subject<'_>) -> Diagnostics {
    let mut found = Diagnostics::default();
    for lint in &LINTS {
        let mut own = Diagnostics::default();
        (lint.check)(subject, &mut Findings::new(lint, &mut own));
        own.sort_by_place();
        found.append(own);
    }
    found.sort_errors_first();
    found
}
