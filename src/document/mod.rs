//! Documents: TOML whose every value remembers where it stands, and mistakes shown where they are.
//!
//! A document is read in two steps: [`parse`] turns text into TOML and reports all syntax errors; the forms that
//! [`form!`](crate::form) declares take the values out of it and report all that does not fit. What a document means
//! is not known here.

mod diagnostic;
mod examine;
mod fields;
mod files;
mod form;
mod lines;
mod pattern;
mod render;
mod scalar;
mod source;
mod syntax;
mod write;

pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use fields::{Date, Flag, Keyed, Number, Text};
pub use files::{read_folder, read_source};
pub use form::{Field, Form, Node, Report, Table, closest, read_form};
#[doc(hidden)]
pub use form::{refuse_unknown_keys, require, table_of, table_schema, take};
pub use pattern::{Compiled, Pattern, PatternFault, compile_pattern};
pub use render::Rendering;
pub use source::{Position, Source, Span};
pub use syntax::parse;
pub use write::{create, replace};
