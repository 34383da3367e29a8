//! Takes one change out of a text that was changed again since.

use std::ops::Range;

use similar::{DiffTag, TextDiff};

/// Lines of the base that one side replaces.
struct Hunk<'t> {
    at: Range<usize>,
    lines: Vec<&'t str>,
}

/// The text with the differences from `base` to `one` and those from `base` to `other`, line by line. `None` where both
/// change the same lines.
pub(super) fn three_way(base: &str, one: &str, other: &str) -> Option<String> {
    let mut hunks = hunks(base, one);
    for own in self::hunks(base, other) {
        let same = hunks.iter().any(|hunk| hunk.at == own.at && hunk.lines == own.lines);
        if same {
            continue;
        }
        if hunks.iter().any(|hunk| meet(&hunk.at, &own.at)) {
            return None;
        }
        hunks.push(own);
    }
    hunks.sort_by_key(|hunk| (hunk.at.start, hunk.at.end));
    let lines: Vec<&str> = base.split_inclusive('\n').collect();
    let mut merged = String::new();
    let mut next = 0;
    for hunk in hunks {
        merged.extend(lines.get(next..hunk.at.start).unwrap_or_default().iter().copied());
        merged.extend(hunk.lines);
        next = hunk.at.end;
    }
    merged.extend(lines.get(next..).unwrap_or_default().iter().copied());
    Some(merged)
}

/// Whether two changes want the same lines, or to insert at the same place.
fn meet(one: &Range<usize>, other: &Range<usize>) -> bool {
    if one.is_empty() && other.is_empty() {
        return one.start == other.start;
    }
    one.start < other.end && other.start < one.end
}

fn hunks<'t>(base: &'t str, new: &'t str) -> Vec<Hunk<'t>> {
    let (old_lines, new_lines): (Vec<&str>, Vec<&str>) =
        (base.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let diff = TextDiff::from_slices(&old_lines, &new_lines);
    let changed = diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal);
    let hunk = |op: &similar::DiffOp| {
        let lines = new_lines.get(op.new_range()).unwrap_or_default().to_vec();
        Hunk { at: op.old_range(), lines }
    };
    changed.map(hunk).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_of_different_lines_are_put_together() {
        let cases = [
            ("a\nb\nc\n", "a\nc\n", "a\nb\nc\nd\n", Some("a\nc\nd\n")),
            ("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", Some("A\nb\nC\n")),
            // A line goes, and another was put right behind it.
            ("a\nb\nc\n", "a\nc\n", "a\nb\nx\nc\n", Some("a\nx\nc\n")),
            ("a\nb\nc\n", "a\nB\nc\n", "a\nX\nc\n", None),
            ("a\nc\n", "a\nx\nc\n", "a\ny\nc\n", None),
            // Both did the same.
            ("a\nb\n", "a\n", "a\n", Some("a\n")),
            ("a\r\nb\r\nc", "a\r\nc", "x\r\nb\r\nc", Some("x\r\nc")),
            ("", "a\n", "", Some("a\n")),
        ];
        for (base, one, other, expected) in cases {
            assert_eq!(three_way(base, one, other).as_deref(), expected, "{base:?} {one:?} {other:?}");
        }
    }
}
