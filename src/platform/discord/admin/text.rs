//! Moderators' messages in Discord's form, cut to its limits.

use super::super::components::Row;
use super::super::limits;
use super::super::post::{Embed, Post};
use crate::platform::conduct::moderators::acts::Pressed;
use crate::platform::conduct::moderators::text::{block, lines};
use crate::reply::split::units;

/// A message: words, a block of text below them, and what can be pressed.
pub(super) fn page(words: &str, block_of: Option<(&str, &str)>, rows: Vec<Row>) -> Post {
    let embeds = block_of
        .map(|(text, language)| Embed { description: block(text, language, limits::DESCRIPTION), ..Embed::default() });
    Post { content: lines(words, limits::CONTENT), embeds: embeds.into_iter().collect(), rows }
}

/// What a button or a form is known by; none where that is too long for Discord.
pub(super) fn known_by(pressed: &Pressed) -> Option<String> {
    Some(pressed.to_string()).filter(|id| units(id) <= limits::CUSTOM_ID)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_longest_entry_is_known_by_fits_and_more_does_not() {
        let longest = "e".repeat(crate::faq::edit::LONGEST_ID);
        assert!(known_by(&Pressed::Belongs(i64::MAX, longest.clone())).is_some());
        assert!(known_by(&Pressed::Edit("0123abcd".into(), longest)).is_some());
        assert_eq!(known_by(&Pressed::Belongs(1, "e".repeat(200))), None);
    }
}
