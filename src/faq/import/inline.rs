//! What stands inside an answer and a chat cannot show: pictures and HTML.

/// HTML tags that FAQs of web pages hold; other angle brackets are left as they are.
const TAGS: [&str; 28] = [
    "a",
    "abbr",
    "b",
    "blockquote",
    "details",
    "div",
    "em",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "i",
    "iframe",
    "img",
    "li",
    "ol",
    "p",
    "section",
    "span",
    "strong",
    "summary",
    "table",
    "td",
    "tr",
    "u",
    "ul",
];

/// Signs that HTML writes with letters.
const ENTITIES: [(&str, &str); 9] = [
    ("&nbsp;", " "),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&apos;", "'"),
    ("&rsquo;", "’"),
    ("&ndash;", "–"),
    ("&amp;", "&"),
];

/// Longer things between brackets are no tag and no picture.
const LONGEST_TAG: usize = 2_000;

/// A text without pictures and HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cleaned {
    pub(super) text: String,
    /// How many pictures were left out.
    pub(super) pictures: usize,
    /// Whether HTML was left out.
    pub(super) html: bool,
}

/// Leaves pictures and HTML out; the text between tags stays.
pub(super) fn clean(text: &str) -> Cleaned {
    let mut cleaned = Cleaned { text: String::with_capacity(text.len()), pictures: 0, html: false };
    let mut rest = text;
    let mut comments_end = true;
    while let Some(at) = rest.find(['!', '<']) {
        cleaned.text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(length) = picture(rest) {
            cleaned.pictures += 1;
            rest = &rest[length..];
        } else if let Some((length, tag)) = comment(rest, &mut comments_end).or_else(|| tag(rest)) {
            match tag.as_str() {
                "br" => cleaned.text.push('\n'),
                "img" => cleaned.pictures += 1,
                _ => {}
            }
            cleaned.html |= tag != "img";
            rest = &rest[length..];
        } else {
            cleaned.text.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    cleaned.text.push_str(rest);
    for (entity, sign) in ENTITIES {
        if cleaned.text.contains(entity) {
            cleaned.text = cleaned.text.replace(entity, sign);
        }
    }
    cleaned
}

/// The length of `![…](…)` at the beginning of a text.
fn picture(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("![")?;
    let line = beginning(inner);
    let middle = line.find("](")?;
    let end = line[middle..].find(')')?;
    Some(2 + middle + end + 1)
}

/// The length of an HTML comment at the beginning of a text. Once one has no end, no later one has.
fn comment(text: &str, comments_end: &mut bool) -> Option<(usize, String)> {
    let inner = text.strip_prefix("<!--").filter(|_| *comments_end)?;
    let end = inner.find("-->");
    *comments_end = end.is_some();
    Some((end? + 7, String::new()))
}

/// The rest of the line, as far as a tag can reach.
fn beginning(text: &str) -> &str {
    let mut end = text.len().min(LONGEST_TAG);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].lines().next().unwrap_or_default()
}

/// The length and the name of an HTML tag at the beginning of a text.
fn tag(text: &str) -> Option<(usize, String)> {
    let inner = text.strip_prefix('<')?;
    let closing = inner.strip_prefix('/').unwrap_or(inner);
    let name_end = closing.find(|ch: char| !ch.is_ascii_alphanumeric())?;
    let name = closing[..name_end].to_ascii_lowercase();
    let known = name == "br" || TAGS.contains(&name.as_str());
    let end = beginning(text).find('>')?;
    known.then_some((end + 1, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_and_html_go_and_words_stay() {
        let cases = [
            ("See ![map](https://x.y/a.png) here", "See  here", 1, false),
            ("<p>No.<br/>Really <b>not</b>.</p>", "No.\nReally not.", 0, true),
            ("<img src=\"a.png\">", "", 1, false),
            ("less < more > ! ![ x", "less < more > ! ![ x", 0, false),
            ("Fish &amp; chips&nbsp;&lt;3", "Fish & chips <3", 0, false),
            ("<!-- hidden -->shown", "shown", 0, true),
        ];
        for (text, expected, pictures, html) in cases {
            assert_eq!(clean(text), Cleaned { text: expected.to_owned(), pictures, html }, "{text}");
        }
    }
}
