//! The fixed texts of the tiers, with the lines of the region.

use super::document::{CAUTION, ENGLISH, PERSONAL, UNTOLD};
use super::rules::Rules;
use super::tier::Tier;
use crate::config::{Provider, Region};

/// The place of a text that the settings fill in; all others are the region's.
const PROVIDER: &str = "provider";

/// The placeholders of the numbers to call in danger.
const EMERGENCY_NUMBER: &str = "emergency_number";
const CRISIS_LINE: &str = "crisis_line";
const POISON_LINE: &str = "poison_line";

/// Whom to call, in English, for a place that always shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Help {
    /// The emergency number, or how to find it.
    pub emergency: String,
    /// How to reach the crisis line, where the region has one.
    pub crisis: Option<String>,
    /// How to reach the poison line, where the region has one.
    poison: Option<String>,
}

impl Help {
    /// The numbers that take calls: the first one of each line. Later ones may be for text messages.
    pub fn numbers(&self) -> Vec<String> {
        let lines = [Some(&self.emergency), self.crisis.as_ref(), self.poison.as_ref()];
        lines.into_iter().flatten().filter_map(|line| first_number(line)).collect()
    }
}

/// The first run of three digits or more, with blanks and hyphens between them.
fn first_number(line: &str) -> Option<String> {
    let begins = line.find(|ch: char| ch.is_ascii_digit())?;
    let ends = line[begins..].find(|ch: char| !ch.is_ascii_digit() && ch != ' ' && ch != '-');
    let number = line[begins..].split_at(ends.unwrap_or(line.len() - begins)).0.trim_end_matches([' ', '-']);
    (number.bytes().filter(u8::is_ascii_digit).count() >= 3).then(|| number.to_owned())
}

impl Rules {
    /// Whom to call in a region.
    pub fn help(&self, region: Region) -> Help {
        let line = |name| self.region_line(region, name, ENGLISH).map(str::to_owned);
        Help {
            emergency: line(EMERGENCY_NUMBER).unwrap_or_default(),
            crisis: line(CRISIS_LINE),
            poison: line(POISON_LINE),
        }
    }

    /// The text of a tier, in a language where the documents have it and in English where not.
    pub fn reply(&self, tier: Tier, language: &str, region: Region, provider: &Provider) -> String {
        self.filled(tier.name(), language, region, provider)
    }

    /// The hand-off where a message sounds like distress.
    pub fn caution_reply(&self, language: &str, region: Region, provider: &Provider) -> String {
        self.filled(CAUTION, language, region, provider)
    }

    /// The line that is added where a message holds personal details.
    pub fn personal_line(&self, language: &str) -> &str {
        self.line(PERSONAL, language)
    }

    /// The line under a danger reply where no alert can be raised.
    pub fn untold_line(&self, language: &str) -> &str {
        self.line(UNTOLD, language)
    }

    fn line(&self, name: &str, language: &str) -> &str {
        [language, ENGLISH].into_iter().find_map(|language| self.text(language, name)).unwrap_or_default()
    }

    fn filled(&self, name: &str, language: &str, region: Region, provider: &Provider) -> String {
        let (text, language) = [language, ENGLISH]
            .into_iter()
            .find_map(|language| Some((self.text(language, name)?, language)))
            .unwrap_or_default();
        let lines = text.trim().lines().filter_map(|line| self.fill(line, language, region, provider));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// A text of the last document that has it: a clinic's own goes before the built-in one.
    fn text(&self, language: &str, name: &str) -> Option<&str> {
        self.documents
            .iter()
            .rev()
            .find_map(|document| document.replies.get(language)?.get(name))
            .map(|text| text.get_ref().as_str())
    }

    /// A line with its values; `None` where one is missing, since half a line would mislead.
    fn fill(&self, line: &str, language: &str, region: Region, provider: &Provider) -> Option<String> {
        let mut filled = String::with_capacity(line.len());
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}')?;
            filled.push_str(before);
            match name {
                PROVIDER => filled.push_str(&provider_line(provider)?),
                _ => filled.push_str(self.region_line(region, name, language)?),
            }
            rest = after;
        }
        filled.push_str(rest);
        Some(filled)
    }

    fn region_line(&self, region: Region, name: &str, language: &str) -> Option<&str> {
        self.documents.iter().rev().find_map(|document| {
            let languages = document.regions.get(region.name())?.get(name)?;
            languages.get(language).or_else(|| languages.get(ENGLISH)).map(String::as_str)
        })
    }
}

