//! Forms: which keys a table has, what each holds, and what is said when a document does not keep to it.
//!
//! [`form!`](crate::form) declares a table once; the struct, its reading, the list of known keys and its JSON Schema
//! all come from that declaration and cannot drift apart.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diagnostic::{Diagnostic, Diagnostics};
use super::source::{Source, Span};

/// A TOML value with its place.
pub type Node<'i> = Spanned<DeValue<'i>>;

/// A TOML table.
pub type Table<'i> = DeTable<'i>;

/// How alike an unknown key and a known one must be (Jaro-Winkler, 0 to 1) for the known one to be proposed: `phrasing`
/// and `phrasings` have 0.98, `answer` and `weight` 0.44.
const PROPOSAL_LIKENESS: f64 = 0.75;

/// The document being read and what was found in it.
#[derive(Debug)]
pub struct Report {
    /// The document.
    pub source: Arc<Source>,
    /// What was found so far.
    pub found: Diagnostics,
    /// The forms around the one being read, the outermost first: their names and their keys.
    pub around: Vec<(&'static str, &'static [&'static str])>,
}

impl Report {
    /// Nothing found yet.
    pub fn new(source: &Arc<Source>) -> Self {
        Self { source: Arc::clone(source), found: Diagnostics::default(), around: Vec::new() }
    }

    /// An error at a place of this document; it counts once it is pushed to `found`.
    pub fn error(
        &mut self,
        span: &Span,
        message: impl Into<String>,
        label: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.found.push(Diagnostic::error(&self.source, span.clone(), message).label(label).hint(hint));
    }
}

/// What can stand behind a key.
pub trait Field: Sized {
    /// What a person must write, as in "`weight` must be …".
    const WANTED: &'static str;
    /// Such a value as it is written in a document.
    const EXAMPLE: &'static str;

    /// Takes the value, or reports why it cannot be taken.
    fn read(node: &Node<'_>, key: &str, report: &mut Report) -> Option<Self>;

    /// The JSON Schema (draft 07) of such a value.
    fn schema() -> Value;
}

/// A table with known keys.
pub trait Form: Sized {
    /// What such a table is called in a sentence: "an entry".
    const NAME: &'static str;
    /// All keys that it may have.
    const KEYS: &'static [&'static str];

    /// Takes what can be taken and reports the rest. `span` is the table's own place: its header or its braces.
    fn read_table(table: &Table<'_>, span: Span, report: &mut Report) -> Self;
}

/// Reads a whole document as a form.
pub fn read_form<F: Form>(table: &Table<'_>, report: &mut Report) -> F {
    F::read_table(table, 0..0, report)
}

/// Declares a table: its name in a sentence, then its keys with what they hold.
///
/// Every key is an `Option`. A key of the part `required` that is missing is reported, and so is a key that is not
/// declared. The field `span` is the table's place.
#[macro_export]
macro_rules! form {
    (
        $(#[doc = $about:literal])+
        $vis:vis struct $name:ident is $title:literal {
            required { $( $(#[doc = $need_doc:literal])+ $need:ident : $need_type:ty, )* }
            optional { $( $(#[doc = $can_doc:literal])+ $can:ident : $can_type:ty, )* }
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, Default)]
        $vis struct $name {
            /// Where the table stands: its header, its braces, or nothing for a whole document.
            pub span: $crate::document::Span,
            /// The declared keys that are written down, also those whose value could not be taken.
            pub keys: Vec<&'static str>,
            $( $(#[doc = $need_doc])+ pub $need: Option<$need_type>, )*
            $( $(#[doc = $can_doc])+ pub $can: Option<$can_type>, )*
        }

        impl $crate::document::Form for $name {
            const NAME: &'static str = $title;
            const KEYS: &'static [&'static str] = &[$( stringify!($need), )* $( stringify!($can), )*];

            fn read_table(
                table: &$crate::document::Table<'_>,
                span: $crate::document::Span,
                report: &mut $crate::document::Report,
            ) -> Self {
                $crate::document::refuse_unknown_keys::<Self>(table, report);
                report.around.push((Self::NAME, Self::KEYS));
                let form = Self {
                    $( $need: $crate::document::take(table, stringify!($need), report), )*
                    $( $can: $crate::document::take(table, stringify!($can), report), )*
                    span,
                    keys: Self::KEYS.iter().copied().filter(|key| table.contains_key(*key)).collect(),
                };
                report.around.pop();
                $( $crate::document::require::<Self, $need_type>(table, stringify!($need), &form.span, report); )*
                form
            }
        }

        impl $crate::document::Field for $name {
            const WANTED: &'static str = "a table";
            const EXAMPLE: &'static str = "{ … }";

            fn read(
                node: &$crate::document::Node<'_>,
                key: &str,
                report: &mut $crate::document::Report,
            ) -> Option<Self> {
                let table = $crate::document::table_of::<Self>(node, key, report)?;
                Some(<Self as $crate::document::Form>::read_table(table, node.span(), report))
            }

            fn schema() -> serde_json::Value {
                $crate::document::table_schema(
                    concat!($($about),+),
                    &[$( stringify!($need), )*],
                    vec![
                        $( (stringify!($need), concat!($($need_doc),+), <$need_type as $crate::document::Field>::schema()), )*
                        $( (stringify!($can), concat!($($can_doc),+), <$can_type as $crate::document::Field>::schema()), )*
                    ],
                )
            }
        }
    };
}

/// Takes the value of a key, when the table has it and it fits.
pub fn take<F: Field>(table: &Table<'_>, key: &str, report: &mut Report) -> Option<F> {
    F::read(table.get(key)?, key, report)
}

/// Reports a key that the table must have and has not.
pub fn require<F: Form, T: Field>(table: &Table<'_>, key: &str, span: &Span, report: &mut Report) {
    if !table.contains_key(key) {
        let message = format!("{} has no `{key}`", F::NAME);
        report.error(span, message, format!("`{key}` is missing here"), format!("add a line `{key} = {}`", T::EXAMPLE));
    }
}

/// Reports every key that the form does not know, with the known one that it was probably meant to be.
pub fn refuse_unknown_keys<F: Form>(table: &Table<'_>, report: &mut Report) {
    for key in table.keys().filter(|key| !F::KEYS.contains(&key.get_ref().as_ref())) {
        let name = key.get_ref();
        let owner = report.around.iter().rev().find(|(_, keys)| keys.contains(&name.as_ref()));
        let hint = match (owner, closest(name, F::KEYS)) {
            (Some((owner, _)), _) => {
                format!("`{name}` belongs to {owner}: move the line up, above the header of this part")
            }
            (None, Some(known)) => format!("did you mean `{known}`?"),
            (None, None) => format!("{} may have: {}", F::NAME, F::KEYS.join(", ")),
        };
        report.error(&key.span(), format!("{} has no key `{name}`", F::NAME), "unknown key", hint);
    }
}

/// The known name that is most like `name`, if any is like it at all.
pub fn closest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let name = name.to_lowercase();
    let likeness = |candidate: &str| strsim::jaro_winkler(&name, candidate);
    let best = known.iter().copied().max_by(|left, right| likeness(left).total_cmp(&likeness(right)))?;
    (likeness(best) >= PROPOSAL_LIKENESS).then_some(best)
}

/// The table that a node holds, or a report that it holds none.
pub fn table_of<'n, 'i, F: Form>(node: &'n Node<'i>, key: &str, report: &mut Report) -> Option<&'n Table<'i>> {
    let table = node.get_ref().as_table();
    if table.is_none() {
        let message = format!("{} must be a table with keys, and this is {}", F::NAME, describe(node.get_ref()));
        let hint = format!("write it as `[[{key}]]` with its keys below, or in braces: {}", "{ key = value }");
        report.error(&node.span(), message, describe(node.get_ref()), hint);
    }
    table
}

/// The JSON Schema of a table with exactly these keys.
pub fn table_schema(about: &str, required: &[&str], keys: Vec<(&str, &str, Value)>) -> Value {
    let mut properties = Map::new();
    for (key, about, mut schema) in keys {
        schema["description"] = json!(plain(about));
        properties.insert(key.to_owned(), schema);
    }
    let mut schema = json!({
        "type": "object",
        "description": plain(about),
        "additionalProperties": false,
        "properties": properties,
    });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

/// A doc comment as a sentence for an editor: links lose their brackets.
fn plain(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ").replace("[`", "`").replace("`]", "`")
}

/// What a value is, in the words of somebody who never saw TOML.
pub(super) fn describe(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text in quotes",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a yes or no (true or false)",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Reports that a key holds another kind of value than it must.
pub(super) fn refuse_kind<F: Field>(node: &Node<'_>, key: &str, report: &mut Report) {
    let found = describe(node.get_ref());
    let message = format!("`{key}` must be {}, and this is {found}", F::WANTED);
    let written = report.source.slice(&node.span()).trim().to_owned();
    let hint = repaired::<F>(node.get_ref(), &written).map_or_else(
        || format!("write for example `{key} = {}`", F::EXAMPLE),
        |repaired| format!("write `{key} = {repaired}`"),
    );
    report.error(&node.span(), message, found, hint);
}

/// The longest value that a hint repeats with its repair; a longer one is explained by an example.
const REPEATED_IN_HINT: usize = 60;

/// What was probably meant, where a pair of quotes or brackets is all that is wrong.
fn repaired<F: Field>(value: &DeValue<'_>, written: &str) -> Option<String> {
    if written.is_empty() || written.len() > REPEATED_IN_HINT || written.contains('\n') {
        return None;
    }
    let wants_list = F::EXAMPLE.starts_with('[');
    let wants_text = F::EXAMPLE.starts_with('"');
    let wants_number = F::EXAMPLE.parse::<f64>().is_ok();
    let wants_flag = F::EXAMPLE.parse::<bool>().is_ok();
    match value {
        DeValue::String(_) if wants_list => Some(format!("[{written}]")),
        DeValue::String(text) if wants_number => {
            text.trim().replace(',', ".").parse::<f64>().ok().map(|number| format!("{number:?}"))
        }
        DeValue::String(text) if wants_flag => match text.trim().to_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some("true".to_owned()),
            "false" | "no" | "off" | "0" => Some("false".to_owned()),
            _ => None,
        },
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) if wants_text => {
            Some(format!("\"{written}\""))
        }
        _ => None,
    }
}
