//! A message as it was understood, and what safety made of it.

use maud::{Markup, html};

use crate::explain::Why;

/// The words, those that the FAQ does not know, and the safety rules and cautions that were met.
pub(super) fn understood(why: &Why) -> Markup {
    html! {
        @if !why.safety.is_empty() {
            ul.plain.notice.bad {
                @for hit in &why.safety {
                    li { strong { (hit.tier) } ": rule " code { (hit.rule) } " by “" (hit.words) "”" }
                }
            }
        }
        @if !why.cautions.is_empty() {
            ul.plain.notice.bad {
                @for met in &why.cautions {
                    li { "Caution " code { (met.id) } " by “" (met.words) "”: no answer from the FAQ" }
                }
            }
        }
        @if !why.taken_back.is_empty() {
            ul.plain.notice {
                @for met in &why.taken_back { li { "Taken back: " (met.to_string()) } }
            }
        }
        @if !why.words.is_empty() {
            p.understood {
                span.faint { "Understood: " }
                @for word in &why.words {
                    @if word.unknown { em { (word.word) } } @else { (word.word) }
                    @if let Some(typed) = &word.typed { span.faint { " (typed: " (typed) ")" } }
                    " "
                }
            }
        }
        @if !why.unknown.is_empty() {
            p { span.faint { "Not in the FAQ, and counts against every entry: " } (why.unknown.join(", ")) }
        }
    }
}
