//! How a chat writes what every chat says.

use crate::message::Platform;

/// The mark-up of one chat, and what its commands are called.
pub(crate) struct Pen {
    pub(crate) platform: Platform,
    /// The platform's name in the log and for readers.
    pub(crate) label: &'static str,
    /// Words of anybody, so that they are shown as they are.
    pub(crate) plain: fn(&str) -> String,
    /// Bold; what it gets is written already.
    pub(crate) bold: fn(&str) -> String,
    /// Small print, a line; what it gets is written already.
    pub(crate) small: fn(&str) -> String,
    /// Words of somebody as a line that is set off; what it gets is written already.
    pub(crate) quote: fn(&str) -> String,
    /// Words that lead to an address.
    pub(crate) link: fn(&str, &str) -> String,
    /// A channel, by its id.
    pub(crate) channel: fn(&str) -> String,
    /// Commands of the command line that the sentences of the moderation part name, and the same in this chat. The longer
    /// ones come first.
    pub(crate) commands: &'static [(&'static str, &'static str)],
}

impl Pen {
    /// A sentence with the commands of the chat in place of the command line's.
    pub(crate) fn in_chat(&self, text: &str) -> String {
        self.commands.iter().fold(text.to_owned(), |text, (there, here)| text.replace(there, here))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Without any mark-up.
    pub(crate) const BARE: Pen = Pen {
        platform: Platform::Discord,
        label: "Chat",
        plain: str::to_owned,
        bold: str::to_owned,
        small: str::to_owned,
        quote: str::to_owned,
        link: |words, address| format!("{words} {address}"),
        channel: str::to_owned,
        commands: &[],
    };
}
