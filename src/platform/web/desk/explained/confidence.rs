//! How sure the bot is, against what an answer needs.

use maud::{Markup, html};

use super::bars::gauge;
use crate::explain::{Comparison, Side, Why};
use crate::message::Mode;

/// Lines of a gauge: what counts here, and the same in the other way to reach the bot.
const HERE: &str = "line";
const OTHERWISE: &str = "line otherwise";

/// The best entry and the next one on the same scale.
pub(super) fn confidence(why: &Why, mode: Mode) -> Markup {
    let Some(best) = why.candidates.first() else { return html! {} };
    let next = why.candidates.get(1);
    let asked = why.needs.map_or(why.threshold_direct, |needs| needs.asked);
    let unasked = why.needs.map_or(why.threshold_ambient, |needs| needs.unasked);
    let (here, otherwise) = if mode == Mode::Direct { (asked, unasked) } else { (unasked, asked) };
    let lines = [(otherwise, OTHERWISE), (here, HERE)];
    let free = (best.score - why.margin_needed, best.score);
    html! {
        section.chart {
            h3 { "How sure" }
            p { "In “" (why.matched) "”, which " (why.act) ":" }
            (named("Best", &best.id, best.score))
            (gauge(best.score, &lines, None))
            @if let Some(next) = next {
                (named("Next", &next.id, next.score))
                (gauge(next.score, &[], Some(free)))
            }
            ul.key {
                li {
                    (key_line("line"))
                    "An answer needs " (number(here)) " " (way(mode)) ": "
                    (verdict(best.score >= here, "it is sure enough", "not sure enough"))
                    @if why.needs.is_some_and(|needs| needs.own) { " (the entry’s own threshold)" }
                }
                li { (key_line("line otherwise")) (number(otherwise)) " " (way(other(mode))) }
                @if why.talk > 0.0 {
                    li { "It sounds like talk by " (number(why.talk)) ", so it needs more." }
                }
                @if why.talk < 0.0 {
                    li { "It sounds like a question by " (number(-why.talk)) ", so it needs less." }
                }
                @if why.provider > 0.0 {
                    li { "It sounds like a question for a provider by " (number(why.provider)) ", so it needs more." }
                }
                @if next.is_some() {
                    li {
                        (key_free())
                        "The next entry must stay " (number(why.margin_needed)) " behind; it is " (number(why.margin))
                        " behind: "
                        (verdict(why.margin >= why.margin_needed, "far enough ahead", "too near"))
                    }
                }
            }
        }
    }
}

/// Two entries that are held against one another, each with the line that it needs.
pub(in super::super) fn compared(comparison: &Comparison) -> Markup {
    let sides = comparison.other.iter().chain(&comparison.wanted);
    html! {
        section.chart {
            p { "In “" (comparison.matched) "”, which " (comparison.act) ":" }
            @for side in sides { (side_drawn(side, comparison.why.margin_needed)) }
        }
    }
}

fn side_drawn(side: &Side, margin: f64) -> Markup {
    html! {
        p.of { strong { (side.points.id) } " " span.amount { (number(side.points.score)) } }
        (gauge(side.points.score, &[(side.needed, HERE)], None))
        p.faint.small {
            "Needs " (number(side.needed)) ": " (verdict(side.sure, "sure enough", "not sure enough")) ". Ahead of the others by "
            (number(side.lead)) ", needs " (number(margin)) ": " (verdict(side.ahead, "far enough", "not far enough")) "."
        }
    }
}

fn named(place: &str, id: &str, score: f64) -> Markup {
    html! {
        p.of { span.faint { (place) } " " strong { a href={ "/desk/entries/" (id) } { (id) } } " " span.amount { (number(score)) } }
    }
}

fn verdict(met: bool, yes: &str, no: &str) -> Markup {
    html! { @if met { strong { (yes) } } @else { strong.missed { (no) } } }
}

fn way(mode: Mode) -> &'static str {
    match mode {
        Mode::Direct => "when it is asked",
        Mode::Ambient => "when it only overhears",
    }
}

fn other(mode: Mode) -> Mode {
    match mode {
        Mode::Direct => Mode::Ambient,
        Mode::Ambient => Mode::Direct,
    }
}

fn key_line(class: &str) -> Markup {
    html! { svg.swatch viewBox="0 0 10 10" aria-hidden="true" focusable="false" { line class=(class) x1="5" y1="0" x2="5" y2="10" {} } }
}

fn key_free() -> Markup {
    html! {
        svg.swatch viewBox="0 0 10 10" aria-hidden="true" focusable="false" { rect.free x="1" y="1" width="8" height="8" {} }
    }
}

fn number(value: f64) -> String {
    format!("{value:.3}")
}
