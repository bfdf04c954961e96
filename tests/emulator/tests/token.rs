//! The emulator's tokens, checked against another implementation of JSON Web Tokens.
#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

use ams_emulator::token::{AUDIENCE, ISSUER, KEY, Refused, check, mint};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde_json::{Value, json};

const NOW: i64 = 1_700_000_000_000;

#[test]
fn another_implementation_accepts_our_tokens() {
    let mut rules = Validation::new(Algorithm::HS256);
    rules.set_audience(&[AUDIENCE]);
    rules.set_issuer(&[ISSUER]);
    // This library checks `exp` by the wall clock, and the test's time is fixed.
    rules.validate_exp = false;
    let read = decode::<Value>(mint(NOW, 90), &DecodingKey::from_secret(KEY), &rules).unwrap();
    assert_eq!(read.claims["iat"], 1_700_000_000);
    assert_eq!(read.claims["exp"], 1_700_000_090);
    assert_eq!(read.header.typ.as_deref(), Some("JWT"));
    assert!(decode::<Value>(mint(NOW, 90), &DecodingKey::from_secret(b"x"), &rules).is_err());
}

#[test]
fn only_valid_tokens_of_another_implementation_are_accepted() {
    let theirs = |algorithm, audience: &str, expires: i64, key: &[u8]| {
        let claims = json!({ "aud": audience, "exp": expires });
        let token = encode(&Header::new(algorithm), &claims, &EncodingKey::from_secret(key));
        check(Some(&format!("Bearer {}", token.unwrap())), NOW)
    };
    let hs256 = Algorithm::HS256;
    assert_eq!(theirs(hs256, AUDIENCE, 1_700_000_001, KEY), Ok(()));
    assert_eq!(theirs(hs256, AUDIENCE, 1_700_000_000, KEY), Err(Refused::Expired));
    assert_eq!(theirs(hs256, "https://else.example", 1_700_000_001, KEY), Err(Refused::Audience));
    assert_eq!(theirs(hs256, AUDIENCE, 1_700_000_001, b"other"), Err(Refused::Signature));
    assert_eq!(theirs(Algorithm::HS512, AUDIENCE, 1_700_000_001, KEY), Err(Refused::Malformed));
}
