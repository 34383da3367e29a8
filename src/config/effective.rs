//! What is in force and where it comes from, for people: secrets are never shown.

use super::schema::Schema;
use config::{Config, ConfigError, Map, Source, Value, ValueKind};
use serde::Serialize;

/// Settings of which only "set" or "not set" is shown.
const SECRETS: [&str; 4] = ["discord.token", "slack.app_token", "slack.bot_token", "slack.signing_secret"];
/// A setting that may hold a password among things that are worth seeing.
const STORE_URL: &str = "store.url";

/// Every setting with its value and origin, in the order of the default file.
#[derive(Clone, Debug)]
pub struct Effective {
    /// The settings.
    pub settings: Vec<Setting>,
}

/// One setting as it may be shown.
#[derive(Clone, Debug, Serialize, PartialEq)]
pub struct Setting {
    /// `section.key`.
    pub key: String,
    /// The value; a secret is `(set)` or `(not set)`.
    pub value: serde_json::Value,
    /// `default`, the path of a file, the name of a variable or of an option.
    pub origin: String,
}

impl Effective {
    pub(super) fn of(merged: &Config, schema: &Schema) -> Result<Self, ConfigError> {
        let tables = merged.collect()?;
        let setting = |key: &str| {
            let value = look_up(&tables, key)?;
            let origin = value.origin().unwrap_or_default().to_owned();
            Some(Setting { key: key.to_owned(), value: shown(key, value.kind.clone()), origin })
        };
        Ok(Self { settings: schema.keys().filter_map(setting).collect() })
    }
}

fn look_up<'a>(tables: &'a Map<String, Value>, key: &str) -> Option<&'a Value> {
    let (section, key) = key.split_once('.')?;
    match &tables.get(section)?.kind {
        ValueKind::Table(keys) => keys.get(key),
        _ => None,
    }
}

fn shown(key: &str, value: ValueKind) -> serde_json::Value {
    match value {
        ValueKind::String(text) if SECRETS.contains(&key) => {
            if text.trim().is_empty() {
                "(not set)".into()
            } else {
                "(set)".into()
            }
        }
        ValueKind::String(url) if key == STORE_URL => without_password(&url).into(),
        ValueKind::String(text) => text.into(),
        ValueKind::Array(items) => items.into_iter().filter_map(|item| item.into_string().ok()).collect(),
        ValueKind::Float(number) => number.into(),
        ValueKind::I64(number) => number.into(),
        _ => serde_json::Value::Null,
    }
}

/// A database address without what may be secret in it: the user part and the query.
fn without_password(url: &str) -> String {
    let (address, query) = url.split_once('?').map_or((url, ""), |(address, _)| (address, "?…"));
    let address = match (address.split_once("://"), address.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://…@{host}"),
        (None, Some((_, host))) => format!("…@{host}"),
        (_, None) => address.to_owned(),
    };
    address + query
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_address_is_shown_without_its_password() {
        for (url, shown) in [
            ("sqlite:data/askwell.db", "sqlite:data/askwell.db"),
            ("postgres://host/db", "postgres://host/db"),
            ("postgres://ann:p@ss@host:5432/db", "postgres://…@host:5432/db"),
            ("postgres://host/db?password=pw", "postgres://host/db?…"),
            ("postgres://ann:a?b@host/db", "postgres://ann:a?…"),
            ("ann:pw@host", "…@host"),
        ] {
            assert_eq!(without_password(url), shown, "{url}");
        }
    }
}
