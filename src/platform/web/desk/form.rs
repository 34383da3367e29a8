//! What a form of the desk sends: `application/x-www-form-urlencoded`, a field as often as it stands there.

use std::str::FromStr;

use super::trouble::Trouble;

/// A form as it was sent. What nobody asks for is passed over.
#[derive(Clone, Debug, Default)]
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// Reads a form, or a query. Whatever the bytes, there is a form.
    pub(super) fn read(bytes: &[u8]) -> Self {
        Self(form_urlencoded::parse(bytes).map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }

    /// A field, without blanks around it; empty where it does not stand there.
    pub(super) fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// A field with every blank that was typed: a password.
    pub(super) fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// A field where something stands in it.
    pub(super) fn given(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// A field as often as it stands there, in order.
    pub(super) fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.trim())
    }

    /// A number of something that the form was made for.
    pub(super) fn number<N: FromStr>(&self, name: &str) -> Result<N, Trouble> {
        self.text(name).parse().map_err(|_| Trouble::Form(format!("“{}” is no number here.", self.text(name))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_as_they_were_typed() {
        let form = Form::read(b"text=a%26b%3Dc%2B+&rule=one&rule=two&number=7");
        assert_eq!(form.text("text"), "a&b=c+");
        assert_eq!(form.all("rule").collect::<Vec<_>>(), ["one", "two"]);
        assert_eq!(form.number::<i64>("number").unwrap(), 7);
        assert!(form.number::<i64>("text").is_err());
        assert_eq!((form.text("none"), form.given("none")), ("", None));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_a_form(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            Form::read(&bytes);
        }
    }
}
