//! Signatures of requests, as Slack documents them: HMAC-SHA256 over `v0:TIMESTAMP:BODY`.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Bytes that SHA-256 takes in at once.
const BLOCK: usize = 64;

/// The headers that sign a body.
pub(crate) fn signed_headers(secret: &str, timestamp: u64, body: &str) -> [(&'static str, String); 2] {
    [
        ("x-slack-request-timestamp", timestamp.to_string()),
        ("x-slack-signature", signature(secret, &timestamp.to_string(), body)),
    ]
}

/// The value of `X-Slack-Signature`.
pub(crate) fn signature(secret: &str, timestamp: &str, body: &str) -> String {
    let mut signature = "v0=".to_owned();
    for byte in hmac(secret.as_bytes(), format!("v0:{timestamp}:{body}").as_bytes()) {
        write!(signature, "{byte:02x}").unwrap();
    }
    signature
}

/// RFC 2104.
fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut padded = [0; BLOCK];
    if key.len() > BLOCK {
        padded[..32].copy_from_slice(&Sha256::digest(key));
    } else {
        padded[..key.len()].copy_from_slice(key);
    }
    let inner = Sha256::new().chain_update(padded.map(|byte| byte ^ 0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(padded.map(|byte| byte ^ 0x5c)).chain_update(inner).finalize().into()
}

/// Seconds since 1970.
pub(crate) fn now() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs()
}

#[test]
fn the_example_of_slacks_documentation_is_signed_as_it_says() {
    let body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&\
                channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&\
                response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&\
                trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    let signed = signature("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body);
    assert_eq!(signed, "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
}
