//! An entry for readers: everything, and nothing that changes it.

use maud::{Markup, html};

use super::super::signed::Signed;
use super::super::trial::{Pane, Question, pane};
use super::list::state;
use crate::moderation::EntryView;
use crate::platform::web::text::paragraphs;

/// An entry, and a pane to try a message in.
pub(super) fn view(entry: &EntryView, signed: &Signed) -> Markup {
    let (question, result) = (Question::none(), Markup::default());
    let hint = "Nothing is counted or kept, and nobody is alerted.";
    html! {
        div.two {
            div.sheet {
                p { code { (entry.id) } " in " (entry.document) " " (state(entry)) }
                h2 { "Answer" }
                @match &entry.answer {
                    Some(answer) => div.answer { (paragraphs(answer, &[])) },
                    None => p { "None: it is left to the provider." },
                }
                h2 { "Phrasings" }
                @if entry.phrasings.is_empty() { p.faint { "None." } }
                @else { ul { @for phrasing in &entry.phrasings { li { (phrasing) } } } }
                h2 { "Keywords" }
                @if entry.keywords.is_empty() { p.faint { "None." } }
                @else { ol { @for (rule, weight) in &entry.keywords { li { (rule) ", weight " (weight) } } } }
                @if !entry.except.is_empty() {
                    h2 { "Exceptions" }
                    ol { @for rule in &entry.except { li { (rule) } } }
                }
                @if let Some(own) = entry.threshold { p { "Threshold " (own) ", its own." } }
            }
            form method="post" action="/desk/try" {
                (signed.csrf())
                (pane(&Pane { action: "/desk/try", question: &question, result: &result, hint }))
            }
        }
    }
}
