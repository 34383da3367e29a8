//! The page: what was done in some days.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use maud::{Markup, html};

use super::range::Range;
use super::series::{DECISIONS, FEEDBACK, REFUSED, TIERS};
use super::{bars, plot};
use crate::clock::days;
use crate::moderation::By;
use crate::platform::web::desk::form::Form;
use crate::platform::web::desk::page::{Page, Part};
use crate::platform::web::desk::signed::Signed;
use crate::platform::web::desk::state::Desk;
use crate::platform::web::desk::trouble::Trouble;

/// Columns that can be told apart: a year. Of more days the last are drawn; sums and tables are of all.
const MOST_DAYS: usize = 366;

/// `GET /desk/statistics`
pub(super) async fn page(State(desk): State<Arc<Desk>>, signed: Signed, uri: Uri) -> Result<Response, Trouble> {
    let query = Form::read(uri.query().unwrap_or_default().as_bytes());
    let range = Range::asked(&query, desk.bot.state().clock().now())?;
    let main = html! {
        (range.pick())
        (counted(&desk, &range).await?)
        (matching(&desk))
    };
    let part = Part::Statistics;
    Ok(desk.show(&signed, Page { title: part.name().to_owned(), part, main }).await)
}

async fn counted(desk: &Desk, range: &Range) -> Result<Markup, Trouble> {
    let by = async |by| desk.moderation.statistics(&range.from, &range.to, by).await;
    let (by_day, by_entry, by_platform) = (by(By::Day).await?, by(By::Entry).await?, by(By::Platform).await?);
    if by_day.totals.is_empty() {
        return Ok(html! {
            p.notice { "Nothing was counted from " (range.from) " to " (range.to) ". What the bot does is counted by itself: come back once it was asked something." }
        });
    }
    let days = days(&range.from, &range.to, MOST_DAYS);
    let brain = desk.bot.brain();
    let question = |entry: &crate::faq::Entry| (entry.id.clone(), entry.question.clone());
    let questions: HashMap<String, String> = brain.pack().entries.iter().map(question).collect();
    Ok(html! {
        section.sheet {
            h2 { "From " (range.from) " to " (range.to) }
            p.faint.small { "Days are those of UTC. An answer with two topics counts for each of them. Who asked is not kept." }
            (bars::sums(&by_day))
        }
        div.plots {
            (plot::section("What the bot did", "Every message that was decided on.", &days, &DECISIONS, &by_day))
            (plot::section("Without an answer", "Left to the provider, offered as “did you mean”, or met by silence.", &days, &REFUSED, &by_day))
            (plot::section("Feedback", "What people pressed under answers.", &days, &FEEDBACK, &by_day))
            (plot::section("Safety", "Messages that safety met, by tier.", &days, &TIERS, &by_day))
        }
        (bars::entries(&by_entry, &questions))
        (bars::platforms(&by_platform))
    })
}

/// The place of what takes a second.
fn matching(desk: &Desk) -> Markup {
    html! {
        @if desk.settings().faq.messages.is_some() {
            div hx-get="/desk/statistics/matching" hx-trigger="load" hx-swap="outerHTML" {
                p.sheet {
                    a href="/desk/statistics/matching" { "How well questions are told apart" }
                    span.htmx-indicator.faint role="status" { "The labelled messages are being put to the bot …" }
                }
            }
        }
    }
}
