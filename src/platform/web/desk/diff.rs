//! Changed lines of documents.

use maud::{Markup, html};

/// A unified diff, a line a line. What came and what went is told by the sign that a line begins with, not by colour alone.
pub(super) fn diff_lines(diff: &str) -> Markup {
    html! {
        pre.diff {
            @for line in diff.lines() { span.line.(kind(line)) { (line) "\n" } }
        }
    }
}

/// What stands at the side of a line.
fn kind(line: &str) -> &'static str {
    match line.as_bytes() {
        [b'+', b'+', b'+', b' ', ..] | [b'-', b'-', b'-', b' ', ..] => "file",
        [b'@', b'@', ..] => "place",
        [b'+', ..] => "added",
        [b'-', ..] => "removed",
        _ => "same",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_apart_and_stay_as_they_are() {
        let markup = diff_lines("--- a/faq.toml\n+++ b/faq.toml\n@@ -1 +1,2 @@\n same\n-<old>\n+new\n").into_string();
        for line in [
            r#"<span class="line file">--- a/faq.toml"#,
            r#"<span class="line place">@@ -1 +1,2 @@"#,
            r#"<span class="line same"> same"#,
            r#"<span class="line removed">-&lt;old&gt;"#,
            r#"<span class="line added">+new"#,
        ] {
            assert!(markup.contains(line), "{line}: {markup}");
        }
    }
}
