//! Values without quotes or brackets, and what was meant by those that are none.

use toml::de::DeValue;

/// What is wrong with a value, what stands there, what to do.
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) label: &'static str,
    pub(super) hint: String,
}

/// Quotes that word processors make of straight ones.
const CURLY_QUOTES: [char; 9] = ['“', '”', '„', '‟', '«', '»', '‘', '’', '‚'];

/// The longest value that a hint repeats.
const REPEATED: usize = 60;

/// Whether a value is a number, a date, true or false.
pub(super) fn is_valid(written: &str) -> bool {
    !written.is_empty() && DeValue::parse(written).is_ok()
}

/// What is wrong with a value that is not valid.
pub(super) fn explain(key: &str, written: &str, in_list: bool) -> Fault {
    let place = |value: &str| if in_list { value.to_owned() } else { format!("{key} = {value}") };
    let fault =
        |message: String, label, value: &str| Fault { message, label, hint: format!("write `{}`", place(value)) };
    if written.is_empty() {
        return fault(format!("nothing stands behind `{key} =`"), "a value is missing", "…");
    }
    if let Some(first) = written.strip_prefix(CURLY_QUOTES) {
        let inner = first.trim_end_matches(CURLY_QUOTES).trim_end_matches('"');
        let message = "these are typographic quotes; around a text the straight ones are needed".to_owned();
        return fault(message, "curly quotes", &quoted(inner));
    }
    let plain = written.trim_end_matches([';', ',']).trim_end();
    if plain != written && (is_valid(plain) || plain.is_empty()) {
        return fault("a value ends with its line, without a sign behind it".to_owned(), "one sign too many", plain);
    }
    if let Some((value, _)) = written.split_once("//").filter(|(value, _)| is_valid(value.trim())) {
        let note = written.split_once("//").map_or("", |(_, note)| note.trim());
        return fault(
            "a note begins with `#`, not with `//`".to_owned(),
            "`//` begins no note",
            &format!("{} # {note}", value.trim()),
        );
    }
    match plain.to_lowercase().as_str() {
        "true" | "yes" | "on" | "ja" | "oui" | "si" => return yes_or_no("true", &fault),
        "false" | "no" | "off" | "nein" | "non" => return yes_or_no("false", &fault),
        _ => {}
    }
    let point = plain.replacen(',', ".", 1);
    if plain.contains(',') && is_valid(&point) {
        return fault("a decimal number has a point, not a comma".to_owned(), "a decimal comma", &point);
    }
    if plain.len() >= 6 && plain.chars().all(|ch| ch.is_ascii_digit() || ['-', '.', '/'].contains(&ch)) {
        let message = "this is no date of the calendar in the form year-month-day".to_owned();
        return fault(message, "not a date", "2027-06-01");
    }
    let inner = written.trim_end_matches('"');
    fault(format!("the text behind `{key}` needs quotes around it"), "text without quotes", &quoted(inner))
}

fn yes_or_no(value: &str, fault: &impl Fn(String, &'static str, &str) -> Fault) -> Fault {
    fault("yes and no are written `true` and `false`, in small letters".to_owned(), "neither true nor false", value)
}

/// A value in quotes, for a hint; a long one is cut.
pub(super) fn quoted(value: &str) -> String {
    let bare = value.trim_matches(['"', '\'']);
    let shown: String = bare.chars().take(REPEATED).collect();
    let more = if shown.len() < bare.len() { "…" } else { "" };
    if shown.contains('"') { format!("'{shown}{more}'") } else { format!("\"{shown}{more}\"") }
}

/// What to do about that which stands behind a value.
pub(super) fn hint_for_leftover(before: &str, rest: &str) -> &'static str {
    if rest.starts_with("//") {
        "a note begins with `#`"
    } else if rest.starts_with([';', ',']) {
        "delete it: a value ends with its line"
    } else if before.ends_with('\'') && rest.contains('\'') {
        "a text with an apostrophe in it stands between double quotes: \"…\""
    } else if rest.contains('"') {
        "quotes inside a text: write \\\" for each, or use “ ”, or put the whole text between '…'"
    } else {
        "delete it, or put the whole text in quotes; a note begins with `#`"
    }
}
