//! Lints: what is wrong or doubtful in documents that can be read. One lint a file, each with what, why and an example;
//! docs/lints.md is made of these comments.

mod crisis_keyword;
mod dead_rule;
mod greedy_pattern;
mod handoff_answer;
mod long_answer;
mod never_reached;
mod never_reviewed;
mod only_offered;
mod own_question;
mod page;
mod reach;
mod review_due;
mod safety_example;
mod shared_keyword;
mod shared_phrasing;
mod subject;
mod tangled_synonyms;
mod typography;
mod weak_keyword;

pub use page::{explain, page};
pub use subject::Subject;

use crate::document::{Diagnostics, Severity};

/// A lint.
pub struct Lint {
    /// The name in findings and for `--explain`.
    pub name: &'static str,
    /// How bad its findings are.
    pub severity: Severity,
    /// Its file; the comments at its head say what it does, why, and show an example.
    text: &'static str,
    check: fn(&Subject<'_>, &mut subject::Findings<'_>),
}

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
        (lint.check)(subject, &mut subject::Findings::new(lint, &mut own));
        own.sort_by_place();
        found.append(own);
    }
    found.sort_errors_first();
    found
}
