//! A measurement as one page for a browser: no network, no script, readable in light and dark, on a phone and on paper.

mod calibration;
mod chart;
mod confusion;
mod curve;
mod histogram;
mod misses;
mod scored;

use super::report::{Figures, Report};
use crate::bot::Brain;
use chart::percent;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use scored::Scored;

/// The look of the page.
const STYLE: &str = include_str!("style.css");

/// The page of a measurement, with so many misses at most. It holds the texts of the misses.
pub fn page(report: &Report<'_>, brain: &Brain, most_misses: usize) -> String {
    let scored = Scored::of_all(report, brain);
    let head = report.head();
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "Askwell: figures" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { "How the bot does" }
                    p { (head.trim()) }
                    p.note {
                        "This page quotes messages from the file that was measured. Keep it as you keep that file. "
                        "It loads nothing and sends nothing."
                    }
                }
                main {
                    (figures(report))
                    @if !scored.is_empty() {
                        div.charts {
                            (curve::section(report, brain, &scored))
                            (histogram::section(&scored, brain.thresholds()))
                            (calibration::section(&scored))
                        }
                        (confusion::section(report, brain))
                        (misses::section(report, brain, most_misses))
                    }
                }
            }
        }
    };
    page.into_string()
}

/// The charts of a measurement that are about thresholds, for a page that brings its own look; none where no message has
/// labels that count. They hold no text of a message.
pub fn threshold_charts(report: &Report<'_>, brain: &Brain) -> Option<Markup> {
    let scored = Scored::of_all(report, brain);
    (!scored.is_empty()).then(|| {
        html! {
            (histogram::section(&scored, brain.thresholds()))
            (curve::section(report, brain, &scored))
        }
    })
}

fn figures(report: &Report<'_>) -> Markup {
    let rows: Vec<(&str, String, String)> = match &report.figures {
        Figures::Chat(figures) => figures
            .named()
            .iter()
            .map(|(name, share)| {
                let value = share.value().map_or_else(|| "–".to_owned(), percent);
                (*name, value, format!("{} of {}", share.hits, share.total))
            })
            .collect(),
        Figures::Public(figures) => {
            let shares = figures.0.iter().filter(|(name, _)| !name.starts_with("micros"));
            shares.map(|(name, value)| (*name, percent(*value), String::new())).collect()
        }
    };
    html! {
        section {
            h2 { "Figures" }
            div.scroll {
                table.figures {
                    thead { tr { th { "figure" } th.number { "share" } th.number { "messages" } } }
                    tbody {
                        @for (name, value, count) in rows {
                            tr {
                                th scope="row" { (name) small { (meaning(name)) } }
                                td.number { (value) }
                                td.number { (count) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What a figure counts, in a few words.
fn meaning(name: &str) -> &'static str {
    match name {
        "faq_right" => "questions of the FAQ, answered with right entries only",
        "faq_all_parts" => "… with every entry that was asked for",
        "multi_all_parts" => "the same, for messages that ask for two or more",
        "faq_helped" => "right, or a right entry offered",
        "faq_wrong" => "questions of the FAQ, answered with an entry that was not asked for",
        "nonfaq_answered" => "messages that ask for no entry, answered all the same",
        "crisis_recall" => "danger to somebody, met as such",
        "crisis_plain_recall" => "… without the mere hints",
        "crisis_answered" => "danger to somebody, answered or given suggestions instead",
        "false_alarm" => "other messages, met as a danger",
        "advice_answered" => "questions for individual advice, answered",
        "advice_declined" => "… left to the provider or met by safety",
        "uncovered_answered" => "questions beside the FAQ, answered",
        "chatter_silent" => "chatter, met by silence",
        "acc0" => "best candidate right, whatever was decided",
        "top3" => "a right entry among the first three",
        "right" => "answered right at today's thresholds",
        "wrong" => "answered wrong at today's thresholds",
        "refused" => "messages out of scope, not answered",
        "c90" => "right at a threshold that refuses 90 % of what is out of scope",
        "c95" => "… 95 %",
        _ => "",
    }
}
