//! Questions that found no answer, in words.

use std::fmt::Write as _;

use super::pen::Pen;
use crate::moderation::Group;
use crate::store::Kept;

/// So many groups are shown, and of each so many questions.
const GROUPS: usize = 10;
const SHOWN: usize = 3;

/// The groups with their newest questions.
pub(crate) fn groups(groups: &[Group], pen: &Pen) -> String {
    let mut words = String::new();
    for group in groups.iter().take(GROUPS) {
        let number = group.questions.len();
        let noun = if number == 1 { "question" } else { "questions" };
        let title = format!("{number} {noun}, {}", (pen.plain)(&nearest(&group.entry)));
        // Writing into a text cannot fail.
        let _ = writeln!(words, "{}", (pen.bold)(&title));
        for kept in group.questions.iter().take(SHOWN) {
            let _ = writeln!(words, "{}", line(kept, pen));
        }
        if number > SHOWN {
            let _ = writeln!(words, "… and {} more", number - SHOWN);
        }
    }
    if groups.len() > GROUPS {
        let _ = writeln!(words, "… and {} more groups", groups.len() - GROUPS);
    }
    words
}

/// Which entry a group of questions is near.
pub(crate) fn nearest(entry: &str) -> String {
    if entry.is_empty() { "near no entry".to_owned() } else { format!("nearest: {entry}") }
}

/// A question: when, what the bot did, where to read it, what came nearest, and its text where the clinic keeps it.
pub(crate) fn line(kept: &Kept, pen: &Pen) -> String {
    let question = &kept.question;
    let scores: Vec<String> = question.candidates.iter().map(|(entry, score)| format!("{entry} {score:.2}")).collect();
    let scores = if scores.is_empty() { "no candidates".to_owned() } else { scores.join(", ") };
    let link = question.link.as_deref().map_or_else(|| "no link".to_owned(), |link| (pen.link)("message", link));
    let text = question.text.as_deref().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let text = text.map(|text| format!("\n{}", (pen.quote)(&(pen.plain)(&text)))).unwrap_or_default();
    format!("`{}` {} UTC, {}, {link}: {scores}{text}", kept.id, question.at.minute(), question.decision)
}
