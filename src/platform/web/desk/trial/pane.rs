//! The pane: a message to type, and what the bot makes of it.

use maud::{Markup, html};

use super::super::explained::drawn;
use super::asked::{MESSAGE, MODE, Question, Tried};
use crate::message::{Block, Mode, Reply};
use crate::platform::web::text::{linked, paragraphs};
use crate::reply::{DID_YOU_MEAN, PICK_ONE};

/// A pane that stands in a form.
pub(in super::super) struct Pane<'p> {
    /// Where the form is posted to try the message.
    pub(in super::super) action: &'p str,
    /// What is typed already.
    pub(in super::super) question: &'p Question,
    /// What it came to.
    pub(in super::super) result: &'p Markup,
    /// Said above the message.
    pub(in super::super) hint: &'p str,
}

/// When the answer is fetched anew: a moment after anything in the form was changed.
const AS_ONE_TYPES: &str = "input from:closest form delay:300ms";

/// The fields and the result. The form that it stands in is posted whole, so that unsaved changes count.
pub(in super::super) fn pane(pane: &Pane<'_>) -> Markup {
    let mode = |mode: Mode, words: &str| {
        html! {
            label.check {
                input type="radio" name=(MODE) value=(mode.name()) checked[mode == pane.question.mode];
                (words)
            }
        }
    };
    html! {
        section.sheet.trial id="trial" aria-labelledby="trial-title" hx-post=(pane.action) hx-trigger=(AS_ONE_TYPES)
            hx-target="#tried" hx-sync="this:replace" {
            h2 id="trial-title" { "Try a message" }
            p.faint { (pane.hint) }
            label {
                "Message"
                textarea name=(MESSAGE) rows="2" { (pane.question.text) }
            }
            fieldset {
                legend.unseen { "How it reaches the bot" }
                div.row {
                    (mode(Mode::Direct, "Asked"))
                    (mode(Mode::Ambient, "Overheard in a channel"))
                    button.second formaction={ (pane.action) "#trial" } hx-post=(pane.action) hx-target="#tried" { "Try" }
                }
            }
            p.unseen id="tried-said" role="status" {}
            div id="tried" { (pane.result) }
        }
    }
}

/// The result as it takes the place of the one before it, for htmx; a reader hears the decision alone.
pub(in super::super) fn part(result: &Markup, tried: Option<&Tried>) -> Markup {
    html! {
        (result)
        p hx-swap-oob="innerHTML:#tried-said" { @if let Some(tried) = tried { (tried.in_short()) } }
    }
}

impl Tried {
    /// The reply as patients would see it, and why.
    pub(in super::super) fn shown(&self, mode: Mode) -> Markup {
        html! {
            h3 { "Reply" }
            p { span.badge { (self.why.prediction.decision) } " " (self.why.prediction.in_short()) }
            (said(self.reply.as_ref(), &self.numbers))
            @match self.danger {
                Some(true) => p.notice.bad { "Written by a patient in a chat, this would alert staff too. From here nobody is told." },
                Some(false) => p.notice.bad { "No staff channel is set: nobody would be told of this." },
                None => {}
            }
            (drawn(&self.why, mode))
        }
    }
}

fn said(reply: Option<&Reply>, numbers: &[String]) -> Markup {
    html! {
        @match reply {
            Some(reply) => div.reply.said {
                @for block in &reply.blocks { (block_shown(block, numbers)) }
                @if let Some(untold) = &reply.untold { p { (linked(untold, numbers)) } }
            },
            None => p.reply.said { em { "Silence: the bot says nothing." } },
        }
    }
}

fn block_shown(block: &Block, numbers: &[String]) -> Markup {
    html! {
        @match block {
            Block::Answer { question, answer } => { p { strong { (question) } } div.answer { (paragraphs(answer, numbers)) } }
            Block::Choices(choices) => {
                p { (DID_YOU_MEAN) " " (PICK_ONE) }
                ul { @for choice in choices { li { a href={ "/desk/entries/" (choice.entry) } { (choice.question) } } } }
            }
            Block::Safety(text) => (paragraphs(&text.replace('\n', "\n\n"), numbers)),
            Block::Line(text) => p { (linked(text, numbers)) },
            Block::Disclaimer(text) => p.disclaimer { (linked(text, numbers)) },
        }
    }
}
