//! What was wanted against what was done.

use crate::bot::Brain;
use crate::eval::messages::Labels;
use crate::eval::report::Report;
use crate::explain::Prediction;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// A larger table cannot be read: then only what is confused most is shown.
const MOST: usize = 16;

/// So many messages that wanted the first were given the second.
type Cells = BTreeMap<(String, String), usize>;

pub(super) fn section(report: &Report<'_>, brain: &Brain) -> Markup {
    let mut cells = Cells::new();
    for (message, prediction) in report.messages.iter().zip(report.predictions) {
        if let Some(labels) = &message.labels {
            count(&mut cells, labels, prediction);
        }
    }
    let (rows, columns) = (shown(&cells, brain, |pair| &pair.0), shown(&cells, brain, |pair| &pair.1));
    let totals: BTreeMap<&str, usize> = rows
        .iter()
        .map(|row| (row.as_str(), cells.iter().filter(|((wanted, _), _)| wanted == row).map(|(_, count)| count).sum()))
        .collect();
    let is_entry = |id: &str| brain.pack().entries.iter().any(|entry| entry.id == id);
    let cell = |row: &String, column: &String| cells.get(&(row.clone(), column.clone())).copied();
    let all: BTreeSet<&String> = cells.keys().map(|(wanted, _)| wanted).collect();
    html! {
        section {
            h2 { "Wanted and given" }
            @if all.len() > rows.len() {
                p { "The " (rows.len()) " of " (all.len()) " that are confused most." }
            }
            div.scroll {
                table.confusion {
                    thead { tr { th { "wanted ↓ given →" } @for column in &columns { th { span { (column) } } } } }
                    tbody {
                        @for row in &rows {
                            tr {
                                th scope="row" { (row) }
                                @for column in &columns {
                                    @let own = cell(row, column);
                                    @let share = own.map_or(0, |own| own * 100 / totals[row.as_str()].max(1));
                                    td class=(judged(row, column, &is_entry)) style={"--share:" (share) "%"} {
                                        @if let Some(own) = own { (own) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            p { "A message that asks for several things stands in several rows. The darker, the larger its part of the row; green is "
                "right, red is wrong, grey is a question that got no answer." }
        }
    }
}

/// How to colour what was given to a message that wanted something.
fn judged(wanted: &str, given: &str, is_entry: &impl Fn(&str) -> bool) -> &'static str {
    const DANGER: [&str; 2] = ["crisis", "emergency"];
    let danger = DANGER.contains(&wanted);
    if wanted == given
        || danger && DANGER.contains(&given)
        || !danger && !is_entry(wanted) && !is_entry(given) && !DANGER.contains(&given)
    {
        return "hit";
    }
    if danger || is_entry(given) || DANGER.contains(&given) { "miss" } else { "neither" }
}

fn count(cells: &mut Cells, labels: &Labels, prediction: &Prediction) {
    for wanted in &labels.labels {
        let named = prediction.entries.iter().chain(&prediction.handoffs);
        let given = if !prediction.answers() {
            prediction.tier.as_deref().unwrap_or(&prediction.decision).to_owned()
        } else if named.clone().any(|id| id == wanted) {
            wanted.clone()
        } else {
            named.clone().next().cloned().unwrap_or_default()
        };
        *cells.entry((wanted.clone(), given)).or_default() += 1;
    }
}

/// The names of rows or columns: entries in the order of the documents, then the rest.
fn shown(cells: &Cells, brain: &Brain, side: fn(&(String, String)) -> &String) -> Vec<String> {
    let mut weights: BTreeMap<&String, (usize, usize)> = BTreeMap::new();
    for (pair, count) in cells {
        let own = weights.entry(side(pair)).or_default();
        own.0 += if pair.0 == pair.1 { 0 } else { *count };
        own.1 += count;
    }
    let mut names: Vec<&String> = weights.keys().copied().collect();
    names.sort_by_key(|name| std::cmp::Reverse(weights[*name]));
    names.truncate(MOST);
    let place = |id: &str| brain.pack().entries.iter().position(|entry| entry.id == id).unwrap_or(usize::MAX);
    names.sort_by(|a, b| place(a).cmp(&place(b)).then(a.cmp(b)));
    names.into_iter().cloned().collect()
}
