//! Replay: every message decided by two versions of the documents, and what the change would do.
//!
//! What is right and wrong is what the figures call so (`chat`, `misses`). A message without labels is compared too, but
//! nothing that happens to it is called better or worse: nobody said what it asks for.

use super::chat::{AnswerableIds, Asked};
use super::messages::{LabelledMessage, Labels};
use super::misses::Miss;
use super::report::{answerable, strange_labels};
use crate::bot::{Brain, Stages};
use crate::explain::Prediction;
use crate::message::Mode;
use serde_json::{Map, Value, json};

/// What a change does to a message, the worst first. A message can show several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It was met as an emergency or crisis, and is not any more.
    DangerLost,
    /// It gets something that nobody asked for: an answer to another question, an answer to none, a false alarm.
    NewlyWrong,
    /// It was answered right, and is not answered any more.
    NewlySilent,
    /// It asks for several entries and still gets a right one, but not all that it got.
    PartLost,
    /// Another safety tier decides on it, or none any more.
    TierChanged,
    /// A safety tier decides on it where none did.
    TierGained,
    /// Other entries answer it.
    Moved,
    /// It is replied to in another way.
    OtherReply,
    /// It asks for several entries and gets more of them.
    PartGained,
    /// It got something that nobody asked for, and does not any more.
    NoLongerWrong,
    /// It is answered right, and was not.
    NewlyRight,
}

impl Effect {
    /// Every effect, the worst first.
    pub const ALL: [Self; 11] = [
        Self::DangerLost,
        Self::NewlyWrong,
        Self::NewlySilent,
        Self::PartLost,
        Self::TierChanged,
        Self::TierGained,
        Self::Moved,
        Self::OtherReply,
        Self::PartGained,
        Self::NoLongerWrong,
        Self::NewlyRight,
    ];

    /// What to call it in a list.
    pub fn name(self) -> &'static str {
        match self {
            Self::DangerLost => "emergency or crisis lost",
            Self::NewlyWrong => "newly wrong",
            Self::NewlySilent => "newly silent",
            Self::PartLost => "part of the answer lost",
            Self::TierChanged => "safety tier changed",
            Self::TierGained => "safety tier gained",
            Self::Moved => "moved to another entry",
            Self::OtherReply => "other reply",
            Self::PartGained => "part of the answer gained",
            Self::NoLongerWrong => "no longer wrong",
            Self::NewlyRight => "newly right",
        }
    }
}

/// A message that the change touches.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its place in the list of messages.
    pub message: usize,
    /// What happens to it, the worst first; never empty.
    pub effects: Vec<Effect>,
    /// Whether people who labelled it would call this worse.
    pub worse: bool,
    /// What the old documents make of it.
    pub old: Prediction,
    /// What the new ones make of it.
    pub new: Prediction,
}

/// What a change of the documents does to messages.
#[derive(Clone, Debug, PartialEq)]
pub struct Replay {
    /// How the messages reach the bot.
    pub mode: Mode,
    /// Messages that were compared.
    pub messages: usize,
    /// Those among them that have labels.
    pub labelled: usize,
    /// The hash of the old pack.
    pub old_pack: String,
    /// The hash of the new pack.
    pub new_pack: String,
    /// What changes, the worst first, then in the order of the messages.
    pub changes: Vec<Change>,
    /// Labels that neither pack knows: slips, which make right answers count as wrong.
    pub strange_labels: Vec<String>,
}

impl Replay {
    /// Decides every message with both and compares.
    pub fn new(old: &Brain, new: &Brain, messages: &[LabelledMessage], mode: Mode) -> Self {
        let (before, after) = (Side::of(old, mode), Side::of(new, mode));
        let mut changes: Vec<Change> = messages
            .iter()
            .enumerate()
            .filter_map(|(place, message)| change(place, message, &before, &after))
            .collect();
        changes.sort_by_key(|change| (!change.worse, change.effects[0], change.message));
        let labels = || messages.iter().filter_map(|message| message.labels.as_ref());
        let mut strange = strange_labels(labels(), old);
        let strange_in_new = strange_labels(labels(), new);
        strange.retain(|label| strange_in_new.contains(label));
        Self {
            mode,
            messages: messages.len(),
            labelled: labels().count(),
            old_pack: old.pack().hash.clone(),
            new_pack: new.pack().hash.clone(),
            changes,
            strange_labels: strange,
        }
    }

    /// How many messages show an effect.
    pub fn count(&self, effect: Effect) -> usize {
        self.changes.iter().filter(|change| change.effects.contains(&effect)).count()
    }

    /// How many messages are worse off.
    pub fn worse(&self) -> usize {
        self.changes.iter().filter(|change| change.worse).count()
    }

