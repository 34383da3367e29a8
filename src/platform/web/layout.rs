//! The frame of every page: head, the clinic's name, what the page is, and the way to people.

use maud::{DOCTYPE, Markup, html};

use super::site::Site;
use super::text::{link, linked, telephone};
use crate::reply::page as wording;

/// A page to be shown.
pub(super) struct Page {
    /// What it is, before the clinic's name in the title of the window.
    pub(super) title: String,
    /// Where it stands.
    pub(super) place: Place,
    /// Whether `chat.js` is of use on it.
    pub(super) scripted: bool,
    /// What it is about.
    pub(super) main: Markup,
}

/// Where a page stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a window of its own, with this address.
    Window(&'static str),
    /// In a frame of the clinic's own site, which has its own head and foot.
    Frame,
}

impl Place {
    /// Where its forms are posted.
    pub(super) fn action(self) -> &'static str {
        match self {
            Self::Window(_) => "/",
            Self::Frame => "/embed",
        }
    }
}

/// A whole page.
pub(super) fn document(site: &Site, page: &Page) -> Markup {
    let in_frame = page.place == Place::Frame;
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noarchive";
                // Numbers that can be called are links already; what else looks like one is left alone.
                meta name="format-detection" content="telephone=no";
                title { (page.title) " · " (site.name()) }
                link rel="icon" href="/page/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/page/style.css";
                @if page.scripted { script src="/page/chat.js" defer {} }
            }
            body.framed[in_frame] {
                a.skip href="#main" { (wording::SKIP) }
                (masthead(site, page.place))
                main id="main" tabindex="-1" { (page.main) }
                (foot(site, in_frame))
            }
        }
    }
}

fn masthead(site: &Site, place: Place) -> Markup {
    let (name, title) = (site.name(), site.title());
    let here = |address: &'static str| (place == Place::Window(address)).then_some("page");
    html! {
        header.masthead {
            div.name {
                img src="/page/icon.svg" alt="" width="40" height="40";
                div {
                    p.clinic { (name) }
                    @if title != name { p.about { (title) } }
                }
            }
            @if place != Place::Frame {
                nav aria-label=(wording::PAGES) {
                    a href="/" aria-current=[here("/")] { (wording::ASK_PAGE) }
                    a href="/topics" aria-current=[here("/topics")] { (wording::TOPICS_PAGE) }
                }
            }
        }
    }
}

fn foot(site: &Site, in_frame: bool) -> Markup {
    let help = site.help();
    let numbers = help.numbers();
    html! {
        footer {
            section.urgent aria-labelledby="urgent" {
                h2 id="urgent" { (wording::URGENT) }
                @for line in wording::help_lines(&help.emergency, help.crisis.as_deref()) { p { (linked(&line, &numbers)) } }
            }
            @if !in_frame { (provider(site)) }
            section aria-labelledby="about" {
                h2 id="about" { (wording::ABOUT) }
                p { (wording::AUTOMATED) }
                p { (site.kept) " " (wording::NOT_IN_THE_BROWSER) }
            }
        }
    }
}

/// Who the clinic is and how to reach it, as far as the settings say.
fn provider(site: &Site) -> Markup {
    let provider = &site.provider;
    let ways = [&provider.phone, &provider.url, &provider.hours];
    html! {
        @if ways.iter().any(|way| way.is_some()) {
            section aria-labelledby="contact" {
                h2 id="contact" { (provider.name.as_deref().unwrap_or(wording::YOUR_PROVIDER)) }
                @if let Some(phone) = &provider.phone { p { (link(&telephone(phone), phone)) } }
                @if let Some(url) = &provider.url { p { (link(url, shown(url))) } }
                @if let Some(hours) = &provider.hours { p { (hours) } }
            }
        }
    }
}

/// An address as people say it.
fn shown(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest).trim_end_matches('/')
}
