//! Safety: who may be in danger, and which questions only a provider can answer.
//!
//! Everything that is looked for stands in a document (`faq/safety.toml`), in a small language of word patterns that is
//! explained at the head of that document. The stage is pure: the same message gives the same [`Triage`], on every platform.

mod bounds;
mod classes;
mod compile;
mod document;
mod examples;
mod forms;
mod found;
mod inflect;
mod matcher;
mod pattern;
mod personal;
mod reply;
mod resemblance;
mod rules;
mod tier;
mod triage;
mod view;

pub use document::Problem;
pub use examples::FailedExample;
pub use forms::{CautionForm, ExceptionForm, RuleForm, SafetyForm};
pub use found::{Caution, Hit, TakenBack, Triage, Unfounded};
pub use personal::{Kind, Personal};
pub use reply::Help;
pub use resemblance::Sound;
pub use rules::{Rules, built_in_source};
pub use tier::Tier;
pub use triage::Triager;
pub use view::{RuleKind, RuleView, reviewer_of};
