//! What a form of the page sends: `application/x-www-form-urlencoded`.

use crate::safety::Tier;

/// A form as it was sent. What it does not know it passes over.
#[derive(Default)]
pub(super) struct Sent {
    /// What was typed.
    pub(super) question: Option<String>,
    /// A topic that was picked.
    pub(super) topic: Option<String>,
    /// The danger reply that the page shows, and goes on showing.
    pub(super) danger: Option<Danger>,
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
        for pair in body.split(|byte| *byte == b'&') {
            let mut halves = pair.splitn(2, |byte| *byte == b'=').map(decoded);
            let (name, value) = (halves.next().unwrap_or_default(), halves.next().unwrap_or_default());
            match name.as_str() {
                "question" => sent.question = Some(value),
                "topic" => sent.topic = Some(value),
                "danger" => sent.danger = Danger::read(&value),
                _ => {}
            }
        }
        sent
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

/// `+` is a blank, `%41` a byte; what is no such thing stands for itself.
fn decoded(written: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written;
    while let Some((first, after)) = rest.split_first() {
        let escaped = match (first, after) {
            (b'%', [high, low, ..]) => digit(*high).zip(digit(*low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        bytes.push(escaped.unwrap_or(if *first == b'+' { b' ' } else { *first }));
        rest = if escaped.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn digit(hex: u8) -> Option<u8> {
    char::from(hex).to_digit(16).map(|digit| digit as u8)
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

        #[test]
        fn what_is_escaped_comes_back(text in "\\PC{0,60}") {
            let escaped = text.bytes().fold(String::new(), |escaped, byte| format!("{escaped}%{byte:02X}"));
            proptest::prop_assert_eq!(decoded(escaped.as_bytes()), text);
        }
    }
}
