//! Which entries somebody looks for.

use super::super::form::Form;
use crate::moderation::EntryView;

/// What somebody looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Search {
    /// Words that all have to stand in an entry, wherever.
    pub(super) words: String,
    /// Which entries at all.
    pub(super) only: Only,
}

/// Which entries are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Only {
    /// All of them.
    #[default]
    All,
    /// Answers that nobody has reviewed as they stand.
    NotReviewed,
    /// Topics that are left to the provider.
    Provider,
    /// Those that are not used any more.
    Retired,
}

impl Only {
    /// Every choice, in order.
    pub(super) const ALL: [Self; 4] = [Self::All, Self::NotReviewed, Self::Provider, Self::Retired];

    /// The name in an address.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::NotReviewed => "not-reviewed",
            Self::Provider => "provider",
            Self::Retired => "retired",
        }
    }

    /// What it is called.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::All => "All entries",
            Self::NotReviewed => "Not reviewed",
            Self::Provider => "Left to the provider",
            Self::Retired => "Retired",
        }
    }

    fn takes(self, entry: &EntryView) -> bool {
        match self {
            Self::All => true,
            Self::NotReviewed => !entry.retired && entry.answer.is_some() && entry.reviewed_by.is_none(),
            Self::Provider => !entry.retired && entry.answer.is_none(),
            Self::Retired => entry.retired,
        }
    }
}

impl Search {
    /// What a form or an address says.
    pub(super) fn read(form: &Form) -> Self {
        let only = Only::ALL.into_iter().find(|only| only.name() == form.text("show")).unwrap_or_default();
        Self { words: form.text("q").to_owned(), only }
    }

    /// Whether an entry is one of them.
    pub(super) fn finds(&self, entry: &EntryView) -> bool {
        let all = texts(entry).join("\n").to_lowercase();
        self.only.takes(entry) && self.wanted().iter().all(|word| all.contains(word.as_str()))
    }

    /// A phrasing or keyword in which the words were found, where the row of an entry does not show them anyway.
    pub(super) fn found_in<'e>(&self, entry: &'e EntryView) -> Option<&'e str> {
        let wanted = self.wanted();
        let has = |text: &str| wanted.iter().any(|word| text.to_lowercase().contains(word.as_str()));
        if wanted.is_empty() || has(&entry.id) || has(&entry.question) {
            return None;
        }
        let rules = entry.keywords.iter().flat_map(|(rule, _)| rule.words());
        entry.phrasings.iter().map(String::as_str).chain(rules).find(|text| has(text))
    }

    fn wanted(&self) -> Vec<String> {
        self.words.split_whitespace().map(str::to_lowercase).collect()
    }
}

/// Everything of an entry that is looked through.
fn texts(entry: &EntryView) -> Vec<&str> {
    let rules = entry.keywords.iter().map(|(rule, _)| rule).chain(&entry.except).flat_map(|rule| rule.words());
    let own = [entry.id.as_str(), &entry.question, entry.answer.as_deref().unwrap_or_default()];
    own.into_iter().chain(entry.phrasings.iter().map(String::as_str)).chain(rules).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faq::edit::Condition;

    fn parking() -> EntryView {
        let rule = Condition { any: vec!["garage".into()], ..Condition::default() };
        EntryView {
            id: "parking".into(),
            document: "faq.toml".into(),
            question: "Where can I park?".into(),
            answer: Some("Behind the house.".into()),
            phrasings: vec!["is there a lot".into()],
            keywords: vec![(rule, 1.0)],
            except: Vec::new(),
            threshold: None,
            reviewed_by: None,
            retired: false,
        }
    }

    #[test]
    fn words_are_found_wherever_they_stand() {
        for (words, found, shown) in [
            ("", true, None),
            ("PARK", true, None),
            ("behind", true, None),
            ("lot there", true, Some("is there a lot")),
            ("gara", true, Some("garage")),
            ("park garage", true, None),
            ("park taxi", false, None),
        ] {
            let search = Search { words: words.into(), only: Only::All };
            assert_eq!(search.finds(&parking()), found, "{words}");
            if found {
                assert_eq!(search.found_in(&parking()), shown, "{words}");
            }
        }
    }

    #[test]
    fn each_choice_takes_its_entries() {
        let reviewed = EntryView { reviewed_by: Some("Dr. Lee".into()), ..parking() };
        let topic = EntryView { answer: None, ..parking() };
        let retired = EntryView { retired: true, ..parking() };
        for (only, expected) in [
            (Only::All, [true, true, true, true]),
            (Only::NotReviewed, [true, false, false, false]),
            (Only::Provider, [false, false, true, false]),
            (Only::Retired, [false, false, false, true]),
        ] {
            let search = Search { words: String::new(), only };
            let found = [&parking(), &reviewed, &topic, &retired].map(|entry| search.finds(entry));
            assert_eq!(found, expected, "{only:?}");
        }
    }
}
