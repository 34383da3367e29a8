//! The first page: what waits, what is in force, how the last days went.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::channels::PLATFORMS;
use super::live::list::kept_fresh;
use super::page::{Page, Part};
use super::signed::Signed;
use super::state::Desk;
use super::trouble::Trouble;
use crate::config::FaqSource;
use crate::message::Platform;
use crate::moderation::By;
use crate::store::{DraftState, UnansweredState};

/// Days that the figures are about.
const DAYS: u32 = 7;

/// `GET /desk`
pub(super) async fn page(State(desk): State<Arc<Desk>>, signed: Signed) -> Result<Response, Trouble> {
    let main = html! {
        (doubts(&desk))
        div.halves {
            (waiting(&desk).await?)
            (in_force(&desk).await?)
        }
        (days(&desk).await?)
    };
    let main = kept_fresh("overview", Part::Overview.address(), &main);
    Ok(desk.show(&signed, Page { title: Part::Overview.name().to_owned(), part: Part::Overview, main }).await)
}

/// What somebody should see to before anything else.
fn doubts(desk: &Desk) -> Markup {
    let settings = desk.settings();
    let serves = |platform: Platform| match platform {
        Platform::Discord => settings.discord.token.is_some(),
        Platform::Slack => settings.slack.bot_token.is_some(),
        Platform::Console | Platform::Web => false,
    };
    let deaf = PLATFORMS.into_iter().filter(|platform| serves(*platform) && !desk.bot.can_alert(*platform));
    html! {
        @for platform in deaf {
            p.notice.bad {
                "Nobody is told of danger on " (platform.name()) ": " a href=(Part::Channels.address()) { "set a staff channel" } "."
            }
        }
        @if kept(desk) == Kept::BuiltIn {
            p.notice {
                "This is the FAQ that comes with the program, to look at. To have one that can be changed, whoever runs the bot "
                "starts a folder with " code { "askwell init" } "."
            }
        }
    }
}

/// Where the documents are.
#[derive(PartialEq, Eq)]
enum Kept {
    Store,
    Folder,
    BuiltIn,
}

fn kept(desk: &Desk) -> Kept {
    let faq = &desk.settings().faq;
    match (faq.source, &faq.dir) {
        (FaqSource::Store, _) => Kept::Store,
        (FaqSource::Files, Some(_)) => Kept::Folder,
        (FaqSource::Files, None) => Kept::BuiltIn,
    }
}

async fn waiting(desk: &Desk) -> Result<Markup, Trouble> {
    let store = desk.moderation.store();
    let failed = |error: crate::store::StoreError| Trouble::from(crate::moderation::ModerationError::from(error));
    let drafts = store.count_drafts(DraftState::Open).await.map_err(failed)?.number;
    let questions = store.count_unanswered(UnansweredState::Open).await.map_err(failed)?.number;
    let (alerts, since) = store.alerts_pending().await.map_err(failed)?;
    Ok(html! {
        section.sheet aria-labelledby="waiting" {
            h2 id="waiting" { "What waits" }
            dl {
                dt { "Drafts" } dd { a href=(Part::Drafts.address()) { (drafts) } }
                dt { "Unanswered questions" } dd { a href=(Part::Unanswered.address()) { (questions) } }
                dt { "Alerts to deliver" }
                dd {
                    (alerts)
                    @if let Some(since) = since { " " span.badge.bad { "since " (since.minute()) " UTC" } }
                }
            }
        }
    })
}

async fn in_force(desk: &Desk) -> Result<Markup, Trouble> {
    let brain = desk.bot.brain();
    let pack = brain.pack();
    let last = desk.moderation.history(None, 1).await?.into_iter().next();
    Ok(html! {
        section.sheet aria-labelledby="force" {
            h2 id="force" { "In force" }
            dl {
                dt { "Entries" } dd { a href=(Part::Entries.address()) { (pack.entries.len()) } }
                dt { "Kept in" }
                dd {
                    @match kept(desk) {
                        Kept::Store => "the store",
                        Kept::Folder => "a folder",
                        Kept::BuiltIn => "the program",
                    }
                }
                dt { "Version" } dd { code { (pack.hash) } }
                @if let Some(last) = last {
                    dt { "Last change" }
                    dd {
                        a href={ (Part::History.address()) "/" (last.id) } { (last.action) }
                        br; span.faint.small { (last.at.minute()) " UTC, by " (last.author) }
                    }
                }
            }
        }
    })
}

/// What the bot did in the last days, the most frequent first.
async fn days(desk: &Desk) -> Result<Markup, Trouble> {
    let now = desk.bot.state().clock().now();
    let sums = desk.moderation.statistics(&now.days_before(DAYS - 1).day(), &now.day(), By::Platform).await?;
    let mut kinds: Vec<(&String, &i64)> = sums.totals.iter().collect();
    kinds.sort_by_key(|(_, times)| std::cmp::Reverse(**times));
    Ok(html! {
        section.sheet aria-labelledby="days" {
            h2 id="days" { "The last " (DAYS) " days" }
            @if kinds.is_empty() {
                p.faint { "Nothing was asked." }
            } @else {
                ul.figures { @for (kind, times) in kinds { li { strong { (times) } " " (kind) } } }
                p { a href=(Part::Statistics.address()) { "Statistics" } }
            }
        }
    })
}
