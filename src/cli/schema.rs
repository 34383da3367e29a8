//! `askwell schema`: the JSON Schema of the documents, for editors.

use std::io;
use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::{Value, json};

use super::output::print;
use crate::document::Field;
use crate::faq::DocumentForm;
use crate::safety::SafetyForm;

/// The last draft that the TOML plug-ins of editors understand.
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// The files in a FAQ folder that its documents name in their first line, with what they hold.
pub(super) const FILES: [(&str, Kind); 2] = [("faq.schema.json", Kind::Faq), ("safety.schema.json", Kind::Safety)];

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    /// FAQ documents
    Faq,
    /// Safety documents
    Safety,
}

#[derive(clap::Args)]
pub(super) struct SchemaOptions {
    /// One kind of document alone; without it a schema that takes both
    #[arg(value_enum)]
    kind: Option<Kind>,
}

pub(super) fn run(options: &SchemaOptions) -> io::Result<ExitCode> {
    print(&text(options.kind))?;
    Ok(ExitCode::SUCCESS)
}

/// The schema as it is printed and written to files.
pub(super) fn text(kind: Option<Kind>) -> String {
    let schema = match kind {
        Some(kind) => with_head(of(kind)),
        None => with_head(json!({
            "anyOf": [{ "$ref": "#/definitions/faq" }, { "$ref": "#/definitions/safety" }],
            "definitions": { "faq": of(Kind::Faq), "safety": of(Kind::Safety) },
        })),
    };
    format!("{schema:#}\n")
}

fn of(kind: Kind) -> Value {
    match kind {
        Kind::Faq => DocumentForm::schema(),
        Kind::Safety => SafetyForm::schema(),
    }
}

fn with_head(schema: Value) -> Value {
    let mut head = json!({ "$schema": DRAFT });
    if let (Some(head), Value::Object(rest)) = (head.as_object_mut(), schema) {
        head.extend(rest);
    }
    head
}
