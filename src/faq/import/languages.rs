//! Which language a text is in, by its small words.

/// Words that one language has and the others have not, or hardly.
const SMALL_WORDS: [(&str, &[&str]); 5] = [
    (
        "en",
        &[
            "the", "is", "are", "you", "your", "and", "with", "what", "how", "can", "will", "do", "does", "it", "of",
            "i", "my", "have",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "las", "es", "una", "y", "con", "qué", "cómo", "puedo", "del", "para", "está", "usted", "mi",
            "durante", "después", "cuánto", "su", "hay",
        ],
    ),
    (
        "fr",
        &[
            "le", "les", "est", "une", "et", "avec", "vous", "votre", "je", "puis", "des", "du", "pour", "pendant",
            "après", "dans", "c'est", "ce", "il",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "das", "ist", "eine", "und", "mit", "sie", "ihr", "ich", "kann", "nicht", "wie", "was",
            "für", "nach", "während", "ein", "es",
        ],
    ),
    (
        "pt",
        &[
            "os", "é", "uma", "com", "você", "seu", "não", "posso", "ao", "são", "durante", "depois", "em", "dos",
            "da", "meu", "quanto", "como",
        ],
    ),
];

/// So many small words must be found before a language is named.
const ENOUGH: usize = 2;

/// The language of a text, when its small words are plain about it.
pub(super) fn language(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|ch: char| !ch.is_alphanumeric() && ch != '\'').filter(|word| !word.is_empty()).collect();
    let count = |known: &[&str]| words.iter().filter(|word| known.contains(word)).count();
    let mut counts: Vec<(usize, &'static str)> = SMALL_WORDS.iter().map(|(tag, known)| (count(known), *tag)).collect();
    counts.sort_by_key(|(hits, _)| std::cmp::Reverse(*hits));
    let (best, tag) = *counts.first()?;
    let (second, _) = *counts.get(1)?;
    (best >= ENOUGH && best > second + second / 2).then_some(tag)
}

/// Words that say nothing about what a question is about, in all these languages: an id leaves them out.
pub(super) fn is_small_word(word: &str) -> bool {
    const QUESTION_WORDS: [&str; 66] = [
        "a", "an", "am", "at", "be", "been", "by", "for", "from", "has", "if", "in", "into", "me", "or", "need", "on",
        "should", "so", "some", "than", "that", "there", "these", "they", "this", "to", "was", "we", "when", "where",
        "which", "who", "why", "would", "could", "any", "as", "feel", "like", "many", "much", "long", "quickly", "get",
        "as", "se", "de", "la", "un", "en", "que", "que", "como", "cual", "cuando", "donde", "por", "quel", "quelle",
        "comment", "est-ce", "wird", "werden", "zu", "wann",
    ];
    QUESTION_WORDS.contains(&word) || SMALL_WORDS.iter().any(|(_, words)| words.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        let cases = [
            ("Can I drive afterward? No. You will need someone to drive you home.", Some("en")),
            ("¿Puedo conducir después? No. Necesitará que alguien le lleve a su casa.", Some("es")),
            ("Puis-je conduire après la séance ? Non, il vous faut une personne pour vous ramener.", Some("fr")),
            (
                "Kann ich danach Auto fahren? Nein, Sie brauchen jemanden, der Sie nach Hause bringt, und Ruhe.",
                Some("de"),
            ),
            ("Posso dirigir depois? Não. Você precisa de uma pessoa para ir com você.", Some("pt")),
            ("Parking", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(language(text), expected, "{text}");
        }
    }
}
