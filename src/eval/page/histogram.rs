//! How the confidence of the best candidate is spread.

use super::chart::{frame, legend, table, today, x, y};
use super::scored::{Best, Scored};
use crate::decision::Thresholds;
use maud::{Markup, html};

/// Columns from 0 to 1.
const COLUMNS: usize = 20;

pub(super) fn section(scored: &[Scored<'_>], thresholds: &Thresholds) -> Markup {
    let kinds = [(Best::Right, "right"), (Best::Wrong, "wrong"), (Best::NoneWanted, "needless")];
    let mut counts = [[0_usize; COLUMNS]; 3];
    for one in scored {
        let column = ((one.score * COLUMNS as f64) as usize).min(COLUMNS - 1);
        if let Some(kind) = kinds.iter().position(|(best, _)| *best == one.best) {
            counts[kind][column] += 1;
        }
    }
    let highest = counts.iter().flatten().copied().max().unwrap_or_default().max(1) as f64;
    // Three narrow bars in each column, so that none hides another.
    let width = (x(1.0) - x(0.0)) / COLUMNS as f64 / 3.4;
    let inside = html! {
        (today(thresholds))
        @for (kind, (_, class)) in kinds.iter().enumerate() {
            @for (column, count) in counts[kind].iter().enumerate().filter(|(_, count)| **count > 0) {
                @let top = y(*count as f64 / highest);
                @let left = x(column as f64 / COLUMNS as f64) + width * (kind as f64 + 0.2);
                rect class=(class) x=(format!("{left:.1}")) y=(top) width=(format!("{width:.1}"))
                    height=(format!("{:.1}", y(0.0) - top)) {}
            }
        }
    };
    html! {
        section {
            h2 { "Confidence of the best candidate" }
            (frame("Messages by confidence of the best candidate", "confidence",
                |share| format!("{:.0}", share * highest), &inside))
            (legend(&[("right", "best is right"), ("wrong", "best is wrong"), ("needless", "nothing wanted")]))
            p { "Messages that safety met are left out. The further right and the others stand apart, the easier is a threshold." }
            (table(&["confidence from", "best is right", "best is wrong", "nothing wanted"], &numbers(&counts)))
        }
    }
}

fn numbers(counts: &[[usize; COLUMNS]; 3]) -> Vec<Vec<String>> {
    let row = |column: usize| {
        let from = format!("{:.2}", column as f64 / COLUMNS as f64);
        std::iter::once(from).chain(counts.iter().map(|kind| kind[column].to_string())).collect()
    };
    (0..COLUMNS).filter(|column| counts.iter().any(|kind| kind[*column] > 0)).map(row).collect()
}