    /// One object for programs, with every change. `messages` are those that were compared.
    pub fn to_json(&self, messages: &[LabelledMessage]) -> Value {
        let totals: Map<String, Value> =
            Effect::ALL.iter().map(|effect| (effect.name().to_owned(), self.count(*effect).into())).collect();
        let change = |change: &Change| {
            let message = &messages[change.message];
            json!({
                "line": message.line + 1,
                "text": message.text,
                "labels": message.labels.as_ref().map(|labels| &labels.labels),
                "effects": change.effects.iter().map(|effect| effect.name()).collect::<Vec<_>>(),
                "worse": change.worse,
                "old": change.old,
                "new": change.new,
            })
        };
        json!({
            "messages": self.messages,
            "labelled": self.labelled,
            "mode": self.mode.name(),
            "from": self.old_pack,
            "to": self.new_pack,
            "unchanged": self.messages - self.changes.len(),
            "changed": self.changes.len(),
            "worse": self.worse(),
            "totals": totals,
            "changes": self.changes.iter().map(change).collect::<Vec<_>>(),
        })
    }
}

/// One version of the documents.
struct Side<'a> {
    brain: &'a Brain,
    mode: Mode,
    /// What counts as a question that the FAQ answers is different where an entry is new or gone.
    answerable: AnswerableIds,
}

impl<'a> Side<'a> {
    fn of(brain: &'a Brain, mode: Mode) -> Self {
        Self { brain, mode, answerable: answerable(brain) }
    }

    fn predict(&self, text: &str) -> Prediction {
        Prediction::new(&self.brain.decide(text, self.mode, Stages::All), self.brain)
    }

    fn standing(&self, labels: &Labels, prediction: &Prediction) -> Standing {
        let asked = Asked::of(labels, &self.answerable);
        match Miss::of(&asked, prediction) {
            Some(Miss::Unanswered | Miss::CrisisMissed) => Standing::Left,
            Some(_) => Standing::Wrong,
            None if asked.is_crisis() => Standing::Right { whole: true },
            None if asked.asks_faq() && prediction.answers() => Standing::Right { whole: asked.is_full(prediction) },
            None => Standing::Left,
        }
    }
}

/// How a message with labels fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// It gets what it asks for; `whole` when nothing of it is missing.
    Right { whole: bool },
    /// It gets nothing, or an offer, or it asks for nothing.
    Left,
    /// It gets what it does not ask for.
    Wrong,
}

fn change(place: usize, message: &LabelledMessage, before: &Side<'_>, after: &Side<'_>) -> Option<Change> {
    let (old, new) = (before.predict(&message.text), after.predict(&message.text));
    let mut effects = outward(&old, &new);
    if effects.is_empty() {
        return None;
    }
    let mut worse = false;
    if let Some(labels) = &message.labels {
        let standings = (before.standing(labels, &old), after.standing(labels, &new));
        let judged = judged(standings);
        let danger = Asked::of(labels, &after.answerable).may_be_crisis();
        worse =
            judged.iter().any(|effect| *effect <= Effect::PartLost) || danger && effects.contains(&Effect::DangerLost);
        // A plain difference is said only where nothing tells more.
        effects.retain(|effect| *effect != Effect::OtherReply || judged.is_empty());
        // A crisis that is met no more is called that, and nothing milder beside it.
        let lost = effects.contains(&Effect::DangerLost);
        effects.extend(judged.into_iter().filter(|effect| !lost || *effect != Effect::NewlySilent));
    }
    effects.sort_unstable();
    Some(Change { message: place, effects, worse, old, new })
}

/// What differs to everybody's eyes, labels or not.
fn outward(old: &Prediction, new: &Prediction) -> Vec<Effect> {
    let mut effects = Vec::new();
    if old.alarms() && !new.alarms() {
        effects.push(Effect::DangerLost);
    } else if old.tier != new.tier {
        effects.push(if old.tier.is_some() { Effect::TierChanged } else { Effect::TierGained });
    }
    if old.answers() && new.answers() && old.entries != new.entries {
        effects.push(Effect::Moved);
    }
    let same = old.decision == new.decision && old.entries == new.entries && old.handoffs == new.handoffs;
    if effects.is_empty() && !same {
        effects.push(Effect::OtherReply);
    }
    effects
}

