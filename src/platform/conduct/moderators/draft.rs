//! Drafts in words: what they would do, that they went live, that somebody else was quicker.

use std::fmt::Write as _;

use super::pen::Pen;
use super::trouble::needs_reviewer;
use crate::moderation::{Applied, Conflict, Drafted, Report, pages};
use crate::reply::split::shortened;
use crate::store::DraftState;

/// So many messages that change, and so many findings, are listed.
const SHOWN: usize = 6;
/// A line of a list is cut after so many characters.
const LINE: usize = 220;

/// All that is said of a draft beside its lines. `note` stands above it.
pub(crate) fn words(drafted: &Drafted, note: Option<&str>, pen: &Pen) -> String {
    let (plain, bold) = (pen.plain, pen.bold);
    let mut words = note.map(|note| format!("{note}\n")).unwrap_or_default();
    let title = bold(&format!("Draft {}", drafted.id));
    // Writing into a text cannot fail.
    let _ = writeln!(words, "{title} by {}: {}", plain(&drafted.author), plain(&drafted.action));
    if let Some(reason) = &drafted.reason {
        let _ = writeln!(words, "Why: {}", plain(reason));
    }
    report(&drafted.report, pen, &mut words);
    if drafted.needs_approval {
        let _ = writeln!(words, "{}", needs_reviewer(drafted.id));
    }
    if drafted.state != DraftState::Open {
        let by = drafted.decided_by.as_deref().unwrap_or_default();
        let _ = writeln!(words, "This draft is {} (by {}).", drafted.state.name(), plain(by));
    }
    words
}

/// Whether a draft can be put in force from a chat. One that is refused, or that a reviewer has to apply, can only be
/// dropped there.
pub(crate) fn may_apply(drafted: &Drafted) -> bool {
    !drafted.report.is_refused() && !drafted.needs_approval
}

/// What speaks for and against a draft, the gravest first.
fn report(report: &Report, pen: &Pen, words: &mut String) {
    let (plain, bold) = (pen.plain, pen.bold);
    let _ = writeln!(words, "{}", bold(&report.to_string()));
    for reason in &report.refused {
        let _ = writeln!(words, "{} {}.", bold("REFUSED:"), plain(reason));
    }
    for warning in &report.warnings {
        let _ = writeln!(words, "{} {}.", bold("CAREFUL:"), plain(warning));
    }
    let _ = writeln!(words, "{}", (pen.small)(&pages::replayed(report)));
    for change in report.changes.iter().take(SHOWN) {
        let [effect, place, replies] = pages::change(change);
        let text = change.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let quoted = if text.is_empty() { String::new() } else { format!(": “{text}”") };
        let line = shortened(&format!("{effect}, {place}: {replies}{quoted}"), LINE);
        let _ = writeln!(words, "• {}", plain(&line));
    }
    more(report.changes.len(), words);
    if !report.findings.is_empty() {
        let _ = writeln!(words, "New findings of the check:");
    }
    for finding in report.findings.iter().take(SHOWN) {
        let line = shortened(&format!("{}: {}", finding.place, finding.message), LINE);
        let _ = writeln!(words, "• {}", plain(&line));
    }
    more(report.findings.len(), words);
}

fn more(count: usize, words: &mut String) {
    if count > SHOWN {
        let _ = writeln!(words, "• … and {} more", count - SHOWN);
    }
}

/// What is said of a draft that went live.
pub(crate) fn applied(applied: &Applied, pen: &Pen) -> String {
    let revisions: Vec<String> = applied.revisions.iter().map(i64::to_string).collect();
    let noun = if revisions.len() == 1 { "revision" } else { "revisions" };
    let settled = applied.settled.map(|id| format!(" Question {id} is settled.")).unwrap_or_default();
    format!(
        "Applied: draft {}, {noun} {}, live in a moment.{settled}\n{}",
        applied.id,
        revisions.join(", "),
        (pen.plain)(&applied.action)
    )
}

/// What is said when somebody else was quicker.
pub(crate) fn conflicting(conflict: &Conflict, pen: &Pen) -> String {
    let plain = pen.plain;
    let mut words =
        format!("Nothing was written: since draft {} was made, the documents were changed.\n", conflict.draft);
    for revision in &conflict.since {
        let (at, by, action) = (revision.at.minute(), plain(&revision.author), plain(&revision.action));
        let _ = writeln!(words, "• revision {}, {at}, by {by}: {action}", revision.id);
    }
    if conflict.since.is_empty() {
        words.push_str("• the safety document or the program is another one\n");
    }
    words
}
