//! What a person wrote, without Slack's own writing: names, links and the three letters that it escapes.

/// Plain words of a message. A mention of the bot is an address and no part of it.
pub(super) fn words(text: &str, bot: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        let Some(length) = rest[at..].find('>') else {
            rest = &rest[at..];
            break;
        };
        plain.push_str(&entity(&rest[at + 1..at + length], bot));
        rest = &rest[at + length + 1..];
    }
    plain.push_str(rest);
    let plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    plain.trim().to_owned()
}

/// Whether a text names an account.
pub(super) fn mentions(text: &str, account: &str) -> bool {
    text.match_indices("<@").any(|(at, mark)| {
        let rest = &text[at + mark.len()..];
        rest.strip_prefix(account).is_some_and(|rest| rest.starts_with(['>', '|']))
    })
}

/// What stands between angle brackets, as a reader sees it.
fn entity(inside: &str, bot: &str) -> String {
    let (target, label) = inside.split_once('|').map_or((inside, None), |(target, label)| (target, Some(label)));
    match target.as_bytes().first() {
        Some(b'@') if &target[1..] == bot => String::new(),
        Some(b'@') => format!("@{}", label.unwrap_or("somebody")),
        Some(b'#') => format!("#{}", label.unwrap_or("channel")),
        // `<!here>`, `<!subteam^S1|@team>`, `<!date^…|at noon>`
        Some(b'!') => label.map_or_else(|| format!("@{}", target[1..].split('^').next().unwrap_or("")), str::to_owned),
        _ => label.unwrap_or(target).trim_start_matches("mailto:").trim_start_matches("tel:").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_read_as_people_see_it() {
        let cases = [
            ("<@U9> can I drive?", "can I drive?"),
            ("hey <@U9|askwell>, can I drive?", "hey , can I drive?"),
            ("ask <@U2> in <#C1|general>", "ask @somebody in #general"),
            ("<!here> 5 &lt; 6 &amp;&amp; true", "@here 5 < 6 && true"),
            ("see <https://a.example/x|this page> or <https://b.example>", "see this page or https://b.example"),
            ("<mailto:a@b.example|a@b.example> <tel:+15551234|555 1234>", "a@b.example 555 1234"),
            ("<!subteam^S1|@staff> help", "@staff help"),
            ("i <3 this", "i <3 this"),
            ("&amp;lt; stays", "&lt; stays"),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text, "U9"), expected, "{text}");
        }
    }

    #[test]
    fn only_the_whole_account_is_a_mention() {
        for (text, found) in
            [("<@U9> hi", true), ("hi <@U9|askwell>", true), ("<@U99>", false), ("<@U1> <@U9>", true), ("@U9", false)]
        {
            assert_eq!(mentions(text, "U9"), found, "{text}");
        }
    }
}
