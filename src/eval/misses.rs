//! The messages that went wrong, the gravest first.

use super::chat::{AnswerableIds, Asked};
use super::messages::Labels;
use crate::explain::Prediction;

/// What went wrong, the gravest kind first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Miss {
    /// A danger to somebody that got an answer or suggestions.
    CrisisAnswered,
    /// A danger to somebody that was not met as such.
    CrisisMissed,
    /// A question for individual medical advice that got an FAQ answer.
    AdviceAnswered,
    /// A message that asks for an entry, answered with another one.
    WrongAnswer,
    /// A message that asks for no entry, answered all the same.
    NeedlessAnswer,
    /// An alarm where nobody is in danger.
    FalseAlarm,
    /// A message that asks for an entry and got neither the answer nor a fitting suggestion.
    Unanswered,
}

impl Miss {
    /// What to call it in a list.
    pub fn name(self) -> &'static str {
        match self {
            Self::CrisisAnswered => "crisis answered",
            Self::CrisisMissed => "crisis missed",
            Self::AdviceAnswered => "advice answered",
            Self::WrongAnswer => "wrong answer",
            Self::NeedlessAnswer => "needless answer",
            Self::FalseAlarm => "false alarm",
            Self::Unanswered => "unanswered",
        }
    }

    pub(super) fn of(asked: &Asked<'_>, prediction: &Prediction) -> Option<Self> {
        let answers = prediction.answers();
        if asked.is_crisis() {
            let instead = answers || prediction.suggests();
            return if instead {
                Some(Self::CrisisAnswered)
            } else {
                (!prediction.alarms()).then_some(Self::CrisisMissed)
            };
        }
        if prediction.alarms() && !asked.may_be_crisis() {
            return Some(Self::FalseAlarm);
        }
        if asked.excuses(prediction) {
            return None;
        }
        if asked.asks_faq() {
            let helped = answers || prediction.suggests() && asked.suggests(prediction);
            return if asked.is_wrong(prediction) {
                Some(Self::WrongAnswer)
            } else {
                (!helped).then_some(Self::Unanswered)
            };
        }
        let needless = answers && !asked.may_ask_faq();
        needless.then(|| if asked.only() == Some("advice") { Self::AdviceAnswered } else { Self::NeedlessAnswer })
    }
}

/// The misses among labelled messages as their places in the list, the gravest first and within a kind the surest.
pub fn misses<'a>(
    pairs: impl Iterator<Item = (usize, &'a Labels, &'a Prediction)>,
    faq: &AnswerableIds,
) -> Vec<(usize, Miss)> {
    let mut found: Vec<(usize, Miss, f64)> = pairs
        .filter_map(|(at, labels, prediction)| {
            Miss::of(&Asked::of(labels, faq), prediction).map(|miss| (at, miss, prediction.score))
        })
        .collect();
    found.sort_by(|a, b| a.1.cmp(&b.1).then(b.2.total_cmp(&a.2)).then(a.0.cmp(&b.0)));
    found.into_iter().map(|(at, miss, _)| (at, miss)).collect()
}
