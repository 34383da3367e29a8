//! Under which name the history shows a moderator.

use crate::message::Platform;
use crate::moderation::Moderator;

/// Names of accounts are cut after so many characters.
const LONGEST_NAME: usize = 32;

/// Who it is. The id tells accounts apart whatever they call themselves, so that no name may hold what stands around it.
/// Nobody can say of themselves in a chat that they are a reviewer.
pub(crate) fn moderator(platform: Platform, name: &str, id: &str) -> Moderator {
    let known = |ch: &char| ch.is_alphanumeric() || matches!(ch, '.' | '_' | '-');
    let name: String = name.chars().filter(known).take(LONGEST_NAME).collect();
    let name = if name.is_empty() { "account" } else { &name };
    Moderator { name: format!("{}:{name} ({id})", platform.name()), reviewer: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_can_look_like_another() {
        let cases = [
            ("anna.b_c", "discord:anna.b_c (5)"),
            ("anna (6)", "discord:anna6 (5)"),
            ("disk", "discord:disk (5)"),
            ("\u{202e}evil\n", "discord:evil (5)"),
            ("", "discord:account (5)"),
        ];
        for (name, expected) in cases {
            assert_eq!(moderator(Platform::Discord, name, "5").name, expected, "{name:?}");
        }
        assert!(!moderator(Platform::Slack, "x", "U5").reviewer);
    }
}
