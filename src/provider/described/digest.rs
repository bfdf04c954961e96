//! A number that stands for a description: the same in every tab of a browser.

use crate::provider::json::Json;

/// The number of a name and what it names.
pub(super) fn digest_of(name: &str, json: &Json) -> u64 {
    digest(digest_bytes(0xcbf2_9ce4_8422_2325, name.as_bytes()), json)
}

/// FNV-1a, 64 bits.
fn digest_bytes(seed: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(seed, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

fn digest(seed: u64, json: &Json) -> u64 {
    match json {
        Json::Nothing => digest_bytes(seed, b"n"),
        Json::Flag(flag) => digest_bytes(seed, &[b'f', u8::from(*flag)]),
        Json::Number(number) => {
            digest_bytes(digest_bytes(seed, b"d"), &number.to_bits().to_le_bytes())
        }
        Json::Text(text) => digest_bytes(digest_bytes(seed, text.as_bytes()), b"\""),
        Json::List(list) => digest_bytes(list.iter().fold(digest_bytes(seed, b"["), digest), b"]"),
        Json::Record(members) => {
            let members = members.iter().fold(digest_bytes(seed, b"{"), |seed, (name, value)| {
                digest(digest_bytes(digest_bytes(seed, name.as_bytes()), b":"), value)
            });
            digest_bytes(members, b"}")
        }
    }
}
