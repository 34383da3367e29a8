//! How every page of the desk looks: head, who is signed in, where else one can go.

use maud::{DOCTYPE, Markup, html};

use super::address::LIVE;
use super::signed::Signed;
use crate::moderation::Role;

/// A page to be shown.
pub(super) struct Page {
    /// What it is; its heading, and the title of the window.
    pub(super) title: String,
    /// Which part of the desk it belongs to.
    pub(super) part: Part,
    /// What it is about, below the heading.
    pub(super) main: Markup,
}

/// The parts of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What waits, and how it goes.
    Overview,
    /// A message put to the bot, with the points of its reply.
    Try,
    /// Entries, and the editor of one.
    Entries,
    /// Words that count as one another.
    Synonyms,
    /// Changes that are not live yet.
    Drafts,
    /// Questions that found no answer.
    Unanswered,
    /// What was changed, and the way back.
    History,
    /// How often what was done.
    Statistics,
    /// Where and how the bot speaks.
    Channels,
    /// The safety document.
    Safety,
    /// What the lints find.
    Checks,
    /// Who may use the desk.
    Accounts,
    /// One's own account.
    Account,
}

/// What the frame tells beside a page.
pub(super) struct Beside {
    /// Whose desk it is.
    pub(super) clinic: String,
    /// Drafts that wait.
    pub(super) drafts: usize,
    /// Questions that found no answer.
    pub(super) unanswered: usize,
    /// Tells what the page was made of. Where it is another one now, somebody has changed something since.
    pub(super) mark: String,
}

impl Part {
    /// The parts that the head leads to, in order.
    const LISTED: [Self; 12] = [
        Self::Overview,
        Self::Try,
        Self::Entries,
        Self::Synonyms,
        Self::Drafts,
        Self::Unanswered,
        Self::History,
        Self::Statistics,
        Self::Channels,
        Self::Safety,
        Self::Checks,
        Self::Accounts,
    ];

    /// What it is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Try => "Try",
            Self::Entries => "Entries",
            Self::Synonyms => "Synonyms",
            Self::Drafts => "Drafts",
            Self::Unanswered => "Unanswered",
            Self::History => "History",
            Self::Statistics => "Statistics",
            Self::Channels => "Channels",
            Self::Safety => "Safety",
            Self::Checks => "Checks",
            Self::Accounts => "Accounts",
            Self::Account => "Your account",
        }
    }

    /// Where it is.
    pub(super) fn address(self) -> &'static str {
        match self {
            Self::Overview => "/desk",
            Self::Try => "/desk/try",
            Self::Entries => "/desk/entries",
            Self::Synonyms => "/desk/synonyms",
            Self::Drafts => "/desk/drafts",
            Self::Unanswered => "/desk/unanswered",
            Self::History => "/desk/history",
            Self::Statistics => "/desk/statistics",
            Self::Channels => "/desk/channels",
            Self::Safety => "/desk/safety",
            Self::Checks => "/desk/checks",
            Self::Accounts => "/desk/accounts",
            Self::Account => "/desk/account",
        }
    }

    fn is_for(self, role: Role) -> bool {
        self != Self::Accounts || role.may_manage()
    }

    /// How many things wait there, where things can.
    fn waiting(self, beside: &Beside) -> Option<usize> {
        match self {
            Self::Drafts => Some(beside.drafts),
            Self::Unanswered => Some(beside.unanswered),
            _ => None,
        }
    }
}

/// A whole page.
pub(super) fn document(page: &Page, signed: Option<&Signed>, beside: &Beside) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex, noarchive";
                meta name="format-detection" content="telephone=no";
                // No style or script of htmx's own making, which the policy of the page forbids.
                meta name="htmx-config" content=(HTMX);
                title { (page.title) " · Desk · " (beside.clinic) }
                link rel="icon" href="/page/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/page/style.css";
                link rel="stylesheet" href="/page/desk.css";
                @if signed.is_some() {
                    script src="/page/htmx.js" defer {}
                    script src="/page/desk.js" defer {}
                }
            }
            body.desk {
                a.skip href="#main" { "Skip to the content" }
                header.bar {
                    p.clinic { img src="/page/icon.svg" alt="" width="32" height="32"; (beside.clinic) " · Desk" }
                    @if let Some(signed) = signed { (who(signed)) }
                }
                div.columns {
                    @if let Some(signed) = signed { (parts(page.part, signed.role(), beside)) }
                    main id="main" tabindex="-1" {
                        h1 { (page.title) }
                        (page.main)
                    }
                }
                @if signed.is_some() { (live(beside)) }
            }
        }
    }
}

/// What htmx may do: no code from attributes, no style of its own, nothing kept.
const HTMX: &str = r#"{"allowEval":false,"includeIndicatorStyles":false,"historyCacheSize":0,"selfRequestsOnly":true,"refreshOnHistoryMiss":true}"#;

/// Who is signed in, and the way out.
fn who(signed: &Signed) -> Markup {
    html! {
        div.who {
            a href="/desk/account" { (signed.name()) } " " span.faint { (signed.role()) }
            form method="post" action="/desk/sign-out" { (signed.csrf()) button.quiet { "Sign out" } }
        }
    }
}

fn parts(here: Part, role: Role, beside: &Beside) -> Markup {
    html! {
        nav.parts aria-label="Desk" {
            ul {
                @for part in Part::LISTED.into_iter().filter(|part| part.is_for(role)) {
                    li {
                        a href=(part.address()) aria-current=[(part == here).then_some("page")] {
                            span { (part.name()) }
                            @if let Some(waiting) = part.waiting(beside) { " " (count(part, waiting, false)) }
                        }
                    }
                }
            }
        }
    }
}

/// How many things wait in a part. `again` has htmx put it in the place of the one that stands there.
fn count(part: Part, waiting: usize, again: bool) -> Markup {
    let id = part.address().rsplit('/').next().unwrap_or_default();
    html! {
        span.count id={"count-" (id)} hidden[waiting == 0] hx-swap-oob=[again.then_some("true")] { (waiting) }
    }
}

/// Asks every few seconds whether somebody has changed something.
fn live(beside: &Beside) -> Markup {
    html! {
        div id="live" hx-get={(LIVE) "?seen=" (beside.mark)} hx-trigger="every 4s" hx-swap="outerHTML" {}
    }
}

/// What htmx changes in any page once somebody has changed something: the counts, and what is asked for next.
pub(super) fn news(beside: &Beside) -> Markup {
    html! {
        (live(beside))
        @for part in Part::LISTED {
            @if let Some(waiting) = part.waiting(beside) { (count(part, waiting, true)) }
        }
    }
}
