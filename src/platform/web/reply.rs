//! A question with its reply, as a part of the page.

use maud::{Markup, html};

use super::form::Danger;
use super::layout::Place;
use super::site::Site;
use super::text::{linked, paragraphs};
use crate::message::{Block, Choice, Reply};
use crate::reply::buttons as words;
use crate::reply::page as wording;
use crate::reply::{DID_YOU_MEAN, PICK_ONE};

/// Related topics that are offered beside an answer.
const RELATED: usize = 3;

/// What was asked and what is said to it.
pub(super) struct Said {
    /// The question as it was typed or picked.
    pub(super) asked: String,
    /// What the bot says.
    pub(super) reply: Reply,
    /// What may be asked next.
    pub(super) related: Vec<Choice>,
    /// What may be said about the answer, as a form writes it; where there is one.
    pub(super) verdict: Option<String>,
    /// Set where somebody may be in danger.
    pub(super) danger: Option<Danger>,
}

/// One question and its reply. A danger reply stands beside it, not in it, so that it can stay in view.
/// `kept` is a danger reply that the page goes on showing.
pub(super) fn turn(site: &Site, place: Place, said: &Said, kept: Option<&Danger>) -> Markup {
    let numbers = site.numbers();
    let card = said.danger.as_ref().map(|danger| card(site, danger));
    html! {
        article.turn {
            h2.asked { span.unseen { (wording::YOU_ASKED) " " } (said.asked) }
            @if card.is_none() {
                div.reply {
                    @for block in &said.reply.blocks { (part(place, block, &numbers, kept)) }
                    @if let Some(verdict) = &said.verdict { (feedback(place, verdict, kept)) }
                    (related(place, &said.related, kept))
                }
            }
        }
        @if let Some(card) = card { (card) }
    }
}

/// A sentence of the page's own in the place of a reply.
pub(super) fn notice(asked: Option<&str>, sentence: &str) -> Markup {
    html! {
        article.turn {
            @if let Some(asked) = asked { h2.asked { span.unseen { (wording::YOU_ASKED) " " } (asked) } }
            div.reply { p { (sentence) } }
        }
    }
}

/// A danger reply with whom to call, and that nobody was told.
pub(super) fn card(site: &Site, danger: &Danger) -> Markup {
    let brain = site.bot.brain();
    let (rules, language) = (brain.rules(), danger.language.as_str());
    let text = rules.reply(danger.tier, language, site.region, &site.provider);
    html! {
        section.danger role="alert" tabindex="0" aria-label=(wording::HELP_NOW) lang=(language) {
            (lines(&text, &site.numbers()))
            p { (rules.untold_line(language)) }
        }
    }
}

/// A safety text. Each of its lines says whom to call for something else: set apart, they are found at a glance.
fn lines(text: &str, numbers: &[String]) -> Markup {
    paragraphs(&text.replace('\n', "\n\n"), numbers)
}

fn part(place: Place, block: &Block, numbers: &[String], kept: Option<&Danger>) -> Markup {
    html! {
        @match block {
            Block::Answer { question, answer } => {
                h3 { (question) }
                div.answer { (paragraphs(answer, numbers)) }
            }
            Block::Choices(choices) => {
                p { (DID_YOU_MEAN) " " (PICK_ONE) }
                (buttons(place, choices, kept))
            }
            Block::Safety(text) => (lines(text, numbers)),
            Block::Line(text) => p { (linked(text, numbers)) },
            Block::Disclaimer(text) => p.disclaimer { (linked(text, numbers)) },
        }
    }
}

fn related(place: Place, choices: &[Choice], kept: Option<&Danger>) -> Markup {
    html! {
        @if !choices.is_empty() {
            div.related {
                p { (wording::RELATED) }
                (buttons(place, &choices[..choices.len().min(RELATED)], kept))
            }
        }
    }
}

/// Whether the answer helped.
fn feedback(place: Place, verdict: &str, kept: Option<&Danger>) -> Markup {
    html! {
        form.put.feedback method="post" action={ (place.action()) "#answer" } {
            (still(kept))
            button name="helpful" value=(verdict) { (words::HELPFUL) }
            button name="not-mine" value=(verdict) { (words::NOT_MINE) }
        }
    }
}

/// What is said to a verdict: thanks, or what else may have been meant.
pub(super) fn heard(place: Place, helpful: bool, others: &[Choice], kept: Option<&Danger>) -> Markup {
    html! {
        article.turn {
            div.reply {
                @if helpful {
                    p { (words::THANKS) "." }
                } @else if others.is_empty() {
                    p { (words::WITHDRAWN) }
                    p { (words::NOTHING_ELSE) }
                } @else {
                    p { (words::WITHDRAWN) " " (DID_YOU_MEAN) " " (PICK_ONE) }
                    (buttons(place, others, kept))
                }
            }
        }
    }
}

/// In every form, so that whoever was told whom to call is still told on the next page.
pub(super) fn still(kept: Option<&Danger>) -> Markup {
    html! { @if let Some(danger) = kept { input type="hidden" name="danger" value=(danger.written()); } }
}

/// Questions to pick from.
pub(super) fn buttons(place: Place, choices: &[Choice], kept: Option<&Danger>) -> Markup {
    html! {
        form.put.choices method="post" action={ (place.action()) "#answer" } {
            (still(kept))
            @for choice in choices { button name="topic" value=(choice.entry) { (choice.question) } }
        }
    }
}
