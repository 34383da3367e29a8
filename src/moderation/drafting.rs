//! Drafts: made, looked at, dropped, made again.

use super::Moderation;
use super::check::{Case, check};
use super::diff::diffs;
use super::error::{ModerationError, Result};
use super::people::{Moderator, reason};
use super::report::Report;
use super::review::reviewed_before;
use super::truth::{Papers, Truth};
use super::work::{Made, Task, Work};
use crate::clock::Moment;
use crate::faq::edit::Edit;
use crate::store::{Audit, Draft, DraftState, NewDraft, UnansweredState};

/// A draft as it is shown.
#[derive(Clone, Debug)]
pub struct Drafted {
    /// Its number.
    pub id: i64,
    /// How far it has come.
    pub state: DraftState,
    /// What it does, in a line.
    pub action: String,
    /// Who made it.
    pub author: String,
    /// When.
    pub at: Moment,
    /// Why.
    pub reason: Option<String>,
    /// Who applied or dropped it.
    pub decided_by: Option<String>,
    /// A reviewed answer or question changes: only a reviewer can apply it.
    pub needs_approval: bool,
    /// The unanswered question that is settled by it, and the entry that gets its words.
    pub settles: Option<(i64, String)>,
    /// What it would do.
    pub report: Report,
    /// What it changes, as lines.
    pub diff: String,
}

impl Moderation {
    /// Makes a draft of edits and checks it. Nothing is live before it is applied.
    ///
    /// # Errors
    /// An edit that does not fit (there is no such entry, the phrasing is there already …), or a failing store.
    pub async fn draft(&self, who: &Moderator, edits: Vec<Edit>, why: Option<&str>) -> Result<Drafted> {
        self.draft_of(who, Work { task: Task::Edits(edits), settles: None }, why).await
    }

    /// Makes a draft that gives an entry the words of an unanswered question, or `text` instead of them. Applied, it
    /// settles the question.
    ///
    /// # Errors
    /// As [`Moderation::draft`]; there is no such question, or its words are not kept and `text` is none.
    pub async fn belongs(
        &self,
        who: &Moderator,
        question: i64,
        entry: &str,
        text: Option<&str>,
        why: Option<&str>,
    ) -> Result<Drafted> {
        let kept = self.store.unanswered_question(question).await?;
        let kept =
            kept.ok_or_else(|| ModerationError::Refused(format!("there is no unanswered question {question}")))?;
        if kept.state == UnansweredState::Settled {
            let entry = kept.entry.unwrap_or_default();
            return Err(ModerationError::Refused(format!(
                "question {question} was settled already: it belongs to `{entry}`"
            )));
        }
        let text = text.map(str::to_owned).or(kept.question.text).ok_or_else(|| {
            ModerationError::Refused(format!(
                "the words of question {question} are not kept: read it by its link, and give its words with --text"
            ))
        })?;
        // A message of several lines is one phrasing.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let edit = Edit::AddPhrasing { entry: entry.to_owned(), text };
        let work = Work { task: Task::Edits(vec![edit]), settles: Some((question, entry.to_owned())) };
        self.draft_of(who, work, why).await
    }

    /// Makes a draft that takes a revision back: the newest one where none is named.
    ///
    /// # Errors
    /// There is none, or the same lines were changed again since.
    pub async fn undo(&self, who: &Moderator, revision: Option<i64>, why: Option<&str>) -> Result<Drafted> {
        self.sync().await?;
        let id = if let Some(id) = revision {
            id
        } else {
            let newest = self.store.revisions(None, None, 1).await?.pop();
            newest.ok_or_else(|| ModerationError::refused("nothing was changed yet"))?.id
        };
        self.draft_of(who, Work { task: Task::Undo(id), settles: None }, why).await
    }

    /// Makes a draft that makes a document what it was after a revision.
    ///
    /// # Errors
    /// There is no such revision, or the document says so already.
    pub async fn restore(&self, who: &Moderator, revision: i64, why: Option<&str>) -> Result<Drafted> {
        self.draft_of(who, Work { task: Task::Restore(revision), settles: None }, why).await
    }

    /// Does what a draft does once more, on the documents as they are now, and drops the old one.
    ///
    /// # Errors
    /// As for the draft; it is not open.
    pub async fn redo(&self, who: &Moderator, id: i64) -> Result<Drafted> {
        let old = self.open_draft(id).await?;
        let work = serde_json::from_str(&old.draft.edits)
            .map_err(|_| ModerationError::Refused(format!("draft {id} was made by another version: make it anew")))?;
        let new = self.draft_of(who, work, old.draft.reason.as_deref()).await?;
        self.store.move_draft(id, DraftState::Open, DraftState::Dropped, who.check()?, self.clock.now()).await?;
        Ok(new)
    }

