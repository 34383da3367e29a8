//! Redaction: a message without what could tell whose it is.
//!
//! It rather masks too much: what is kept serves a moderator as a wording of a question. It cannot be perfect: a name in
//! lower case that is also a word ("grace said …") stays, unless the words before it announce a name.

use std::sync::LazyLock;

use regex::{Captures, Regex, RegexBuilder};

use super::fold::fold_plain;
use super::lexicon::Lexicon;
use super::word::Origin;

/// Bound on a compiled expression, in bytes.
const LARGEST: usize = 1 << 21;

/// What is masked by its form, in this order: a longer form goes before one that it contains.
static FORMS: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    let month = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    let day = r"\d{1,2}(?:st|nd|rd|th)?";
    let date = format!(
        r"\b(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}|{month}\.?\s{{1,2}}{day}(?:,?\s{{1,2}}\d{{4}})?|{day}\s{{1,2}}(?:of\s{{1,2}})?{month}\b(?:,?\s{{1,2}}\d{{4}})?|{month}\.?,?\s{{1,2}}\d{{4}})\b"
    );
    let kind = "(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|court|ct|boulevard|blvd|place|pl|square|sq|terrace|highway|hwy|way|crescent|close)";
    let address = format!(
        r"\b(?:\d{{1,5}}[a-z]?,?\s{{1,2}}(?:[\p{{L}}'’.-]+\s{{1,2}}){{1,3}}{kind}\b|p\.?\s?o\.?\s?box\s{{1,2}}\d+|(?:apt|apartment|flat|unit|suite|room)\.?\s{{0,2}}#?\d+[a-z]?|[a-z]{{1,2}}\d[a-z\d]?\s?\d[a-z]{{2}})\b"
    );
    let forms = [
        ("[link]", r"\b(?:https?://|www\.)\S+".to_owned()),
        ("[mail]", r"[\p{L}\d._%+-]+\s?@\s?(?:[\p{L}\d-]+\.)+\p{L}+\b".to_owned()),
        ("[name]", r"<[@#][!&]?\d{1,20}>|\B@[\p{L}\d._-]+".to_owned()),
        ("[date]", date),
        ("[address]", address),
        ("[phone]", r"(?:\+|\b00|\(|\b)\d{1,4}[\d\s()./-]{6,18}\d\b".to_owned()),
        ("[number]", r"\b[\p{L}]{0,4}-?#?\d[\d.,:/-]*\p{L}{0,3}\b".to_owned()),
    ];
    forms.into_iter().filter_map(|(mask, form)| Some((mask, compiled(&form)?))).collect()
});

/// Words that announce a name, with the words that follow. What is no name after all is sorted out word by word.
static ANNOUNCED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compiled(
        r"(?P<cue>\b(?:(?:my|his|her|their|the) name(?:'s|’s| is)|i am called|call me|named|(?:mr|mrs|ms|miss|dr|doctor|nurse|prof|professor|therapist)\b\.?))(?P<names>(?:\s{1,2}[\p{L}'’-]+){1,2})",
    )
});

/// A word, letters and what joins them.
static WORD: LazyLock<Option<Regex>> = LazyLock::new(|| compiled(r"[\p{L}][\p{L}'’-]*"));

/// Words that follow an announced name or stand in its place ("the name is not", "Dr. said").
const NO_NAMES: [&str; 20] = [
    "and", "at", "but", "can", "did", "for", "from", "has", "in", "is", "my", "not", "on", "or", "said", "says", "the",
    "told", "wants", "who",
];

fn compiled(form: &str) -> Option<Regex> {
    RegexBuilder::new(form).case_insensitive(true).size_limit(LARGEST).build().ok()
}

