//! What "identify" must look like, and which close code follows where it does not.

use super::state::{MESSAGE_CONTENT, State};
use serde_json::Value;
use std::time::{Duration, Instant};

const FIELDS: [&str; 7] = ["token", "properties", "compress", "large_threshold", "shard", "presence", "intents"];
/// Every intent that there is.
const KNOWN_INTENTS: u64 = 0x1_ffff | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25;
/// Intents that only an operator can switch on: members, presences, the text of messages.
const PRIVILEGED: u64 = 1 << 1 | 1 << 8 | MESSAGE_CONTENT;
/// The time in which `max_concurrency` shards may identify, less what a busy machine may lose of it on the way.
const WINDOW: Duration = Duration::from_millis(4_900);

/// Close codes of Discord's.
pub(super) mod code {
    pub(in super::super) const UNKNOWN_OPCODE: u16 = 4001;
    pub(in super::super) const DECODE_ERROR: u16 = 4002;
    pub(in super::super) const NOT_AUTHENTICATED: u16 = 4003;
    pub(in super::super) const AUTHENTICATION_FAILED: u16 = 4004;
    pub(in super::super) const ALREADY_AUTHENTICATED: u16 = 4005;
    pub(in super::super) const INVALID_SEQUENCE: u16 = 4007;
    pub(in super::super) const RATE_LIMITED: u16 = 4008;
    pub(in super::super) const SESSION_TIMED_OUT: u16 = 4009;
    pub(in super::super) const INVALID_SHARD: u16 = 4010;
    pub(in super::super) const SHARDING_REQUIRED: u16 = 4011;
    pub(in super::super) const INVALID_INTENTS: u16 = 4013;
    pub(in super::super) const DISALLOWED_INTENTS: u16 = 4014;
}

/// What a right identify asks for.
#[derive(Debug, PartialEq)]
pub(super) struct Asked {
    pub(super) intents: u64,
    pub(super) shard: [u64; 2],
    pub(super) compress: bool,
}

/// Why no session begins.
#[derive(Debug, PartialEq)]
pub(super) enum Refusal {
    /// The connection is closed with this code.
    Close(u16),
    /// The same, and no careful client does it.
    Complain(&'static str, u16),
    /// The identify came too soon: op 9.
    TooSoon,
}

/// Looks at an identify.
pub(super) fn examine(content: &Value, state: &mut State) -> Result<Asked, Refusal> {
    let token = content["token"].as_str().unwrap_or_default();
    if token.strip_prefix("Bot ").unwrap_or(token) != state.token {
        return Err(Refusal::Close(code::AUTHENTICATION_FAILED));
    }
    for field in content.as_object().into_iter().flat_map(serde_json::Map::keys) {
        if !FIELDS.contains(&field.as_str()) {
            state.complain(format!("unknown field identify.{field}"));
        }
    }
    for field in ["os", "browser", "device"] {
        if content["properties"][field].as_str().is_none_or(str::is_empty) {
            state.complain(format!("identify has no properties.{field}"));
        }
    }
    if let Some(code) = state.refuse_identify.pop_front() {
        return Err(Refusal::Close(code));
    }
    let shard = shard(&content["shard"]).ok_or(Refusal::Close(code::INVALID_SHARD))?;
    if shard[1] < state.shards_required {
        return Err(Refusal::Close(code::SHARDING_REQUIRED));
    }
    let Some(intents) = content["intents"].as_u64() else {
        return Err(Refusal::Complain("identify has no intents", code::DECODE_ERROR));
    };
    if intents & !KNOWN_INTENTS != 0 {
        return Err(Refusal::Complain("identify asks for unknown intents", code::INVALID_INTENTS));
    }
    keep_pace(shard[0], state)?;
    let allowed = if state.message_content { MESSAGE_CONTENT } else { 0 };
    if intents & PRIVILEGED & !allowed != 0 {
        return Err(Refusal::Close(code::DISALLOWED_INTENTS));
    }
    let compress = content["compress"].as_bool().unwrap_or_default();
    Ok(Asked { intents, shard, compress })
}

/// Without a word about shards there is one.
fn shard(given: &Value) -> Option<[u64; 2]> {
    if given.is_null() {
        return Some([0, 1]);
    }
    let [id, total] = given.as_array()?.as_slice() else { return None };
    Some([id.as_u64()?, total.as_u64()?]).filter(|[id, total]| id < total)
}

fn keep_pace(shard: u64, state: &mut State) -> Result<(), Refusal> {
    let bucket = shard % state.max_concurrency;
    let before = state.identified_at.insert(bucket, Instant::now());
    if before.is_some_and(|before| before.elapsed() < WINDOW) {
        state.complain(format!("bucket {bucket} identified again within five seconds (shard {shard})"));
        return Err(Refusal::TooSoon);
    }
    Ok(())
}

#[test]
fn identifies_are_examined() {
    use serde_json::json;
    let good = || {
        json!({
            "token": super::TOKEN, "intents": 513, "shard": [0, 1], "compress": true, "large_threshold": 250,
            "properties": {"os": "linux", "browser": "b", "device": "d"},
        })
    };
    let cases = [
        ("good", "shard", json!([2, 4]), Ok(())),
        ("no shard", "shard", Value::Null, Ok(())),
        ("no such shard", "shard", json!([4, 4]), Err(Refusal::Close(4010))),
        ("no shard's form", "shard", json!("0/1"), Err(Refusal::Close(4010))),
        ("too few shards", "shard", json!([0, 1]), Err(Refusal::Close(4011))),
        ("another token", "token", json!("x"), Err(Refusal::Close(4004))),
        ("no intents", "intents", Value::Null, Err(Refusal::Complain("identify has no intents", 4002))),
        ("unknown", "intents", json!(1 << 30), Err(Refusal::Complain("identify asks for unknown intents", 4013))),
        ("members", "intents", json!(2), Err(Refusal::Close(4014))),
        ("text", "intents", json!(1 << 15), Ok(())),
    ];
    for (name, field, value, expected) in cases {
        let mut state = State::new(Vec::new());
        state.shards_required = if name == "too few shards" { 2 } else { 1 };
        let mut content = good();
        content[field] = value;
        assert_eq!(examine(&content, &mut state).map(drop), expected, "{name}");
    }
    let mut state = State::new(Vec::new());
    state.max_concurrency = 1;
    assert!(examine(&good(), &mut state).is_ok());
    assert_eq!(examine(&good(), &mut state), Err(Refusal::TooSoon));
    assert_eq!(state.complaints.len(), 1);
}
