//! What speaks for and against a draft, and what can be done with it.

use maud::{Markup, html};

use super::super::signed::Signed;
use super::super::words::at_the_desk;
use crate::moderation::Drafted;
use crate::store::{DraftState, Revision};

/// What has to be known of a draft in a list.
pub(super) fn badges(drafted: &Drafted) -> Markup {
    let report = &drafted.report;
    html! {
        @if report.is_refused() { span.badge.bad { "refused" } " " }
        @if !report.warnings.is_empty() { span.badge.bad { "careful" } " " }
        @if drafted.needs_approval { span.badge { "needs a reviewer" } }
    }
}

/// Of a draft that waits: what speaks against it, and the buttons.
pub(super) fn verdict(drafted: &Drafted, signed: &Signed, reviewers: &[String]) -> Markup {
    let report = &drafted.report;
    html! {
        @if report.is_refused() {
            section.notice.bad {
                h2 { "This cannot go live" }
                ul { @for reason in &report.refused { li { (at_the_desk(reason)) "." } } }
            }
        }
        @if !report.warnings.is_empty() {
            section.notice.bad {
                h2 { "Careful" }
                ul { @for warning in &report.warnings { li { (warning) "." } } }
            }
        }
        @if drafted.needs_approval { (needs_reviewer(signed, reviewers)) }
        @if signed.role().may_edit() { (buttons(drafted, signed)) }
        @else { p.notice { "Nothing is live yet. A moderator applies or drops this draft." } }
    }
}

fn needs_reviewer(signed: &Signed, reviewers: &[String]) -> Markup {
    html! {
        section.notice {
            p {
                "It changes an answer or a question that had been reviewed. "
                @if signed.role().may_review() {
                    "By applying it you say that you have read the new one, and that it is right."
                } @else if reviewers.is_empty() {
                    "A reviewer has to apply it, and no account has that role yet: an administrator gives it."
                } @else {
                    "A reviewer has to apply it: " (reviewers.join(", ")) "."
                }
            }
        }
    }
}

/// Whether whoever has signed in can put it in force.
fn may_apply(drafted: &Drafted, signed: &Signed) -> bool {
    !drafted.report.is_refused() && (!drafted.needs_approval || signed.role().may_review())
}

fn buttons(drafted: &Drafted, signed: &Signed) -> Markup {
    let to = |deed: &str| format!("/desk/drafts/{}/{deed}", drafted.id);
    html! {
        section.sheet.decide {
            h2 { "Nothing is live yet" }
            div.row {
                @if may_apply(drafted, signed) {
                    form method="post" action=(to("apply")) { (signed.csrf()) button id="apply" { "Apply" } }
                }
                form method="post" action=(to("redo")) {
                    (signed.csrf()) button.second id="redo" { "Make it again" span.unseen { " on today’s documents" } }
                }
            }
            form.row method="post" action=(to("drop")) {
                (signed.csrf())
                label { "Why it is dropped (may be empty)" input id="reason" name="reason" maxlength="500" autocomplete="off"; }
                button.grave id="drop" { "Drop" }
            }
        }
    }
}

/// Of a draft that was decided on: what became of it, and the way back.
pub(super) fn decided(drafted: &Drafted, revisions: &[Revision], signed: &Signed) -> Markup {
    let by = drafted.decided_by.as_deref().unwrap_or_default();
    html! {
        @match drafted.state {
            DraftState::Applied => section.notice role="status" {
                p { strong { "Applied" } " by " (by) ": it is live, or will be in a moment." }
                @for revision in revisions { (undo(revision, signed)) }
                @if revisions.is_empty() { p { a href="/desk/history" { "History" } " has its revision." } }
            },
            DraftState::Applying => p.notice role="status" { "It is being written for " (by) "." },
            _ => p.notice role="status" { strong { "Dropped" } " by " (by) ". Nothing was changed." },
        }
    }
}

fn undo(revision: &Revision, signed: &Signed) -> Markup {
    html! {
        div.row {
            p {
                a id={"revision-" (revision.id)} href={"/desk/history/" (revision.id)} { "Revision " (revision.id) } " of "
                (revision.change.document)
            }
            @if signed.role().may_edit() {
                form method="post" action={"/desk/history/" (revision.id) "/undo"} {
                    (signed.csrf())
                    button.second id={"undo-" (revision.id)} { "Undo" span.unseen { " revision " (revision.id) } }
                }
            }
        }
    }
}
