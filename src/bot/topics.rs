//! What is asked of the bot by name: topics, what is related to them, the provider, the bot itself.

use super::Bot;
use super::brain::{Manner, Outcome};
use super::heard::Heard;
use crate::conversation::Tone;
use crate::decision::{Decision, Kind};
use crate::engine::Ranking;
use crate::faq::Entry;
use crate::message::{Choice, Platform, Reply};
use crate::reply::{about, provider_line};
use crate::safety::Triage;
use crate::text::Text;

impl Bot {
    /// The answer to one entry, when it is picked by name or number.
    pub fn topic(&self, id: &str) -> Option<Reply> {
        let brain = self.brain();
        let entry = brain.pack().entries.iter().position(|entry| entry.id == id)?;
        let handoff = brain.pack().entries[entry].handoff;
        let (entries, handoffs) = if handoff { (vec![], vec![entry]) } else { (vec![entry], vec![]) };
        let kind = if handoff { Kind::Handoff } else { Kind::Answer };
        let decision = Decision { entries, handoffs, score: 1.0, ..Decision::new(kind) };
        let outcome = Outcome {
            text: Text::default(),
            triage: Triage::default(),
            ranking: Ranking::default(),
            acts: Vec::new(),
            tone: Tone::default(),
            manner: Manner::default(),
            decision,
        };
        self.reply(&brain, &outcome)
    }

    /// What the clinic calls related to these entries, without themselves.
    pub fn related(&self, ids: &[String]) -> Vec<Choice> {
        let brain = self.brain();
        let entries = &brain.pack().entries;
        let mut related: Vec<Choice> = Vec::new();
        for entry in entries.iter().filter(|entry| ids.contains(&entry.id)) {
            let named = entry.related.iter().filter_map(|id| entries.iter().find(|other| other.id == *id));
            for other in named.filter(|other| !ids.contains(&other.id)) {
                let choice = Choice { entry: other.id.clone(), question: other.question.clone() };
                if !related.contains(&choice) {
                    related.push(choice);
                }
            }
        }
        related
    }

    /// What else may have been meant by a message that was answered: the entries that came next or, where none came near, those that
    /// the clinic calls related to what was answered.
    pub fn others(&self, heard: &Heard) -> Vec<String> {
        let near = heard.others();
        if !near.is_empty() {
            return near;
        }
        self.related(&heard.entries()).into_iter().map(|choice| choice.entry).collect()
    }

    /// The question of an entry, where there is one for which `wanted` is true of its id.
    pub fn entry(&self, wanted: impl Fn(&str) -> bool) -> Option<Choice> {
        let brain = self.brain();
        let entry = brain.pack().entries.iter().find(|entry| wanted(&entry.id))?;
        Some(Choice { entry: entry.id.clone(), question: entry.question.clone() })
    }

    /// Every topic with its question, those that are left to the provider included, in the order of the documents.
    pub fn all_topics(&self) -> Vec<Choice> {
        let brain = self.brain();
        let choice = |entry: &Entry| Choice { entry: entry.id.clone(), question: entry.question.clone() };
        brain.pack().entries.iter().map(choice).collect()
    }

    /// The provider with the ways to reach it, as far as the settings name any.
    pub fn provider(&self) -> Option<String> {
        provider_line(&self.settings.provider)
    }

    /// What members can be told about the bot.
    pub fn about(&self, platform: Platform) -> String {
        about(&self.settings, self.can_alert(platform))
    }

    /// The questions that the FAQ answers, in the order of the documents.
    pub fn topics(&self) -> Vec<Choice> {
        let brain = self.brain();
        let answered = brain.pack().entries.iter().filter(|entry| entry.answer.is_some());
        answered.map(|entry| Choice { entry: entry.id.clone(), question: entry.question.clone() }).collect()
    }
}
