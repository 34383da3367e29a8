//! Of which days the numbers are.

use maud::{Markup, html};

use crate::clock::Moment;
use crate::platform::web::desk::form::Form;
use crate::platform::web::desk::trouble::Trouble;

/// What can be picked with one click.
const PICKS: [u32; 3] = [7, 30, 90];
/// Where nothing is asked for.
const USUAL: u32 = 30;

/// The days from one to another, both included.
pub(super) struct Range {
    pub(super) from: String,
    pub(super) to: String,
    /// Where it is one of the picks.
    picked: Option<u32>,
}

impl Range {
    /// What a query asks for: `days`, or `from` and `to`. Whether days are days is found out where they are counted.
    pub(super) fn asked(query: &Form, now: Moment) -> Result<Self, Trouble> {
        if query.given("from").is_some() || query.given("to").is_some() {
            let to = query.given("to").map_or_else(|| now.day(), str::to_owned);
            let from = query.given("from").map_or_else(|| now.days_before(USUAL - 1).day(), str::to_owned);
            return Ok(Self { from, to, picked: None });
        }
        let days = if query.given("days").is_some() { query.number("days")? } else { USUAL };
        if !PICKS.contains(&days) {
            return Err(Trouble::Form("Pick 7, 30 or 90 days, or the first and the last day.".to_owned()));
        }
        Ok(Self { from: now.days_before(days - 1).day(), to: now.day(), picked: Some(days) })
    }

    /// The way to other days.
    pub(super) fn pick(&self) -> Markup {
        html! {
            div.sheet.pick {
                nav aria-label="Days" {
                    @for days in PICKS {
                        a href={"/desk/statistics?days=" (days)} aria-current=[(self.picked == Some(days)).then_some("true")] {
                            (days) " days"
                        }
                    }
                }
                form.row method="get" action="/desk/statistics" {
                    label { "First day" input type="date" name="from" value=(self.from) min="2000-01-01" max="2999-12-31"; }
                    label { "Last day" input type="date" name="to" value=(self.to) min="2000-01-01" max="2999-12-31"; }
                    button.second { "Show" }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_picked_or_typed() {
        let now = Moment(1_796_000_709_120);
        for (query, expected) in [
            ("", Some(("2026-11-01", "2026-11-30"))),
            ("days=7", Some(("2026-11-24", "2026-11-30"))),
            ("days=8", None),
            ("days=x", None),
            ("from=2026-01-01&to=2026-01-05", Some(("2026-01-01", "2026-01-05"))),
            ("to=2026-12-24", Some(("2026-11-01", "2026-12-24"))),
        ] {
            let asked = Range::asked(&Form::read(query.as_bytes()), now).ok();
            let asked = asked.as_ref().map(|range| (range.from.as_str(), range.to.as_str()));
            assert_eq!(asked, expected, "{query}");
        }
    }
}
