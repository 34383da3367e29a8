//! Somebody changed an entry while somebody else typed: what both did, put together.

use super::typed::Typed;

/// What was typed, brought to what the entry says now. `shown` is what stood in the form before anybody typed. Where both
/// changed the same text, what was typed stays.
pub(super) fn merged(shown: &Typed, typed: &Typed, now: &Typed) -> Typed {
    let text = |of: fn(&Typed) -> &String| if of(typed) == of(shown) { of(now).clone() } else { of(typed).clone() };
    let lines = merged_list(&shown.wordings(), &typed.wordings(), &now.wordings());
    let rows = |all: &Typed| all.rules.iter().filter(|rule| !rule.is_empty()).cloned().collect::<Vec<_>>();
    let hidden = |all: &Typed| all.exceptions.iter().filter(|rule| !rule.is_empty()).cloned().collect::<Vec<_>>();
    Typed {
        question: text(|typed| &typed.question),
        answer: text(|typed| &typed.answer),
        phrasings: lines.join("\n"),
        rules: merged_list(&rows(shown), &rows(typed), &rows(now)),
        exceptions: merged_list(&hidden(shown), &hidden(typed), &hidden(now)),
        threshold: text(|typed| &typed.threshold),
        retired: if typed.retired == shown.retired { now.retired } else { typed.retired },
    }
}

/// One of the texts.
type Of = fn(&Typed) -> &String;

/// Names of the texts that both changed, and not to the same.
pub(super) fn clashes(shown: &Typed, typed: &Typed, now: &Typed) -> Vec<(&'static str, String)> {
    let of: [(&'static str, Of); 3] = [
        ("question", |typed| &typed.question),
        ("answer", |typed| &typed.answer),
        ("threshold", |typed| &typed.threshold),
    ];
    let clash = |of: Of| of(typed) != of(shown) && of(now) != of(shown) && of(typed) != of(now);
    of.into_iter().filter(|(_, of)| clash(*of)).map(|(name, of)| (name, of(now).clone())).collect()
}

/// What stands now, without what was taken out of the form, and with what was put in.
fn merged_list<T: Clone + PartialEq>(shown: &[T], typed: &[T], now: &[T]) -> Vec<T> {
    let gone = |own: &T| shown.contains(own) && !typed.contains(own);
    let mut merged: Vec<T> = now.iter().filter(|own| !gone(own)).cloned().collect();
    for own in typed.iter().filter(|own| !shown.contains(own)) {
        if !merged.contains(own) {
            merged.push(own.clone());
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::super::typed::TypedRule;
    use super::*;

    fn rule(any: &str, weight: &str) -> TypedRule {
        TypedRule { any: any.into(), weight: weight.into(), ..TypedRule::default() }
    }

    fn shown() -> Typed {
        Typed {
            question: "Where?".into(),
            answer: "There.".into(),
            phrasings: "one\ntwo".into(),
            rules: vec![rule("lot", "1"), rule("park", "2"), TypedRule::default()],
            ..Typed::default()
        }
    }

    #[test]
    fn what_both_did_is_kept() {
        let typed = Typed {
            answer: "Mine.".into(),
            phrasings: "one\nmine".into(),
            rules: vec![rule("lot", "3"), rule("park", "2")],
            ..shown()
        };
        let now = Typed {
            question: "Theirs?".into(),
            phrasings: "one\ntwo\ntheirs".into(),
            rules: vec![rule("lot", "1"), rule("park", "2"), rule("deck", "1")],
            threshold: "0.9".into(),
            ..shown()
        };
        let merged = merged(&shown(), &typed, &now);
        assert_eq!((merged.question.as_str(), merged.answer.as_str()), ("Theirs?", "Mine."));
        assert_eq!(merged.wordings(), ["one", "theirs", "mine"]);
        assert_eq!(merged.rules, [rule("park", "2"), rule("deck", "1"), rule("lot", "3")]);
        assert_eq!(merged.threshold, "0.9");
        assert_eq!(clashes(&shown(), &typed, &now), []);
    }

    #[test]
    fn where_both_wrote_the_same_text_mine_stays_and_theirs_is_named() {
        let (typed, now) = (Typed { answer: "Mine.".into(), ..shown() }, Typed { answer: "Theirs.".into(), ..shown() });
        assert_eq!(merged(&shown(), &typed, &now).answer, "Mine.");
        assert_eq!(clashes(&shown(), &typed, &now), [("answer", "Theirs.".to_owned())]);
        assert_eq!(clashes(&shown(), &now, &now), []);
    }
}
