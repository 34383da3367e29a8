//! What a draft does, in words.

use std::fmt::Write as _;

use super::super::{Changed, Drafted, Report};

/// What a report rests on.
pub fn replayed(report: &Report) -> String {
    let labelled = match report.messages {
        0 => "no labelled messages (faq.messages names none)".to_owned(),
        1 => "1 labelled message".to_owned(),
        many => format!("{many} labelled messages"),
    };
    format!("of {labelled} and {} questions and phrasings of the FAQ, asked directly and in a channel", report.wordings)
}

/// What happens, where, and how the reply changes.
pub fn change(change: &Changed) -> [String; 3] {
    let mode = match change.mode.as_str() {
        "ambient" => " (in a channel)",
        "direct" => " (asked directly)",
        _ => "",
    };
    // What went wrong is said by the worst of it, what went well by the best.
    let telling = if change.worse { change.effects.first() } else { change.effects.last() };
    let effect = telling.map_or("", String::as_str);
    [format!("{effect}{mode}"), change.place.clone(), format!("{} → {}", change.before, change.after)]
}

/// The drafts in a list.
pub fn drafts(drafts: &[Drafted]) -> String {
    if drafts.is_empty() {
        return "No draft waits for a decision.\n".to_owned();
    }
    let mut text = String::new();
    for draft in drafts {
        let Drafted { id, author, at, action, report, .. } = draft;
        let _ = writeln!(text, "{id:>4}  {}  {author}: {action}", at.minute());
        let review = if draft.needs_approval { "; a reviewer has to apply it" } else { "" };
        let _ = writeln!(text, "      {report}{review}");
    }
    text
}
