//! Entries as they are offered and chosen: by their questions.

use maud::{Markup, html};

use super::super::state::Desk;

/// The list that fields for an entry offer.
pub(super) const LIST: &str = "topics";

/// The entries that are in force: their ids and questions.
pub(super) struct Topics(Vec<(String, String)>);

impl Topics {
    /// Those of the bot.
    pub(super) fn of(desk: &Desk) -> Self {
        let brain = desk.bot.brain();
        Self(brain.pack().entries.iter().map(|entry| (entry.id.clone(), entry.question.clone())).collect())
    }

    /// The question of an entry, or its id where it is not in force.
    pub(super) fn question<'t>(&'t self, id: &'t str) -> &'t str {
        self.0.iter().find(|(own, _)| own == id).map_or(id, |(_, question)| question)
    }

    /// The entry that somebody has chosen or typed, by its question or its id.
    pub(super) fn chosen(&self, typed: &str) -> Option<&str> {
        let same = |text: &str| text.trim().to_lowercase() == typed.trim().to_lowercase();
        self.0.iter().find(|(id, question)| same(id) || same(question)).map(|(id, _)| id.as_str())
    }

    /// What fields offer while one types.
    pub(super) fn list(&self) -> Markup {
        html! { datalist id=(LIST) { @for (id, question) in &self.0 { option value=(question) { (id) } } } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_chosen_by_its_question_or_its_id() {
        let topics = Topics(vec![("driving".into(), "Can I drive afterward?".into())]);
        for (typed, chosen) in
            [("driving", Some("driving")), (" can i drive AFTERWARD? ", Some("driving")), ("drive", None), ("", None)]
        {
            assert_eq!(topics.chosen(typed), chosen, "{typed}");
        }
        assert_eq!((topics.question("driving"), topics.question("gone")), ("Can I drive afterward?", "gone"));
    }
}
