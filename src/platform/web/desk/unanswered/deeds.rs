//! What becomes of a question.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;

use super::super::address::Numbered;
use super::super::frame::go;
use super::super::signed::Posted;
use super::super::state::Desk;
use super::super::trouble::Trouble;
use super::topics::Topics;
use crate::moderation::ModerationError;

/// `POST /desk/unanswered/7/belongs`: a draft that gives an entry its words.
pub(super) async fn belongs(
    State(desk): State<Arc<Desk>>,
    Numbered(id): Numbered,
    Posted { signed, form }: Posted,
) -> Result<Response, Trouble> {
    let who = signed.moderator()?;
    let entry = match (form.given("entry"), form.given("other")) {
        (Some(entry), _) => entry.to_owned(),
        (None, Some(typed)) => {
            let topics = Topics::of(&desk);
            let chosen = topics.chosen(typed).map(str::to_owned);
            chosen.ok_or_else(|| Trouble::Form(format!("There is no entry “{typed}”: choose one of the list.")))?
        }
        (None, None) => return Err(Trouble::Form("Choose the entry that the question belongs to.".to_owned())),
    };
    let drafted = desk.moderation.belongs(&who, id, &entry, form.given("text"), form.given("reason")).await?;
    Ok(desk.made(&drafted))
}

/// `POST /desk/unanswered/ignore`: questions that need no answer.
pub(super) async fn ignore(
    State(desk): State<Arc<Desk>>,
    Posted { signed, form }: Posted,
) -> Result<Response, Trouble> {
    let deed = signed.deed(&desk, form.given("reason"))?;
    let numbers: Result<Vec<i64>, _> = form.all("question").map(str::parse).collect();
    let numbers = numbers.map_err(|_| Trouble::Form("That is no number of a question.".to_owned()))?;
    for id in &numbers {
        match desk.moderation.ignore(*id, &deed).await {
            // Of a whole group those stay that somebody else has settled meanwhile.
            Err(ModerationError::Refused(_)) if numbers.len() > 1 => {}
            done => done?,
        }
    }
    Ok(go("/desk/unanswered"))
}
