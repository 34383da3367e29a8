//! The page: every rule by what it is for, each with how its examples do.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use maud::{Markup, html};

use super::results::{Failed, failed, of_rule};
use crate::platform::web::desk::form::Form;
use crate::platform::web::desk::kept::Kept;
use crate::platform::web::desk::page::{Page, Part};
use crate::platform::web::desk::signed::Signed;
use crate::platform::web::desk::state::Desk;
use crate::platform::web::desk::trouble::Trouble;
use crate::safety::{RuleKind, RuleView, Tier, built_in_source, reviewer_of};

/// What there is, the gravest first, with what it means.
const KINDS: [(RuleKind, &str, &str); 5] = [
    (RuleKind::Tier(Tier::Emergency), "Emergency", "A life is in danger within minutes. Staff are alerted."),
    (RuleKind::Tier(Tier::Crisis), "Crisis", "Suicide, self-harm, a farewell. Staff are alerted."),
    (RuleKind::Tier(Tier::Advice), "Advice", "Only somebody who knows the person’s history can answer."),
    (RuleKind::Caution, "Cautions", "Words that may be said in distress: they hold answers back."),
    (RuleKind::Exceptions, "Exceptions", "Words that are hidden from the rules that name them."),
];
/// Of a rule's examples that hold what is searched for so many are shown.
const MOST_SHOWN: usize = 10;

/// `GET /desk/safety`
pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    Extension(kept): Extension<Arc<Kept<Failed>>>,
    signed: Signed,
    uri: Uri,
) -> Result<Response, Trouble> {
    let query = Form::read(uri.query().unwrap_or_default().as_bytes());
    let sought = query.text("q").to_lowercase();
    let failed = failed(&desk, &kept).await?;
    let own = desk.moderation.to_check().await.ok().and_then(|documents| documents.safety().and_then(reviewer_of));
    let brain = desk.bot.brain();
    let rules = brain.rules().view();
    let found: Vec<&RuleView<'_>> = rules.iter().filter(|rule| holds(rule, &sought)).collect();
    let main = html! {
        (about(&rules, &failed, own.as_deref()))
        form.sheet.row method="get" action="/desk/safety" role="search" {
            label { "Search rules, patterns and examples" input type="search" name="q" value=(query.text("q")); }
            button.second { "Search" }
        }
        @if found.is_empty() { p.notice { "No rule holds these words." } }
        @for (kind, name, meaning) in KINDS {
            @let own: Vec<&&RuleView<'_>> = found.iter().filter(|rule| rule.kind == kind).collect();
            @if !own.is_empty() {
                section.sheet {
                    h2 { (name) " " span.faint.small { (own.len()) } }
                    p.faint.small { (meaning) }
                    div.rules { @for rule in own { (entry(rule, &failed, &sought)) } }
                }
            }
        }
    };
    let part = Part::Safety;
    Ok(desk.show(&signed, Page { title: part.name().to_owned(), part, main }).await)
}

/// What is true of all of them.
fn about(rules: &[RuleView<'_>], failed: &Failed, own: Option<&str>) -> Markup {
    let examples: usize = rules.iter().map(|rule| rule.fires.len() + rule.silent.len()).sum();
    let by = |name: Option<&str>| name.map_or("nobody yet: not clinically reviewed".to_owned(), str::to_owned);
    let has_own = rules.iter().any(|rule| rule.own);
    html! {
        section.sheet {
            p {
                (rules.len()) " rules, cautions and sets of exceptions with " (examples) " examples are in force. "
                @if failed.is_empty() { span.badge.good { "All examples do what they should" } }
                @else { span.badge.bad { (failed.len()) " examples do not do what they should" } }
            }
            dl {
                dt { "Built-in rules reviewed by" } dd { (by(reviewer_of(&built_in_source()).as_deref())) }
                @if has_own { dt { "The clinic’s own reviewed by" } dd { (by(own)) } }
            }
            p.faint.small {
                "The safety document is not changed from here: whoever runs the bot edits the file. It names a reviewer "
                "(reviewed_by), and no date for the next review: the FAQ’s dates are under “Checks”."
            }
            p { a href="/desk/safety/replies" { "Replies and numbers, by region" } }
        }
    }
}

/// A rule in the list: opened, its patterns and examples are loaded; without script its name leads to them.
fn entry(rule: &RuleView<'_>, failed: &Failed, sought: &str) -> Markup {
    let address = format!("/desk/safety/rules/{}", rule.id);
    let fails = of_rule(failed, rule);
    html! {
        details hx-get=(address) hx-trigger="toggle once" hx-target="find .inside" {
            summary {
                (rule.id)
                @if rule.language != "en" { " " span.badge { (rule.language) } }
                @if rule.own { " " span.badge { "the clinic’s own" } }
                " " span.faint.small { (rule.patterns.len()) " patterns, " (rule.fires.len() + rule.silent.len()) " examples" }
                @if fails > 0 { " " span.badge.bad { (fails) " fail" } }
            }
            div.inside { p { a href=(address) { "Patterns and examples of " (rule.id) } } }
        }
        @if !sought.is_empty() {
            @let holding: Vec<&&str> = rule.fires.iter().chain(&rule.silent).filter(|text| text.to_lowercase().contains(sought)).collect();
            @if !holding.is_empty() {
                ul.found.small {
                    @for text in holding.iter().take(MOST_SHOWN) { li { (text) } }
                    @if holding.len() > MOST_SHOWN { li.faint { "… and " (holding.len() - MOST_SHOWN) " more" } }
                }
            }
        }
    }
}

fn holds(rule: &RuleView<'_>, sought: &str) -> bool {
    let all = [&rule.patterns, &rule.exceptions, &rule.fires, &rule.silent];
    sought.is_empty()
        || rule.id.contains(sought)
        || all.into_iter().flatten().any(|text| text.to_lowercase().contains(sought))
}
