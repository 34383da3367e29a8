//! What was looked at when the bot is set up on a platform, as a page and for programs.

use std::fmt::Write as _;

use serde_json::json;

use crate::platform::{Finding, Mark};

/// The findings as text; for programs as one JSON object.
pub(super) fn text(found: &[Finding], for_programs: bool) -> String {
    if for_programs { object(found) } else { page(found) }
}

/// Whether nothing is missing.
pub(super) fn is_well(found: &[Finding]) -> bool {
    found.iter().all(|finding| finding.mark != Mark::Bad)
}

fn page(found: &[Finding]) -> String {
    let mut page = String::new();
    for Finding { subject, mark, said, todo } in found {
        let sign = match mark {
            Mark::Good => '✓',
            Mark::Bad => '✗',
            Mark::Unknown => '?',
        };
        let _ = writeln!(page, "{sign} {subject}: {said}");
        if let Some(todo) = todo {
            let _ = writeln!(page, "  → {todo}");
        }
    }
    let missing = found.iter().filter(|finding| finding.mark == Mark::Bad).count();
    let _ = match missing {
        0 => writeln!(page, "\nNothing is missing."),
        1 => writeln!(page, "\nOne thing is missing."),
        _ => writeln!(page, "\n{missing} things are missing."),
    };
    page
}

fn object(found: &[Finding]) -> String {
    let checks = found.iter().map(|Finding { subject, mark, said, todo }| {
        let mark = match mark {
            Mark::Good => "good",
            Mark::Bad => "bad",
            Mark::Unknown => "unknown",
        };
        json!({ "subject": subject, "mark": mark, "said": said, "todo": todo })
    });
    format!("{}\n", json!({ "ok": is_well(found), "checks": checks.collect::<Vec<_>>() }))
}
