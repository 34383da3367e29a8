//! `/desk/safety/rules/ID`: one rule, its patterns and its examples.

use std::sync::Arc;

use axum::Extension;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};

use super::results::{Failed, failed, of_example};
use crate::platform::web::desk::frame::{BY_HTMX, part};
use crate::platform::web::desk::kept::Kept;
use crate::platform::web::desk::page::{Page, Part};
use crate::platform::web::desk::signed::Signed;
use crate::platform::web::desk::state::Desk;
use crate::platform::web::desk::trouble::Trouble;
use crate::safety::{RuleKind, RuleView};

/// `GET /desk/safety/rules/ID`
pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    Extension(kept): Extension<Arc<Kept<Failed>>>,
    signed: Signed,
    headers: HeaderMap,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, Trouble> {
    let failed = failed(&desk, &kept).await?;
    let brain = desk.bot.brain();
    let rules = brain.rules().view();
    let rule = id.ok().and_then(|Path(id)| rules.iter().find(|rule| rule.id == id));
    let rule = rule.ok_or_else(|| Trouble::NotThere("There is no such rule in force.".to_owned()))?;
    if headers.contains_key(BY_HTMX) {
        return Ok(part(shown(rule, &failed, false)));
    }
    let main = html! {
        p { a href="/desk/safety" { "All rules" } }
        div.sheet { (shown(rule, &failed, true)) }
    };
    let title = format!("{}: {}", kind(rule.kind), rule.id);
    Ok(desk.show(&signed, Page { title, part: Part::Safety, main }).await)
}

fn kind(kind: RuleKind) -> &'static str {
    match kind {
        RuleKind::Tier(tier) => tier.name(),
        RuleKind::Caution => "caution",
        RuleKind::Exceptions => "exceptions",
    }
}

/// What a rule looks for and what its examples come to. By itself its parts have headings, in a list they are smaller.
fn shown(rule: &RuleView<'_>, failed: &Failed, by_itself: bool) -> Markup {
    let heading = |text: &str| html! { @if by_itself { h2 { (text) } } @else { h3 { (text) } } };
    html! {
        (heading("Patterns"))
        (patterns(&rule.patterns))
        @if !rule.exceptions.is_empty() {
            (heading("Not where these words stand"))
            (patterns(&rule.exceptions))
        }
        @if !rule.except.is_empty() {
            p {
                "It respects the exceptions "
                @for (at, set) in rule.except.iter().enumerate() {
                    @if at > 0 { ", " }
                    a href={"/desk/safety/rules/" (set)} { (set) }
                }
                "."
            }
        }
        (examples(rule, failed, true, &heading("Must be met")))
        (examples(rule, failed, false, &heading("Must be left alone")))
    }
}

fn patterns(all: &[&str]) -> Markup {
    html! { ul.plain.small { @for pattern in all { li { code { (pattern) } } } } }
}

fn examples(rule: &RuleView<'_>, failed: &Failed, fires: bool, heading: &Markup) -> Markup {
    let all = if fires { &rule.fires } else { &rule.silent };
    html! {
        @if !all.is_empty() {
            (heading)
            ul.plain.small {
                @for text in all {
                    li {
                        @match of_example(failed, rule, text, fires) {
                            None => { span.badge.good { "as it should" } " " (text) },
                            Some(met) => {
                                span.badge.bad { @if fires { "is not met" } @else { "is met" } } " " (text)
                                @if !met.is_empty() { " " span.faint { "(met: " (met.join(", ")) ")" } }
                            },
                        }
                    }
                }
            }
        }
    }
}
