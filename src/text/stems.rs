//! Stems: the part that inflections of a word share. The only place that knows the stemmer.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

/// Words that the stemmer would merge with another word of a different meaning, with the stem they get instead.
/// Snowball over-stems: "organization" and "organ" would be one, so would "general" and "generic".
const KEPT: [(&str, &str); 12] = [
    ("organization", "organiz"),
    ("organisation", "organiz"),
    ("general", "general"),
    ("generally", "general"),
    ("university", "university"),
    ("universe", "universe"),
    ("policy", "policy"),
    ("news", "news"),
    ("something", "something"),
    ("anything", "anything"),
    ("nothing", "nothing"),
    ("everything", "everything"),
];

/// Stems English words; British and American spellings share one stem.
pub struct Stems(Stemmer);

impl Default for Stems {
    fn default() -> Self {
        Self(Stemmer::create(Algorithm::English))
    }
}

impl Stems {
    /// The stem of a folded word.
    pub fn stem<'a>(&self, word: &'a str) -> Cow<'a, str> {
        if let Some((_, stem)) = KEPT.iter().find(|(kept, _)| *kept == word) {
            return Cow::Borrowed(stem);
        }
        match american(word) {
            Some(spelling) => Cow::Owned(self.0.stem(&spelling).into_owned()),
            None => self.0.stem(word),
        }
    }
}

/// The American spelling of a British word, by the endings and stems in which they differ.
fn american(word: &str) -> Option<String> {
    const ENDINGS: [(&str, &str); 14] = [
        ("ise", "ize"),
        ("ises", "izes"),
        ("ised", "ized"),
        ("ising", "izing"),
        ("isation", "ization"),
        ("our", "or"),
        ("ours", "ors"),
        ("oured", "ored"),
        ("ouring", "oring"),
        ("tre", "ter"),
        ("elling", "eling"),
        ("elled", "eled"),
        ("ellor", "elor"),
        ("ellors", "elors"),
    ];
    const INSIDE: [(&str, &str); 9] = [
        ("anaesth", "anesth"),
        ("oestr", "estr"),
        ("haem", "hem"),
        ("paed", "ped"),
        ("aviour", "avior"),
        ("olour", "olor"),
        ("avour", "avor"),
        ("onour", "onor"),
        ("abour", "abor"),
    ];
    if word.len() < 6 {
        return None;
    }
    if let Some((british, american)) = INSIDE.iter().find(|(british, _)| word.contains(british)) {
        return Some(word.replacen(british, american, 1));
    }
    let (british, american) =
        ENDINGS.iter().filter(|(british, _)| word.ends_with(british)).max_by_key(|(british, _)| british.len())?;
    Some(format!("{}{american}", &word[..word.len() - british.len()]))
}

#[cfg(test)]
mod tests {
    use super::Stems;

    #[test]
    fn inflections_and_spellings_share_a_stem() {
        let stems = Stems::default();
        for (one, other) in [
            ("sessions", "session"),
            ("driving", "drive"),
            ("counselling", "counseling"),
            ("behavioural", "behavioral"),
            ("anaesthetic", "anesthetic"),
            ("organise", "organize"),
        ] {
            assert_eq!(stems.stem(one), stems.stem(other), "{one} {other}");
        }
        assert_ne!(stems.stem("organization"), stems.stem("organ"));
    }
}
