//! What would lead a message to another entry: the smallest keyword, and a phrasing, each tried out before it is named.

use serde::Serialize;

use super::phrases::{phrasings, sequences, words};
use crate::bot::{Brain, Outcome, Stages};
use crate::decision::Kind;
use crate::faq::{Entry, KeywordRule, Pack};
use crate::message::Mode;

/// The weights that are tried, the smallest first.
const WEIGHTS: [f64; 8] = [0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0];
/// The heaviest of them.
const HEAVIEST: f64 = WEIGHTS[WEIGHTS.len() - 1];

/// Whether and how a message can be led to an entry.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Verdict {
    /// The entry is given already.
    Given,
    /// A safety rule takes the message before any entry is asked.
    Safety {
        /// The tier.
        tier: &'static str,
    },
    /// No keyword or phrasing changes it.
    Fixed {
        /// Why not.
        reason: &'static str,
    },
    /// What was found.
    Search {
        /// The entry.
        entry: String,
        /// The smallest keyword that does it.
        keyword: Option<Box<Proposal>>,
        /// A phrasing that does it.
        phrasing: Option<Box<Proposal>>,
    },
}

/// A change of the entry that leads the message to it.
#[derive(Clone, Debug, Serialize)]
pub struct Proposal {
    /// The keyword or phrasing.
    pub words: String,
    /// The keyword's weight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// The keyword rule of the entry, from 1, that has these words already and only needs more weight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raises: Option<usize>,
    /// What to write into the entry.
    pub toml: String,
    /// The entry has phrasings already, and this is one more for their list.
    pub joins_list: bool,
    /// Questions and phrasings of other entries that would no longer find their own entry.
    pub pulls: Vec<Pulled>,
}

/// A question or phrasing that a change pulls away from its entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pulled {
    /// The entry that it belongs to.
    pub entry: String,
    /// The question or phrasing.
    pub wording: String,
}

/// Looks for what would lead a message to the entry number `wanted`.
pub(super) fn search(raw: &str, mode: Mode, outcome: &Outcome, brain: &Brain, wanted: usize) -> Verdict {
    let decision = &outcome.decision;
    let entry = &brain.pack().entries[wanted];
    if let Some(tier) = decision.tier {
        return Verdict::Safety { tier: tier.name() };
    }
    if decision.gives(wanted) {
        return Verdict::Given;
    }
    if let Some(reason) = fixed(mode, outcome, entry) {
        return Verdict::Fixed { reason };
    }
    let trial = Trial { raw, mode, brain, wanted, entry, own: own_wordings(brain, wanted) };
    Verdict::Search {
        entry: entry.id.clone(),
        keyword: trial.keyword(outcome).map(Box::new),
        phrasing: trial.phrasing(outcome).map(Box::new),
    }
}

/// Why no entry at all could be given.
fn fixed(mode: Mode, outcome: &Outcome, entry: &Entry) -> Option<&'static str> {
    let unasked = mode == Mode::Ambient;
    if outcome.text.is_empty() {
        Some("there is no word in it to match")
    } else if outcome.decision.foreign {
        Some("it is taken for a language in which there are no entries")
    } else if outcome.decision.kind == Kind::Greeting {
        Some("it is a greeting or thanks and nothing else")
    } else if unasked && entry.handoff {
        Some("unasked, a topic that is left to the provider gets silence")
    } else {
        None
    }
}

/// A message, and the entry that it should lead to.
struct Trial<'a> {
    raw: &'a str,
    mode: Mode,
    brain: &'a Brain,
    wanted: usize,
    entry: &'a Entry,
    /// The wordings of the other entries that find their own entry now.
    own: Vec<(usize, String)>,
}

