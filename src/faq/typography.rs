//! Damaged letters: UTF-8 that somebody's program read as Windows-1252, `â€™` for `’`.

/// What Windows-1252 has at 0x80 to 0x9F; where it has nothing the control character of Latin-1 stands.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// Damage can be done twice; more often than three times nobody has seen it.
const MOST_REPAIRS: usize = 3;

/// The character that a byte is in Windows-1252.
pub fn from_windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

fn to_windows_1252(ch: char) -> Option<u8> {
    if let Some(index) = WINDOWS_1252.iter().position(|known| *known == ch) {
        return u8::try_from(index + 0x80).ok();
    }
    u8::try_from(u32::from(ch)).ok()
}

/// The text with its damage undone; nothing when it has none.
pub fn repaired(text: &str) -> Option<String> {
    let mut out = text.to_owned();
    for _ in 0..MOST_REPAIRS {
        let next = repair_once(&out);
        if next == out {
            break;
        }
        out = next;
    }
    (out != text).then_some(out)
}

/// The first damaged letters of a text, as they stand there.
pub fn first_damage(text: &str) -> Option<String> {
    runs(text).find(|run| decoded(run).is_some()).map(str::to_owned)
}

fn repair_once(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    for run in runs(text) {
        if let Some(good) = decoded(run) {
            let at = run.as_ptr() as usize - rest.as_ptr() as usize;
            out.push_str(&rest[..at]);
            out.push_str(&good);
            rest = &rest[at + run.len()..];
        }
    }
    out.push_str(rest);
    out
}

/// The longest stretches of characters that are not ASCII.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|ch: char| ch.is_ascii()).filter(|run| !run.is_empty())
}

/// What a stretch says when its characters are bytes of UTF-8. Honest text is no valid UTF-8 that way.
fn decoded(run: &str) -> Option<String> {
    let bytes: Vec<u8> = run.chars().map(to_windows_1252).collect::<Option<_>>()?;
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_undone_and_honest_text_is_left_alone() {
        let cases = [
            ("donâ€™t", Some("don’t")),
            ("1â€“2 hours", Some("1–2 hours")),
            ("cafÃ©", Some("café")),
            ("Ã¢â‚¬â„¢", Some("’")),
            ("â€œyesâ€\u{9d}", Some("“yes”")),
            ("café – “oui”, 20 €", None),
            ("¿Está despierto?", None),
            ("naïve Ängste", None),
            ("日本語", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(repaired(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn every_byte_goes_there_and_back() {
        for byte in 0x80..=0xFF {
            assert_eq!(to_windows_1252(from_windows_1252(byte)), Some(byte));
        }
    }
}
