//! A decision, drawn: how it was understood, how sure the bot is against the line that an answer needs, and where the
//! points come from. Whatever is drawn stands beside it in numbers and words.

mod bars;
mod confidence;
mod points;
mod understood;

use maud::{Markup, html};

pub(super) use confidence::compared;
pub(super) use points::points;

use crate::explain::Why;
use crate::message::Mode;

/// Why a message got its reply.
pub(super) fn drawn(why: &Why, mode: Mode) -> Markup {
    let sides: Vec<_> = why.candidates.iter().zip(["Best", "Next"]).map(|(own, place)| (place, own)).collect();
    html! {
        div.explained {
            (understood::understood(why))
            @if why.candidates.is_empty() {
                p { "No entry has anything in common with it." }
            } @else {
                (confidence::confidence(why, mode))
                (points(&sides))
            }
            p.faint.small { "Documents " code { (why.pack) } }
        }
    }
}
