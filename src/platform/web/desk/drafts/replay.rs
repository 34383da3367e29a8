//! What a draft does to messages, before and after.

use maud::{Markup, html};

use super::super::state::Desk;
use crate::eval::Effect;
use crate::moderation::{Changed, Report, pages};

/// Each message that is replied to in another way, the worst first.
pub(super) fn replay(desk: &Desk, report: &Report) -> Markup {
    html! {
        section.sheet {
            h2 { "What it does to messages" }
            p.faint.small { (pages::replayed(report)) }
            @if report.changes.is_empty() { p { "No message is replied to in another way." } }
            @else { (table(desk, report)) }
            @if report.changes.iter().any(|change| change.text.is_empty()) {
                p.faint.small {
                    "Lines are those of the file with the labelled messages. Their words are shown to whoever makes a draft, for a "
                    "while, and are not kept."
                }
            }
        }
    }
}

/// The three sums that always count, then whatever else there is.
pub(super) fn sums(report: &Report) -> Markup {
    let three = [Effect::NewlyRight, Effect::NewlyWrong, Effect::NewlySilent];
    let others = report.effects.iter().filter(|(name, _)| three.iter().all(|effect| effect.name() != name));
    html! {
        ul.sums {
            @for effect in three {
                @let (number, is_bad) = (report.count(effect), effect != Effect::NewlyRight);
                li.bad[is_bad && number > 0].good[!is_bad && number > 0] { strong { (number) } " " (effect.name()) }
            }
            @if report.safety > 0 { li.bad { strong { (report.safety) } " safety replies lost or lowered" } }
            @for (name, number) in others { li { strong { (number) } " " (name) } }
        }
    }
}

fn table(desk: &Desk, report: &Report) -> Markup {
    html! {
        div.scroll tabindex="0" role="group" aria-label="Messages that are replied to in another way" {
            table.replay {
                thead {
                    tr {
                        th scope="col" { "What happens" }
                        th scope="col" { "Message" }
                        th scope="col" { "Reply before" }
                        th scope="col" { "Reply after" }
                    }
                }
                tbody { @for change in &report.changes { (row(desk, change)) } }
            }
        }
    }
}

fn row(desk: &Desk, change: &Changed) -> Markup {
    let [effect, place, _] = pages::change(change);
    html! {
        tr.worse[change.worse] {
            td {
                (effect)
                @if change.worse { " " span.badge.bad { "worse" } }
                @else if is_better(change) { " " span.badge.good { "better" } }
            }
            th.wide scope="row" {
                @if !change.text.is_empty() { "“" (change.text) "”" br; }
                span.faint.small {
                    @if change.own { "wording of " (question(desk, &place)) } @else { (place) }
                }
            }
            td { (change.before) }
            td { (change.after) }
        }
    }
}

/// Whether people who labelled a message would be glad.
fn is_better(change: &Changed) -> bool {
    let good = [Effect::NewlyRight, Effect::NoLongerWrong, Effect::PartGained];
    change.effects.iter().any(|name| good.iter().any(|effect| effect.name() == name))
}

/// The question of an entry, or its id where it is not in force.
fn question(desk: &Desk, id: &str) -> String {
    let brain = desk.bot.brain();
    let entry = brain.pack().entries.iter().find(|entry| entry.id == id);
    entry.map_or_else(|| id.to_owned(), |entry| format!("“{}”", entry.question))
}
