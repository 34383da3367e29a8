//! Unanswered questions, put together by what they seem to ask.

use std::collections::HashSet;

use super::Moderation;
use super::deed::Deed;
use super::error::{ModerationError, Result};
use crate::store::{Kept, UnansweredState};
use crate::text::{fold, is_common};

/// Two texts ask the same when they share at least this part of their telling words: one word in two may differ.
const SAME: f64 = 0.5;

/// Questions that seem to ask the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The entry that the most of them were nearest to; empty where nothing was near.
    pub entry: String,
    /// The questions, the newest first.
    pub questions: Vec<Kept>,
}

/// Puts questions together: those with a text by its words, all others by the entry that was nearest. The largest group
/// comes first, of equal ones the newest.
pub fn grouped(questions: Vec<Kept>) -> Vec<Group> {
    let mut groups: Vec<(Option<HashSet<String>>, Vec<Kept>)> = Vec::new();
    for question in questions {
        let words = question.question.text.as_deref().map(words);
        let fits = |(own, members): &(Option<HashSet<String>>, Vec<Kept>)| match (own, &words) {
            (Some(own), Some(words)) => likeness(own, words) >= SAME,
            (None, None) => members.first().is_some_and(|first| nearest(first) == nearest(&question)),
            _ => false,
        };
        match groups.iter_mut().find(|group| fits(group)) {
            Some((_, members)) => members.push(question),
            None => groups.push((words, vec![question])),
        }
    }
    groups.sort_by_key(|(_, members)| std::cmp::Reverse(members.len()));
    groups.into_iter().map(|(_, questions)| Group { entry: most_frequent(&questions), questions }).collect()
}

impl Moderation {
    /// Questions that wait for an answer, put together; of the newest so many.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub async fn unanswered(&self, most: u32) -> Result<Vec<Group>> {
        Ok(grouped(self.store.unanswered(UnansweredState::Open, most).await?))
    }

    /// Marks a question as one that needs no answer.
    ///
    /// # Errors
    /// A question that is not there or belongs to an entry by now, a store that cannot be written.
    pub async fn ignore(&self, id: i64, deed: &Deed) -> Result<()> {
        let kept = self.store.unanswered_question(id).await?;
        if let Some(Kept { state: UnansweredState::Settled, entry, .. }) = kept {
            let entry = entry.unwrap_or_default();
            return Err(ModerationError::Refused(format!(
                "question {id} was settled already: it belongs to `{entry}`"
            )));
        }
        if !self.store.settle_unanswered(id, UnansweredState::Ignored, None).await? {
            let sentence = format!("there is no unanswered question {id}: `askwell unanswered` lists them");
            return Err(ModerationError::refused(sentence));
        }
        Ok(self.store.audit(&deed.audit("question ignored", &format!("unanswered {id}"))).await?)
    }
}

fn nearest(question: &Kept) -> &str {
    question.question.candidates.first().map_or("", |(entry, _)| entry)
}

/// Of entries that are equally frequent the one of the newest question.
fn most_frequent(questions: &[Kept]) -> String {
    let count = |entry: &str| questions.iter().filter(|question| nearest(question) == entry).count();
    let mut best = questions.first().map_or("", nearest);
    for question in questions {
        if count(nearest(question)) > count(best) {
            best = nearest(question);
        }
    }
    best.to_owned()
}

/// The words that tell what a text is about.
fn words(text: &str) -> HashSet<String> {
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.chars().count() > 2);
    words.filter(|word| !is_common(word)).map(str::to_owned).collect()
}

/// Jaccard's measure: shared words among all words.
fn likeness(one: &HashSet<String>, other: &HashSet<String>) -> f64 {
    let all = one.union(other).count();
    if all == 0 { 1.0 } else { one.intersection(other).count() as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;
    use crate::store::NewUnanswered;

    fn question(id: i64, entry: &str, text: Option<&str>) -> Kept {
        let question = NewUnanswered {
            at: Moment(id),
            platform: "discord".into(),
            channel: "1".into(),
            message: None,
            link: None,
            person: "p".into(),
            decision: "handoff".into(),
            candidates: if entry.is_empty() { Vec::new() } else { vec![(entry.to_owned(), 0.4)] },
            text: text.map(Into::into),
        };
        Kept { id, question, state: UnansweredState::Open, entry: None }
    }

    #[test]
    fn questions_are_put_together_by_words_or_by_the_nearest_entry() {
        let questions = vec![
            question(9, "driving", Some("Is the parking garage open at night?")),
            question(8, "driving", None),
            question(7, "", None),
            question(6, "cost", Some("is the parking garage open tonight")),
            question(5, "awake", Some("do you sell gift cards")),
            question(4, "driving", None),
            question(3, "driving", Some("parking garage, open or not?")),
        ];
        let groups: Vec<(String, Vec<i64>)> = grouped(questions)
            .into_iter()
            .map(|group| (group.entry, group.questions.iter().map(|kept| kept.id).collect()))
            .collect();
        let expected = [
            ("driving".to_owned(), vec![9, 6, 3]),
            ("driving".to_owned(), vec![8, 4]),
            (String::new(), vec![7]),
            ("awake".to_owned(), vec![5]),
        ];
        assert_eq!(groups, expected);
        assert!(grouped(Vec::new()).is_empty());
    }
}
