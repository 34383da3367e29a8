//! Which settings there are. `config/default.toml` is the only list of them: its keys are the known keys, and the kind
//! of each default is the kind of value that is accepted.

use strsim::osa_distance;
use toml::de::{DeTable, DeValue};

/// The settings that the program starts with.
pub(super) const DEFAULTS: &str = include_str!("../../config/default.toml");
/// How `askwell config` names the origin of a value that nobody changed.
pub(super) const DEFAULT_ORIGIN: &str = "default";

/// Whether a place is in the compiled-in defaults, with or without its line.
pub(super) fn is_default(place: &str) -> bool {
    place.strip_prefix(DEFAULT_ORIGIN).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}

/// A mistyped name differs from the right one by at most this many edits, or by a third of its length.
const MAX_EDITS: usize = 2;

/// The kind of value that a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    List,
    Number,
    Whole,
}

/// The known settings, as `section.key`, in the order of the default file.
pub(super) struct Schema(Vec<(String, Kind)>);

impl Schema {
    /// Reads the known settings off a document of defaults.
    pub(super) fn of(defaults: &DeTable<'_>) -> Self {
        let mut known = Vec::new();
        for (section, value) in defaults {
            let Some(keys) = value.get_ref().as_table() else { continue };
            for (key, value) in keys {
                known.push((format!("{}.{}", section.get_ref(), key.get_ref()), Kind::of(value.get_ref())));
            }
        }
        Self(known)
    }

    pub(super) fn kind(&self, key: &str) -> Option<Kind> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, kind)| *kind)
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(key, _)| key.as_str())
    }

    /// The sentence about a name that is no setting: what it probably should have been.
    pub(super) fn unknown(&self, key: &str) -> String {
        match self.nearest(key) {
            Some(near) => format!("unknown setting `{key}`: did you mean `{near}`?"),
            None => format!("unknown setting `{key}`: `askwell config` lists all settings"),
        }
    }

    /// The known key that is most like this one: by its whole name, or by its last part in another section.
    fn nearest(&self, key: &str) -> Option<&str> {
        let last = key.rsplit('.').next().unwrap_or(key);
        let whole = closest(key, self.keys());
        whole.or_else(|| self.keys().find(|known| known.rsplit('.').next() == Some(last)))
    }
}

impl Kind {
    fn of(value: &DeValue<'_>) -> Self {
        match value {
            DeValue::Array(_) => Self::List,
            DeValue::Float(_) => Self::Number,
            DeValue::Integer(_) => Self::Whole,
            _ => Self::Text,
        }
    }
}

/// The name that is most like `word`, if any is near enough to be a slip of the keys.
pub(super) fn closest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = MAX_EDITS.max(word.chars().count() / 3);
    let near = names.map(|name| (osa_distance(word, name), name)).min_by_key(|(edits, _)| *edits)?;
    (near.0 <= limit).then_some(near.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema() -> Schema {
        Schema::of(DeTable::parse(DEFAULTS).unwrap().get_ref())
    }

    #[test]
    fn the_default_of_a_setting_says_its_kind() {
        let cases = [
            ("bot.region", Some(Kind::Text)),
            ("match.answer", Some(Kind::Number)),
            ("privacy.retention_days", Some(Kind::Whole)),
            ("slack.channels", Some(Kind::List)),
            ("slack.chanels", None),
        ];
        for (key, kind) in cases {
            assert_eq!(schema().kind(key), kind, "{key}");
        }
    }

    #[test]
    fn a_slip_names_the_setting_that_was_meant() {
        let cases = [
            ("discord.tokn", "did you mean `discord.token`?"),
            ("discrod.token", "did you mean `discord.token`?"),
            ("bot.moderator_roles", "did you mean `discord.moderator_roles`?"),
            ("region", "did you mean `bot.region`?"),
            ("weather.forecast", "`askwell config` lists all settings"),
        ];
        for (key, hint) in cases {
            assert!(schema().unknown(key).ends_with(hint), "{key}: {}", schema().unknown(key));
        }
    }

    #[test]
    fn every_setting_has_a_comment_above_it() {
        let mut above = "";
        for line in DEFAULTS.lines() {
            let setting = line.contains(" = ") && !line.starts_with('#');
            assert!(!setting || above.starts_with('#'), "no comment above: {line}");
            above = line;
        }
    }
}
