//! Passwords and tokens. Only hashes of them are kept.

use std::sync::LazyLock;

use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::moderation::error::{ModerationError, Result};

/// The shortest password, in characters: what cannot be guessed needs no odd letters (NIST SP 800-63B asks for length and
/// nothing else).
const SHORTEST: usize = 12;
/// The longest, so that nobody keeps the machine busy with one.
const LONGEST: usize = 256;
/// Passwords that are hashed at the same time: each takes 19 MiB of memory and some hundredths of a second.
const AT_ONCE: usize = 2;
/// Bytes of a token. 256 bits cannot be guessed.
const TOKEN_BYTES: usize = 32;

static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);

/// What a password is compared with where there is no such account: it takes as long as with one.
static NOBODY: LazyLock<String> = LazyLock::new(|| hashed("nobody has this password").unwrap_or_default());

/// The hash of a new password, by Argon2id with the parameters that OWASP recommends.
pub(super) async fn hash(password: &SecretString) -> Result<String> {
    let length = password.expose_secret().chars().count();
    if !(SHORTEST..=LONGEST).contains(&length) {
        return Err(ModerationError::refused(format!(
            "a password has {SHORTEST} to {LONGEST} characters: some words that nobody else would put together are good"
        )));
    }
    let password = password.clone();
    busy(move || hashed(password.expose_secret())).await?.ok_or_else(failed)
}

/// Whether a password is the one of a hash; without a hash it is none.
pub(super) async fn is_right(password: &SecretString, hash: Option<&str>) -> Result<bool> {
    let (password, known) = (password.clone(), hash.is_some());
    let hash = hash.map(str::to_owned);
    let matches = busy(move || {
        let hash = hash.as_ref().unwrap_or(&NOBODY);
        password.expose_secret().len() <= LONGEST * 4
            && Argon2::default().verify_password(password.expose_secret().as_bytes(), hash.as_str()).is_ok()
    });
    Ok(matches.await? && known)
}

/// A token that nobody can guess, in hex.
pub(super) fn token() -> Result<SecretString> {
    let mut bytes = [0_u8; TOKEN_BYTES];
    getrandom::fill(&mut bytes).map_err(|_| failed())?;
    Ok(SecretString::from(hex(&bytes)))
}

/// What is kept of a token.
pub(super) fn kept(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

fn hashed(password: &str) -> Option<String> {
    Argon2::default().hash_password(password.as_bytes()).ok().map(|hash| hash.to_string())
}

/// Does what keeps a processor busy without keeping messages waiting.
async fn busy<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _turn = TURNS.acquire().await.map_err(|_| failed())?;
    tokio::task::spawn_blocking(work).await.map_err(|_| failed())
}

fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

fn failed() -> ModerationError {
    ModerationError::refused("this machine gives no random numbers, or no memory for a password: try again")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_and_no_other_is() {
        let password = SecretString::from("a long enough sentence");
        let hash = hash(&password).await.unwrap();
        assert!(hash.starts_with("$argon2id$"), "{hash}");
        assert!(is_right(&password, Some(&hash)).await.unwrap());
        assert!(!is_right(&"a long enough sentencE".into(), Some(&hash)).await.unwrap());
        assert!(!is_right(&"nobody has this password".into(), None).await.unwrap(), "an account that does not exist");
    }

    #[tokio::test]
    async fn a_password_that_is_too_short_or_too_long_is_refused() {
        for bad in [String::new(), "x".repeat(SHORTEST - 1), "x".repeat(LONGEST + 1)] {
            assert!(hash(&bad.clone().into()).await.is_err(), "{}", bad.len());
        }
    }

    #[test]
    fn tokens_differ_and_only_their_hash_is_kept() {
        let (one, other) = (token().unwrap(), token().unwrap());
        assert_ne!(one.expose_secret(), other.expose_secret());
        assert_eq!(one.expose_secret().len(), 2 * TOKEN_BYTES);
        assert_ne!(kept(one.expose_secret()), one.expose_secret());
    }
}
