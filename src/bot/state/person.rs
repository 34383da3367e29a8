//! People as they are kept.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Bytes of the hash that are kept: enough that no two members of a community share them.
const KEPT_BYTES: usize = 12;

/// A person's id, hashed with the store's own key. Who reads the records learns that two are of the same person, not of
/// whom; who knows the person can find their records and delete them.
pub fn person_of(key: &str, platform: &str, author: &str) -> String {
    let mut hasher = Sha256::new();
    // The lengths keep one part from running into the next.
    for part in [key, platform, author] {
        hasher.update(part.len().to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().iter().take(KEPT_BYTES).fold(String::new(), |mut hash, byte| {
        // Writing into a text cannot fail.
        let _ = write!(hash, "{byte:02x}");
        hash
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_told_apart_and_not_told() {
        let one = person_of("key", "discord", "123");
        assert_eq!(one, person_of("key", "discord", "123"));
        let others =
            [("key2", "discord", "123"), ("key", "slack", "123"), ("key", "discord", "124"), ("keyd", "iscord", "123")];
        for (key, platform, author) in others {
            assert_ne!(one, person_of(key, platform, author), "{key} {platform} {author}");
        }
        assert!(one.len() == 2 * KEPT_BYTES && !one.contains("123"));
    }
}
