//! Numbers as a table.

use super::super::{By, Statistics};

/// The numbers of the days from one to another as a table, a row for each `by`.
pub fn numbers(from: &str, to: &str, by: By, sums: &Statistics) -> String {
    if sums.rows.is_empty() {
        return format!("Nothing was counted from {from} to {to}.\n");
    }
    let head = match by {
        By::Day => "day",
        By::Entry => "entry",
        By::Platform => "platform",
    };
    let all = ("all".to_owned(), sums.totals.clone());
    let name = |row: &str| if row.is_empty() { "(none)".to_owned() } else { row.to_owned() };
    let mut rows = vec![std::iter::once(head.to_owned()).chain(sums.kinds.iter().cloned()).collect::<Vec<_>>()];
    for (row, kinds) in sums.rows.iter().map(|(row, kinds)| (name(row), kinds.clone())).chain([all]) {
        let times = sums.kinds.iter().map(|kind| kinds.get(kind).copied().unwrap_or_default().to_string());
        rows.push(std::iter::once(row).chain(times).collect());
    }
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..=sums.kinds.len()).map(width).collect();
    let cell = |(column, text): (usize, &String)| match column {
        0 => format!("{text:<0$}", widths[0]),
        _ => format!("  {text:>0$}", widths[column]),
    };
    let line = |row: &Vec<String>| row.iter().enumerate().map(cell).collect::<String>().trim_end().to_owned();
    rows.iter().map(line).collect::<Vec<_>>().join("\n") + "\n"
}
