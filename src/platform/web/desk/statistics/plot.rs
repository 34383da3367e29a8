//! Columns by day, stacked, with the numbers as a table. Drawn so that its letters can be read on a phone.

use maud::{Markup, html};

use super::series::{Series, total};
use crate::moderation::Statistics;

const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 190.0;
const LEFT: f64 = 40.0;
const RIGHT: f64 = 394.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 164.0;
/// Lines across, at most.
const LINES: i64 = 4;
/// What of a day's place its column fills.
const FILLED: f64 = 0.8;

/// A plot of days with a heading.
pub(super) fn section(heading: &str, about: &str, days: &[String], series: &[Series], sums: &Statistics) -> Markup {
    html! {
        section.sheet {
            h2 { (heading) }
            p.faint.small { (about) }
            @if total(series, sums) == 0 {
                p { "Nothing of this kind was counted in these days." }
            } @else {
                (drawing(heading, days, series, sums))
                (legend(series, sums))
                (table(days, series, sums))
            }
        }
    }
}

/// What the colours stand for, in the order in which they stand on one another, the lowest first.
pub(super) fn legend(series: &[Series], sums: &Statistics) -> Markup {
    html! {
        ul.legend {
            @for series in series.iter().filter(|series| series.total(sums) > 0) {
                li {
                    svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" {
                        rect class=(series.class) width="14" height="14" rx="3" {}
                    }
                    (series.name) " " span.faint { (series.total(sums)) }
                }
            }
        }
    }
}

fn drawing(heading: &str, days: &[String], series: &[Series], sums: &Statistics) -> Markup {
    let of_day = |day: &String| series.iter().map(|series| series.of(sums, day)).sum::<i64>();
    let step = step(days.iter().map(of_day).max().unwrap_or_default());
    let highest = step * LINES;
    let y = |times: i64| BOTTOM - (BOTTOM - TOP) * times as f64 / highest as f64;
    let place = (RIGHT - LEFT) / days.len().max(1) as f64;
    html! {
        svg.plot viewBox={"0 0 " (WIDTH) " " (HEIGHT)} role="img" aria-label={(heading) ", by day"} {
            @for line in 0..=LINES {
                @let times = line * step;
                line.grid x1=(LEFT) x2=(RIGHT) y1=(tenth(y(times))) y2=(tenth(y(times))) {}
                text.up x=(LEFT - 6.0) y=(tenth(y(times) + 4.0)) { (times) }
            }
            @for (at, day) in days.iter().enumerate() {
                @let left = LEFT + place * (at as f64 + (1.0 - FILLED) / 2.0);
                @for (series, from, to) in stacked(series, sums, day) {
                    rect class=(series.class) x=(tenth(left)) width=(tenth(place * FILLED)) y=(tenth(y(to)))
                        height=(tenth(y(from) - y(to))) { title { (day) ": " (series.name) " " (to - from) } }
                }
            }
            @for (anchor, x, day) in marks(days) {
                text text-anchor=(anchor) x=(x) y=(BOTTOM + 18.0) { (day) }
            }
        }
    }
}

/// What stands on one another on a day: from where to where.
fn stacked<'s>(series: &'s [Series], sums: &Statistics, day: &str) -> Vec<(&'s Series, i64, i64)> {
    let mut below = 0;
    let mut all = Vec::new();
    for series in series {
        let times = series.of(sums, day);
        if times > 0 {
            all.push((series, below, below + times));
        }
        below += times;
    }
    all
}

/// The first and the last day.
fn marks(days: &[String]) -> Vec<(&'static str, f64, &String)> {
    match days {
        [] => Vec::new(),
        [one] => vec![("middle", f64::midpoint(LEFT, RIGHT), one)],
        [first, .., last] => vec![("start", LEFT, first), ("end", RIGHT, last)],
    }
}

/// The distance of the lines across: 1, 2 or 5 and so many zeros.
fn step(highest: i64) -> i64 {
    let least = ((highest + LINES - 1) / LINES).max(1);
    let mut ten = 1;
    while ten * 10 <= least {
        ten *= 10;
    }
    [1, 2, 5, 10].into_iter().map(|digit| digit * ten).find(|step| *step >= least).unwrap_or(least)
}

/// A tenth of a unit is finer than any screen.
fn tenth(place: f64) -> f64 {
    (place * 10.0).round() / 10.0
}

/// The same in numbers. Days without any are left out.
fn table(days: &[String], series: &[Series], sums: &Statistics) -> Markup {
    let some = |day: &&String| series.iter().any(|series| series.of(sums, day) > 0);
    html! {
        details {
            summary { "In numbers" }
            div.scroll tabindex="0" {
                table {
                    thead {
                        tr {
                            th scope="col" { "Day" }
                            @for series in series { th.number scope="col" { (series.name) } }
                        }
                    }
                    tbody {
                        @for day in days.iter().rev().filter(some) {
                            tr {
                                th scope="row" { (day) }
                                @for series in series { td.number { (series.of(sums, day)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_at_round_numbers_and_above_all_columns() {
        for (highest, expected) in [(0, 1), (1, 1), (4, 1), (5, 2), (9, 5), (20, 5), (21, 10), (41, 20), (9_999, 5_000)]
        {
            assert_eq!(step(highest), expected, "{highest}");
            assert!(step(highest) * LINES >= highest);
        }
    }
}
