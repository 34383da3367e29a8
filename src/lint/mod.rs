//! Lints: what is wrong or doubtful in documents that can be read. One lint a file, each with what, why and an example;
//! docs/lints.md is made of these comments.

mod crisis_keyword;
mod dead_rule;
mod greedy_pattern;
mod handoff_answer;
mod long_answer;
mod never_reached;
mod never_reviewed;
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

/// All lints, in the order of docs/lints.md.
pub const LINTS: [Lint; 15] = [
    own_question::LINT,
    never_reached::LINT,
    shared_phrasing::LINT,
    shared_keyword::LINT,
    weak_keyword::LINT,
    dead_rule::LINT,
    greedy_pattern::LINT,
    crisis_keyword::LINT,
    tangled_synonyms::LINT,
    handoff_answer::LINT,
    long_answer::LINT,
    typography::LINT,
    review_due::LINT,
    never_reviewed::LINT,
    safety_example::LINT,
];

/// Runs all lints, the worst findings first.
pub fn run(subject: &Subject<'_>) -> Diagnostics {
    let mut found = Diagnostics::default();
    for lint in &LINTS {
        let mut findings = subject::Findings::new(lint, &mut found);
        (lint.check)(subject, &mut findings);
    }
    found.sort_worst_first();
    found
}
