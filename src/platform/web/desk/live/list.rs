//! Lists that follow what others do.

use maud::{Markup, html};

use super::CHANGED;

/// A part of the page at `address` that is taken anew once somebody has changed something. Where something is being typed in
/// it, it stays, and a line above it says that there is news.
pub(in super::super) fn kept_fresh(id: &str, address: &str, content: &Markup) -> Markup {
    html! {
        div.follows {
            p.notice role="status" hidden {
                "Somebody has changed something here. " a href=(address) { "Load it anew" }
                " – what you have begun to type is lost then."
            }
            div.fresh id=(id) data-fresh hx-get=(address) hx-trigger={(CHANGED) " from:body"} hx-select={"#" (id)}
                hx-swap="outerHTML" { (content) }
        }
    }
}
