//! A draft as a moderator reads it: what it changes, what that does to messages, what speaks against it.

use std::fmt::Write as _;

use console::{Term, measure_text_width, pad_str, truncate_str};

use crate::moderation::{Drafted, Report, pages};
use crate::store::DraftState;

/// The width of a line where no terminal tells one.
const WIDTH: usize = 120;
/// So many changes are listed; `--json` has more.
const SHOWN: usize = 12;
/// A column gets no wider.
const WIDEST: usize = 40;
/// However narrow the window: less of a message tells nothing.
const NARROWEST_TEXT: usize = 24;
/// Stands where something was cut off.
const CUT: &str = "…";

/// The whole page.
pub(super) fn page(drafted: &Drafted) -> String {
    let mut page = format!("Draft {} by {}: {}\n", drafted.id, drafted.author, drafted.action);
    if let Some(reason) = &drafted.reason {
        let _ = writeln!(page, "Why: {reason}");
    }
    let _ = writeln!(page, "\n{}", drafted.diff);
    let report = &drafted.report;
    let _ = writeln!(page, "{report}");
    let replayed = pages::replayed(report);
    let _ = writeln!(page, "  {replayed}");
    changes(report, &mut page);
    findings(report, &mut page);
    for warning in &report.warnings {
        let _ = writeln!(page, "\nCAREFUL: {warning}.");
    }
    for reason in &report.refused {
        let _ = writeln!(page, "\nREFUSED: {reason}.");
    }
    if drafted.needs_approval {
        page.push_str("\nThe answer or question had been reviewed: a reviewer has to apply this.\n");
    }
    page
}

/// What can be done with a draft that is not live.
pub(super) fn next_steps(drafted: &Drafted) -> String {
    let id = drafted.id;
    match drafted.state {
        DraftState::Open if drafted.report.is_refused() => {
            format!("\nThis cannot go live. Drop it: askwell draft drop {id}\n")
        }
        DraftState::Open => {
            let reviewer = if drafted.needs_approval { " --reviewer --by NAME" } else { "" };
            format!(
                "\nNothing is live yet. Apply it: askwell draft apply {id}{reviewer}   Drop it: askwell draft drop {id}\n"
            )
        }
        DraftState::Applying | DraftState::Applied | DraftState::Dropped => {
            let by = drafted.decided_by.as_deref().unwrap_or_default();
            format!("\nThis draft is {} (by {by}).\n", drafted.state.name())
        }
    }
}

fn changes(report: &Report, page: &mut String) {
    if report.changes.is_empty() {
        return;
    }
    page.push('\n');
    let shown = &report.changes[..report.changes.len().min(SHOWN)];
    let columns: Vec<[String; 3]> = shown.iter().map(pages::change).collect();
    let width = |at: usize| columns.iter().map(|row| measure_text_width(&row[at])).max().unwrap_or(0).min(WIDEST);
    let widths = [width(0), width(1), width(2)];
    let whole = Term::stdout().size_checked().map_or(WIDTH, |(_, columns)| usize::from(columns));
    let text = whole.saturating_sub(widths.iter().sum::<usize>() + 8).max(NARROWEST_TEXT);
    for (row, change) in columns.iter().zip(shown) {
        let cells =
            row.iter().zip(widths).map(|(cell, width)| pad_str(cell, width, console::Alignment::Left, Some(CUT)));
        let cells = cells.collect::<Vec<_>>().join("  ");
        let plain: String = change.text.chars().map(|ch| if ch.is_control() { ' ' } else { ch }).collect();
        let line = format!("  {cells}  {}", truncate_str(plain.trim(), text, CUT));
        let _ = writeln!(page, "{}", line.trim_end());
    }
    let rest = report.changes.len() - shown.len();
    if rest > 0 {
        let _ = writeln!(page, "  … and {rest} more");
    }
}

fn findings(report: &Report, page: &mut String) {
    if report.findings.is_empty() {
        page.push_str("\nNo new findings of `askwell check`.\n");
        return;
    }
    page.push_str("\nNew findings of `askwell check`:\n");
    for finding in &report.findings {
        let _ = writeln!(page, "  {}: [{}] {}", finding.place, finding.lint, finding.message);
        if let Some(hint) = &finding.hint {
            let _ = writeln!(page, "      {hint}");
        }
    }
}
