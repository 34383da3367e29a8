//! The operations as the API's description has them.

use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{OpenApi as Description, Tag};
use utoipa::{Modify, OpenApi};

use super::{channels, checks, drafts, entries, explain, history, statistics, unanswered};

#[derive(OpenApi)]
#[openapi(
    paths(
        entries::list,
        entries::one,
        drafts::list,
        drafts::make,
        drafts::one,
        drafts::apply,
        drafts::abandon,
        drafts::redo,
        history::list,
        history::one,
        history::undo,
        history::restore,
        unanswered::list,
        unanswered::belongs,
        unanswered::ignore,
        statistics::counted,
        channels::list,
        channels::enable,
        channels::disable,
        channels::mode,
        channels::mute,
        channels::unmute,
        checks::found,
        explain::explain,
    ),
    modifiers(&ByToken)
)]
struct Operations;

struct ByToken;

impl Modify for ByToken {
    fn modify(&self, api: &mut Description) {
        let mut scheme = Http::new(HttpAuthScheme::Bearer);
        scheme.description = Some("A program's token, made by `askwell desk add-token`".to_owned());
        let components = api.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(scheme));
        let mut tag = Tag::new("desk");
        tag.description = Some("What moderators do at the desk, for programs with a token".to_owned());
        api.tags.get_or_insert_default().push(tag);
    }
}

/// All operations.
pub fn described() -> Description {
    Operations::openapi()
}
