//! Drafts: shown with what they would do, applied, dropped, made again.

use super::super::components::{Component, Line, Row, Style};
use super::super::interaction::Answer;
use super::super::limits;
use super::super::post::Post;
use super::moderators::{Admin, Request};
use super::pen::PEN;
use super::text::page;
use crate::moderation::{Applied, Conflict, Drafted, ModerationError, pages};
use crate::platform::conduct::moderators::acts::Pressed;
use crate::platform::conduct::moderators::{Trouble, draft};
use crate::store::DraftState;

impl Admin {
    /// The drafts that wait, with a menu to open one.
    pub(super) async fn drafts(&self) -> Result<Answer, Trouble> {
        let drafts = self.moderation.drafts(DraftState::Open).await?;
        if drafts.is_empty() {
            return Ok(Answer::private("No draft waits for a decision."));
        }
        let lines: Vec<Line> = drafts
            .iter()
            .rev()
            .take(limits::MENU_LINES)
            .map(|draft| Line { label: format!("{}  {}", draft.id, draft.action), value: draft.id.to_string() })
            .collect();
        let menu = Component::Menu { hint: "Open a draft".to_owned(), act: Pressed::Draft.to_string(), lines };
        Ok(private(page("", Some((&pages::drafts(&drafts), "")), vec![Row(vec![menu])])))
    }

    /// Opens the draft that was chosen.
    pub(super) async fn open_draft(&self, chosen: &[String]) -> Result<Answer, Trouble> {
        let id = chosen.first().and_then(|id| id.parse().ok()).ok_or("choose a draft")?;
        Ok(proposed(&self.moderation.show_draft(id).await?, None))
    }

    /// Puts a draft in force.
    pub(super) async fn apply(&self, request: &Request<'_>, id: i64) -> Result<Answer, Trouble> {
        match self.moderation.apply(&request.who, id).await {
            Ok(applied) => Ok(Answer::Change(vec![went_live(&applied)])),
            Err(ModerationError::Conflict(conflict)) => Ok(Answer::Change(vec![conflicting(&conflict)])),
            Err(error) => self.decided(id, error).await,
        }
    }

    /// Throws a draft away.
    pub(super) async fn drop_draft(&self, request: &Request<'_>, id: i64) -> Result<Answer, Trouble> {
        match self.moderation.drop_draft(&request.who, id, None).await {
            Ok(()) => Ok(Answer::Change(vec![Post::text(format!("Dropped: draft {id}."))])),
            Err(error) => self.decided(id, error).await,
        }
    }

    /// Makes a draft again on the newest documents.
    pub(super) async fn redo(&self, request: &Request<'_>, id: i64) -> Result<Answer, Trouble> {
        match self.moderation.redo(&request.who, id).await {
            Ok(drafted) => Ok(Answer::Change(vec![draft_page(&drafted, None)])),
            Err(error) => self.decided(id, error).await,
        }
    }

    /// Takes a revision back, as a draft.
    pub(super) async fn undo(
        &self,
        request: &Request<'_>,
        revision: Option<i64>,
        reason: Option<&str>,
    ) -> Result<Drafted, Trouble> {
        Ok(self.moderation.undo(&request.who, revision, reason).await?)
    }

    /// What is said when a draft could not be decided on. Where somebody else has decided, nothing can be pressed any more.
    async fn decided(&self, id: i64, error: ModerationError) -> Result<Answer, Trouble> {
        if matches!(error, ModerationError::Refused(_)) {
            let state = self.moderation.show_draft(id).await.ok().map(|draft| draft.state);
            if state.is_some_and(|state| state != DraftState::Open) {
                return Ok(Answer::Change(vec![Post::text(Trouble::from(error).sentence(&PEN))]));
            }
        }
        Err(error.into())
    }
}

/// A message that only the moderator sees.
pub(super) fn private(post: Post) -> Answer {
    Answer::Say { posts: vec![post], private: true, ping: None }
}

/// A draft as a new message. `note` stands above it.
pub(super) fn proposed(drafted: &Drafted, note: Option<&str>) -> Answer {
    private(draft_page(drafted, note))
}

/// A draft with its report, its lines and its buttons.
pub(super) fn draft_page(drafted: &Drafted, note: Option<&str>) -> Post {
    let words = draft::words(drafted, note, &PEN);
    page(&words, Some((&drafted.diff, "diff")), buttons(drafted))
}

