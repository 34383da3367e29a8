//! Where an account is signed in.

use maud::{Markup, html};

use crate::moderation::SessionView;

/// A list of the places.
pub(super) fn sessions(sessions: &[SessionView]) -> Markup {
    html! {
        @if sessions.is_empty() {
            span.faint { "nowhere" }
        } @else {
            ul.plain {
                @for session in sessions {
                    li {
                        @if session.is_program { "Program: " (session.label) } @else { "Browser" }
                        span.faint {
                            ", last used " (session.seen_at.minute()) " UTC, ends " (session.until.minute()) " UTC"
                        }
                    }
                }
            }
        }
    }
}
