//! From what an entry says and what a form says to edits, each with the field that it comes from.

use super::content::{Content, Field};
use crate::faq::edit::{Condition, Edit, RuleName};

/// Edits that make an entry say what a form says. Rules go from the last to the first, since each that goes moves those
/// behind it.
pub(super) fn edits(id: &str, old: &Content, new: &Content) -> Vec<(Field, Edit)> {
    let mut edits = Vec::new();
    let entry = || id.to_owned();
    if old.question != new.question {
        edits.push((Field::Question, Edit::SetQuestion { entry: entry(), text: new.question.clone() }));
    }
    if let Some(answer) = new.answer.as_ref().filter(|answer| old.answer.as_ref() != Some(answer)) {
        edits.push((Field::Answer, Edit::SetAnswer { entry: entry(), text: answer.clone() }));
    }
    phrasings(id, old, new, &mut edits);
    rules(id, old, new, &mut edits);
    exceptions(id, old, new, &mut edits);
    match (old.threshold, new.threshold) {
        (Some(_), None) => edits.push((Field::Threshold, Edit::ClearThreshold { entry: entry() })),
        (old, Some(value)) if old != Some(value) => {
            edits.push((Field::Threshold, Edit::SetThreshold { entry: entry(), value }));
        }
        _ => {}
    }
    match (old.retired, new.retired) {
        (false, true) => edits.push((Field::Retired, Edit::Retire { entry: entry() })),
        (true, false) => edits.push((Field::Retired, Edit::Restore { entry: entry() })),
        _ => {}
    }
    edits
}

/// Edits that make a new entry.
pub(super) fn additions(id: &str, document: Option<&str>, new: &Content) -> Vec<(Field, Edit)> {
    let add = Edit::AddEntry {
        entry: id.to_owned(),
        question: new.question.clone(),
        answer: new.answer.clone(),
        document: document.map(str::to_owned),
    };
    let begun = Content { question: new.question.clone(), answer: new.answer.clone(), ..Content::default() };
    let mut all = vec![(Field::Id, add)];
    all.extend(edits(id, &begun, new));
    all
}

fn phrasings(id: &str, old: &Content, new: &Content, edits: &mut Vec<(Field, Edit)>) {
    let (kept, gone) = matched(&old.phrasings, &new.phrasings, |one, other| one == other);
    for at in gone.into_iter().rev() {
        let text = old.phrasings[at].clone();
        edits.push((Field::Phrasings, Edit::RemovePhrasing { entry: id.to_owned(), text }));
    }
    for (_, text) in new.phrasings.iter().enumerate().filter(|(at, _)| !kept.iter().any(|(_, own)| own == at)) {
        edits.push((Field::Phrasings, Edit::AddPhrasing { entry: id.to_owned(), text: text.clone() }));
    }
}

fn rules(id: &str, old: &Content, new: &Content, edits: &mut Vec<(Field, Edit)>) {
    let entry = || id.to_owned();
    let pairs = matched(&old.rules, &new.rules, |one, other| one.condition == other.condition);
    let Paired { kept, changed, gone, added } = paired(pairs, new.rules.len(), |after| new.rules[after].row);
    // A weight comes before the words by which the rule may be known.
    for (before, after) in kept.iter().chain(&changed) {
        let rule = &new.rules[*after];
        if old.rules[*before].weight.total_cmp(&rule.weight).is_ne() {
            let edit = Edit::SetWeight { entry: entry(), rule: RuleName::Number(before + 1), weight: rule.weight };
            edits.push((Field::Rule(rule.row), edit));
        }
    }
    for (before, after) in changed {
        let (rule, condition) = (RuleName::Number(before + 1), new.rules[after].condition.clone());
        edits.push((Field::Rule(new.rules[after].row), Edit::SetKeyword { entry: entry(), rule, condition }));
    }
    for at in gone.into_iter().rev() {
        edits.push((Field::Rules, Edit::RemoveKeyword { entry: entry(), rule: RuleName::Number(at + 1) }));
    }
    for rule in added.into_iter().map(|after| &new.rules[after]) {
        let edit = Edit::AddKeyword { entry: entry(), rule: rule.condition.clone(), weight: rule.weight };
        edits.push((Field::Rule(rule.row), edit));
    }
}

