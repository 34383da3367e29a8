//! The JSON Schemas that editors use, held against the documents by a validator that knows nothing of the parser.

use assert_cmd::Command;
use serde_json::Value;

fn schema(arguments: &[&str]) -> Value {
    let output = Command::cargo_bin("askwell").unwrap().arg("schema").args(arguments).output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

fn document(path: &str) -> Value {
    let text = std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    json(toml::Value::Table(text.parse().unwrap()))
}

/// TOML as JSON; dates become text, as editors show them to a schema.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => Value::Array(items.into_iter().map(json).collect()),
        toml::Value::Table(keys) => Value::Object(keys.into_iter().map(|(key, value)| (key, json(value))).collect()),
        other => serde_json::to_value(other).unwrap(),
    }
}

/// What the validator says against a document; it also refuses a schema that is none.
fn errors(schema: &Value, document: &Value) -> Vec<String> {
    const NAME: &str = "schema.json";
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.set_default_draft(boon::Draft::V7);
    compiler.add_resource(NAME, schema.clone()).unwrap();
    let index = compiler.compile(NAME, &mut schemas).unwrap();
    schemas.validate(document, index).err().map(|error| error.to_string()).into_iter().collect()
}

#[test]
fn the_schemas_are_of_draft_07() {
    for arguments in [&[][..], &["faq"], &["safety"]] {
        let schema = schema(arguments);
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        assert!(!errors(&schema, &Value::from(5)).is_empty(), "a number is no document");
    }
}

#[test]
fn the_documents_of_this_repository_are_valid() {
    for (path, kind) in
        [("faq/ketamine.toml", "faq"), ("faq/safety.toml", "safety"), ("src/cli/starter/faq.toml", "faq")]
    {
        let document = document(path);
        assert_eq!(errors(&schema(&[kind]), &document), Vec::<String>::new(), "{path}");
        assert_eq!(errors(&schema(&[]), &document), Vec::<String>::new(), "{path} against both");
    }
}

#[test]
fn what_the_parser_refuses_the_schema_refuses_too() {
    let entry = |more: &str| format!("[[entries]]\nid = \"a\"\nquestion = \"A?\"\nanswer = \"B.\"\n{more}");
    let good = [
        entry(""),
        entry("threshold = 0.5\n"),
        entry("review_due = 2027-06-01\n"),
        "review_due = \"2027-06-01\"".to_owned(),
    ];
    let bad = [
        "titel = \"x\"\n".to_owned(),
        "title = 5\n".to_owned(),
        "[[entries]]\nid = \"a\"\n".to_owned(),
        entry("threshold = 60\n"),
        entry("handoff = \"yes\"\n"),
        entry("phrasings = \"x\"\n"),
        entry("[[entries.keywords]]\nany = [\"x\"]\nweight = 0\n"),
        entry("[[entries.keywords]]\nany = \"x\"\n"),
        entry("").replace("\"a\"", "\"crisis\""),
        entry("").replace("\"a\"", "\"Not An Id\""),
        entry("").replace("\"A?\"", "\" \""),
    ];
    let schema = schema(&["faq"]);
    let parses = |text: &str| askwell::faq::parse_documents(&[askwell::document::Source::new("x.toml", text)]).is_ok();
    let valid = |text: &str| errors(&schema, &json(toml::Value::Table(text.parse().unwrap()))).is_empty();
    for text in good {
        assert!(parses(&text) && valid(&text), "{text}");
    }
    for text in bad {
        assert!(!parses(&text), "the parser takes {text}");
        assert!(!valid(&text), "the schema takes {text}");
    }
}

#[test]
fn the_files_beside_the_documents_are_fresh() {
    for kind in ["faq", "safety"] {
        let path = format!("{}/faq/{kind}.schema.json", env!("CARGO_MANIFEST_DIR"));
        let written = std::fs::read_to_string(&path).unwrap();
        let printed = Command::cargo_bin("askwell").unwrap().args(["schema", kind]).output().unwrap().stdout;
        let fresh = written.as_bytes() == printed;
        assert!(fresh, "run: cargo run -- schema {kind} > faq/{kind}.schema.json");
    }
}