/// What the change of standing comes to.
fn judged(standings: (Standing, Standing)) -> Vec<Effect> {
    use Standing::{Left, Right, Wrong};
    match standings {
        (Right { .. } | Left, Wrong) => vec![Effect::NewlyWrong],
        (Right { .. }, Left) => vec![Effect::NewlySilent],
        (Right { whole: true }, Right { whole: false }) => vec![Effect::PartLost],
        (Right { whole: false }, Right { whole: true }) => vec![Effect::PartGained],
        (Left, Right { .. }) => vec![Effect::NewlyRight],
        (Wrong, Right { .. }) => vec![Effect::NoLongerWrong, Effect::NewlyRight],
        (Wrong, Left) => vec![Effect::NoLongerWrong],
        (Wrong, Wrong) | (Left, Left) | (Right { .. }, Right { .. }) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Sources;
    use crate::document::Source;
    use crate::faq::parse_documents;
    use crate::safety::Rules;

    const OLD: &str = r#"
[[entries]]
id = "driving"
question = "Can I drive home afterwards?"
answer = "No."

[[entries]]
id = "parking"
question = "Where can I park?"
answer = "Behind the house."
"#;

    fn brain(toml: &str) -> Brain {
        let settings = Sources::default().load().unwrap().settings;
        let pack = parse_documents(&[Source::new("faq.toml", toml)]).unwrap();
        Brain::new(pack, Rules::built_in(), &settings.matching)
    }

    fn message(text: &str, labels: &[&str]) -> LabelledMessage {
        let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
        let labels = (!labels.is_empty()).then(|| Labels { labels, ..Labels::default() });
        LabelledMessage { line: 0, text: text.to_owned(), labels }
    }

    fn effects(new: &str, text: &str, labels: &[&str]) -> (Vec<Effect>, bool) {
        let replay = Replay::new(&brain(OLD), &brain(new), &[message(text, labels)], Mode::Direct);
        replay.changes.first().map(|change| (change.effects.clone(), change.worse)).unwrap_or_default()
    }

    /// The new documents, the message, its labels, the effects, and whether they are worse.
    type Case<'a> = (&'a str, &'a str, &'a [&'a str], &'a [Effect], bool);

    #[test]
    fn each_effect_is_told_by_what_the_labels_say() {
        let without_parking = OLD.replace("Where can I park?", "Do you sell gift cards?");
        let swapped = OLD
            .replace("Where can I park?", "Can I drive home afterwards then?")
            .replace("Can I drive home afterwards?", "Where can I park?");
        let with_lunch =
            format!("{OLD}[[entries]]\nid = \"lunch\"\nquestion = \"May I eat lunch before?\"\nanswer = \"No.\"\n");
        let park = "where can I park";
        let cases: [Case<'_>; 9] = [
            (OLD, park, &["parking"], &[], false),
            (&without_parking, park, &["parking"], &[Effect::NewlySilent], true),
            (&without_parking, park, &["none"], &[Effect::NoLongerWrong], false),
            (&without_parking, park, &[], &[Effect::OtherReply], false),
            (&swapped, park, &["parking"], &[Effect::NewlyWrong, Effect::Moved], true),
            (&swapped, park, &["driving"], &[Effect::Moved, Effect::NoLongerWrong, Effect::NewlyRight], false),
            (&swapped, park, &[], &[Effect::Moved], false),
            (&with_lunch, "may i eat lunch before", &["lunch"], &[Effect::NewlyRight], false),
            (&with_lunch, "may i eat lunch before", &["none"], &[Effect::NewlyWrong], true),
        ];
        for (new, text, labels, expected, worse) in cases {
            assert_eq!(effects(new, text, labels), (expected.to_vec(), worse), "{text} {labels:?} with {new}");
        }
    }

    #[test]
    fn a_part_that_is_lost_is_worse() {
        let without = OLD.replace("Where can I park?", "Do you sell gift cards?");
        let both = "Can I drive home afterwards? Where can I park?";
        let expected = (vec![Effect::PartLost, Effect::Moved], true);
        // The entry is still there, under words that lead elsewhere.
        assert_eq!(effects(&without, both, &["driving", "parking"]), expected);
    }

    fn prediction(decision: &'static str, tier: Option<&'static str>) -> Prediction {
        Prediction {
            decision: decision.into(),
            tier: tier.map(Into::into),
            entries: Vec::new(),
            handoffs: Vec::new(),
            score: 0.0,
            candidates: Vec::new(),
            micros: None,
        }
    }

    #[test]
    fn safety_decisions_are_compared_by_tier() {
        let none = || prediction("handoff", None);
        let tier = |name| prediction("safety", Some(name));
        for (old, new, expected) in [
            (tier("crisis"), none(), Effect::DangerLost),
            (tier("emergency"), tier("advice"), Effect::DangerLost),
            (tier("emergency"), tier("crisis"), Effect::TierChanged),
            (tier("advice"), none(), Effect::TierChanged),
            (none(), tier("crisis"), Effect::TierGained),
            (tier("advice"), tier("crisis"), Effect::TierChanged),
        ] {
            assert_eq!(outward(&old, &new), [expected], "{old:?} {new:?}");
        }
    }
}
