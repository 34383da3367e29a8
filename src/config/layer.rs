//! One source of settings, read into keys, values and the place where each stands.

use super::problem::Problem;
use super::schema::{Kind, Schema};
use config::{ConfigError, Map, Source, Value, ValueKind};
use std::ffi::OsString;
use toml::de::{DeTable, DeValue};

/// Only variables that begin so are read.
pub(super) const PREFIX: &str = "ASKWELL__";

/// The settings of one source. As a [`Source`] it is what the `config` crate lays over the others.
#[derive(Clone, Debug, Default)]
pub(super) struct Layer {
    values: Vec<Placed>,
}

#[derive(Clone, Debug)]
struct Placed {
    key: String,
    /// Where the value comes from, as `askwell config` names it.
    origin: String,
    /// The same with the line, for messages about the value.
    place: String,
    value: ValueKind,
}

impl Layer {
    /// Reads the text of a settings file. `name` is its path as the operator wrote it.
    pub(super) fn of_toml(name: &str, text: &str, schema: &Schema, problems: &mut Vec<Problem>) -> Self {
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let line = error.span().map_or(1, |span| line_of(text, span.start));
            problems.push(Problem::new(format!("{name}:{line}"), format!("not valid TOML: {}", error.message())));
        }
        let mut layer = Self::default();
        if !errors.is_empty() {
            return layer;
        }
        for (section, value) in table.get_ref() {
            let place = |at: usize| format!("{name}:{}", line_of(text, at));
            let Some(keys) = value.get_ref().as_table() else {
                problems.push(Problem::new(place(section.span().start), schema.unknown(section.get_ref())));
                continue;
            };
            for (key, value) in keys {
                let full = format!("{}.{}", section.get_ref(), key.get_ref());
                layer.push(&full, name, &place(key.span().start), schema, problems, |kind| {
                    from_toml(value.get_ref(), kind)
                });
            }
        }
        layer
    }

    /// Reads the variables that belong to the program.
    pub(super) fn of_environment(vars: &[(OsString, OsString)], schema: &Schema, problems: &mut Vec<Problem>) -> Self {
        let mut layer = Self::default();
        for (name, value) in vars {
            let Some(name) = name.to_str().filter(|name| name.starts_with(PREFIX)) else { continue };
            let Some(value) = value.to_str() else {
                problems.push(Problem::new(name, "the value is not valid UTF-8"));
                continue;
            };
            let key = name[PREFIX.len()..].to_lowercase().replace("__", ".");
            layer.push(&key, name, name, schema, problems, |kind| from_text(value, kind));
        }
        layer.values.sort_by(|a, b| a.key.cmp(&b.key));
        layer
    }

    /// One value given by an option of the command line.
    pub(super) fn of_option(option: &str, key: &str, value: &str) -> Self {
        let value = ValueKind::String(value.to_owned());
        let (origin, place) = (option.to_owned(), option.to_owned());
        Self { values: vec![Placed { key: key.to_owned(), origin, place, value }] }
    }

    /// Each key that this layer sets, with its place.
    pub(super) fn places(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|placed| (placed.key.as_str(), placed.place.as_str()))
    }

    fn push(
        &mut self,
        key: &str,
        origin: &str,
        place: &str,
        schema: &Schema,
        problems: &mut Vec<Problem>,
        read: impl Fn(Kind) -> Result<ValueKind, String>,
    ) {
        let Some(kind) = schema.kind(key) else {
            problems.push(Problem::new(place, schema.unknown(key)));
            return;
        };
        match read(kind) {
            Ok(value) => {
                let (key, origin, place) = (key.to_owned(), origin.to_owned(), place.to_owned());
                self.values.push(Placed { key, origin, place, value });
            }
            Err(wanted) => problems.push(Problem::new(place, format!("`{key}` must be {wanted}"))),
        }
    }
}

impl Source for Layer {
    fn clone_into_box(&self) -> Box<dyn Source + Send + Sync> {
        Box::new(self.clone())
    }

    fn collect(&self) -> Result<Map<String, Value>, ConfigError> {
        let placed =
            |Placed { key, origin, value, .. }: &Placed| (key.clone(), Value::new(Some(origin), value.clone()));
        Ok(self.values.iter().map(placed).collect())
    }
}

/// A value as a TOML file writes it. A bare whole number where text is wanted is an id, and becomes its digits.
fn from_toml(value: &DeValue<'_>, kind: Kind) -> Result<ValueKind, String> {
    match (kind, value) {
        (Kind::Text, _) => text_of(value).map(ValueKind::String).ok_or_else(|| wanted(kind)),
        (Kind::List, DeValue::Array(items)) => {
            let items: Option<Vec<String>> = items.iter().map(|item| text_of(item.get_ref())).collect();
            items.map(ValueKind::from).ok_or_else(|| wanted(kind))
        }
        (Kind::Number, DeValue::Float(number)) => from_text(number.as_str(), kind),
        (Kind::Number | Kind::Whole, DeValue::Integer(number)) => from_text(number.as_str(), kind),
        _ => Err(wanted(kind)),
    }
}

fn text_of(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(id) => Some(id.as_str().to_owned()),
        _ => None,
    }
}

/// A value as a variable writes it: text stays as it is, whatever it looks like.
fn from_text(value: &str, kind: Kind) -> Result<ValueKind, String> {
    match kind {
        Kind::Text => Ok(ValueKind::String(value.to_owned())),
        Kind::List => {
            let items = value.split(',').map(str::trim).filter(|item| !item.is_empty());
            Ok(ValueKind::from(items.map(str::to_owned).collect::<Vec<_>>()))
        }
        Kind::Number => value.trim().parse::<f64>().map(ValueKind::from).map_err(|_| wanted(kind)),
        Kind::Whole => value.trim().parse::<i64>().map(ValueKind::from).map_err(|_| wanted(kind)),
    }
}

fn wanted(kind: Kind) -> String {
    match kind {
        Kind::Text => "text in quotes",
        Kind::List => "a list of texts: [\"…\", \"…\"]",
        Kind::Number => "a number",
        Kind::Whole => "a whole number",
    }
    .to_owned()
}

fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|&&byte| byte == b'\n').count() + 1
}
