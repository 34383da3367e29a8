//! The gravest misses, each with its explanation.

use crate::bot::Brain;
use crate::eval::report::Report;
use crate::explain::Why;
use maud::{Markup, html};

pub(super) fn section(report: &Report<'_>, brain: &Brain, most: usize) -> Markup {
    let shown = report.misses.len().min(most);
    html! {
        section {
            h2 { "The gravest misses" }
            @if shown == 0 {
                p { "None to show." }
            } @else {
                p { (shown) " of " (report.misses.len()) ", the gravest kind first." }
            }
            @for (at, miss) in report.misses.iter().take(most) {
                @let text = &report.texts[*at];
                @let prediction = &report.predictions[*at];
                @let labels = report.messages[*at].labels.as_ref().map_or(String::new(), |labels| labels.labels.join(", "));
                @let outcome = brain.decide(text, report.course.mode, report.course.stages);
                article {
                    h3 { (miss.name()) }
                    blockquote { (text) }
                    p {
                        "line " (report.messages[*at].line + 1) " · wanted " strong { (labels) } " · got "
                        strong { (prediction.decision) " " (prediction.tier.as_deref().unwrap_or_default())
                            (prediction.entries.join(", ")) }
                        " · confidence " (format!("{:.2}", prediction.score))
                    }
                    details open {
                        summary { "Why" }
                        pre { (Why::new(text, &outcome, brain).to_string()) }
                    }
                }
            }
        }
    }
}
