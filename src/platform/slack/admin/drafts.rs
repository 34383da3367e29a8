//! Drafts: shown with what they would do, applied, dropped, made again.

use super::super::blocks::{self, Style, button};
use super::super::limits;
use super::super::mrkdwn::escaped;
use super::super::post::Post;
use super::super::render::said;
use super::pen::{PEN, page};
use super::{Admin, Shown};
use crate::moderation::{Applied, Conflict, Drafted, ModerationError, Moderator, pages};
use crate::platform::conduct::moderators::acts::Pressed;
use crate::platform::conduct::moderators::{Trouble, draft};
use crate::store::DraftState;

impl Admin {
    /// The drafts that wait, with a menu to open one.
    pub(super) async fn drafts(&self) -> Result<Post, Trouble> {
        let drafts = self.moderation.drafts(DraftState::Open).await?;
        if drafts.is_empty() {
            return Ok(said("No draft waits for a decision."));
        }
        let lines = drafts.iter().rev().take(limits::OPTIONS);
        let options = lines.map(|one| blocks::option(&format!("{}  {}", one.id, one.action), &one.id.to_string()));
        let menu = blocks::menu(&Pressed::Draft.to_string(), "Open a draft", Some(options.collect()));
        Ok(page("", Some(&pages::drafts(&drafts)), vec![menu]))
    }

    /// One draft.
    pub(super) async fn draft(&self, id: i64) -> Result<Post, Trouble> {
        Ok(draft_page(&self.moderation.show_draft(id).await?))
    }

    /// Puts a draft in force.
    pub(super) async fn apply(&self, who: &Moderator, id: i64) -> Result<Shown, Trouble> {
        match self.moderation.apply(who, id).await {
            Ok(applied) => Ok(Shown::InPlace(went_live(&applied))),
            Err(ModerationError::Conflict(conflict)) => Ok(Shown::InPlace(conflicting(&conflict))),
            Err(error) => self.decided(id, error).await,
        }
    }

    /// Throws a draft away.
    pub(super) async fn drop_draft(&self, who: &Moderator, id: i64) -> Result<Shown, Trouble> {
        match self.moderation.drop_draft(who, id, None).await {
            Ok(()) => Ok(Shown::InPlace(said(&format!("Dropped: draft {id}.")))),
            Err(error) => self.decided(id, error).await,
        }
    }

    /// Makes a draft again on the newest documents.
    pub(super) async fn redo(&self, who: &Moderator, id: i64) -> Result<Shown, Trouble> {
        match self.moderation.redo(who, id).await {
            Ok(drafted) => Ok(Shown::InPlace(draft_page(&drafted))),
            Err(error) => self.decided(id, error).await,
        }
    }

    /// Takes a revision back, as a draft.
    pub(super) async fn undo(&self, who: &Moderator, revision: i64) -> Result<Shown, Trouble> {
        let drafted = self.moderation.undo(who, Some(revision), None).await?;
        Ok(Shown::InPlace(draft_page(&drafted)))
    }

    /// What is said when a draft could not be decided on. Where somebody else has decided, nothing can be pressed any more.
    async fn decided(&self, id: i64, error: ModerationError) -> Result<Shown, Trouble> {
        if matches!(error, ModerationError::Refused(_)) {
            let state = self.moderation.show_draft(id).await.ok().map(|draft| draft.state);
            if state.is_some_and(|state| state != DraftState::Open) {
                return Ok(Shown::InPlace(said(&escaped(&Trouble::from(error).sentence(&PEN)))));
            }
        }
        Err(error.into())
    }
}

/// A draft with its report, its lines and its buttons.
fn draft_page(drafted: &Drafted) -> Post {
    let mut buttons = Vec::new();
    if drafted.state == DraftState::Open {
        if draft::may_apply(drafted) {
            buttons.push(button("Apply", Style::Primary, &Pressed::Apply(drafted.id).to_string()));
        }
        buttons.push(button("Drop", Style::Danger, &Pressed::Drop(drafted.id).to_string()));
    }
    page(&draft::words(drafted, None, &PEN), Some(&drafted.diff), buttons)
}

fn went_live(applied: &Applied) -> Post {
    let undo = |id: &i64| button("Undo", Style::Plain, &Pressed::Undo(*id).to_string());
    page(&draft::applied(applied, &PEN), None, applied.revisions.last().map(undo).into_iter().collect())
}

/// What is shown when somebody else was quicker.
fn conflicting(conflict: &Conflict) -> Post {
    let again = button("Do it again on the newest", Style::Primary, &Pressed::Redo(conflict.draft).to_string());
    let drop = button("Drop", Style::Danger, &Pressed::Drop(conflict.draft).to_string());
    page(&draft::conflicting(conflict, &PEN), Some(&conflict.diff), vec![again, drop])
}
