//! The groups of questions, the largest first.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::super::address::Asked;
use super::super::live::list::kept_fresh;
use super::super::page::{Page, Part};
use super::super::signed::Signed;
use super::super::state::Desk;
use super::super::trouble::Trouble;
use super::question::question;
use super::topics::Topics;
use crate::moderation::Group;
use crate::store::DraftState;

/// So many of the newest questions are put together.
const LOOKED_AT: u32 = 1_000;
/// So many groups stand on a page.
const GROUPS: usize = 20;
/// So many questions of a group are shown at first.
const SHOWN: usize = 3;

/// What a page of questions is made with.
struct List<'d> {
    topics: &'d Topics,
    signed: &'d Signed,
    /// Drafts that wait, by the question that they settle: their numbers and the entries.
    drafts: HashMap<i64, (i64, String)>,
    /// The group of which all questions are shown.
    whole: Option<i64>,
}

/// `GET /desk/unanswered?page=2&whole=17`
pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    signed: Signed,
    Asked(query): Asked,
) -> Result<Response, Trouble> {
    let page: usize = query.given("page").map_or(Ok(1), |_| query.number("page"))?;
    let page = page.max(1);
    let whole = query.given("whole").map(|_| query.number("whole")).transpose()?;
    let groups = desk.moderation.unanswered(LOOKED_AT).await?;
    let open = desk.moderation.drafts(DraftState::Open).await?;
    let settling = open.into_iter().filter_map(|draft| draft.settles.map(|(id, entry)| (id, (draft.id, entry))));
    let topics = Topics::of(&desk);
    let list = List { topics: &topics, signed: &signed, drafts: settling.collect(), whole };
    let content = html! {
        (topics.list())
        @if groups.is_empty() {
            section.sheet { p { "No question is waiting for an answer." } }
        }
        @for group in groups.iter().skip((page - 1).saturating_mul(GROUPS)).take(GROUPS) { (list.group(group)) }
        (pages(page, groups.len()))
    };
    let whole = whole.map(|id| format!("&whole={id}")).unwrap_or_default();
    let main = kept_fresh("questions", &format!("/desk/unanswered?page={page}{whole}"), &content);
    Ok(desk.show(&signed, Page { title: Part::Unanswered.name().to_owned(), part: Part::Unanswered, main }).await)
}

impl List<'_> {
    fn group(&self, group: &Group) -> Markup {
        let number = group.questions.len();
        let newest = group.questions.first().map_or(0, |kept| kept.id);
        let shown = if self.whole == Some(newest) { number } else { SHOWN };
        let noun = if number == 1 { "question" } else { "questions" };
        html! {
            section.sheet.group {
                h2 {
                    (number) " " (noun) ", "
                    @if group.entry.is_empty() { "near no entry" } @else { "nearest: " (self.topics.question(&group.entry)) }
                }
                ul.plain {
                    @for kept in group.questions.iter().take(shown) {
                        @let draft = self.drafts.get(&kept.id).map(|(id, entry)| (*id, entry.as_str()));
                        (question(kept, draft, self.topics, self.signed))
                    }
                }
                div.row {
                    @if number > shown {
                        a id={"group-" (newest)} href={"/desk/unanswered?whole=" (newest)} { "Show " (number - shown) " more" }
                    }
                    @if number > 1 && self.signed.role().may_edit() { (self.ignore_all(group, newest)) }
                }
            }
        }
    }

    /// The button by which a whole group is let be.
    fn ignore_all(&self, group: &Group, newest: i64) -> Markup {
        html! {
            form method="post" action="/desk/unanswered/ignore" {
                (self.signed.csrf())
                @for kept in &group.questions { input type="hidden" name="question" value=(kept.id); }
                button.quiet id={"group-" (newest) "-ignore"} {
                    "None of these " (group.questions.len()) " needs an answer"
                }
            }
        }
    }
}

fn pages(page: usize, groups: usize) -> Markup {
    let last = groups.div_ceil(GROUPS);
    html! {
        @if last > 1 {
            p.row {
                @if page > 1 {
                    a.button.second id="earlier" href={"/desk/unanswered?page=" (page - 1)} { "Larger groups" }
                }
                span { "Page " (page) " of " (last) }
                @if page < last {
                    a.button.second id="later" href={"/desk/unanswered?page=" (page + 1)} { "Smaller groups" }
                }
            }
        }
    }
}
