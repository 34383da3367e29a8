//! What buttons, menus, forms, completions and command definitions must look like.

use super::rules::{limit, unknown};
use serde_json::Value;

/// What is wrong with the rows below a message.
pub(super) fn rows(rows: &Value, found: &mut Vec<String>) {
    let Some(rows) = rows.as_array() else { return found.push("components is no list".to_owned()) };
    if rows.len() > 5 {
        found.push("more than 5 rows".to_owned());
    }
    let mut ids = Vec::new();
    for row in rows {
        let children = children(row, found);
        let menus = children.iter().filter(|child| child["type"] == 3).count();
        if children.is_empty() || children.len() > 5 || (menus > 0 && children.len() > 1) {
            found.push(format!("a row of {} buttons and menus", children.len()));
        }
        for child in children {
            component(child, found);
            ids.push(child["custom_id"].clone());
        }
    }
    let all = ids.len();
    ids.sort_by_key(Value::to_string);
    ids.dedup();
    if ids.len() < all {
        found.push("a custom_id twice".to_owned());
    }
}

fn children<'a>(row: &'a Value, found: &mut Vec<String>) -> &'a [Value] {
    let Some(fields) = row.as_object() else {
        found.push("a row is no object".to_owned());
        return &[];
    };
    unknown(fields, &["type", "id", "components"], "row", found);
    if row["type"] != 1 {
        found.push(format!("a row of type {}", row["type"]));
    }
    row["components"].as_array().map_or(&[], Vec::as_slice)
}

fn component(child: &Value, found: &mut Vec<String>) {
    let fields = child.as_object().cloned().unwrap_or_default();
    text(child, "custom_id", 1, 100, found);
    match child["type"].as_u64() {
        Some(2) => {
            unknown(&fields, &["type", "id", "style", "label", "emoji", "custom_id", "disabled"], "button", found);
            if !child["style"].as_u64().is_some_and(|style| (1..=4).contains(&style)) {
                found.push(format!("a button of style {}", child["style"]));
            }
            text(child, "label", 1, 80, found);
        }
        Some(3) => {
            let known = ["type", "id", "custom_id", "options", "placeholder", "min_values", "max_values", "disabled"];
            unknown(&fields, &known, "menu", found);
            limit(child["placeholder"].as_str().unwrap_or_default(), 150, "placeholder", found);
            let options = child["options"].as_array().cloned().unwrap_or_default();
            if options.is_empty() || options.len() > 25 {
                found.push(format!("a menu of {} lines", options.len()));
            }
            for option in &options {
                text(option, "label", 1, 100, found);
                text(option, "value", 1, 100, found);
            }
        }
        other => found.push(format!("a component of type {other:?}")),
    }
}

/// A text that must be there, of such a length.
fn text(of: &Value, name: &str, least: usize, most: usize, found: &mut Vec<String>) {
    let text = of[name].as_str().unwrap_or_default();
    limit(text, most, name, found);
    if text.encode_utf16().count() < least {
        found.push(format!("{name} is missing or too short"));
    }
}

/// What is wrong with completions.
pub(super) fn completions(data: &Value, found: &mut Vec<String>) {
    let Some(choices) = data["choices"].as_array() else { return found.push("no list of choices".to_owned()) };
    if choices.len() > 25 {
        found.push(format!("{} choices, 25 are allowed", choices.len()));
    }
    for choice in choices {
        unknown(
            choice.as_object().unwrap_or(&serde_json::Map::new()),
            &["name", "value", "name_localizations"],
            "choice",
            found,
        );
        text(choice, "name", 1, 100, found);
        if let Some(value) = choice["value"].as_str() {
            limit(value, 100, "choice.value", found);
        }
    }
}