fn exceptions(id: &str, old: &Content, new: &Content, edits: &mut Vec<(Field, Edit)>) {
    let entry = || id.to_owned();
    let pairs = matched(&old.exceptions, &new.exceptions, |one, other| one.condition == other.condition);
    let Paired { changed, gone, added, .. } = paired(pairs, new.exceptions.len(), |after| new.exceptions[after].row);
    for (before, after) in changed {
        let (rule, condition) = (RuleName::Number(before + 1), new.exceptions[after].condition.clone());
        edits.push((
            Field::Exception(new.exceptions[after].row),
            Edit::SetException { entry: entry(), rule, condition },
        ));
    }
    for at in gone.into_iter().rev() {
        edits.push((Field::Exceptions, Edit::RemoveException { entry: entry(), rule: RuleName::Number(at + 1) }));
    }
    for rule in added.into_iter().map(|after| &new.exceptions[after]) {
        let edit = Edit::AddException { entry: entry(), rule: rule.condition.clone() };
        edits.push((Field::Exception(rule.row), edit));
    }
}

/// What became of the rules of a list, by their places before and after.
struct Paired {
    /// They look for the same.
    kept: Vec<(usize, usize)>,
    /// They stand in the row in which they stood, and look for something else.
    changed: Vec<(usize, usize)>,
    gone: Vec<usize>,
    added: Vec<usize>,
}

/// Of what is gone and what is new, that belongs together which stands in the same row of the form.
fn paired((kept, gone): (Vec<(usize, usize)>, Vec<usize>), new: usize, row: impl Fn(usize) -> usize) -> Paired {
    let is_new = |after: &usize| !kept.iter().any(|(_, own)| own == after);
    let in_place = |before: usize| (0..new).filter(is_new).find(|after| row(*after) == before);
    let changed: Vec<(usize, usize)> = gone.iter().filter_map(|before| Some((*before, in_place(*before)?))).collect();
    let added = (0..new).filter(is_new).filter(|after| !changed.iter().any(|(_, own)| own == after)).collect();
    let gone = gone.into_iter().filter(|before| !changed.iter().any(|(own, _)| own == before)).collect();
    Paired { kept, changed, gone, added }
}

/// Which of two lists belong together, each once: the places of the pairs, and those of the old ones that are gone.
fn matched<T>(old: &[T], new: &[T], same: impl Fn(&T, &T) -> bool) -> (Vec<(usize, usize)>, Vec<usize>) {
    let mut kept: Vec<(usize, usize)> = Vec::new();
    let mut gone = Vec::new();
    for (before, own) in old.iter().enumerate() {
        let free = |after: &usize| !kept.iter().any(|(_, taken)| taken == after);
        match (0..new.len()).filter(free).find(|after| same(own, &new[*after])) {
            Some(after) => kept.push((before, after)),
            None => gone.push(before),
        }
    }
    (kept, gone)
}

