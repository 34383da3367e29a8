//! Slack's mark-up in texts: what must be escaped, who is called, what is shown.

use super::verdict::Verdict;
use serde_json::Value;

/// The parts between angle brackets, and the text without them.
fn parts(text: &str) -> (Vec<&str>, String) {
    let (mut entities, mut rest, mut plain) = (Vec::new(), text, String::new());
    while let Some(begin) = rest.find('<') {
        plain.push_str(&rest[..begin]);
        let Some(length) = rest[begin..].find('>') else {
            plain.push_str(&rest[begin..]);
            return (entities, plain);
        };
        entities.push(&rest[begin + 1..begin + length]);
        rest = &rest[begin + length + 1..];
    }
    plain.push_str(rest);
    (entities, plain)
}

fn is_id(text: &str, first: &[char]) -> bool {
    text.starts_with(first)
        && text.len() > 2
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn is_entity(entity: &str) -> bool {
    let target = entity.split('|').next().unwrap_or_default();
    let label_fits = !entity.contains('\n') && entity.split('|').count() <= 2;
    label_fits
        && match target.split_at_checked(1) {
            Some(("@", id)) => is_id(id, &['U', 'W']),
            Some(("#", id)) => is_id(id, &['C', 'G']),
            Some(("!", name)) => {
                matches!(name, "here" | "channel" | "everyone")
                    || name.strip_prefix("subteam^").is_some_and(|id| is_id(id, &['S']))
                    || name.starts_with("date^")
            }
            _ => ["https://", "http://", "mailto:", "tel:", "slack://"]
                .iter()
                .any(|scheme| target.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty() && !rest.contains(' '))),
        }
}

/// Looks at a text in Slack's mark-up.
pub(super) fn check(text: &str, name: &str, verdict: &mut Verdict) {
    let (entities, plain) = parts(text);
    for entity in entities {
        if !is_entity(entity) {
            verdict.note(format!("{name} has <{entity}>, which is no mark-up of Slack's: < and > must be escaped"));
        }
        ampersands(entity, name, verdict);
    }
    if plain.contains(['<', '>']) {
        verdict.note(format!("{name} has < or > that is not escaped"));
    }
    ampersands(&plain, name, verdict);
    if text.contains("**") {
        verdict.note(format!("{name} has **, which Slack shows as stars"));
    }
}

fn ampersands(text: &str, name: &str, verdict: &mut Verdict) {
    let escaped = |rest: &str| ["&amp;", "&lt;", "&gt;"].iter().any(|escape| rest.starts_with(escape));
    if text.match_indices('&').any(|(at, _)| !escaped(&text[at..])) {
        verdict.note(format!("{name} has & that is not escaped"));
    }
}

/// Who is called by a text: `U…`, `S…`, `here`, `channel`, `everyone`.
pub(super) fn called(text: &str) -> Vec<String> {
    let (entities, _) = parts(text);
    let target = |entity: &&str| {
        let target = entity.split('|').next().unwrap_or_default();
        let group = target.strip_prefix("!subteam^");
        let all = target.strip_prefix('!').filter(|name| matches!(*name, "here" | "channel" | "everyone"));
        group.or(all).or_else(|| target.strip_prefix('@')).map(str::to_owned)
    };
    entities.iter().filter_map(target).collect()
}

/// All words that blocks show, buttons left out.
pub(super) fn shown(blocks: &Value) -> String {
    let mut words = Vec::new();
    for block in blocks.as_array().into_iter().flatten() {
        let fields = block["fields"].as_array().into_iter().flatten();
        let elements = block["elements"].as_array().into_iter().flatten();
        let small = elements.filter(|_| block["type"] == "context").map(|element| &element["text"]);
        let own = [&block["text"]["text"], &block["label"]["text"]];
        words.extend(own.into_iter().chain(fields.map(|field| &field["text"])).chain(small).filter_map(Value::as_str));
    }
    words.join("\n")
}

/// What can be pressed in blocks: label and action.
pub(super) fn buttons(blocks: &Value) -> Vec<(String, String)> {
    pressables(blocks)
        .filter(|(_, element)| element["type"] == "button")
        .map(|(_, element)| {
            let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            (word(&element["text"]["text"]), word(&element["action_id"]))
        })
        .collect()
}

/// Everything with an action in blocks, with its block.
pub(super) fn pressables(blocks: &Value) -> impl Iterator<Item = (&Value, &Value)> {
    blocks.as_array().into_iter().flatten().flat_map(|block| {
        let elements = block["elements"].as_array().into_iter().flatten();
        let one = [&block["accessory"], &block["element"]];
        elements.chain(one).filter(|element| element["action_id"].is_string()).map(move |element| (block, element))
    })
}

#[test]
fn wrong_mark_up_is_seen_and_right_mark_up_is_not() {
    for (text, fine) in [
        ("a &amp; b &lt;c&gt; *d*", true),
        ("<https://a.example/?a=1&amp;b=2|a &amp; b>", true),
        ("<@U0ANNA> <!subteam^S0STAFF> <!date^1^{date}|x> <#C0HELP>", true),
        ("a & b", false),
        ("a < b", false),
        ("a > b", false),
        ("<b>bold</b>", false),
        ("<https://a.example/?a=1&b=2>", false),
        ("<@anna>", false),
        ("<https://>", false),
        ("**bold**", false),
    ] {
        let mut verdict = Verdict::default();
        check(text, "text", &mut verdict);
        assert_eq!(verdict.notes.is_empty(), fine, "{text}: {:?}", verdict.notes);
    }
    assert_eq!(called("<@U1X> <!here> <!subteam^S1X|@staff> <#C1X> <https://x.example>"), ["U1X", "here", "S1X"]);
}
