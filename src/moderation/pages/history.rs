//! Changes as a moderator reads them.

use std::fmt::Write as _;

use super::super::diff;
use crate::store::Revision;

/// The changes, one or two lines each.
pub fn history(revisions: &[Revision]) -> String {
    if revisions.is_empty() {
        return "Nothing was changed yet.\n".to_owned();
    }
    let mut text = String::new();
    for Revision { id, change, author, at, action, reason } in revisions {
        let _ = writeln!(text, "{id:>4}  {}  {}  {author}: {action}", at.minute(), change.document);
        if let Some(reason) = reason {
            let _ = writeln!(text, "      why: {reason}");
        }
    }
    text
}

/// One change, line by line.
pub fn revision(revision: &Revision) -> String {
    let Revision { id, change, author, at, action, reason } = revision;
    let why = reason.as_ref().map(|reason| format!("Why: {reason}\n")).unwrap_or_default();
    format!("Revision {id}, {}, {author}: {action}\n{why}\n{}", at.minute(), diff(change))
}
