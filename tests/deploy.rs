//! What is in deploy/: the dashboard shows figures that there are, the service and the containers start what there is.

use std::collections::BTreeSet;

use crate::common::project;
use askwell::telemetry;
use serde_json::Value;

/// What a histogram is kept as.
const OF_HISTOGRAMS: [&str; 3] = ["_bucket", "_count", "_sum"];

fn read(name: &str) -> String {
    std::fs::read_to_string(project(name)).unwrap()
}

/// The names of figures that the sources give.
fn figures() -> BTreeSet<String> {
    let source = read("src/telemetry.rs");
    let lines = source.lines().filter_map(|line| line.strip_prefix("pub const ")?.split_once(": &str = \""));
    lines.map(|(_, value)| value.trim_end_matches("\";").to_owned()).collect()
}

/// Every expression of a dashboard.
fn expressions(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => object.iter().for_each(|(key, value)| match value.as_str() {
            Some(text) if ["expr", "query"].contains(&key.as_str()) => found.push(text.to_owned()),
            _ => expressions(value, found),
        }),
        Value::Array(items) => items.iter().for_each(|item| expressions(item, found)),
        _ => {}
    }
}

/// Names of figures in an expression, as the program has them.
fn named(expression: &str) -> Vec<String> {
    let words = expression.split(|ch: char| !ch.is_ascii_alphanumeric() && ch != '_');
    let figures = words.filter(|word| word.starts_with("askwell_") || word.starts_with("process_"));
    figures
        .map(|name| match OF_HISTOGRAMS.iter().find_map(|ending| name.strip_suffix(ending)) {
            Some(base) if base == telemetry::DECISION_SECONDS => base.to_owned(),
            _ => name.to_owned(),
        })
        .collect()
}

#[test]
fn the_dashboard_shows_figures_that_there_are() {
    let dashboard: Value = serde_json::from_str(&read("deploy/grafana.json")).unwrap();
    let mut all = Vec::new();
    expressions(&dashboard, &mut all);
    let (shown, known) = (all.iter().flat_map(|expression| named(expression)).collect::<BTreeSet<_>>(), figures());
    assert!(known.contains(telemetry::DECISIONS) && known.contains(telemetry::MEMORY), "{known:?}");
    let unknown: Vec<&String> = shown.difference(&known).collect();
    assert!(unknown.is_empty(), "no such figures: {unknown:?}");
    let missing: Vec<&String> = known.difference(&shown).filter(|name| !name.contains("slack")).collect();
    assert!(missing.is_empty(), "figures that nobody sees: {missing:?}");
    for expression in &all {
        let pairs = [('(', ')'), ('{', '}'), ('[', ']')];
        let even =
            pairs.iter().all(|(open, close)| expression.matches(*open).count() == expression.matches(*close).count());
        assert!(even, "{expression}");
    }
}

#[test]
fn panels_have_their_own_numbers_and_do_not_overlap() {
    let dashboard: Value = serde_json::from_str(&read("deploy/grafana.json")).unwrap();
    let panels = dashboard["panels"].as_array().unwrap();
    let numbers: BTreeSet<u64> = panels.iter().map(|panel| panel["id"].as_u64().unwrap()).collect();
    assert_eq!(numbers.len(), panels.len());
    let place = |panel: &Value| ["x", "y", "w", "h"].map(|key| panel["gridPos"][key].as_u64().unwrap());
    for (at, one) in panels.iter().enumerate() {
        let [x, y, w, h] = place(one);
        assert!(x + w <= 24, "{}", one["title"]);
        for other in &panels[at + 1..] {
            let [x2, y2, w2, h2] = place(other);
            let apart = x + w <= x2 || x2 + w2 <= x || y + h <= y2 || y2 + h2 <= y;
            assert!(apart, "{} and {}", one["title"], other["title"]);
        }
    }
}

#[test]
fn settings_in_the_files_are_settings_that_there_are() {
    let defaults: toml::Table = read("config/default.toml").parse().unwrap();
    let mut count = 0;
    for file in ["deploy/askwell.service", "deploy/compose.yaml", "deploy/README.md"] {
        let text = read(file);
        let names = text.split(|ch: char| !ch.is_ascii_alphanumeric() && ch != '_');
        for name in names.filter_map(|word| word.strip_prefix("ASKWELL__")) {
            let (section, key) = name.split_once("__").unwrap();
            let known = defaults.get(&section.to_lowercase()).and_then(|keys| keys.get(key.to_lowercase()));
            assert!(known.is_some(), "{file}: ASKWELL__{name}");
            count += 1;
        }
    }
    assert!(count >= 4, "only {count} settings were found");
}
