//! Words that say nothing about what a message is about.

/// Words that stand in every other message, whatever it is about.
const COMMON: [&str; 76] = [
    "about", "all", "and", "any", "anyone", "are", "ask", "been", "but", "can", "could", "did", "does", "doing",
    "done", "dont", "else", "for", "from", "get", "going", "got", "had", "has", "have", "her", "him", "his", "how",
    "into", "its", "just", "know", "let", "like", "many", "may", "might", "more", "much", "must", "need", "not", "one",
    "our", "out", "people", "please", "really", "same", "she", "should", "some", "than", "thanks", "that", "the",
    "their", "them", "then", "there", "they", "thing", "think", "this", "want", "was", "what", "when", "where",
    "which", "who", "why", "will", "with", "you",
];

/// Whether a word stands in every other message, whatever case and apostrophes it is written with.
pub fn is_common(word: &str) -> bool {
    COMMON.contains(&word.to_lowercase().replace(['\'', '’'], "").as_str())
}
