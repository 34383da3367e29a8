//! The regular inflections of an English word, for `word+` in a pattern.

/// The word itself and its regular plural or verb forms. Irregular forms are written out in the document.
pub(super) fn inflections(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    let last = word.chars().last().unwrap_or_default();
    if let Some(stem) = word.strip_suffix('e') {
        forms.extend([format!("{word}s"), format!("{word}d"), format!("{stem}ing")]);
    } else if let Some(stem) = word.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel)) {
        forms.extend([format!("{stem}ies"), format!("{stem}ied"), format!("{word}ing")]);
    } else {
        let plural =
            if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") { "es" } else { "s" };
        forms.push(format!("{word}{plural}"));
        let stem = if doubles(word) { format!("{word}{last}") } else { word.to_owned() };
        forms.extend([format!("{stem}ed"), format!("{stem}ing")]);
    }
    forms
}

fn is_vowel(ch: char) -> bool {
    "aeiou".contains(ch)
}

/// Whether the last consonant is doubled: one syllable that ends in consonant, vowel, consonant ("stop", "cut").
fn doubles(word: &str) -> bool {
    let chars: Vec<char> = word.chars().collect();
    let [.., before, vowel, last] = chars.as_slice() else { return false };
    let one_syllable = chars.iter().filter(|ch| is_vowel(**ch)).count() == 1;
    one_syllable && !is_vowel(*before) && is_vowel(*vowel) && !is_vowel(*last) && !"wxy".contains(*last)
}

#[cfg(test)]
mod tests {
    use super::inflections;

    #[test]
    fn regular_forms() {
        for (word, forms) in [
            ("kill", "kill kills killed killing"),
            ("stop", "stop stops stopped stopping"),
            ("overdose", "overdose overdoses overdosed overdosing"),
            ("bury", "bury buries buried burying"),
            ("crush", "crush crushes crushed crushing"),
            ("swallow", "swallow swallows swallowed swallowing"),
        ] {
            assert_eq!(inflections(word).join(" "), forms);
        }
    }
}
