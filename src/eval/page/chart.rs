//! What all charts share: a frame with two axes from 0 to 1, drawn so that the letters can be read on a phone.

use crate::decision::Thresholds;
use maud::{Markup, html};

/// The size of the drawing, and the frame in it.
const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 250.0;
const LEFT: f64 = 40.0;
const RIGHT: f64 = 390.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 212.0;
/// Labelled steps of both axes.
const STEPS: [f64; 6] = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0];

/// Where a value from 0 to 1 stands from left to right.
pub(super) fn x(value: f64) -> f64 {
    rounded(LEFT + (RIGHT - LEFT) * value)
}

/// Where a value from 0 to 1 stands from bottom to top.
pub(super) fn y(value: f64) -> f64 {
    rounded(BOTTOM - (BOTTOM - TOP) * value)
}

/// A tenth of a unit is finer than any screen.
fn rounded(place: f64) -> f64 {
    (place * 10.0).round() / 10.0
}

/// A chart with a title for those who cannot see it. The labels of the upright axis are shares of `top`.
pub(super) fn frame(title: &str, across: &str, up: impl Fn(f64) -> String, inside: &Markup) -> Markup {
    html! {
        svg viewBox={"0 0 " (WIDTH) " " (HEIGHT)} role="img" aria-label=(title) {
            @for step in STEPS {
                line.grid x1=(x(0.0)) x2=(x(1.0)) y1=(y(step)) y2=(y(step)) {}
                text.up x=(x(0.0) - 6.0) y=(y(step) + 4.0) { (up(step)) }
                text.across x=(x(step)) y=(y(0.0) + 16.0) { (format!("{step:.1}")) }
            }
            text.across x=(x(0.5)) y=(y(0.0) + 33.0) { (across) }
            (inside)
        }
    }
}

/// A line through points.
pub(super) fn line(class: &str, points: &[(f64, f64)]) -> Markup {
    let places: Vec<String> = points.iter().map(|(across, up)| format!("{},{}", x(*across), y(*up))).collect();
    html! { polyline class=(class) points=(places.join(" ")) {} }
}

/// Upright lines at the thresholds in force.
pub(super) fn today(thresholds: &Thresholds) -> Markup {
    let both = [("asked", "end", -3.0, thresholds.answer), ("unasked", "start", 3.0, thresholds.ambient)];
    html! {
        @for (name, anchor, beside, threshold) in both {
            @let at = x(f64::from(threshold));
            line.today x1=(at) x2=(at) y1=(y(0.0)) y2=(y(1.0)) {}
            text.mark x=(at + beside) y=(y(1.0) - 6.0) text-anchor=(anchor) { (name) " " (format!("{threshold:.2}")) }
        }
    }
}

/// The same in numbers, for those who cannot see the chart.
pub(super) fn table(head: &[&str], rows: &[Vec<String>]) -> Markup {
    html! {
        details {
            summary { "In numbers" }
            div.scroll tabindex="0" {
                table {
                    thead { tr { @for name in head { th.number scope="col" { (name) } } } }
                    tbody {
                        @for row in rows {
                            tr {
                                @for (at, cell) in row.iter().enumerate() {
                                    @if at == 0 { th.number scope="row" { (cell) } } @else { td.number { (cell) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What the colours stand for.
pub(super) fn legend(entries: &[(&str, &str)]) -> Markup {
    html! {
        p.legend {
            @for (class, name) in entries {
                span { i class=(class) {} (name) }
            }
        }
    }
}

/// A share in per cent.
pub(super) fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}
