//! Changes of documents as lines.

use similar::TextDiff;

use crate::store::DocumentChange;

/// Lines of a document around a change.
const CONTEXT: usize = 3;

/// A change as a unified diff.
pub fn diff(change: &DocumentChange) -> String {
    let name = &change.document;
    let side = |text: &Option<String>, letter: &str| match text {
        Some(_) => format!("{letter}/{name}"),
        None => "/dev/null".to_owned(),
    };
    let text = |text: &Option<String>| text.as_deref().unwrap_or_default().replace("\r\n", "\n");
    let (before, after) = (text(&change.before), text(&change.after));
    TextDiff::from_lines(&before, &after)
        .unified_diff()
        .context_radius(CONTEXT)
        .header(&side(&change.before, "a"), &side(&change.after, "b"))
        .to_string()
}

/// Several changes, one behind the other.
pub fn diffs(changes: &[DocumentChange]) -> String {
    changes.iter().map(diff).collect()
}
