//! From what a moderator wants to changed documents.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Moderation;
use super::error::{ModerationError, Result};
use super::merge::three_way;
use super::review::unvouched;
use super::truth::Papers;
use crate::document::Source;
use crate::faq::SAFETY_DOCUMENT;
use crate::faq::edit::{Edit, moderate, pinned};
use crate::store::{DocumentChange, Revision};

/// What a draft does, kept so that it can be done again on newer documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Work {
    pub(super) task: Task,
    /// The unanswered question that is settled by it, and its entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) settles: Option<(i64, String)>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Task {
    /// Edits of entries.
    Edits(Vec<Edit>),
    /// Takes a revision back.
    Undo(i64),
    /// Makes a document what it was after a revision.
    Restore(i64),
}

/// Documents as they would be.
pub(super) struct Made {
    pub(super) work: Work,
    pub(super) papers: Papers,
    pub(super) changes: Vec<DocumentChange>,
    /// What is done, in a line.
    pub(super) action: String,
}

/// The most edits in one draft: more are an import.
const MOST_EDITS: usize = 200;
/// An action is cut to so many characters: it is a line in a list.
const LONGEST_ACTION: usize = 200;

impl Moderation {
    /// Does the work on documents.
    pub(super) async fn made(&self, work: Work, papers: &Papers) -> Result<Made> {
        let (task, faq, action) = match &work.task {
            Task::Edits(edits) => {
                if edits.is_empty() || edits.len() > MOST_EDITS {
                    let sentence = format!("a draft has 1 to {MOST_EDITS} edits, and this one {}", edits.len());
                    return Err(ModerationError::refused(sentence));
                }
                let faq = moderate(&papers.faq, edits)?;
                let edits = pinned(&papers.faq, edits)?;
                let action = edits.iter().map(Edit::to_string).collect::<Vec<_>>().join("; ");
                (Task::Edits(edits), faq, action)
            }
            Task::Undo(id) => {
                let siblings = self.revision_group(*id).await?;
                let mut faq = papers.faq.clone();
                for revision in &siblings {
                    faq = undone(&faq, revision)?;
                }
                let what = siblings.first().map(|revision| revision.action.clone()).unwrap_or_default();
                (Task::Undo(*id), faq, format!("undo of {id} ({what})"))
            }
            Task::Restore(id) => {
                let revision = self.revision(*id).await?;
                let document = &revision.change.document;
                let Some(text) = &revision.change.after else {
                    let sentence = format!("revision {id} removed {document}: there is nothing to restore");
                    return Err(ModerationError::refused(sentence));
                };
                let faq = with_text(&papers.faq, document, text)?;
                (Task::Restore(*id), faq, format!("{document} as it was after revision {id}"))
            }
        };
        let changes = changes(&papers.faq, &faq);
        if changes.is_empty() {
            return Err(ModerationError::refused("nothing would change: the documents say so already"));
        }
        let papers = Papers { faq, safety: papers.safety.clone(), revision: papers.revision };
        let action = if action.chars().count() > LONGEST_ACTION {
            action.chars().take(LONGEST_ACTION).chain(['…']).collect()
        } else {
            action
        };
        Ok(Made { work: Work { task, settles: work.settles }, papers, changes, action })
    }

    /// All revisions that were recorded together with one.
    async fn revision_group(&self, id: i64) -> Result<Vec<Revision>> {
        let one = self.revision(id).await?;
        let same = |other: &Revision| {
            (&other.author, other.at, &other.action, &other.reason) == (&one.author, one.at, &one.action, &one.reason)
        };
        let mut group = vec![one.clone()];
        for step in [-1, 1] {
            let mut next = id + step;
            while let Some(other) = self.store.revision(next).await?.filter(|other| same(other)) {
                // A document stands once in a change: here another one begins that looks alike.
                if group.iter().any(|own: &Revision| own.change.document == other.change.document) {
                    break;
                }
                group.push(other);
                next += step;
            }
        }
        group.sort_by_key(|revision| revision.id);
        Ok(group)
    }
}

/// The documents without what a revision did. Where the same lines were changed again since, that is refused.
fn undone(faq: &[Arc<Source>], revision: &Revision) -> Result<Vec<Arc<Source>>> {
    let DocumentChange { document, before, after } = &revision.change;
    let refused = |sentence: String| Err(ModerationError::Refused(sentence));
    not_safety(document)?;
    let Some(before) = before else {
        return refused(format!(
            "with revision {} the history of {document} begins: there is nothing before it",
            revision.id
        ));
    };
    let now = faq.iter().find(|source| source.file_name() == document);
    let text = match (now, after) {
        (Some(now), Some(after)) => {
            let Some(merged) = three_way(after, &now.text, before) else {
                return refused(format!(
                    "revision {} cannot be undone by itself: the same lines of {document} were changed again since. \
                     `askwell history {document}` shows by what: undo that first, or edit the entry",
                    revision.id
                ));
            };
            let version = |text: &str| Source::new(document.clone(), text);
            if let Some(entry) = unvouched(&version(&merged), [now, &version(before)]) {
                return refused(format!(
                    "revision {} cannot be undone by itself: the reviewer's name would stand under a text of `{entry}` \
                     that they have not read. Change the entry instead, so that it is reviewed anew",
                    revision.id
                ));
            }
            merged
        }
        (None, None) => before.clone(),
        _ => return refused(format!("{document} came or went since revision {}: restore it instead", revision.id)),
    };
    with_text(faq, document, &text)
}

fn not_safety(document: &str) -> Result<()> {
    if document == SAFETY_DOCUMENT {
        let sentence = "the safety document is not changed from here: edit the file, and `askwell check` it";
        return Err(ModerationError::refused(sentence));
    }
    Ok(())
}

/// The documents with one of them saying something else, or coming back.
fn with_text(faq: &[Arc<Source>], document: &str, text: &str) -> Result<Vec<Arc<Source>>> {
    not_safety(document)?;
    let mut faq = faq.to_vec();
    if let Some(source) = faq.iter_mut().find(|source| source.file_name() == document) {
        *source = Source::new(source.name.clone(), text);
    } else {
        faq.push(Source::new(document, text));
        faq.sort_by(|one, other| one.file_name().cmp(other.file_name()));
    }
    Ok(faq)
}

fn changes(old: &[Arc<Source>], new: &[Arc<Source>]) -> Vec<DocumentChange> {
    let changed = new.iter().filter_map(|source| {
        let before = old.iter().find(|old| old.file_name() == source.file_name()).map(|old| old.text.clone());
        (before.as_ref() != Some(&source.text)).then(|| DocumentChange {
            document: source.file_name().to_owned(),
            before,
            after: Some(source.text.clone()),
        })
    });
    changed.collect()
}