impl Trial<'_> {
    /// A single word where one will do that pulls nothing else away, else a few words in a row.
    fn keyword(&self, outcome: &Outcome) -> Option<Proposal> {
        let best = self.best_keyword(&words(&outcome.text));
        match best {
            Some(word) if word.pulls.is_empty() => Some(word),
            _ => best.into_iter().chain(self.best_keyword(&sequences(&outcome.text))).min_by(better),
        }
    }

    fn best_keyword(&self, candidates: &[String]) -> Option<Proposal> {
        candidates.iter().filter_map(|words| self.smallest(words)).min_by(better)
    }

    /// The smallest weight with which these words as a keyword do it: more weight for the rule that has them already, or
    /// else a rule of their own.
    fn smallest(&self, words: &str) -> Option<Proposal> {
        let raised = self.entry.keywords.iter().position(|rule| has_alone(rule, words));
        let brain = |weight| {
            self.changed(|entry| match raised {
                Some(number) => entry.keywords[number].weight += weight,
                None => {
                    entry.keywords.push(KeywordRule { any: vec![words.to_owned()], weight, ..KeywordRule::default() });
                }
            })
        };
        if !self.wins(&brain(HEAVIEST)) {
            return None;
        }
        let added = WEIGHTS[WEIGHTS.partition_point(|weight| !self.wins(&brain(*weight)))];
        let weight = added + raised.map_or(0.0, |number| self.entry.keywords[number].weight);
        let toml = match raised {
            Some(_) => format!("  weight = {weight:.1}"),
            None => format!("  [[entries.keywords]]\n  any = [{}]\n  weight = {weight:.1}", quoted(words)),
        };
        Some(Proposal {
            words: words.to_owned(),
            weight: Some(weight),
            raises: raised.map(|number| number + 1),
            toml,
            joins_list: false,
            pulls: self.pulls(&brain(added)),
        })
    }

    /// The shortest stretch of the message that does it as a phrasing. Personal details belong into no document.
    fn phrasing(&self, outcome: &Outcome) -> Option<Proposal> {
        if !outcome.triage.personal.is_empty() {
            return None;
        }
        let proposal = |words: String| {
            let brain = self.changed(|entry| entry.phrasings.push(words.clone()));
            let joins_list = !self.entry.phrasings.is_empty();
            let text = quoted(&words);
            let toml = if joins_list { format!("  {text},") } else { format!("phrasings = [{text}]") };
            let proposal =
                || Proposal { words, weight: None, raises: None, toml, joins_list, pulls: self.pulls(&brain) };
            self.wins(&brain).then(proposal)
        };
        phrasings(self.raw, outcome).into_iter().filter_map(proposal).min_by_key(|found| found.pulls.len())
    }

    fn changed(&self, change: impl FnOnce(&mut Entry)) -> Brain {
        let mut pack: Pack = self.brain.pack().clone();
        change(&mut pack.entries[self.wanted]);
        self.brain.rebuilt(pack)
    }

    fn wins(&self, brain: &Brain) -> bool {
        brain.decide(self.raw, self.mode, Stages::All).decision.gives_first(self.wanted)
    }

    fn pulls(&self, brain: &Brain) -> Vec<Pulled> {
        let lost = self.own.iter().filter(|(entry, wording)| !finds(brain, *entry, wording));
        let id = |entry: usize| brain.pack().entries[entry].id.clone();
        lost.map(|(entry, wording)| Pulled { entry: id(*entry), wording: wording.clone() }).collect()
    }
}

/// Whether a rule fires on these words whatever else a message says.
fn has_alone(rule: &KeywordRule, words: &str) -> bool {
    let has = rule.any.iter().any(|word| word.to_lowercase() == words);
    has && rule.all.is_empty() && rule.pattern.is_none()
}

/// The wordings of all entries but one that find their own entry.
fn own_wordings(brain: &Brain, but: usize) -> Vec<(usize, String)> {
    let entries = brain.pack().entries.iter().enumerate().filter(|(number, _)| *number != but);
    let wordings = entries.flat_map(|(number, entry)| entry.wordings().map(move |wording| (number, wording.clone())));
    wordings.filter(|(entry, wording)| finds(brain, *entry, wording)).collect()
}

fn finds(brain: &Brain, entry: usize, wording: &str) -> bool {
    brain.decide(wording, Mode::Direct, Stages::All).decision.gives(entry)
}

/// What pulls least away, then what weighs least, then the shortest.
fn better(left: &Proposal, right: &Proposal) -> std::cmp::Ordering {
    let key = |proposal: &Proposal| (proposal.pulls.len(), proposal.weight, proposal.words.split(' ').count());
    key(left).partial_cmp(&key(right)).unwrap_or(std::cmp::Ordering::Equal)
}

/// A text as a document has it.
fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Sources;
    use crate::document::Source;
    use crate::faq::parse_documents;
    use crate::safety::Rules;

    const FAQ: &str = r#"
[[entries]]
id = "driving"
question = "Can I drive home?"
phrasings = ["is it safe to take the car"]
answer = "No."

[[entries]]
id = "taxi"
question = "Do you call taxis?"
answer = "Yes."
"#;

    fn brain() -> Brain {
        let settings = Sources::default().load().unwrap().settings;
        let pack = parse_documents(&[Source::new("faq.toml", FAQ)]).unwrap();
        Brain::new(pack, Rules::built_in(), &settings.matching)
    }

    #[test]
    fn wordings_that_no_longer_find_their_entry_are_named() {
        let brain = brain();
        let own = own_wordings(&brain, 1);
        assert_eq!(own.len(), 2);
        let trial = Trial {
            raw: "can I drive home",
            mode: Mode::Direct,
            brain: &brain,
            wanted: 1,
            entry: &brain.pack().entries[1],
            own,
        };
        assert_eq!(trial.pulls(&brain), []);
        // With the very words of another entry neither is far enough ahead.
        let changed = trial.changed(|entry| entry.phrasings.push("Can I drive home?".to_owned()));
        assert_eq!(trial.pulls(&changed), [Pulled { entry: "driving".into(), wording: "Can I drive home?".into() }]);
    }

    #[test]
    fn what_pulls_least_goes_before_what_weighs_least() {
        let proposal = |words: &str, weight, pulled| Proposal {
            words: words.into(),
            weight: Some(weight),
            raises: None,
            toml: String::new(),
            joins_list: false,
            pulls: vec![Pulled { entry: "a".into(), wording: "b".into() }; pulled],
        };
        let all = [proposal("a", 0.5, 1), proposal("b c", 1.0, 0), proposal("d", 2.0, 0), proposal("e", 1.0, 0)];
        assert_eq!(all.into_iter().min_by(better).map(|best| best.words).as_deref(), Some("e"));
    }

    #[test]
    fn texts_are_quoted_as_documents_need_it() {
        for text in ["plain", "with \"quotes\"", "back\\slash", "it’s"] {
            let line = format!("words = {}", quoted(text));
            let read: toml::Table = toml::from_str(&line).unwrap();
            assert_eq!(read["words"].as_str(), Some(text), "{line}");
        }
    }
}