/// What can be done with a draft. One that is refused, or that a reviewer has to apply, can only be dropped here.
fn buttons(drafted: &Drafted) -> Vec<Row> {
    if drafted.state != DraftState::Open {
        return Vec::new();
    }
    let id = drafted.id;
    let mut row = Vec::new();
    if draft::may_apply(drafted) {
        row.push(Component::button("Apply", Style::Success, Pressed::Apply(id).to_string()));
    }
    row.push(Component::button("Drop", Style::Danger, Pressed::Drop(id).to_string()));
    vec![Row(row)]
}

/// What is said of a draft that went live.
fn went_live(applied: &Applied) -> Post {
    let undo = |id: &i64| Row(vec![Component::button("Undo", Style::Secondary, Pressed::Undo(*id).to_string())]);
    page(&draft::applied(applied, &PEN), None, applied.revisions.last().map(undo).into_iter().collect())
}

/// What is said when somebody else was quicker.
fn conflicting(conflict: &Conflict) -> Post {
    let words = draft::conflicting(conflict, &PEN);
    let row = Row(vec![
        Component::button("Do it again on the newest", Style::Primary, Pressed::Redo(conflict.draft).to_string()),
        Component::button("Drop", Style::Danger, Pressed::Drop(conflict.draft).to_string()),
    ]);
    let diff = Some((conflict.diff.as_str(), "diff")).filter(|(diff, _)| !diff.is_empty());
    page(&words, diff, vec![row])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;
    use crate::moderation::{Changed, Finding, Report};
    use crate::reply::split::units;
    use proptest::prelude::*;

    fn drafted(text: &str, many: usize) -> Drafted {
        let changed = Changed {
            place: "line 7".into(),
            own: false,
            text: text.into(),
            effects: vec!["newly silent".into()],
            worse: true,
            before: "parking".into(),
            after: "offers parking".into(),
            mode: "both".into(),
        };
        let finding = Finding {
            severity: crate::document::Severity::Warning,
            lint: "weak-keyword".into(),
            place: "faq.toml:3".into(),
            message: text.into(),
            hint: None,
        };
        let report = Report {
            changes: vec![changed; many],
            findings: vec![finding; many],
            warnings: vec![text.into(); many],
            ..Report::default()
        };
        Drafted {
            id: 5,
            state: DraftState::Open,
            action: text.into(),
            author: "discord:anna (5)".into(),
            at: Moment(0),
            reason: Some(text.into()),
            decided_by: None,
            needs_approval: false,
            settles: None,
            report,
            diff: format!("+{text}\n").repeat(many),
        }
    }

    fn labels(post: &Post) -> Vec<String> {
        let all = post.rows.iter().flat_map(|row| row.0.iter());
        let label = |component: &Component| match component {
            Component::Button { label, .. } => Some(label.clone()),
            Component::Menu { .. } => None,
        };
        all.filter_map(label).collect()
    }

    #[test]
    fn what_can_be_pressed_fits_the_draft() {
        let open = drafted("x", 1);
        assert_eq!(labels(&draft_page(&open, None)), ["Apply", "Drop"]);
        let mut refused = open.clone();
        refused.report.refused = vec!["an example breaks".into()];
        assert_eq!(labels(&draft_page(&refused, None)), ["Drop"]);
        assert!(draft_page(&refused, None).content.contains("**REFUSED:** an example breaks."));
        let reviewed = Drafted { needs_approval: true, ..open.clone() };
        assert_eq!(labels(&draft_page(&reviewed, None)), ["Drop"]);
        assert!(draft_page(&reviewed, None).content.contains("A reviewer has to apply it"));
        let applied = Drafted { state: DraftState::Applied, decided_by: Some("eli".into()), ..open };
        assert!(labels(&draft_page(&applied, None)).is_empty());
        assert!(draft_page(&applied, None).content.contains("This draft is applied (by eli)."));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn a_draft_of_any_size_fits(text in r"\PC{1,400}", many in 0_usize..40) {
            let post = draft_page(&drafted(&text, many), Some(&text));
            prop_assert!(units(&post.content) <= limits::CONTENT);
            for embed in &post.embeds {
                prop_assert!(units(&embed.description) <= limits::DESCRIPTION);
            }
        }
    }
}
