//! Moderators' messages in Discord's form, cut to its limits.

use super::super::components::Row;
use super::super::limits;
use super::super::post::{Embed, Post};
use crate::platform::conduct::moderators::text::{block, lines};

/// A message: words, a block of text below them, and what can be pressed.
pub(super) fn page(words: &str, block_of: Option<(&str, &str)>, rows: Vec<Row>) -> Post {
    let embeds = block_of
        .map(|(text, language)| Embed { description: block(text, language, limits::DESCRIPTION), ..Embed::default() });
    Post { content: lines(words, limits::CONTENT), embeds: embeds.into_iter().collect(), rows }
}
