//! What a form of the page sends: `application/x-www-form-urlencoded`.

use crate::safety::Tier;

/// More topics than this are not answered or offered at once.
const MOST_TOPICS: usize = 5;

/// A form as it was sent. What it does not know it passes over.
#[derive(Default)]
pub(super) struct Sent {
    /// What was typed.
    pub(super) question: Option<String>,
    /// A topic that was picked.
    pub(super) topic: Option<String>,
    /// What somebody thinks of an answer.
    pub(super) verdict: Option<Verdict>,
    /// The danger reply that the page shows, and goes on showing.
    pub(super) danger: Option<Danger>,
}

/// What somebody thinks of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Verdict {
    /// It helped; else it was to another question.
    pub(super) helpful: bool,
    /// The topics that were answered.
    pub(super) answered: Vec<String>,
    /// Topics that came next, and may have been meant.
    pub(super) others: Vec<String>,
}

/// A danger reply, by what it was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Danger {
    pub(super) tier: Tier,
    pub(super) language: String,
}

impl Sent {
    /// Reads a form. Whatever the bytes, there is a form: what is no text is read as well as can be.
    pub(super) fn read(body: &[u8]) -> Self {
        let mut sent = Self::default();
        for (name, value) in form_urlencoded::parse(body) {
            match &*name {
                "question" => sent.question = Some(value.into_owned()),
                "topic" => sent.topic = Some(value.into_owned()),
                "helpful" => sent.verdict = Some(Verdict { helpful: true, ..Verdict::read(&value) }),
                "not-mine" => sent.verdict = Some(Verdict::read(&value)),
                "danger" => sent.danger = Danger::read(&value),
                _ => {}
            }
        }
        sent
    }
}

impl Verdict {
    /// How it stands in a form, whichever it will be.
    pub(super) fn written(answered: &[String], others: &[String]) -> String {
        format!("{}|{}", answered.join(","), others.join(","))
    }

    fn read(written: &str) -> Self {
        let ids = |list: &str| -> Vec<String> {
            list.split(',').filter(|id| !id.is_empty()).take(MOST_TOPICS).map(str::to_owned).collect()
        };
        let (answered, others) = written.split_once('|').unwrap_or((written, ""));
        Self { helpful: false, answered: ids(answered), others: ids(others) }
    }
}

impl Danger {
    /// How it stands in a form.
    pub(super) fn written(&self) -> String {
        format!("{}.{}", self.tier.name(), self.language)
    }

    fn read(written: &str) -> Option<Self> {
        let (name, language) = written.split_once('.')?;
        let tier = [Tier::Emergency, Tier::Crisis].into_iter().find(|tier| tier.name() == name)?;
        let plain = (2..=8).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_lowercase());
        plain.then(|| Self { tier, language: language.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_browsers_write_it() {
        for (body, question) in [
            ("question=can+I+drive%3F", Some("can I drive?")),
            ("danger=&question=a%26b%3Dc%2B", Some("a&b=c+")),
            ("question=na%C3%AFve+%F0%9F%99%82", Some("naïve 🙂")),
            ("question=100%", Some("100%")),
            ("question=%zz%4", Some("%zz%4")),
            ("question=a=b", Some("a=b")),
            ("question=%ff", Some("\u{fffd}")),
            ("question=one%0D%0Atwo", Some("one\r\ntwo")),
            ("question=", Some("")),
            ("question", Some("")),
            ("other=x", None),
            ("", None),
        ] {
            assert_eq!(Sent::read(body.as_bytes()).question.as_deref(), question, "{body}");
        }
        assert_eq!(Sent::read(b"topic=driving").topic.as_deref(), Some("driving"));
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let written = Verdict::written(&ids(&["a", "b"]), &ids(&["c"]));
        let verdict = Verdict { helpful: false, answered: ids(&["a", "b"]), others: ids(&["c"]) };
        let read = |name: &str| Sent::read(format!("{name}={written}").as_bytes()).verdict;
        assert_eq!(read("not-mine"), Some(verdict.clone()));
        assert_eq!(read("helpful"), Some(Verdict { helpful: true, ..verdict }));
    }

    #[test]
    fn only_a_danger_reply_goes_on_being_shown() {
        let es = Danger { tier: Tier::Crisis, language: "es".into() };
        assert_eq!(Danger::read(&es.written()), Some(es));
        for written in ["advice.en", "crisis", "crisis.", "crisis.<b>", "crisis.EN", "x.en", ""] {
            assert_eq!(Danger::read(written), None, "{written}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_a_form(body in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            Sent::read(&body);
        }
    }
}
