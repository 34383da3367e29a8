//! A message tried on changes that nobody has saved.

use std::sync::Arc;

use maud::{Markup, html};

use super::super::frame::sentence_of;
use super::super::state::Desk;
use super::super::trial::{Question, Tried};
use super::super::trouble::Trouble;
use super::content::{Faults, Field};
use crate::faq::edit::Edit;
use crate::moderation::ModerationError;

/// What a message comes to with edits. What cannot be done is said, and the documents in force answer.
pub(super) async fn tried(
    desk: &Arc<Desk>,
    question: &Question,
    edits: Result<Vec<(Field, Edit)>, Faults>,
) -> Result<(Markup, Option<Tried>), Trouble> {
    let mut fault = None;
    let brain = match edits {
        Ok(edits) if edits.is_empty() => desk.bot.brain(),
        // Without a message there is nothing to build a bot for.
        _ if question.text.is_empty() => desk.bot.brain(),
        Ok(edits) => {
            let edits: Vec<Edit> = edits.into_iter().map(|(_, edit)| edit).collect();
            match desk.moderation.preview(&edits).await {
                Ok(preview) => desk.brains.of(preview, &desk.door, desk.settings()).await?,
                Err(ModerationError::Refused(sentence)) => {
                    fault = Some(sentence_of(&sentence));
                    desk.bot.brain()
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(faults) => {
            let said = faults.all().map(|(field, sentence)| format!("{field}: {}", sentence_of(sentence)));
            fault = Some(said.collect::<Vec<_>>().join(" "));
            desk.bot.brain()
        }
    };
    let tried = question.put_to(desk, brain).await?;
    let markup = html! {
        @if let Some(fault) = &fault {
            p.notice.bad { "Your changes cannot be tried yet, and are left out here. " (fault) }
        }
        @if let Some(tried) = &tried { (tried.shown(question.mode)) }
    };
    Ok((markup, tried))
}
