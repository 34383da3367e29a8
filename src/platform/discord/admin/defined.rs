//! Tests: every subcommand and option that is defined is understood.

use serde_json::{Value, json};

use super::super::interaction::{Act, Interaction};
use super::definition::commands;
use super::edits::edit;
use super::orders::{EditOrder, Order};

/// Every subcommand with its path.
fn leaves(of: &Value, path: &[String], found: &mut Vec<(Vec<String>, Value)>) {
    for option in of["options"].as_array().into_iter().flatten() {
        let mut path = path.to_vec();
        path.push(option["name"].as_str().unwrap().to_owned());
        match option["type"].as_u64() {
            Some(1) => found.push((path, option["options"].clone())),
            Some(2) => leaves(option, &path, found),
            _ => panic!("an option beside subcommands: {option}"),
        }
    }
}

fn all_leaves() -> Vec<(Vec<String>, Value)> {
    let mut found = Vec::new();
    leaves(&commands()[0], &[], &mut found);
    found
}

/// A value that the definition of an option allows.
fn given(option: &Value) -> Value {
    let value = match option["type"].as_u64() {
        Some(3) if option["choices"].is_array() => option["choices"][0]["value"].clone(),
        Some(3) => json!("one, two"),
        Some(4) => option["min_value"].clone(),
        Some(5) => json!(true),
        Some(7) => json!("44"),
        Some(10) => json!(0.5),
        other => panic!("an option of type {other:?}"),
    };
    json!({"name": option["name"], "type": option["type"], "value": value})
}

fn sent(path: &[String], options: &[Value]) -> Interaction {
    let nested = path.iter().rev().enumerate().fold(
        json!(options),
        |inner, (depth, name)| json!([{"name": name, "type": if depth == 0 { 1 } else { 2 }, "options": inner}]),
    );
    let fields = json!({
        "id": "7", "token": "t", "channel_id": "2", "type": 2, "user": {"id": "3"},
        "data": {"name": "faq-admin", "type": 1, "options": nested},
    });
    serde_json::from_value(fields).unwrap()
}

#[test]
fn every_subcommand_that_is_defined_is_known_and_no_other() {
    let leaves = all_leaves();
    assert!(leaves.len() > 30);
    let mut orders: Vec<Order> = Vec::new();
    for (path, _) in leaves {
        let order = Order::at(&path).unwrap_or_else(|| panic!("{path:?} does nothing"));
        assert!(!orders.contains(&order), "{path:?} does what another one does");
        orders.push(order);
    }
    assert_eq!(Order::at(&["entry".to_owned()]), None);
    assert_eq!(Order::at(&[]), None);
}

#[test]
fn edits_understand_the_options_that_they_are_defined_with() {
    for (path, options) in all_leaves() {
        let Some(Order::Edit(order)) = Order::at(&path) else { continue };
        let options: Vec<Value> = options.as_array().unwrap().iter().map(given).collect();
        // A rule is named by its words or by its number.
        let without_rule: Vec<Value> = options.iter().filter(|option| option["name"] != "rule").cloned().collect();
        let Act::Command(command) = sent(&path, &without_rule).act else { panic!("no command") };
        assert!(edit(order, &command).is_ok(), "{path:?}");
        if options.iter().any(|option| option["name"] == "rule") {
            let Act::Command(command) = sent(&path, &options).act else { panic!("no command") };
            assert!(edit(order, &command).is_err(), "{path:?}");
        }
        let Act::Command(nothing) = sent(&path, &[]).act else { panic!("no command") };
        let needs_something = !matches!(order, EditOrder::AddSynonyms | EditOrder::RemoveSynonyms);
        assert!(!needs_something || edit(order, &nothing).is_err(), "{path:?}");
    }
}

#[test]
fn what_is_changed_can_be_given_a_reason() {
    const READING: [&str; 9] = ["status", "test", "why", "stats", "history", "diff", "drafts", "unanswered", "entry"];
    for (path, options) in all_leaves() {
        let named = |name: &str| options.as_array().unwrap().iter().any(|option| option["name"] == name);
        // Forms have a field of their own for it.
        let reads = READING.contains(&path[0].as_str()) && !matches!(Order::at(&path), Some(Order::Edit(_)));
        assert_eq!(named("reason"), !reads, "{path:?}");
    }
}
