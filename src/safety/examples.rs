//! The examples of a document: what each rule must find and must leave alone.

use super::found::Triage;
use super::rules::Rules;
use super::tier::Tier;
use super::triage::Triager;
use crate::text::{Lexicon, Text};

/// An example that does not do what the document says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedExample {
    /// The rule or exception set.
    pub id: String,
    /// The example.
    pub text: String,
    /// Whether it should have fired.
    pub should_fire: bool,
    /// The rules that it met.
    pub met: Vec<String>,
}

impl Rules {
    /// The examples of what the rules in force find, each with its tier: messages that the FAQ must never answer.
    pub fn examples(&self) -> impl Iterator<Item = (Tier, &str)> {
        let rules = self.in_force();
        rules.flat_map(|(_, rule)| {
            rule.tier.into_iter().flat_map(|tier| rule.fires.iter().map(move |text| (tier, text.get_ref().as_str())))
        })
    }

    /// Runs every example of the rules in force and of their exception sets.
    pub fn failed_examples(&self, triager: &Triager, lexicon: &Lexicon) -> Vec<FailedExample> {
        let mut failed = Vec::new();
        let mut run = |id: &str, text: &str, should_fire: bool, right: &dyn Fn(&Triage) -> bool| {
            let triage = triager.triage(text, &Text::read(text, lexicon));
            if !right(&triage) {
                let met = triage.rules().map(str::to_owned).collect();
                failed.push(FailedExample { id: id.to_owned(), text: text.to_owned(), should_fire, met });
            }
        };
        for (_, rule) in self.in_force() {
            let id = rule.id.get_ref();
            for text in &rule.fires {
                run(id, text.get_ref(), true, &|triage| triage.rules().any(|rule| rule == id));
            }
            for text in &rule.silent {
                let right = |triage: &Triage| match rule.tier {
                    Some(tier) => triage.tier() < Some(tier),
                    None => triage.cautions.is_empty(),
                };
                run(id, text.get_ref(), false, &right);
            }
        }
        for set in self.documents.iter().flat_map(|document| &document.exceptions) {
            let id = set.id.get_ref();
            let is_danger = |triage: &Triage| triage.tier().is_some_and(Tier::is_danger);
            set.fires.iter().for_each(|text| run(id, text, true, &is_danger));
            set.silent.iter().for_each(|text| run(id, text, false, &|triage| !is_danger(triage)));
        }
        failed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lexicon;

    #[test]
    fn every_example_of_the_built_in_document_does_what_it_says() {
        let rules = Rules::built_in();
        assert!(!rules.documents.is_empty(), "the built-in document does not parse");
        let words = rules.words();
        let lexicon = Lexicon::new(words.iter().map(|(word, origin)| (word.as_str(), *origin)));
        let failed = rules.failed_examples(&rules.compile(&lexicon, &[]), &lexicon);
        let list: Vec<String> = failed
            .iter()
            .map(|one| {
                format!(
                    "{} should {}fire: {} (met {:?})",
                    one.id,
                    if one.should_fire { "" } else { "not " },
                    one.text,
                    one.met
                )
            })
            .collect();
        assert!(failed.is_empty(), "{}\n{} failed", list.join("\n"), failed.len());
    }
}
