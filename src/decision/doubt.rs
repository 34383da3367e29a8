//! Doubt: how much is to be said against a message asking the FAQ something, and how much more confidence an answer needs for it.

use crate::conversation::{Act, Tone};
use crate::faq::Entry;

/// What hints at a question needs so much more confidence, in log odds: 0.81 where 0.72 is asked for.
const HINT: f32 = 0.5;
/// What only tells needs so much more: 0.91 where 0.72 is asked for.
const TELL: f32 = 1.4;
/// What is talk all over needs so much more: 0.97 where 0.72 is asked for.
const TALK: f32 = 2.5;
/// What sounds like a question that only a provider may answer needs so much more for each unit that it lies beyond the line. Of 42
/// questions of the FAQ that lie there 38 are answered all the same, since they are certain; "had mine at eleven, gone six now and the
/// room's still tilting" is not.
const PROVIDER: f32 = 1.5;
/// A stretch needs so much more, the smaller its share of the message, where a pack has the wordings for a line. These four
/// were fitted, by logistic regression and a search around it, to 1,040 messages by eight people, each half judged by what
/// the other half gave, and rounded.
const PART: f32 = 1.5;
/// A pack with so many wordings that it has a line needs this much more in any case: the more wordings there are, the more messages are
/// like one of them by chance. Of 440 messages by other people that ask the FAQ nothing it keeps three from an answer, and two of
/// 504 questions.
const MANY_WORDINGS: f32 = 0.2;

/// The confidence that an answer needs: the entry's own threshold or the general one, and more where there is doubt whether
/// anything is asked; less than the general one where there is none.
pub fn needed(entry: &Entry, doubt: f32, threshold: f32) -> f32 {
    match entry.threshold {
        // What a moderator asked for is not lowered.
        Some(own) => raised(own as f32, doubt.max(0.0)),
        None => raised(threshold, doubt),
    }
}

/// How much is to be said against a stretch asking the FAQ something, in log odds: by what it does, and by how much the message
/// sounds like talk, and by the share of the message that it is.
pub fn doubt(act: Act, tone: Tone, share: f32) -> f32 {
    let by_act = match act {
        Act::Asks => 0.0,
        Act::Hints => HINT,
        Act::Tells => TELL,
    };
    by_act + TALK * tone.talk + PROVIDER * tone.provider + tone.strength * (MANY_WORDINGS + PART * (1.0 - share))
}

/// A threshold that takes so much more confidence, in log odds, or less. Thresholds at the ends stay there.
pub fn raised(threshold: f32, doubt: f32) -> f32 {
    if threshold <= 0.0 || threshold >= 1.0 {
        return threshold;
    }
    let odds = threshold / (1.0 - threshold) * doubt.exp();
    odds / (1.0 + odds)
}