/// What a rule looks for, in words, for a list of changes.
pub(super) fn in_words(edit: &Edit, old: &Content) -> String {
    let named = |number: &RuleName, all: &[&Condition]| match number {
        RuleName::Number(number) => all.get(number.wrapping_sub(1)).map(ToString::to_string).unwrap_or_default(),
        RuleName::Words(_) => number.to_string(),
    };
    let rules: Vec<&Condition> = old.rules.iter().map(|rule| &rule.condition).collect();
    let exceptions: Vec<&Condition> = old.exceptions.iter().map(|rule| &rule.condition).collect();
    match edit {
        Edit::RemoveKeyword { rule, .. } => format!("keyword {} removed", named(rule, &rules)),
        Edit::SetWeight { rule, weight, .. } => format!("keyword {}, weight {weight}", named(rule, &rules)),
        Edit::SetKeyword { rule, condition, .. } => format!("keyword {} changed to {condition}", named(rule, &rules)),
        Edit::SetException { rule, condition, .. } => {
            format!("exception {} changed to {condition}", named(rule, &exceptions))
        }
        Edit::RemoveException { rule, .. } => format!("exception {} removed", named(rule, &exceptions)),
        _ => {
            let whole = edit.to_string();
            let entry = edit.entry().map(|entry| format!("{entry}: ")).unwrap_or_default();
            whole.strip_prefix(&entry).map(str::to_owned).unwrap_or(whole)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::content::{Exception, Rule};
    use super::*;

    fn any(words: &[&str]) -> Condition {
        Condition { any: words.iter().map(|word| (*word).to_owned()).collect(), ..Condition::default() }
    }

    fn rule(row: usize, word: &str, weight: f64) -> Rule {
        Rule { row, condition: any(&[word]), weight }
    }

    fn parking() -> Content {
        Content {
            question: "Where can I park?".into(),
            answer: Some("Behind the house.".into()),
            phrasings: vec!["is there a lot".into(), "car park".into()],
            rules: vec![rule(0, "park", 1.0), rule(1, "lot", 2.0), rule(2, "garage", 1.0)],
            exceptions: vec![Exception { row: 0, condition: any(&["water park"]) }],
            threshold: Some(0.8),
            retired: false,
        }
    }

    fn made(new: &Content) -> Vec<String> {
        edits("parking", &parking(), new).iter().map(|(field, edit)| format!("{field} | {edit}")).collect()
    }

    /// A change of the form, and the edits that come of it.
    type Case<'c> = (&'c dyn Fn(&mut Content), &'c [&'c str]);

    #[test]
    fn what_differs_becomes_an_edit_and_nothing_else() {
        let same = parking();
        let changed = |change: &dyn Fn(&mut Content)| {
            let mut new = same.clone();
            change(&mut new);
            made(&new)
        };
        assert_eq!(changed(&|_| {}), [""; 0]);
        let cases: [Case<'_>; 11] = [
            (&|new| new.question = "Where?".into(), &["Question | parking: question changed to “Where?”"]),
            (&|new| new.answer = Some("In front.".into()), &["Answer | parking: answer changed"]),
            (
                &|new| new.phrasings[1] = "Car park".into(),
                &["Phrasings | parking: phrasing “car park” removed", "Phrasings | parking: phrasing “Car park” added"],
            ),
            (&|new| new.phrasings.swap(0, 1), &[]),
            (&|new| new.rules[1].weight = 3.0, &["Keywords, row 2 | parking: keyword rule 2, weight 3"]),
            (
                &|new| {
                    new.rules.remove(0);
                    new.rules.remove(1);
                },
                &["Keywords | parking: keyword rule 3 removed", "Keywords | parking: keyword rule 1 removed"],
            ),
            (
                &|new| new.rules.push(rule(4, "deck", 1.5)),
                &["Keywords, row 5 | parking: keyword “deck” added, weight 1.5"],
            ),
            (
                &|new| new.rules[0].condition = any(&["park", "parking"]),
                &["Keywords, row 1 | parking: keyword rule 1 changed to “park” or “parking”"],
            ),
            (&|new| new.exceptions.clear(), &["Exceptions | parking: exception rule 1 removed"]),
            (&|new| new.threshold = None, &["Threshold | parking: threshold cleared"]),
            (&|new| new.retired = true, &["Retired | parking: retired"]),
        ];
        for (change, expected) in cases {
            assert_eq!(changed(change), expected);
        }
    }

    #[test]
    fn a_rule_that_stands_twice_can_go_once() {
        let mut old = parking();
        old.rules.push(rule(3, "park", 1.0));
        let mut new = old.clone();
        new.rules.remove(0);
        let all: Vec<String> = edits("parking", &old, &new).iter().map(|(_, edit)| edit.to_string()).collect();
        assert_eq!(all, ["parking: keyword rule 4 removed"]);
    }

    #[test]
    fn a_new_entry_is_added_before_what_belongs_to_it() {
        let mut new = parking();
        new.threshold = None;
        new.exceptions.clear();
        new.rules.truncate(1);
        let all = additions("parking", Some("faq.toml"), &new);
        assert!(matches!(&all[0], (Field::Id, Edit::AddEntry { answer: Some(_), .. })));
        assert_eq!(all.len(), 4);
        let topic = Content { answer: None, ..Content { question: "How much?".into(), ..Content::default() } };
        let all = additions("costs", None, &topic);
        assert!(matches!(all.as_slice(), [(_, Edit::AddEntry { answer: None, document: None, .. })]));
    }

    #[test]
    fn what_somebody_else_changed_is_said_without_numbers() {
        let mut new = parking();
        new.rules.remove(1);
        let said: Vec<String> =
            edits("parking", &parking(), &new).iter().map(|(_, edit)| in_words(edit, &parking())).collect();
        assert_eq!(said, ["keyword “lot” removed"]);
    }
}
