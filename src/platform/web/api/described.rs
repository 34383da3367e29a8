//! The operations as the API's description has them.

use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{OpenApi as Description, PathItem, Tag};
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
        api.paths.paths.iter_mut().for_each(|(path, item)| named(path, item));
        let mut tag = Tag::new("desk");
        tag.description = Some("What moderators do at the desk, for programs with a token".to_owned());
        api.tags.get_or_insert_default().push(tag);
    }
}

/// Gives each operation a name that no other has, since programs that are made from the description call it so:
/// `get_desk_drafts`.
fn named(path: &str, item: &mut PathItem) {
    let words: Vec<&str> = path.split('/').skip(3).map(|word| word.trim_matches(['{', '}'])).collect();
    for (method, operation) in [("get", &mut item.get), ("post", &mut item.post)] {
        if let Some(operation) = operation {
            operation.operation_id = Some(format!("{method}_{}", words.join("_")));
        }
    }
}

/// All operations.
pub fn described() -> Description {
    Operations::openapi()
}
