//! Tables whose rows carry a bar: by entry and by platform.

use std::collections::HashMap;

use maud::{Markup, html};

use super::series::{DECISIONS, FEEDBACK, Series, total};
use crate::moderation::Statistics;

/// Of very many entries so many are shown, those with the most first.
const MOST: usize = 100;
/// The width of a bar that stands for the most.
const WIDTH: f64 = 100.0;

/// What was done about each entry, and what people thought of it. `questions` are those of the entries in force.
pub(super) fn entries(sums: &Statistics, questions: &HashMap<String, String>) -> Markup {
    let shown = &DECISIONS[..3];
    let rows = ranked(sums, shown);
    let highest = rows.first().map_or(1, |(_, times)| *times);
    html! {
        section.sheet {
            h2 { "By entry" }
            @if rows.is_empty() {
                p { "No entry was answered, offered or left to the provider in these days." }
            } @else {
                (super::plot::legend(shown, sums))
                div.scroll tabindex="0" {
                    table.figured {
                        thead {
                            tr {
                                th scope="col" { "Entry" }
                                th scope="col" { span.unseen { "Bar" } }
                                @for series in shown.iter().chain(&FEEDBACK) { th.number scope="col" { (series.name) } }
                            }
                        }
                        tbody {
                            @for (entry, _) in rows.iter().take(MOST) {
                                tr {
                                    th scope="row" { (named(entry, questions)) }
                                    td { (bar(sums, entry, shown, highest)) }
                                    @for series in shown.iter().chain(&FEEDBACK) { td.number { (series.of(sums, entry)) } }
                                }
                            }
                        }
                    }
                }
                @if rows.len() > MOST { p.faint.small { "The " (MOST) " entries with the most are shown, of " (rows.len()) "." } }
            }
        }
    }
}

/// What was done on each platform.
pub(super) fn platforms(sums: &Statistics) -> Markup {
    let rows = ranked(sums, &DECISIONS);
    let highest = rows.first().map_or(1, |(_, times)| *times);
    html! {
        section.sheet {
            h2 { "By platform" }
            (super::plot::legend(&DECISIONS, sums))
            div.scroll tabindex="0" {
                table {
                    thead {
                        tr {
                            th scope="col" { "Platform" }
                            th scope="col" { span.unseen { "Bar" } }
                            @for series in &DECISIONS { th.number scope="col" { (series.name) } }
                        }
                    }
                    tbody {
                        @for (platform, _) in &rows {
                            tr {
                                th scope="row" { (platform) }
                                td { (bar(sums, platform, &DECISIONS, highest)) }
                                @for series in &DECISIONS { td.number { (series.of(sums, platform)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The rows that have something of the series or of people's thoughts, those with the most first.
fn ranked<'s>(sums: &'s Statistics, series: &[Series]) -> Vec<(&'s String, i64)> {
    let all = |row: &str| series.iter().map(|series| series.of(sums, row)).sum::<i64>();
    let thought = |row: &str| FEEDBACK.iter().any(|series| series.of(sums, row) > 0);
    let rows = sums.rows.keys().filter(|row| !row.is_empty());
    let mut rows: Vec<(&String, i64)> = rows.map(|row| (row, all(row))).collect();
    rows.retain(|(row, times)| *times > 0 || thought(row));
    rows.sort_by_key(|(row, times)| (std::cmp::Reverse(*times), row.as_str()));
    rows
}

/// An entry that is not in force any more has no page.
fn named(entry: &str, questions: &HashMap<String, String>) -> Markup {
    html! {
        @match questions.get(entry) {
            Some(question) => { a href={"/desk/entries/" (entry)} { (question) } " " span.faint.small { (entry) } },
            None => { (entry) " " span.faint.small { "not in force" } },
        }
    }
}

/// It repeats the numbers beside it.
fn bar(sums: &Statistics, row: &str, series: &[Series], highest: i64) -> Markup {
    let long = |times: i64| (times as f64 / highest.max(1) as f64 * WIDTH * 10.0).round() / 10.0;
    let mut from = 0.0;
    let parts: Vec<(&str, f64, f64)> = series
        .iter()
        .map(|series| {
            let part = (series.class, from, long(series.of(sums, row)));
            from += part.2;
            part
        })
        .collect();
    html! {
        svg.bar-of width="100" height="14" viewBox={"0 0 " (WIDTH) " 14"} aria-hidden="true" {
            @for (class, from, long) in parts.iter().filter(|(_, _, long)| *long > 0.0) {
                rect class=(class) x=(from) width=(long) height="14" {}
            }
        }
    }
}

/// How often what was done altogether.
pub(super) fn sums(sums: &Statistics) -> Markup {
    html! {
        dl.sums {
            @for series in DECISIONS.iter().chain(&FEEDBACK) {
                div { dt { (series.name) } dd { (series.total(sums)) } }
            }
        }
        @if total(&DECISIONS, sums) == 0 { p { "Nothing was decided in these days." } }
    }
}