/// A message with names, numbers, mail, telephone, addresses, dates and links masked. `lexicon` tells names from words.
pub fn redacted(raw: &str, lexicon: &Lexicon) -> String {
    let mut text = raw.replace('\0', "");
    for (mask, form) in FORMS.iter() {
        text = form.replace_all(&text, *mask).into_owned();
    }
    if let Some(announced) = ANNOUNCED.as_ref() {
        text = announced
            .replace_all(&text, |found: &Captures<'_>| format!("{}{}", &found["cue"], masked_names(&found["names"])))
            .into_owned();
    }
    without_capitalised(&text, lexicon)
}

/// The words that were announced as names, up to the first that is none.
fn masked_names(names: &str) -> String {
    let mut named = true;
    let masked: Vec<&str> = names
        .split_whitespace()
        .map(|word| {
            named = named && !NO_NAMES.contains(&word.to_lowercase().as_str());
            if named { "[name]" } else { word }
        })
        .collect();
    format!(" {}", masked.join(" "))
}

/// Masks words that begin with a capital and are no ordinary beginning of a sentence.
fn without_capitalised(text: &str, lexicon: &Lexicon) -> String {
    let Some(word) = WORD.as_ref() else { return text.to_owned() };
    // Who writes everything in capitals shows nothing by them.
    let shouts = !text.chars().any(char::is_lowercase);
    word.replace_all(text, |found: &Captures<'_>| {
        let Some(found) = found.get(0) else { return String::new() };
        let (word, before) = (found.as_str(), &text[..found.start()]);
        let masked = before.ends_with('[') && text[found.end()..].starts_with(']');
        if masked || !word.starts_with(char::is_uppercase) || !is_name(word, before, shouts, lexicon) {
            return word.to_owned();
        }
        "[name]".to_owned()
    })
    .into_owned()
}

fn is_name(word: &str, before: &str, shouts: bool, lexicon: &Lexicon) -> bool {
    let plain = fold_plain(word);
    let plain = plain.split(['\'', '-']).next().unwrap_or_default();
    let origin = lexicon.id(plain).map(|id| lexicon.origin(id)).unwrap_or_default();
    let of_documents = origin.has(Origin::PACK.or(Origin::SAFETY));
    let usual = origin.has(Origin::COMMON.or(Origin::USUAL));
    if of_documents || plain == "i" {
        return false;
    }
    let begins = before.trim_end().is_empty() || before.trim_end().ends_with(['.', '!', '?', ':', '\n', '…', '"', '“']);
    if shouts || begins { !usual && !origin.has(Origin::RARE) } else { !is_acronym(word) || !usual }
}

/// "OK", "IV", "TV": capitals that are no name.
fn is_acronym(word: &str) -> bool {
    word.chars().count() <= 4 && word.chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn masked(text: &str) -> String {
        static LEXICON: LazyLock<Lexicon> =
            LazyLock::new(|| Lexicon::new([("Ketamine", Origin::PACK), ("Spravato", Origin::PACK)]));
        redacted(text, &LEXICON)
    }

    #[test]
    fn every_form_is_compiled() {
        assert_eq!(FORMS.len(), 7);
        assert!(ANNOUNCED.is_some() && WORD.is_some());
    }

    #[test]
    fn what_could_tell_whose_it_is_is_masked() {
        let cases = [
            ("Can I drive after my session?", "Can I drive after my session?"),
            ("Is Spravato the same as Ketamine?", "Is Spravato the same as Ketamine?"),
            ("My name is sarah miller and I have a question", "My name is [name] [name] and I have a question"),
            ("dr smith said I can drive", "dr [name] said I can drive"),
            ("I asked Will about it", "I asked [name] about it"),
            ("Tell Siobhan I am fine", "Tell [name] I am fine"),
            ("Siobhan here. Can I eat?", "[name] here. Can I eat?"),
            ("my name is not on the list", "my name is not on the list"),
            ("mail me at jo.bloggs+x@mail.example.org please", "mail me at [mail] please"),
            ("call me on +44 20 7946 0018 today", "call me on [phone] today"),
            ("(555) 010-4477 is my number", "[phone] is my number"),
            ("I live at 12 Oak Tree Lane, come by", "I live at [address], come by"),
            ("apt 4b, second door", "[address], second door"),
            ("born on 03/04/1985 in May", "born on [date] in [name]"),
            ("my session is on March 3rd, 2026", "my session is on [date]"),
            ("on the 5th of november", "on the [date]"),
            ("MRN 12345678", "[name] [phone]"),
            ("I took 50mg at 10:30", "I took [number] at [number]"),
            ("see https://clinic.example/a?b=c now", "see [link] now"),
            ("<@123456789> ask @jo_b instead", "[name] ask [name] instead"),
            ("CAN I DRIVE AFTER THIS", "CAN I DRIVE AFTER THIS"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(masked(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_digit_and_no_mail_survives(before in "[a-z ]{0,20}", number in "[0-9]{1,12}", after in "[a-z ?]{0,20}") {
            let masked = masked(&format!("{before} {number} x{number}@mail.example {after}"));
            prop_assert!(!masked.bytes().any(|byte| byte.is_ascii_digit() || byte == b'@'), "{masked}");
        }

        #[test]
        fn any_text_can_be_masked(text in ".{0,300}") {
            masked(&text);
        }
    }
}