    /// Drops a draft.
    ///
    /// # Errors
    /// It is not open.
    pub async fn drop_draft(&self, who: &Moderator, id: i64, why: Option<&str>) -> Result<()> {
        let (name, why) = (who.check()?, reason(why)?);
        self.open_draft(id).await?;
        let now = self.clock.now();
        if !self.store.move_draft(id, DraftState::Open, DraftState::Dropped, name, now).await? {
            return Err(ModerationError::Refused(format!("somebody was quicker: draft {id} is not open any more")));
        }
        self.trail(name, "draft dropped", id, why).await
    }

    /// The drafts in a state, the oldest first.
    ///
    /// # Errors
    /// The store fails.
    pub async fn drafts(&self, state: DraftState) -> Result<Vec<Drafted>> {
        self.recover().await?;
        Ok(self.store.drafts(state).await?.into_iter().map(shown).collect())
    }

    /// The newest drafts in a state, the newest first.
    ///
    /// # Errors
    /// The store fails.
    pub async fn newest_drafts(&self, state: DraftState, limit: u32) -> Result<Vec<Drafted>> {
        self.recover().await?;
        Ok(self.store.newest_drafts(state, limit).await?.into_iter().map(shown).collect())
    }

    /// One draft, whatever its state.
    ///
    /// # Errors
    /// There is none of this number.
    pub async fn show_draft(&self, id: i64) -> Result<Drafted> {
        self.recover().await?;
        self.any_draft(id).await.map(shown)
    }

    pub(super) async fn any_draft(&self, id: i64) -> Result<Draft> {
        let draft = self.store.draft(id).await?;
        draft.ok_or_else(|| ModerationError::Refused(format!("there is no draft {id}: `askwell draft list` shows all")))
    }

    pub(super) async fn open_draft(&self, id: i64) -> Result<Draft> {
        let draft = self.any_draft(id).await?;
        let by = draft.decided_by.clone().unwrap_or_default();
        match draft.state {
            DraftState::Open => Ok(draft),
            DraftState::Applying => Err(ModerationError::Refused(format!("draft {id} is being written for {by}"))),
            DraftState::Applied => Err(ModerationError::Refused(format!("draft {id} was applied by {by} already"))),
            DraftState::Dropped => Err(ModerationError::Refused(format!("draft {id} was dropped by {by}"))),
        }
    }

    /// Writes into the trail what happened to a draft.
    pub(super) async fn trail(&self, author: &str, action: &str, id: i64, reason: Option<String>) -> Result<()> {
        let audit = Audit {
            at: self.clock.now(),
            author: author.to_owned(),
            action: action.to_owned(),
            subject: format!("draft {id}"),
            reason,
        };
        Ok(self.store.audit(&audit).await?)
    }

    async fn draft_of(&self, who: &Moderator, work: Work, why: Option<&str>) -> Result<Drafted> {
        let (author, reason) = (who.check()?.to_owned(), reason(why)?);
        if self.truth == Truth::BuiltIn {
            return Err(ModerationError::refused(
                "the FAQ that comes with the program cannot be changed: run `askwell init`, and change the folder that \
                 it starts",
            ));
        }
        let old = self.papers().await?;
        let Made { work, papers: new, changes, action } = self.made(work, &old).await?;
        let needs_approval = !reviewed_before(&old, &new).is_empty();
        let report = self.checked(old, new).await?;
        let draft = NewDraft {
            author,
            at: self.clock.now(),
            action,
            reason,
            changes,
            edits: json(&work)?,
            report: json(&report.without_messages())?,
            needs_approval,
        };
        let id = self.store.add_draft(&draft).await?;
        let draft = Draft { id, draft, state: DraftState::Open, decided_by: None, decided_at: None };
        Ok(Drafted { report, ..shown(draft) })
    }

    /// The check, where it holds nobody up.
    async fn checked(&self, old: Papers, new: Papers) -> Result<Report> {
        let case = Case { old, new, settings: self.settings.clone(), today: self.clock.now().day() };
        let checking = tokio::task::spawn_blocking(move || check(&case)).await;
        checking.unwrap_or_else(|_| Err(ModerationError::refused("the check of the draft broke off")))
    }
}

fn json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| ModerationError::Refused(format!("the draft cannot be kept: {error}")))
}

fn shown(draft: Draft) -> Drafted {
    let Draft { id, draft, state, decided_by, .. } = draft;
    let settles = serde_json::from_str::<Work>(&draft.edits).ok().and_then(|work| work.settles);
    Drafted {
        settles,
        id,
        state,
        action: draft.action,
        author: draft.author,
        at: draft.at,
        reason: draft.reason,
        decided_by,
        needs_approval: draft.needs_approval,
        report: serde_json::from_str(&draft.report).unwrap_or_else(|_| unreadable()),
        diff: diffs(&draft.changes),
    }
}

/// A report that another version wrote lets nothing go live.
fn unreadable() -> Report {
    Report {
        refused: vec![
            "its report was written by another version: make the draft again (`askwell draft redo`)".to_owned(),
        ],
        ..Report::default()
    }
}