/// What is wrong with a form.
pub(super) fn form(data: &Value, found: &mut Vec<String>) {
    let fields = data.as_object().cloned().unwrap_or_default();
    unknown(&fields, &["custom_id", "title", "components"], "form", found);
    text(data, "custom_id", 1, 100, found);
    text(data, "title", 1, 45, found);
    let rows = data["components"].as_array().cloned().unwrap_or_default();
    if rows.is_empty() || rows.len() > 5 {
        found.push(format!("a form of {} rows", rows.len()));
    }
    for row in &rows {
        for field in children(row, found) {
            let known = [
                "type",
                "id",
                "custom_id",
                "style",
                "label",
                "min_length",
                "max_length",
                "required",
                "value",
                "placeholder",
            ];
            unknown(field.as_object().unwrap_or(&serde_json::Map::new()), &known, "field", found);
            text(field, "custom_id", 1, 100, found);
            text(field, "label", 1, 45, found);
            limit(field["value"].as_str().unwrap_or_default(), 4_000, "field.value", found);
            if field["type"] != 4 || !matches!(field["style"].as_u64(), Some(1 | 2)) {
                found.push("a field that is no text input".to_owned());
            }
        }
    }
}

const COMMAND_FIELDS: [&str; 14] = [
    "id",
    "type",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "options",
    "default_member_permissions",
    "dm_permission",
    "nsfw",
    "integration_types",
    "contexts",
    "handler",
    "version",
];
const OPTION_FIELDS: [&str; 14] = [
    "type",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "required",
    "choices",
    "options",
    "channel_types",
    "min_value",
    "max_value",
    "min_length",
    "max_length",
    "autocomplete",
];

/// What is wrong with the definitions of commands.
pub(super) fn commands(commands: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let Some(commands) = commands.as_array() else { return vec!["the commands are no list".to_owned()] };
    let mut names = Vec::new();
    for command in commands {
        let fields = command.as_object().cloned().unwrap_or_default();
        unknown(&fields, &COMMAND_FIELDS, "command", &mut found);
        let kind = command["type"].as_u64().unwrap_or(1);
        names.push((kind, command["name"].to_string()));
        if kind == 1 {
            name(command, &mut found);
            text(command, "description", 1, 100, &mut found);
            options(&command["options"], &mut found);
        } else {
            text(command, "name", 1, 32, &mut found);
            if !command["description"].as_str().unwrap_or_default().is_empty() || !command["options"].is_null() {
                found.push("a command on messages with a description or options".to_owned());
            }
        }
        if characters(command) > 8_000 {
            found.push(format!("{} has {} characters, 8000 are allowed", command["name"], characters(command)));
        }
    }
    let all = names.len();
    names.sort();
    names.dedup();
    if names.len() < all {
        found.push("a command twice".to_owned());
    }
    found
}

fn name(of: &Value, found: &mut Vec<String>) {
    text(of, "name", 1, 32, found);
    let name = of["name"].as_str().unwrap_or_default();
    if !name.chars().all(|ch| ch.is_ascii_lowercase() || ch.is_ascii_digit() || matches!(ch, '-' | '_')) {
        found.push(format!("the name {name:?}"));
    }
}

fn options(options: &Value, found: &mut Vec<String>) {
    let options = options.as_array().map_or(&[][..], Vec::as_slice);
    if options.len() > 25 {
        found.push(format!("{} options, 25 are allowed", options.len()));
    }
    let mut optional = false;
    for option in options {
        unknown(option.as_object().unwrap_or(&serde_json::Map::new()), &OPTION_FIELDS, "option", found);
        name(option, found);
        text(option, "description", 1, 100, found);
        let nested = matches!(option["type"].as_u64(), Some(1 | 2));
        if nested {
            self::options(&option["options"], found);
        } else if !option["options"].is_null() {
            found.push("options in an option".to_owned());
        }
        let required = option["required"] == true;
        if required && optional {
            found.push(format!("{} is required and comes after one that is not", option["name"]));
        }
        optional |= !required && !nested;
        if option["autocomplete"] == true && !option["choices"].is_null() {
            found.push("autocomplete beside choices".to_owned());
        }
        if option["choices"].as_array().is_some_and(|choices| choices.len() > 25) {
            found.push("more than 25 choices".to_owned());
        }
    }
}

/// As Discord counts: names, descriptions and values of a command and its options.
fn characters(of: &Value) -> usize {
    let own: usize = ["name", "description", "value"].iter().map(|field| of[field].as_str().map_or(0, str::len)).sum();
    let inner = ["options", "choices"].iter().flat_map(|field| of[field].as_array().into_iter().flatten());
    own + inner.map(characters).sum::<usize>()
}
