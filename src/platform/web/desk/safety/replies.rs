//! `/desk/safety/replies`: what patients read in danger, by region and language.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use maud::{Markup, html};

use crate::config::{Provider, Region};
use crate::platform::web::desk::form::Form;
use crate::platform::web::desk::page::{Page, Part};
use crate::platform::web::desk::signed::Signed;
use crate::platform::web::desk::state::Desk;
use crate::platform::web::desk::trouble::Trouble;
use crate::platform::web::text::paragraphs;
use crate::safety::{Rules, Tier};

/// The tiers, the gravest first.
const TIERS: [(Tier, &str); 3] = [(Tier::Emergency, "Emergency"), (Tier::Crisis, "Crisis"), (Tier::Advice, "Advice")];

/// `GET /desk/safety/replies`
pub(super) async fn page(State(desk): State<Arc<Desk>>, signed: Signed, uri: Uri) -> Result<Response, Trouble> {
    let query = Form::read(uri.query().unwrap_or_default().as_bytes());
    let (own, provider) = (desk.settings().bot.region, &desk.settings().provider);
    let region = match query.given("region") {
        None => own,
        Some(name) => {
            let unknown = || Trouble::NotThere("There is no such region.".to_owned());
            Region::ALL.into_iter().find(|region| region.name() == name).ok_or_else(unknown)?
        }
    };
    let brain = desk.bot.brain();
    let rules = brain.rules();
    let main = html! {
        p { a href="/desk/safety" { "All rules" } }
        form.sheet.row method="get" action="/desk/safety/replies" {
            label {
                "Region"
                select name="region" {
                    @for one in Region::ALL {
                        option value=(one.name()) selected[one == region] {
                            (one.name()) @if one == own { " (this clinic’s)" }
                        }
                    }
                }
            }
            button.second { "Show" }
        }
        @for language in rules.languages() { (in_language(rules, language, region, provider)) }
    };
    Ok(desk.show(&signed, Page { title: "Replies and numbers".to_owned(), part: Part::Safety, main }).await)
}

fn in_language(rules: &Rules, language: &str, region: Region, provider: &Provider) -> Markup {
    let numbers = rules.help(region).numbers();
    let texts = TIERS.map(|(tier, name)| (name, rules.reply(tier, language, region, provider)));
    let caution = rules.caution_reply(language, region, provider);
    let lines = [rules.personal_line(language), rules.untold_line(language)].map(str::to_owned);
    let others = [("Sounds like distress", caution)].into_iter();
    let lines = ["Holds personal details", "Where nobody can be told"].into_iter().zip(lines);
    html! {
        section.sheet lang=(language) {
            h2 lang="en" { "Language " (language) ", region " (region.name()) }
            @for (name, text) in texts.into_iter().chain(others).chain(lines) {
                h3 lang="en" { (name) }
                div.said { (paragraphs(&text, &numbers)) }
            }
        }
    }
}
