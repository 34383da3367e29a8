//! Personal details in a message: what a member should rather not post where others read it.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};

/// A kind of personal detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A record, patient, insurance or social security number.
    Record,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A date of birth.
    Birth,
}

/// A personal detail and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Personal {
    /// What it is.
    pub kind: Kind,
    /// Bytes of the message as typed.
    pub span: Range<usize>,
}

/// Digits of a telephone number without its country's prefix, at least and at most.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 9..=15;

/// Numbers of helplines, the last digits of which decide: anybody may post them.
const HELPLINES: [&str; 14] = [
    "116123",
    "131114",
    "18002738255",
    "18002221222",
    "18662226666",
    "0477131114",
    "1300224636",
    "1800551800",
    "08457909090",
    "08001111",
    "08006890880",
    "0800543354",
    "18006624357",
    "18334564566",
];

/// Bound on a compiled expression, in bytes.
const LARGEST: usize = 1 << 20;

static FORMS: LazyLock<Vec<(Kind, Regex)>> = LazyLock::new(|| {
    let forms = [
        (Kind::Email, r"[a-z0-9][a-z0-9._%+-]{0,63}@(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}\b"),
        (
            Kind::Record,
            r"\b(?:mrn|nhs|medicare|ssn|social security|sin|ihi|patient|record|chart|file|hospital|member|membership|policy|insurance|account|case|claim)\s{0,3}(?:(?:no|num|number|id|ref|reference|#)\b?\.?\s{0,3}){0,2}(?:is|=|:|#|-)?\s{0,3}#?[a-z]{0,4}-?\d[\d -]{4,18}\d\b",
        ),
        (Kind::Record, r"\b\d{3}-\d{2}-\d{4}\b"),
        (
            Kind::Birth,
            r"\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?|birth ?date|birthday)\b(?:\s{0,3}(?:is|was|:|=|-|on)){0,2}\s{0,3}(?:the )?(?:\d{1,2}(?:st|nd|rd|th)?[ ./-](?:of )?(?:\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[ ./-]+(?:19|20)?\d{2}|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d{2})\b",
        ),
        (Kind::Phone, r"(?:\+|\b|\()\d[\d(). -]{6,20}\d\b"),
    ];
    let build = |text: &str| RegexBuilder::new(text).case_insensitive(true).size_limit(LARGEST).build();
    forms.into_iter().filter_map(|(kind, text)| Some((kind, build(text).ok()?))).collect()
});

/// Finds personal details.
pub(super) fn find(raw: &str) -> Vec<Personal> {
    if !raw.bytes().any(|byte| byte == b'@' || byte.is_ascii_digit()) {
        return Vec::new();
    }
    let mut found: Vec<Personal> = Vec::new();
    for (kind, form) in FORMS.iter() {
        for hit in form.find_iter(raw) {
            let taken = found.iter().any(|other| other.span.start < hit.end() && hit.start() < other.span.end);
            if !taken && (*kind != Kind::Phone || is_private_phone(raw, hit.range())) {
                found.push(Personal { kind: *kind, span: hit.range() });
            }
        }
    }
    found.sort_by_key(|personal| personal.span.start);
    found
}

/// Whether the digits are a telephone number and not a price, a date, a sum or a helpline.
fn is_private_phone(raw: &str, span: Range<usize>) -> bool {
    let digits: String = raw[span.clone()].chars().filter(char::is_ascii_digit).collect();
    let before = raw[..span.start].chars().next_back();
    let after = raw[span.end..].chars().next();
    let inside_more = before.is_some_and(|ch| "$£€#/.".contains(ch)) || after.is_some_and(|ch| "%/$£€".contains(ch));
    let date = is_date(&raw[span]);
    PHONE_DIGITS.contains(&digits.len())
        && !inside_more
        && !date
        && (digits.len() > 9 || digits.starts_with('0'))
        && !HELPLINES.iter().any(|line| digits.ends_with(line))
}

/// Whether the text is made of one or two dates or years ("2024-05-06", "12.05.2024 - 14.05.2024").
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(|ch: char| !ch.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let is_year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    parts.iter().any(|part| is_year(part)) && parts.iter().all(|part| part.len() <= 2 || is_year(part))
}

#[cfg(test)]
mod tests {
    use super::{Kind, find};

    #[test]
    fn personal_details_are_found() {
        for (raw, kind) in [
            ("my number is 07700 900123", Kind::Phone),
            ("ring me on (555) 010-4477 after six", Kind::Phone),
            ("+44 7700 900 123", Kind::Phone),
            ("555-010-4477", Kind::Phone),
            ("mail me: jo.bloggs+x@mail.example.org", Kind::Email),
            ("MRN 00482913", Kind::Record),
            ("my patient id is A-1234567", Kind::Record),
            ("nhs number 943 476 5919", Kind::Record),
            ("123-45-6789", Kind::Record),
            ("dob 12/03/1981", Kind::Birth),
            ("born on 3rd of May 1974", Kind::Birth),
            ("date of birth: 1990-01-31", Kind::Birth),
            ("DOB March 4, 1966", Kind::Birth),
        ] {
            assert_eq!(find(raw).first().map(|personal| personal.kind), Some(kind), "{raw}");
        }
    }

    #[test]
    fn what_anybody_may_post_is_not_personal() {
        for raw in [
            "call 988 or 116 123",
            "Samaritans are on 116 123, Lifeline 13 11 14",
            "poison help 1-800-222-1222",
            "it was $1,200.00 for six",
            "£2 000 000",
            "open 10.30-16.00, see you 12/05/2026",
            "from 2024-05-06 to 2024-06-07",
            "room 1204, 3 sessions, 100 mg",
            "1000000",
            "born in 1974",
            "@sam hello",
        ] {
            assert_eq!(find(raw), [], "{raw}");
        }
    }
}
