//! One draft: what it changes, what that does, and what can be done with it.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::super::address::Numbered;
use super::super::diff::diff_lines;
use super::super::live::list::kept_fresh;
use super::super::page::{Page, Part};
use super::super::signed::Signed;
use super::super::state::Desk;
use super::super::trouble::Trouble;
use super::super::words::at_the_desk;
use super::replay::{replay, sums};
use super::verdict::{decided, verdict};
use crate::document::Severity;
use crate::moderation::{Drafted, Finding, Role};
use crate::store::{DraftState, Revision};

/// `GET /desk/drafts/7`
pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    signed: Signed,
    Numbered(id): Numbered,
) -> Result<Response, Trouble> {
    let mut drafted = desk.moderation.show_draft(id).await.map_err(Trouble::of_address)?;
    if drafted.state == DraftState::Open
        && let Some(report) = desk.fresh.report(id)
    {
        drafted.report = report;
    }
    let revisions = desk.moderation.revisions_of_draft(id).await?;
    let reviewers = if drafted.needs_approval { reviewers(&desk).await? } else { Vec::new() };
    let content = html! {
        (about(&drafted))
        @match drafted.state {
            DraftState::Open => (verdict(&drafted, &signed, &reviewers)),
            _ => (decided(&drafted, &revisions, &signed)),
        }
        (replay(&desk, &drafted.report))
        (findings(&drafted.report.findings))
        (lines(&drafted, &revisions))
    };
    let main = kept_fresh("draft", &format!("/desk/drafts/{id}"), &content);
    Ok(desk.show(&signed, Page { title: format!("Draft {id}"), part: Part::Drafts, main }).await)
}

/// Who can apply what changes a reviewed answer.
async fn reviewers(desk: &Desk) -> Result<Vec<String>, Trouble> {
    let accounts = desk.moderation.accounts().await?;
    let able = accounts.into_iter().filter(|account| account.role.is_some_and(Role::may_review));
    Ok(able.map(|account| account.name).collect())
}

fn about(drafted: &Drafted) -> Markup {
    html! {
        section.about-it {
            p.action { (drafted.action) }
            p.faint { "By " (drafted.author) ", " (drafted.at.minute()) " UTC" }
            @if let Some(reason) = &drafted.reason { p { "Why: " (reason) } }
            @if let Some((question, entry)) = &drafted.settles {
                p { "Applied, it settles the unanswered question " (question) ": it belongs to " code { (entry) } "." }
            }
            (sums(&drafted.report))
        }
    }
}

/// Doubts that the documents as they are do not have.
fn findings(findings: &[Finding]) -> Markup {
    html! {
        section.sheet {
            h2 { "New findings of the checks" }
            @if findings.is_empty() { p { "None." } } @else { ul.plain {
                @for finding in findings {
                    li {
                        @match finding.severity {
                            Severity::Error => span.badge.bad { "mistake" },
                            Severity::Warning => span.badge { "doubt" },
                        }
                        " " (finding.message) " " span.faint.small { (finding.place) " · " (finding.lint) }
                        @if let Some(hint) = &finding.hint { br; span.faint { (at_the_desk(hint)) } }
                    }
                }
            } }
        }
    }
}

fn lines(drafted: &Drafted, revisions: &[Revision]) -> Markup {
    html! {
        section.sheet {
            h2 { @if revisions.is_empty() { "The lines that change" } @else { "The lines that changed" } }
            (diff_lines(&drafted.diff))
        }
    }
}
