//! Longer texts in a chat, cut to its limits. Both platforms mark a block in the same way.

use crate::reply::split::{shortened, units};

/// What would end a block too early, with signs of no width between.
const BROKEN_FENCE: &str = "`\u{200b}`\u{200b}`";
/// Room that the note on what was cut may take.
const NOTE_ROOM: usize = 40;

/// A block that keeps its columns. What does not fit is cut at a line's end, and the block says so. `language` colours it.
pub(crate) fn block(text: &str, language: &str, most: usize) -> String {
    let text = text.trim_end().replace("```", BROKEN_FENCE);
    let fenced = |body: &str| format!("```{language}\n{body}\n```");
    let whole = fenced(&text);
    if units(&whole) <= most {
        return whole;
    }
    let room = most.saturating_sub(units(&fenced("")) + NOTE_ROOM);
    let (kept, left) = fitting(&text, room);
    format!("{}\n{}", fenced(&kept), note(left))
}

/// Lines that fit, and a note on how many do not.
pub(crate) fn lines(text: &str, most: usize) -> String {
    let text = text.trim_end();
    if units(text) <= most {
        return text.to_owned();
    }
    let (kept, left) = fitting(text, most.saturating_sub(NOTE_ROOM));
    format!("{kept}\n{}", note(left))
}

fn note(left: usize) -> String {
    let noun = if left == 1 { "line" } else { "lines" };
    format!("… cut here: {left} more {noun}")
}

/// The first lines that fit, and how many are left. A first line that does not fit is cut between words.
fn fitting(text: &str, room: usize) -> (String, usize) {
    let mut kept = String::new();
    let (mut used, mut count) = (0, 0);
    for line in text.lines() {
        let own = units(line) + 1;
        if used + own > room {
            break;
        }
        kept.push_str(line);
        kept.push('\n');
        used += own;
        count += 1;
    }
    if count == 0 {
        kept = shortened(text.lines().next().unwrap_or_default(), room);
    }
    (kept.trim_end_matches('\n').to_owned(), text.lines().count() - count)
}

/// A sentence with its capital and its full stop.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim();
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    let end = if text.ends_with(['.', '?', '!', '`', ':']) || text.contains('\n') { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_fits_stays_and_what_does_not_is_cut_at_a_line() {
        assert_eq!(block("a\nb\n", "diff", 100), "```diff\na\nb\n```");
        assert_eq!(block("a ``` b", "", 100), format!("```\na {BROKEN_FENCE} b\n```"));
        let long: Vec<String> = (0..40).map(|number| format!("line {number}")).collect();
        let cut = block(&long.join("\n"), "", 120);
        assert!(cut.ends_with("```\n… cut here: 30 more lines"), "{cut}");
        assert!(cut.contains("line 9\n```"), "{cut}");
        assert_eq!(lines("one\ntwo", 100), "one\ntwo");
    }

    #[test]
    fn a_sentence_begins_and_ends_as_one() {
        assert_eq!(sentence("there is no draft 5"), "There is no draft 5.");
        assert_eq!(sentence("did you mean `x`?"), "Did you mean `x`?");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn limits_hold_for_any_text(text in r"(\PC{0,300}\n?){0,30}", most in 100_usize..4_096) {
            prop_assert!(units(&block(&text, "diff", most)) <= most);
            prop_assert!(units(&lines(&text, most)) <= most);
            let fences = block(&text, "", most).matches("```").count();
            prop_assert_eq!(fences, 2);
        }
    }
}
