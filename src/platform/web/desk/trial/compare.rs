//! Why a message leads to one entry and not to another, with what would change it.

use std::sync::Arc;

use maud::{Markup, html};

use super::super::explained::{compared, points};
use super::super::signed::Signed;
use super::super::state::Desk;
use super::super::trouble::Trouble;
use super::asked::Question;
use super::remedy::offered;
use crate::bot::{Brain, Stages};
use crate::explain::{Comparison, Proposal, Verdict};

/// Of the wordings that a change pulls away so many are shown.
const PULLED_SHOWN: usize = 5;

/// Compares the message's entry with the one that was expected.
pub(super) async fn comparison(
    desk: &Arc<Desk>,
    signed: &Signed,
    question: &Question,
    brain: Arc<Brain>,
    wanted: usize,
) -> Result<Markup, Trouble> {
    let question = question.clone();
    let looking = desk.door.take_turn(move || {
        let outcome = brain.decide(&question.text, question.mode, Stages::All);
        Comparison::new(&question.text, question.mode, &outcome, &brain, wanted)
    });
    let comparison = looking.await?;
    let may_edit = signed.role().may_edit();
    let sides: Vec<_> = comparison
        .other
        .iter()
        .map(|side| ("Instead", &side.points))
        .chain(comparison.wanted.iter().map(|side| ("Expected", &side.points)))
        .collect();
    let asked = !matches!(comparison.verdict, Verdict::Safety { .. });
    Ok(html! {
        section.comparison {
            h3 { "Why not?" }
            (verdict(&comparison.verdict, may_edit))
            @if let Some(elsewhere) = &comparison.elsewhere {
                p {
                    "More speaks for it in “" (elsewhere.matched) "”, which " (elsewhere.act) ": "
                    (format!("{:.3}", elsewhere.score)) "."
                }
            }
            @if asked && comparison.wanted.is_some() { (compared(&comparison)) (points(&sides)) }
        }
    })
}

fn verdict(verdict: &Verdict, may_edit: bool) -> Markup {
    match verdict {
        Verdict::Given => html! { p { "It is given already." } },
        Verdict::Safety { tier } => html! {
            p { "No keyword or phrasing changes this: safety decided (" (tier) "), and no entry is asked after that." }
        },
        Verdict::Fixed { reason } => html! { p { "No keyword or phrasing changes this: " (reason) "." } },
        Verdict::Search { entry, keyword: None, phrasing: None } => html! {
            p {
                "No single keyword and no phrasing from this message leads it to " code { (entry) } ". Look at what pulls it "
                "elsewhere, and make that an exception there."
            }
        },
        Verdict::Search { entry, keyword, phrasing } => html! {
            p { "This would lead it to " code { (entry) } ":" }
            @for proposal in keyword.iter().chain(phrasing) { (proposed(entry, proposal, may_edit)) }
            p.faint.small { "A change that is right for one message can be wrong for the next: the draft shows what else it moves." }
        },
    }
}

fn proposed(entry: &str, proposal: &Proposal, may_edit: bool) -> Markup {
    let words = &proposal.words;
    let weight = proposal.weight.map(|weight| format!("{weight:.1}")).unwrap_or_default();
    html! {
        div.proposal {
            p {
                @match (proposal.raises, proposal.weight) {
                    (Some(number), _) => { "Weight " strong { (weight) } " for keywords " (number) ", which have “" (words) "” already" }
                    (None, Some(_)) => { "The keyword " strong { "“" (words) "”" } ", weight " (weight) }
                    (None, None) => { "The phrasing " strong { "“" (words) "”" } }
                }
            }
            @if may_edit { (offered(entry, proposal)) }
            @if !proposal.pulls.is_empty() {
                p.missed { "But with it these of other entries would no longer find their entry:" }
                ul {
                    @for pulled in proposal.pulls.iter().take(PULLED_SHOWN) {
                        li { (pulled.entry) ": “" (pulled.wording) "”" }
                    }
                    @if proposal.pulls.len() > PULLED_SHOWN { li { "and " (proposal.pulls.len() - PULLED_SHOWN) " more" } }
                }
            }
        }
    }
}
