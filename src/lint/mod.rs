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
mod registry;
mod review_due;
mod safety_example;
mod shared_keyword;
mod shared_phrasing;
mod subject;
mod tangled_synonyms;
mod typography;
mod weak_keyword;

pub use page::{explain, page};
pub use registry::{LINTS, run};
pub use subject::{Lint, Subject};
