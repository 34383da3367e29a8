//! The plain values that any document has: text, numbers, yes or no, dates, lists.

use serde_json::{Value, json};
use toml::de::DeValue;

use super::form::{Field, Node, Report, refuse_kind};
use super::source::Span;

/// Text that is not blank, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text as written, escapes undone.
    pub value: String,
    /// Its place, quotes included.
    pub span: Span,
}

impl Field for Text {
    const WANTED: &'static str = "text in quotes";
    const EXAMPLE: &'static str = "\"…\"";

    fn read(node: &Node<'_>, key: &str, report: &mut Report) -> Option<Self> {
        let Some(value) = node.get_ref().as_str() else {
            refuse_kind::<Self>(node, key, report);
            return None;
        };
        if value.trim().is_empty() {
            let hint = "write something between the quotes, or delete them";
            report.error(&node.span(), format!("a text of `{key}` is empty"), "nothing in here", hint);
            return None;
        }
        Some(Self { value: value.to_owned(), span: node.span() })
    }

    fn schema() -> Value {
        json!({ "type": "string", "pattern": "\\S" })
    }
}

/// A yes or no, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Whether it is yes.
    pub value: bool,
    /// Its place.
    pub span: Span,
}

impl Field for Flag {
    const WANTED: &'static str = "true or false";
    const EXAMPLE: &'static str = "true";

    fn read(node: &Node<'_>, key: &str, report: &mut Report) -> Option<Self> {
        let value = node.get_ref().as_bool();
        if value.is_none() {
            refuse_kind::<Self>(node, key, report);
        }
        Some(Self { value: value?, span: node.span() })
    }

    fn schema() -> Value {
        json!({ "type": "boolean" })
    }
}

/// A finite number, with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The number; whole ones count too.
    pub value: f64,
    /// Its place.
    pub span: Span,
}

impl Field for Number {
    const WANTED: &'static str = "a number";
    const EXAMPLE: &'static str = "1.5";

    fn read(node: &Node<'_>, key: &str, report: &mut Report) -> Option<Self> {
        let value = match node.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
            DeValue::Integer(number) => i32::from_str_radix(number.as_str(), number.radix()).ok().map(f64::from),
            DeValue::Float(number) => number.as_str().parse::<f64>().ok(),
            _ => {
                refuse_kind::<Self>(node, key, report);
                return None;
            }
        };
        let finite = value.filter(|number| number.is_finite());
        if finite.is_none() {
            let hint = format!("write a plain number, for example `{key} = {}`", Self::EXAMPLE);
            report.error(&node.span(), format!("`{key}` is no number that can be counted with"), "this one", hint);
        }
        Some(Self { value: finite?, span: node.span() })
    }

    fn schema() -> Value {
        json!({ "type": "number" })
    }
}

/// A day, written as a TOML date or as text `YYYY-MM-DD`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// `YYYY-MM-DD`; such texts compare as their days do.
    pub value: String,
    /// Its place.
    pub span: Span,
}

impl Field for Date {
    const WANTED: &'static str = "a date, year first";
    const EXAMPLE: &'static str = "2027-06-01";

    fn read(node: &Node<'_>, key: &str, report: &mut Report) -> Option<Self> {
        let date = match node.get_ref() {
            DeValue::Datetime(moment) => moment.date,
            DeValue::String(text) => text.trim().parse::<toml::value::Datetime>().ok().and_then(|moment| moment.date),
            _ => None,
        };
        if date.is_none() {
            let hint = format!("write the year, the month and the day with two digits: `{key} = {}`", Self::EXAMPLE);
            report.error(&node.span(), format!("`{key}` must be a date, year first"), "no such date", hint);
        }
        Some(Self { value: date?.to_string(), span: node.span() })
    }

    fn schema() -> Value {
        json!({ "type": "string", "format": "date" })
    }
}

/// A list; what does not fit in it is reported and left out.
impl<T: Field> Field for Vec<T> {
    const WANTED: &'static str = "a list";
    const EXAMPLE: &'static str = "[…]";

    fn read(node: &Node<'_>, key: &str, report: &mut Report) -> Option<Self> {
        match node.get_ref() {
            DeValue::Array(items) => Some(items.iter().filter_map(|item| T::read(item, key, report)).collect()),
            DeValue::Table(_) => {
                let message = format!("`{key}` is a list: its header needs double brackets");
                report.error(&node.span(), message, "single brackets or braces", format!("write `[[{key}]]`"));
                None
            }
            _ => {
                refuse_kind::<Self>(node, key, report);
                None
            }
        }
    }

    fn schema() -> Value {
        json!({ "type": "array", "items": T::schema() })
    }
}

/// A table whose keys are free: texts by language, numbers by region.
#[derive(Clone, Debug)]
pub struct Keyed<T> {
    /// Key, the key's place, value; in the order of the document.
    pub items: Vec<(String, Span, T)>,
}

impl<T> Default for Keyed<T> {
    fn default() -> Self {
        Self { items: Vec::new() }
    }
}

impl<T> Keyed<T> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&T> {
        self.items.iter().find(|(name, _, _)| name == key).map(|(_, _, value)| value)
    }
}

impl<T: Field> Field for Keyed<T> {
    const WANTED: &'static str = "a table";
    const EXAMPLE: &'static str = "{ … }";

    fn read(node: &Node<'_>, key: &str, report: &mut Report) -> Option<Self> {
        let Some(table) = node.get_ref().as_table() else {
            refuse_kind::<Self>(node, key, report);
            return None;
        };
        let read = |(name, value): (&toml::Spanned<std::borrow::Cow<'_, str>>, &Node<'_>)| {
            let name_span = name.span();
            let name = name.get_ref().to_string();
            T::read(value, &name, report).map(|value| (name, name_span, value))
        };
        Some(Self { items: table.iter().filter_map(read).collect() })
    }

    fn schema() -> Value {
        json!({ "type": "object", "additionalProperties": T::schema() })
    }
}
