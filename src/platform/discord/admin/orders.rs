//! Which subcommand is meant.

/// A subcommand of `/faq-admin`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Status,
    Channel(ChannelOrder),
    Test,
    Why,
    Stats,
    History,
    Diff,
    Undo,
    Restore,
    Drafts,
    Unanswered,
    Entries,
    Entry,
    AddEntry,
    EditEntry,
    Edit(EditOrder),
}

/// What is set for a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChannelOrder {
    Enable,
    Disable,
    Mode,
    Mute,
    Unmute,
    Staff,
}

/// An edit whose parts are all options of the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EditOrder {
    Retire,
    Restore,
    Threshold,
    AddPhrasing,
    RemovePhrasing,
    AddKeyword,
    RemoveKeyword,
    SetWeight,
    AddException,
    RemoveException,
    AddSynonyms,
    RemoveSynonyms,
}

impl Order {
    /// The subcommand at a path; none where another version defined it.
    pub(super) fn at(path: &[String]) -> Option<Self> {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        Some(match path.as_slice() {
            ["status"] => Self::Status,
            ["enable"] => Self::Channel(ChannelOrder::Enable),
            ["disable"] => Self::Channel(ChannelOrder::Disable),
            ["mode"] => Self::Channel(ChannelOrder::Mode),
            ["mute"] => Self::Channel(ChannelOrder::Mute),
            ["unmute"] => Self::Channel(ChannelOrder::Unmute),
            ["staff-channel"] => Self::Channel(ChannelOrder::Staff),
            ["test"] => Self::Test,
            ["why"] => Self::Why,
            ["stats"] => Self::Stats,
            ["history"] => Self::History,
            ["diff"] => Self::Diff,
            ["undo"] => Self::Undo,
            ["restore"] => Self::Restore,
            ["drafts"] => Self::Drafts,
            ["unanswered"] => Self::Unanswered,
            ["entry", "list"] => Self::Entries,
            ["entry", "show"] => Self::Entry,
            ["entry", "add"] => Self::AddEntry,
            ["entry", "edit"] => Self::EditEntry,
            ["entry", "retire"] => Self::Edit(EditOrder::Retire),
            ["entry", "restore"] => Self::Edit(EditOrder::Restore),
            ["entry", "threshold"] => Self::Edit(EditOrder::Threshold),
            ["phrasing", "add"] => Self::Edit(EditOrder::AddPhrasing),
            ["phrasing", "remove"] => Self::Edit(EditOrder::RemovePhrasing),
            ["keyword", "add"] => Self::Edit(EditOrder::AddKeyword),
            ["keyword", "remove"] => Self::Edit(EditOrder::RemoveKeyword),
            ["keyword", "weight"] => Self::Edit(EditOrder::SetWeight),
            ["exception", "add"] => Self::Edit(EditOrder::AddException),
            ["exception", "remove"] => Self::Edit(EditOrder::RemoveException),
            ["synonym", "add"] => Self::Edit(EditOrder::AddSynonyms),
            ["synonym", "remove"] => Self::Edit(EditOrder::RemoveSynonyms),
            _ => return None,
        })
    }
}
