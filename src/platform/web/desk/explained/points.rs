//! Where the points of entries come from: by scorer, by rule and by word.

use maud::{Markup, html};

use super::bars::{bar, stacked, swatch};
use crate::explain::{CandidatePoints, Points};

/// Entries side by side, each with its place among them.
pub(in super::super) fn points(sides: &[(&str, &CandidatePoints)]) -> Markup {
    let most = |of: fn(&CandidatePoints) -> f64| sides.iter().map(|(_, own)| of(own)).fold(0.0, f64::max);
    let scale = Scale {
        whole: most(|own| pieces(own).iter().map(|(_, points)| points).sum()),
        part: most(|own| largest(&own.scorers).max(own.rule_points)),
        word: most(|own| largest(&own.words)),
    };
    html! {
        section.chart {
            h3 { "Where the points come from" }
            div.sides { @for (place, own) in sides { (side(place, own, &scale)) } }
        }
    }
}

/// What the whole width of bars stands for, so that those of two entries can be compared.
struct Scale {
    whole: f64,
    part: f64,
    word: f64,
}

fn side(place: &str, own: &CandidatePoints, scale: &Scale) -> Markup {
    let pieces = pieces(own);
    let parts: Vec<f64> = pieces.iter().map(|(_, points)| *points).collect();
    html! {
        div.points {
            p.of { span.faint { (place) } " " strong { (own.id) } " " span.amount { (amount(own.points)) " points" } }
            (stacked(&parts, scale.whole))
            table {
                caption.unseen { "Points of " (own.id) }
                thead.unseen { tr { th scope="col" { "What" } th scope="col" { "Points" } } }
                tbody {
                    tr { th.group scope="rowgroup" colspan="2" { "By scorer" } }
                    @for (at, part) in own.scorers.iter().enumerate().filter(|(_, part)| part.points != 0.0) {
                        (row(Some(at), &part.name, part.points, scale.part))
                    }
                    @if own.rule_points > 0.0 { (row(Some(own.scorers.len()), "rules", own.rule_points, scale.part)) }
                }
                @if !own.rules.is_empty() {
                    tbody {
                        tr { th.group scope="rowgroup" colspan="2" { "Rules that fired, by weight" } }
                        @for rule in &own.rules { (row(None, &rule.name, rule.points, largest(&own.rules))) }
                    }
                }
                @if !own.words.is_empty() {
                    tbody {
                        tr { th.group scope="rowgroup" colspan="2" { "By word" } }
                        @for word in &own.words { (row(None, &word.name, word.points, scale.word)) }
                    }
                }
            }
            (notes(own))
        }
    }
}

fn row(piece: Option<usize>, name: &str, points: f64, most: f64) -> Markup {
    html! {
        tr {
            th scope="row" { @if let Some(piece) = piece { (swatch(piece)) } (name) (bar(points, most)) }
            td.number { (amount(points)) }
        }
    }
}

fn notes(own: &CandidatePoints) -> Markup {
    let certain: Vec<String> = own
        .certainty
        .iter()
        .filter(|part| part.points != 0.0)
        .map(|part| format!("{} {}", part.name, amount(part.points)))
        .collect();
    html! {
        ul.notes.faint.small {
            @if !own.nearest.is_empty() { li { "Nearest wording: “" (own.nearest) "”" } }
            @if !certain.is_empty() { li { "Trust, added where it is the best: " (certain.join(", ")) } }
            @if own.counts < 1.0 {
                li { "A part of the message, only common words shared, or another thing asked about: its points count " (percent(own.counts)) " %." }
            }
            @if own.hidden > 0.0 { li { "Its exceptions hide " (percent(own.hidden)) " % of the words." } }
        }
    }
}

/// What the points of an entry are made of, as they count: together they are its points.
fn pieces(own: &CandidatePoints) -> Vec<(&str, f64)> {
    let likeness = own.scorers.iter().map(|part| (part.name.as_str(), part.points * own.counts * (1.0 - own.hidden)));
    likeness.chain([("rules", own.rule_points * own.counts)]).collect()
}

fn largest(points: &[Points]) -> f64 {
    points.iter().map(|own| own.points).fold(0.0, f64::max)
}

fn amount(points: f64) -> String {
    format!("{points:.2}")
}

fn percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}
