//! What is said when documents were edited while the bot serves.

use super::documents::drawn;
use crate::reload::News;

/// For a person at the terminal: one line, or what is wrong as the start would draw it.
pub(super) fn for_console(news: &News) -> String {
    match news {
        News::InForce { .. } => in_force(news),
        News::Broken { found, .. } => format!("{}\n{}", drawn(found), in_force(news)),
    }
}

/// For the log of a served platform. The drawing goes to stderr as it does at the start.
pub(super) fn for_log(news: &News) {
    match news {
        News::InForce { .. } => tracing::info!("{}", in_force(news)),
        News::Broken { found, .. } => {
            eprintln!("{}", drawn(found));
            tracing::error!("{}", in_force(news));
        }
    }
}

fn counted(entries: usize) -> String {
    if entries == 1 { "1 entry".to_owned() } else { format!("{entries} entries") }
}

/// What is in force now.
fn in_force(news: &News) -> String {
    match news {
        News::InForce { entries, pack, safety } => {
            format!("The new FAQ is in force: {}, pack {pack}, {safety}.", counted(*entries))
        }
        News::Broken { entries, pack, .. } => {
            format!("The edited FAQ cannot be used. The one before stays in force: {}, pack {pack}.", counted(*entries))
        }
    }
}
