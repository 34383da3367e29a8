//! `GET /desk/channels`: every channel with how the bot speaks there.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::super::page::{Page, Part};
use super::super::signed::Signed;
use super::super::state::Desk;
use super::super::trouble::Trouble;
use crate::clock::Moment;
use crate::conversation::Voice;
use crate::message::Platform;
use crate::moderation::{Listening, pages};

/// Platforms that have channels.
pub(in crate::platform::web::desk) const PLATFORMS: [Platform; 2] = [Platform::Discord, Platform::Slack];
/// For how long a channel can be muted, in minutes, in words.
pub(super) const MUTES: [(u64, &str); 4] =
    [(60, "for an hour"), (8 * 60, "for 8 hours"), (24 * 60, "for a day"), (7 * 24 * 60, "for a week")];

pub(super) async fn page(State(desk): State<Arc<Desk>>, signed: Signed) -> Result<Response, Trouble> {
    let channels = desk.moderation.channels().await?;
    let now = desk.bot.state().clock().now();
    let edits = signed.role().may_edit();
    let main = html! {
        p.faint {
            "Unasked the bot speaks only in channels that are listed here. In disabled ones it does not even look for danger. "
            "Whoever mentions it is answered everywhere."
        }
        section.sheet aria-labelledby="channels" {
            h2 id="channels" { "Channels" }
            @if channels.is_empty() {
                p { "None yet: the bot answers only who asks it." }
            } @else {
                (table(&channels, &signed, now))
            }
            @if edits { (another(&signed)) }
        }
        section.sheet aria-labelledby="staff" {
            h2 id="staff" { "Staff channels" }
            p.faint { "Where people are told of danger, by a link to the message." }
            @for platform in PLATFORMS { (staff(&desk, &signed, platform)) }
        }
    };
    Ok(desk.show(&signed, Page { title: Part::Channels.name().to_owned(), part: Part::Channels, main }).await)
}

fn table(channels: &[Listening], signed: &Signed, now: Moment) -> Markup {
    let edits = signed.role().may_edit();
    html! {
        div.scroll tabindex="0" role="region" aria-label="Table of channels" {
            table {
                thead { tr {
                    th scope="col" { "Channel" }
                    th scope="col" { "Now" }
                    @if edits { th scope="col" { "Change" } }
                } }
                tbody {
                    @for one in channels {
                        tr {
                            th scope="row" {
                                (one.state.platform) " " code { (one.state.channel) }
                                @if one.in_settings { br; span.faint.small { "from the settings" } }
                            }
                            td { (pages::channel(&one.state, now)) }
                            @if edits { td { (changes(one, signed, now)) } }
                        }
                    }
                }
            }
        }
    }
}

/// One channel's form: each button is a thing that can be done about it.
fn changes(one: &Listening, signed: &Signed, now: Moment) -> Markup {
    let state = &one.state;
    let named = format!("{} {}", state.platform, state.channel);
    html! {
        form.row method="post" action="/desk/channels/set" {
            (signed.csrf())
            input type="hidden" name="platform" value=(state.platform);
            input type="hidden" name="channel" value=(state.channel);
            @if state.enabled {
                label { span.unseen { "How the bot speaks in " (named) }
                    select name="mode" {
                        @for voice in Voice::ALL { option value=(voice.name()) selected[state.mode == voice.name()] { (spoken(voice)) } }
                    }
                }
                button.second name="do" value="mode" { "Set" span.unseen { " how it speaks in " (named) } }
                @if one.muted_until(now).is_some() {
                    button.second name="do" value="unmute" { "Unmute" span.unseen { " " (named) } }
                } @else {
                    label { span.unseen { "For how long " (named) " is muted" }
                        select name="minutes" { @for (minutes, words) in MUTES { option value=(minutes) { (words) } } }
                    }
                    button.second name="do" value="mute" { "Mute" span.unseen { " " (named) } }
                }
                button.grave name="do" value="disable" { "Disable" span.unseen { " " (named) } }
            } @else {
                button.second name="do" value="enable" { "Enable" span.unseen { " " (named) } }
            }
        }
    }
}

/// How it speaks, in the words of a menu.
fn spoken(voice: Voice) -> &'static str {
    match voice {
        Voice::Answer => "answers",
        Voice::Suggest => "only suggests",
        Voice::Shadow => "says nothing, counts",
    }
}

fn another(signed: &Signed) -> Markup {
    html! {
        form.row method="post" action="/desk/channels/set" {
            (signed.csrf())
            label { "Platform" (platforms()) }
            label { "Id of the channel" input name="channel" required autocomplete="off" spellcheck="false"; }
            button name="do" value="enable" { "Enable a channel" }
        }
    }
}

fn platforms() -> Markup {
    html! { select name="platform" { @for platform in PLATFORMS { option value=(platform.name()) { (platform.name()) } } } }
}

fn staff(desk: &Desk, signed: &Signed, platform: Platform) -> Markup {
    let settings = desk.settings();
    let in_settings = match platform {
        Platform::Discord => &settings.discord.staff_channel,
        Platform::Slack => &settings.slack.staff_channel,
        Platform::Console | Platform::Web => &None,
    };
    let chosen = desk.bot.state().preference(&format!("{}.staff_channel", platform.name()));
    html! {
        form.row method="post" action="/desk/channels/staff" {
            (signed.csrf())
            input type="hidden" name="platform" value=(platform.name());
            label {
                (platform.name())
                input name="channel" value=[chosen.as_deref()] placeholder=[in_settings.as_deref()] autocomplete="off"
                    spellcheck="false" readonly[!signed.role().may_edit()];
                span.hint.faint.small {
                    @match (&chosen, in_settings) {
                        (Some(_), _) => "Set here. Leave it empty for the one of the settings.",
                        (None, Some(_)) => "From the settings. An id here goes before it.",
                        (None, None) => "None: nobody is told of danger on this platform.",
                    }
                }
            }
            @if signed.role().may_edit() { button.second { "Set" span.unseen { " the staff channel of " (platform.name()) } } }
        }
    }
}
