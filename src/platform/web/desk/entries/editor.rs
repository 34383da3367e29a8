//! The form of an entry, and the pane beside it.

use maud::{Markup, html};

use super::super::signed::Signed;
use super::super::trial::{Pane, Question, pane};
use super::content::{Faults, Field};
use super::rows::{exceptions, faults_at, rules};
use super::typed::{Typed, name};
use crate::faq::edit::{LONGEST_ANSWER, LONGEST_WORDING};

/// What a page with the form shows.
pub(super) struct Editor<'e> {
    /// Where the form is posted.
    pub(super) action: String,
    /// What stands in the fields.
    pub(super) typed: &'e Typed,
    /// What stood in them when the entry was shown, for an entry that is there.
    pub(super) shown: Option<&'e Typed>,
    /// Why, for the history.
    pub(super) reason: &'e str,
    /// What is wrong.
    pub(super) faults: &'e Faults,
    /// Fields that only one of the pages has, above the others.
    pub(super) head: Markup,
    /// What is to be known of the answer.
    pub(super) about_answer: Markup,
    /// The message that is tried.
    pub(super) question: &'e Question,
    /// What it came to.
    pub(super) result: Markup,
}

/// What is said above the message.
const HINT: &str = "Answers with your unsaved changes. Nothing is counted or kept, and nobody is alerted.";

impl Editor<'_> {
    /// The form with its pane.
    pub(super) fn shown(&self, signed: &Signed, settings_threshold: f64) -> Markup {
        let try_at = format!("{}/try", self.action);
        html! {
            (self.summary())
            form.two.editor method="post" action=(self.action) {
                (signed.csrf())
                @if let Some(shown) = self.shown {
                    input type="hidden" name=(name::SHOWN) value=(serde_json::to_string(shown).unwrap_or_default());
                }
                div.sheet {
                    (self.head)
                    (self.texts())
                    (rules(self.typed, self.faults))
                    (exceptions(self.typed, self.faults))
                    (self.state(settings_threshold))
                    label { "Why (for the history)" input name=(name::REASON) value=(self.reason) maxlength="500" autocomplete="off"; }
                    p { button { "Make a draft" } }
                    p.hint { "A draft changes nothing yet: it is checked, and shows what it would do." }
                }
                (pane(&Pane { action: &try_at, question: self.question, result: &self.result, hint: HINT }))
            }
        }
    }

    /// All that is wrong, where it is seen first.
    fn summary(&self) -> Markup {
        html! {
            @if !self.faults.is_empty() {
                section.notice.bad role="alert" {
                    p { strong { "No draft was made." } " Nothing that you typed is lost." }
                    ul { @for (field, sentence) in self.faults.all() {
                        li { (field) ": " (super::super::frame::sentence_of(sentence)) }
                    } }
                }
            }
        }
    }

    fn texts(&self) -> Markup {
        let (typed, faults) = (self.typed, self.faults);
        html! {
            label {
                "Question, as patients ask it"
                input name=(name::QUESTION) value=(typed.question) maxlength=(LONGEST_WORDING) autocomplete="off"
                    aria-invalid=[wrong(faults, Field::Question)] aria-describedby=[described(faults, Field::Question, "fault-question")];
            }
            (faults_at(faults, Field::Question, "question"))
            label {
                "Answer"
                textarea name=(name::ANSWER) rows="7" maxlength=(LONGEST_ANSWER) aria-invalid=[wrong(faults, Field::Answer)]
                    aria-describedby=[described(faults, Field::Answer, "fault-answer")] { (typed.answer) }
            }
            (self.about_answer)
            (faults_at(faults, Field::Answer, "answer"))
            label {
                "Phrasings: other ways to ask, one a line"
                textarea name=(name::PHRASINGS) rows=(rows_of(typed)) aria-invalid=[wrong(faults, Field::Phrasings)]
                    aria-describedby=[described(faults, Field::Phrasings, "fault-phrasings")] { (typed.phrasings) }
            }
            (faults_at(faults, Field::Phrasings, "phrasings"))
        }
    }

    fn state(&self, settings_threshold: f64) -> Markup {
        let (typed, faults) = (self.typed, self.faults);
        html! {
            label.short {
                "Threshold"
                span.hint { "Empty: the settings’ " (settings_threshold) ". How sure the bot must be to give this answer, from 0 to 1." }
                input name=(name::THRESHOLD) value=(typed.threshold) inputmode="decimal" autocomplete="off"
                    aria-invalid=[wrong(faults, Field::Threshold)] aria-describedby=[described(faults, Field::Threshold, "fault-threshold")];
            }
            (faults_at(faults, Field::Threshold, "threshold"))
            @if self.shown.is_some() {
                label.check {
                    input type="checkbox" name=(name::RETIRED) value="on" checked[typed.retired];
                    "Retired: kept, and not used"
                }
            }
        }
    }
}

/// A field in which something is wrong.
pub(super) fn wrong(faults: &Faults, field: Field) -> Option<&'static str> {
    faults.at(field).next().map(|_| "true")
}

/// The id of what is said of a field.
pub(super) fn described(faults: &Faults, field: Field, id: &'static str) -> Option<&'static str> {
    faults.at(field).next().map(|_| id)
}

/// The field of the phrasings is as high as they are many, within reason.
fn rows_of(typed: &Typed) -> usize {
    const LEAST: usize = 4;
    const MOST: usize = 14;
    (typed.wordings().len() + 1).clamp(LEAST, MOST)
}
