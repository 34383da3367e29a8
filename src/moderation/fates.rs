//! What happens to each message when the documents change.

use std::collections::BTreeMap;

use super::report::Changed;
use crate::bot::Brain;
use crate::eval::{Effect, LabelledMessage, Labels, Replay};
use crate::explain::Prediction;
use crate::faq::Entry;
use crate::message::Mode;

/// What happens to one message, in the two ways in which it reaches the bot.
pub(super) struct Fate {
    /// Its place in the list.
    pub(super) message: usize,
    /// What happens to it, the worst first.
    pub(super) effects: Vec<Effect>,
    worse: bool,
    /// Safety decided on it, and does no more or by a lower tier.
    pub(super) lowered: bool,
    before: String,
    after: String,
    modes: Vec<Mode>,
}

impl Fate {
    /// As a report shows it. The first `labelled` messages are those of `faq.messages`, the others wordings of the FAQ.
    pub(super) fn shown(&self, messages: &[LabelledMessage], labelled: usize) -> Changed {
        let message = &messages[self.message];
        let own = self.message >= labelled;
        let entry = || message.labels.iter().flat_map(|labels| &labels.labels).next().cloned().unwrap_or_default();
        Changed {
            place: if own { entry() } else { format!("line {}", message.line + 1) },
            own,
            text: message.text.clone(),
            effects: self.effects.iter().map(|effect| effect.name().to_owned()).collect(),
            worse: self.worse,
            before: self.before.clone(),
            after: self.after.clone(),
            mode: match self.modes.as_slice() {
                [one] => one.name().to_owned(),
                _ => "both".to_owned(),
            },
        }
    }
}

/// The questions and phrasings of a pack as messages that ask for their entry.
pub(super) fn wordings(brain: &Brain) -> Vec<LabelledMessage> {
    let all = brain.pack().entries.iter().flat_map(|entry| entry.wordings().map(move |text| (entry, text)));
    let message = |(line, (entry, text)): (usize, (&Entry, &String))| LabelledMessage {
        line,
        text: text.clone(),
        labels: Some(Labels { labels: vec![entry.id.clone()], addressed: true, ..Labels::default() }),
    };
    all.enumerate().map(message).collect()
}

/// Every message that is replied to in another way, the worst first.
pub(super) fn fates(old: &Brain, new: &Brain, messages: &[LabelledMessage]) -> Vec<Fate> {
    let mut fates: BTreeMap<usize, Fate> = BTreeMap::new();
    for mode in [Mode::Direct, Mode::Ambient] {
        for change in Replay::new(old, new, messages, mode).changes {
            let lowered = lowered(&change.old, &change.new);
            let fate = fates.entry(change.message).or_insert_with(|| Fate {
                message: change.message,
                effects: Vec::new(),
                worse: false,
                lowered: false,
                before: change.old.in_short(),
                after: change.new.in_short(),
                modes: Vec::new(),
            });
            for effect in change.effects {
                if !fate.effects.contains(&effect) {
                    fate.effects.push(effect);
                }
            }
            fate.effects.sort_unstable();
            fate.worse |= change.worse;
            fate.lowered |= lowered;
            fate.modes.push(mode);
        }
    }
    let mut fates: Vec<Fate> = fates.into_values().collect();
    fates.sort_by_key(|fate| (!fate.lowered, !fate.worse, fate.effects.first().copied(), fate.message));
    fates
}

/// Whether safety decided, and decides no more or by a lower tier.
fn lowered(old: &Prediction, new: &Prediction) -> bool {
    const HIGHEST_FIRST: [&str; 4] = ["emergency", "crisis", "advice", "personal"];
    let rank = |prediction: &Prediction| {
        let tier = prediction.tier.as_deref();
        HIGHEST_FIRST.iter().position(|name| Some(*name) == tier).unwrap_or(HIGHEST_FIRST.len())
    };
    rank(new) > rank(old)
}
