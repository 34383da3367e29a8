//! What a replay found as a page for people: totals first, then the changes, the worst first.

use console::{Term, measure_text_width, pad_str, truncate_str};
use std::fmt::Write as _;

use crate::eval::{Change, Effect, LabelledMessage, Replay};

/// The width of a line where no terminal tells one.
const WIDTH: usize = 120;
/// A column of replies gets no wider.
const WIDEST_REPLIES: usize = 48;
/// However narrow the window: less of a message tells nothing.
const NARROWEST_TEXT: usize = 24;
/// Stands where something was cut off.
const CUT: &str = "…";

/// The page, with so many changes at most.
pub(super) fn page(replay: &Replay, messages: &[LabelledMessage], most: usize) -> String {
    let mut page = head(replay);
    let shown = &replay.changes[..replay.changes.len().min(most)];
    let table = Table::of(shown, messages);
    let mut group = None;
    for change in shown {
        let own = Some((change.worse, change.effects[0]));
        if group != own {
            let verdict = if change.worse { " (worse)" } else { "" };
            let _ = writeln!(page, "\n{}{verdict}", change.effects[0].name());
            group = own;
        }
        page.push_str(&table.row(change, &messages[change.message]));
    }
    let rest = replay.changes.len() - shown.len();
    if rest > 0 {
        let _ = writeln!(page, "\n… and {rest} more: `--changes {}` lists all", replay.changes.len());
    }
    page
}

fn head(replay: &Replay) -> String {
    let labelled = match replay.labelled {
        0 => "none with labels".to_owned(),
        all if all == replay.messages => "all with labels".to_owned(),
        some => format!("{some} with labels"),
    };
    let mut head = format!(
        "{} messages ({labelled}), {} mode; pack {} → {}\n\n",
        replay.messages,
        replay.mode.name(),
        replay.old_pack,
        replay.new_pack
    );
    for effect in Effect::ALL {
        let count = replay.count(effect);
        if count > 0 {
            let _ = writeln!(head, "{count:6}  {}", effect.name());
        }
    }
    let changed = replay.changes.len();
    let _ = writeln!(head, "{:6}  unchanged", replay.messages - changed);
    let verdict = match (changed, replay.worse()) {
        (0, _) => "Nothing changes.".to_owned(),
        (_, 0) if replay.labelled == 0 => "Without labels nothing is called better or worse.".to_owned(),
        (_, 0) => "No message is worse off.".to_owned(),
        (_, 1) => "1 message is worse off.".to_owned(),
        (_, worse) => format!("{worse} messages are worse off."),
    };
    let _ = writeln!(head, "\n{verdict}");
    head
}

/// The columns of the list: line, reply before → after, text.
struct Table {
    lines: usize,
    replies: usize,
    text: usize,
}

impl Table {
    fn of(changes: &[Change], messages: &[LabelledMessage]) -> Self {
        let lines = changes.iter().map(|change| (messages[change.message].line + 1).to_string().len()).max();
        let replies = changes.iter().map(|change| measure_text_width(&replies(change))).max();
        let replies = replies.unwrap_or(0).min(WIDEST_REPLIES);
        let lines = lines.unwrap_or(0);
        let width = Term::stdout().size_checked().map_or(WIDTH, |(_, columns)| usize::from(columns));
        let taken = "  line ".len() + lines + "  ".len() + replies + "  ".len();
        Self { lines, replies, text: width.saturating_sub(taken).max(NARROWEST_TEXT) }
    }

    fn row(&self, change: &Change, message: &LabelledMessage) -> String {
        let line = format!("{:>width$}", message.line + 1, width = self.lines);
        let all = replies(change);
        let replies = pad_str(&all, self.replies, console::Alignment::Left, Some(CUT));
        let plain: String = message.text.chars().map(|ch| if ch.is_control() { ' ' } else { ch }).collect();
        format!("  line {line}  {replies}  {}\n", truncate_str(plain.trim(), self.text, CUT))
    }
}

fn replies(change: &Change) -> String {
    format!("{} → {}", change.old.in_short(), change.new.in_short())
}