/// Whom to contact, as far as the settings name anybody.
fn provider_line(provider: &Provider) -> Option<String> {
    let reach = [&provider.name, &provider.phone, &provider.url, &provider.hours];
    let known: Vec<&str> = reach.into_iter().flatten().map(String::as_str).collect();
    (!known.is_empty()).then(|| known.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBERS: [(Region, &str, &str); 7] = [
        (Region::Us, "911", "988"),
        (Region::Ca, "911", "988"),
        (Region::Uk, "999", "116 123"),
        (Region::Ie, "112", "116 123"),
        (Region::Au, "000", "13 11 14"),
        (Region::Nz, "111", "1737"),
        (Region::Other, "112", "findahelpline.com"),
    ];

    #[test]
    fn every_danger_text_names_the_lines_of_its_region() {
        let rules = Rules::built_in();
        for (region, emergency, crisis) in NUMBERS {
            for language in ["en", "es", "fr", "de", "pt", "xx"] {
                for tier in [Tier::Emergency, Tier::Crisis] {
                    let text = rules.reply(tier, language, region, &Provider::default());
                    let named = [emergency, crisis, "findahelpline.com"].iter().all(|part| text.contains(part));
                    assert!(named && !text.contains(['{', '}']), "{} {language} {tier:?}: {text}", region.name());
                }
            }
            for language in ["en", "es", "fr", "de", "pt"] {
                let text = rules.caution_reply(language, region, &Provider::default());
                let named = [emergency, crisis, "findahelpline.com"].iter().all(|part| text.contains(part));
                assert!(named && !text.contains(['{', '}']), "{} {language}: {text}", region.name());
                assert!(!rules.untold_line(language).is_empty());
            }
            let advice = rules.reply(Tier::Advice, "es", region, &Provider::default());
            assert!(advice.contains(emergency) && !advice.contains('{'), "{advice}");
        }
        let poison =
            |region| rules.reply(Tier::Emergency, "en", region, &Provider::default()).contains("1-800-222-1222");
        assert!(poison(Region::Us) && !poison(Region::Uk));
    }

    #[test]
    fn the_numbers_of_each_region_can_be_called() {
        let rules = Rules::built_in();
        for (region, numbers) in [
            (Region::Us, vec!["911", "988", "1-800-222-1222"]),
            (Region::Ca, vec!["911", "988"]),
            (Region::Uk, vec!["999", "116 123"]),
            (Region::Ie, vec!["112", "116 123"]),
            (Region::Au, vec!["000", "13 11 14"]),
            (Region::Nz, vec!["111", "1737"]),
        ] {
            let found = rules.help(region).numbers();
            assert_eq!(found[..numbers.len()], numbers, "{}", region.name());
        }
        for region in Region::ALL {
            let help = rules.help(region);
            assert!(!help.emergency.is_empty(), "{}", region.name());
            assert_eq!(help.crisis.is_some(), region != Region::Other, "{}", region.name());
        }
    }

    #[test]
    fn the_provider_is_named_where_the_settings_name_one() {
        let provider =
            Provider { name: Some("Example Clinic".into()), phone: Some("555-0100".into()), ..Provider::default() };
        let text = Rules::built_in().reply(Tier::Advice, "en", Region::Us, &provider);
        assert!(text.contains("Example Clinic · 555-0100"), "{text}");
    }

    #[test]
    fn no_text_asks_anything_or_claims_to_be_a_person() {
        let rules = Rules::built_in();
        for document in &rules.documents {
            for text in document.replies.values().flat_map(|texts| texts.values()) {
                let text = text.get_ref();
                assert!(!text.contains(['?', '¿']), "{text}");
            }
        }
        for tier in [Tier::Emergency, Tier::Crisis, Tier::Advice] {
            let text = rules.reply(tier, "en", Region::Us, &Provider::default());
            assert!(text.contains("automated") && text.contains("not watched round the clock"), "{text}");
        }
        assert!(!rules.personal_line("fr").is_empty());
    }
}
