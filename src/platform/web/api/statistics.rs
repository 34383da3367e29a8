//! `/api/v1/desk/statistics`: how often what was done.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::caller::Caller;
use super::failure::{Failure, Failures};
use super::query::Query;
use super::state::Operations;
use crate::http::{PROBLEM, ProblemBody};
use crate::moderation;

/// Without a first day the numbers go back so many days.
const DAYS: u32 = 29;

/// Numbers of some days.
#[derive(Serialize, ToSchema)]
pub(super) struct Statistics {
    /// The first day (UTC).
    #[schema(example = "2026-11-01")]
    from: String,
    /// The last day.
    to: String,
    /// By day, entry or platform: how often each kind was. What concerns no entry stands under an empty name.
    rows: BTreeMap<String, BTreeMap<String, i64>>,
    /// How often each kind was altogether.
    totals: BTreeMap<String, i64>,
}

/// What the numbers are put together by.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "the description is made of it")]
enum By {
    Day,
    Entry,
    Platform,
}

/// Numbers of the days from one to another, both included.
#[utoipa::path(
    get,
    path = "/api/v1/desk/statistics",
    tag = "desk",
    security(("token" = [])),
    params(
        ("from" = Option<String>, Query, description = "The first day; 29 days before today where none is named", example = "2026-11-01"),
        ("to" = Option<String>, Query, description = "The last day; today where none is named", example = "2026-11-28"),
        ("by" = inline(Option<By>), Query, description = "What a row is; a day where nothing is said"),
    ),
    responses(
        (status = 200, description = "The numbers", body = Statistics),
        (status = 403, description = "The token may not be shown here", body = ProblemBody, content_type = PROBLEM),
        (status = 422, description = "A day is none, or they stand in the wrong order", body = ProblemBody, content_type = PROBLEM),
        Failures,
    )
)]
pub(super) async fn counted(
    State(api): State<Arc<Operations>>,
    _: Caller,
    query: Query,
) -> Result<Json<Statistics>, Failure> {
    query.only(&["from", "to", "by"])?;
    let by = match query.text("by") {
        None | Some("day") => moderation::By::Day,
        Some("entry") => moderation::By::Entry,
        Some("platform") => moderation::By::Platform,
        Some(_) => return Err(Failure::unfit("“by” is day, entry or platform.")),
    };
    let now = api.bot.state().clock().now();
    let to = query.text("to").map_or_else(|| now.day(), str::to_owned);
    let from = query.text("from").map_or_else(|| now.days_before(DAYS).day(), str::to_owned);
    let is_day = |day: &String| crate::clock::parse_day(day).is_ok();
    if ![&from, &to].into_iter().all(is_day) {
        return Err(Failure::unfit("A day is written year-month-day, like 2026-11-28; years go from 2000 to 2999."));
    }
    let sums = api.moderation.statistics(&from, &to, by).await?;
    Ok(Json(Statistics { from, to, rows: sums.rows, totals: sums.totals }))
}
