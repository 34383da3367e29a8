//! Rows of the form: keyword rules and exceptions, with empty ones at the end, so that some can be added without a script.

use maud::{Markup, html};

use super::content::{Faults, Field};
use super::typed::{Typed, TypedException, TypedRule, name};
use crate::faq::edit::MOST_WORDS;
use crate::platform::web::desk::frame::sentence_of;

/// Empty rows at the end.
const SPARE: usize = 2;

/// The keyword rules.
pub(super) fn rules(typed: &Typed, faults: &Faults) -> Markup {
    let spare = TypedRule::default();
    let rows = typed.rules.iter().filter(|rule| !rule.is_empty()).count() + SPARE;
    let rows = rows.max(typed.rules.len());
    html! {
        fieldset.rules {
            legend { "Keywords" }
            p.hint {
                "Each row is a rule that speaks for this entry. Commas stand between words, up to " (MOST_WORDS)
                ". A weight of 1 supports, 2 is strong, 4 is enough by itself. An emptied row goes."
            }
            (faults_at(faults, Field::Rules, "rules"))
            @for row in 0..rows {
                @let rule = typed.rules.get(row).unwrap_or(&spare);
                div.rule role="group" aria-label={ "Keywords, row " (row + 1) } {
                    (cell("One of", name::ANY, &rule.any, "wide"))
                    (cell("All of", name::ALL, &rule.all, ""))
                    (cell("Pattern", name::PATTERN, &rule.pattern, ""))
                    (cell("Weight", name::WEIGHT, &rule.weight, "tight"))
                    (faults_at(faults, Field::Rule(row), &format!("rule-{row}")))
                }
            }
        }
    }
}

/// The exceptions.
pub(super) fn exceptions(typed: &Typed, faults: &Faults) -> Markup {
    let spare = TypedException::default();
    let rows = typed.exceptions.iter().filter(|rule| !rule.is_empty()).count() + 1;
    let rows = rows.max(typed.exceptions.len());
    html! {
        fieldset.rules {
            legend { "Exceptions" }
            p.hint { "Words that this entry must not be found by: “hard drive” for an entry about driving." }
            (faults_at(faults, Field::Exceptions, "exceptions"))
            @for row in 0..rows {
                @let rule = typed.exceptions.get(row).unwrap_or(&spare);
                div.rule role="group" aria-label={ "Exceptions, row " (row + 1) } {
                    (cell("One of", name::EXCEPT_ANY, &rule.any, "wide"))
                    (cell("Pattern", name::EXCEPT_PATTERN, &rule.pattern, ""))
                    (faults_at(faults, Field::Exception(row), &format!("exception-{row}")))
                }
            }
        }
    }
}

fn cell(label: &str, name: &str, value: &str, class: &str) -> Markup {
    html! { label class=(class) { (label) input name=(name) value=(value) autocomplete="off" spellcheck="false"; } }
}

/// What is wrong at a field, under the id that the field refers to.
pub(super) fn faults_at(faults: &Faults, field: Field, id: &str) -> Markup {
    html! {
        @if faults.at(field).next().is_some() {
            p.fault id={ "fault-" (id) } {
                @for (at, sentence) in faults.at(field).enumerate() { @if at > 0 { " " } (sentence_of(sentence)) }
            }
        }
    }
}
