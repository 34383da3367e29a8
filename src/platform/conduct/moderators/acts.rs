//! What buttons, menus and forms of moderators are known by.

use std::fmt;

/// What every one of them begins with.
pub(crate) const PREFIX: &str = "admin/";

/// What is pressed or filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Pressed {
    /// Puts a draft in force.
    Apply(i64),
    /// Throws a draft away.
    Drop(i64),
    /// Makes a draft again on the newest documents.
    Redo(i64),
    /// Takes a revision back.
    Undo(i64),
    /// Shows the draft that is chosen in a menu.
    Draft,
    /// The form of an entry, with what tells the text that stood in it.
    Edit(String, String),
    /// The form of a new entry.
    Add,
    /// Shows the unanswered question that is chosen in a menu.
    Question,
    /// Gives a question to an entry; as a form with the words of the question.
    Belongs(i64, String),
    /// Asks for the entry of a question; as a form with the entry.
    Other(i64),
    /// A question needs no answer.
    Ignore(i64),
}

impl fmt::Display for Pressed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(PREFIX)?;
        match self {
            Self::Apply(draft) => write!(f, "apply/{draft}"),
            Self::Drop(draft) => write!(f, "drop/{draft}"),
            Self::Redo(draft) => write!(f, "redo/{draft}"),
            Self::Undo(revision) => write!(f, "undo/{revision}"),
            Self::Draft => f.write_str("draft"),
            Self::Edit(shown, entry) => write!(f, "edit/{shown}/{entry}"),
            Self::Add => f.write_str("add"),
            Self::Question => f.write_str("question"),
            Self::Belongs(question, entry) => write!(f, "belongs/{question}/{entry}"),
            Self::Other(question) => write!(f, "other/{question}"),
            Self::Ignore(question) => write!(f, "ignore/{question}"),
        }
    }
}

impl Pressed {
    /// What is meant by an id; none where another version made it.
    pub(crate) fn read(id: &str) -> Option<Self> {
        let (what, rest) = id.strip_prefix(PREFIX)?.split_once('/').unwrap_or((id.strip_prefix(PREFIX)?, ""));
        let number = || rest.parse().ok();
        let (first, second) = rest.split_once('/').unwrap_or((rest, ""));
        let entry = || Some(second.to_owned()).filter(|entry| !entry.is_empty());
        match what {
            "apply" => number().map(Self::Apply),
            "drop" => number().map(Self::Drop),
            "redo" => number().map(Self::Redo),
            "undo" => number().map(Self::Undo),
            "draft" => Some(Self::Draft),
            "edit" => Some(Self::Edit(first.to_owned(), entry()?)),
            "add" => Some(Self::Add),
            "question" => Some(Self::Question),
            "belongs" => Some(Self::Belongs(first.parse().ok()?, entry()?)),
            "other" => number().map(Self::Other),
            "ignore" => number().map(Self::Ignore),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_back_as_what_they_were() {
        let longest = "e".repeat(crate::faq::edit::LONGEST_ID);
        let all = [
            Pressed::Apply(i64::MAX),
            Pressed::Drop(i64::MAX),
            Pressed::Redo(i64::MAX),
            Pressed::Undo(i64::MAX),
            Pressed::Draft,
            Pressed::Edit("0123abcd".into(), longest.clone()),
            Pressed::Add,
            Pressed::Question,
            Pressed::Belongs(i64::MAX, longest),
            Pressed::Other(i64::MAX),
            Pressed::Ignore(i64::MAX),
        ];
        for pressed in all {
            let id = pressed.to_string();
            assert!(id.len() <= 100, "{id}");
            assert_eq!(Pressed::read(&id), Some(pressed));
        }
        for unknown in ["admin/", "admin/apply/x", "admin/belongs/1", "admin/edit/1", "admin/new/3", "other/3"] {
            assert_eq!(Pressed::read(unknown), None, "{unknown}");
        }
    }
}
