//! What would lead a message to an entry, made a draft with one button.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::super::frame;
use super::super::signed::{Posted, Signed};
use super::super::state::Desk;
use super::super::trouble::Trouble;
use crate::explain::Proposal;
use crate::faq::edit::{Condition, Edit, RuleName};

/// The form that the buttons post. They stand within another form, which a message is typed into.
const FORM: &str = "remedy";
/// The field with the change.
const CHANGE: &str = "change";

/// A change that was offered.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
enum Offer {
    Keyword { entry: String, words: String, weight: f64 },
    Weight { entry: String, rule: usize, weight: f64 },
    Phrasing { entry: String, words: String },
}

impl Offer {
    fn of(entry: &str, proposal: &Proposal) -> Self {
        let (entry, words) = (entry.to_owned(), proposal.words.clone());
        match (proposal.raises, proposal.weight) {
            (Some(rule), Some(weight)) => Self::Weight { entry, rule, weight },
            (None, Some(weight)) => Self::Keyword { entry, words, weight },
            (_, None) => Self::Phrasing { entry, words },
        }
    }

    fn edit(self) -> Edit {
        match self {
            Self::Keyword { entry, words, weight } => {
                let rule = Condition { any: vec![words], ..Condition::default() };
                Edit::AddKeyword { entry, rule, weight }
            }
            Self::Weight { entry, rule, weight } => Edit::SetWeight { entry, rule: RuleName::Number(rule), weight },
            Self::Phrasing { entry, words } => Edit::AddPhrasing { entry, text: words },
        }
    }
}

/// The button of a proposal.
pub(super) fn offered(entry: &str, proposal: &Proposal) -> Markup {
    // What was just made can be written.
    let change = serde_json::to_string(&Offer::of(entry, proposal)).unwrap_or_default();
    html! { p { button form=(FORM) name=(CHANGE) value=(change) { "Make this a draft" } } }
}

/// The form of the buttons, beside the other one.
pub(super) fn form_outside(signed: &Signed) -> Markup {
    html! { @if signed.role().may_edit() { form id=(FORM) method="post" action="/desk/try/draft" { (signed.csrf()) } } }
}

/// `POST /desk/try/draft`
pub(super) async fn draft(State(desk): State<Arc<Desk>>, Posted { signed, form }: Posted) -> Result<Response, Trouble> {
    let who = signed.moderator()?;
    let offer: Offer = serde_json::from_str(form.raw(CHANGE)).map_err(|_| Trouble::Stale)?;
    let drafted = desk.moderation.draft(&who, vec![offer.edit()], None).await?;
    Ok(frame::go(&format!("/desk/drafts/{}", drafted.id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_becomes_the_edit_that_it_names() {
        let proposal = |weight, raises| Proposal {
            words: "car park".into(),
            weight,
            raises,
            toml: String::new(),
            joins_list: false,
            pulls: Vec::new(),
        };
        for (proposal, expected) in [
            (proposal(Some(1.5), None), "parking: keyword “car park” added, weight 1.5"),
            (proposal(Some(2.0), Some(3)), "parking: keyword rule 3, weight 2"),
            (proposal(None, None), "parking: phrasing “car park” added"),
        ] {
            let sent = serde_json::to_string(&Offer::of("parking", &proposal)).unwrap();
            let offer: Offer = serde_json::from_str(&sent).unwrap();
            assert_eq!(offer.edit().to_string(), expected);
        }
    }
}
