//! A bearer token, and what can be read from it without trusting it. When it is sent is the
//! poller's to decide.

use base64ct::{Base64UrlUnpadded, Encoding};
use serde::Deserializer;

use super::json::{Json, Members};
use crate::job::{Failure, FailureKind, Timestamp};

/// A bearer token: RFC 6750's `b64token`, at most [`BearerToken::MAX_BYTES`] long.
///
/// It is checked before it touches a header, because browsers quote a bad header value in the
/// exception that they throw. `Debug` does not show it, there is no `Display`, and it is
/// overwritten when it is dropped. That is as much as safe code can do; what JavaScript holds of it
/// is out of reach.
#[derive(Clone, PartialEq, Eq)]
pub struct BearerToken(String);

impl BearerToken {
    /// The longest token that is taken. Servers refuse headers of that size long before.
    pub const MAX_BYTES: usize = 16 * 1024;

    /// Takes a token as a page gives it; white space around it is dropped.
    ///
    /// # Errors
    /// When it cannot stand in an `Authorization: Bearer` header (RFC 6750, section 2.1).
    pub fn parse(given: &str) -> Result<Self, RefusedToken> {
        let token = given.trim();
        if token.is_empty() {
            return Err(RefusedToken::Empty);
        }
        if token.len() > Self::MAX_BYTES {
            return Err(RefusedToken::TooLong);
        }
        let first_word = token.split_once([' ', '\t', '\r', '\n']).map(|(word, _)| word);
        if first_word.is_some_and(|word| word.eq_ignore_ascii_case("bearer")) {
            return Err(RefusedToken::WithScheme);
        }
        let body = token.trim_end_matches('=');
        if body.is_empty() || !body.chars().all(is_allowed) {
            return Err(RefusedToken::Characters);
        }
        Ok(Self(token.to_owned()))
    }

    /// The token's text. Only the line that sets the `Authorization` header may call it, and the
    /// one that makes the digest by which tabs with the same token know each other.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The claims of a JWT (RFC 7519), as JSON text; `None` where the token is none. They are as
    /// secret as the token: give them to a JSON reader and to nothing else.
    pub fn claims(&self) -> Option<String> {
        let parts: Vec<_> = self.0.split('.').collect();
        // Header, payload, signature. One with five parts is encrypted.
        let [_, payload, _] = parts.as_slice() else { return None };
        let json = Base64UrlUnpadded::decode_vec(payload.trim_end_matches('=')).ok()?;
        String::from_utf8(json).ok()
    }

    /// When a token ends by its [claims](Self::claims): their `exp` (RFC 7519, section 4.1.4;
    /// seconds since 1970, decimals allowed). `None` where they do not say.
    ///
    /// Nothing is verified. It is good for asking for a new token in time, and for nothing else.
    pub fn expires_at<'de, D: Deserializer<'de>>(claims: D) -> Option<Timestamp> {
        let claims = Json::read(claims, Members::Named(&["exp"])).ok()?;
        let Some(Json::Number(seconds)) = claims.get("exp") else { return None };
        // The cast saturates, and what is out of the calendar is refused.
        #[allow(clippy::cast_possible_truncation)]
        let millis = (seconds * 1000.0 + 0.5) as i64;
        Timestamp::from_millis(millis)
    }

    /// How much of the token is enough to know it again, in bytes.
    const HEAD: usize = 16;

    /// The token's first 16 characters, to look for it in a text. It is no less secret for that.
    pub fn head(&self) -> &str {
        self.0.get(..Self::HEAD).unwrap_or(&self.0)
    }

    /// A text of the service's, without this token: some services echo the request in their error
    /// messages. A token that was cut off is found too, by its first 16 characters.
    pub fn redact(&self, text: &str) -> String {
        let head = self.head();
        let mut kept = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(head) {
            kept.push_str(before);
            kept.push_str("[token]");
            rest = after.trim_start_matches(|letter| is_allowed(letter) || letter == '=');
        }
        kept.push_str(rest);
        kept
    }
}

impl core::fmt::Debug for BearerToken {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("BearerToken(redacted)")
    }
}

impl Drop for BearerToken {
    fn drop(&mut self) {
        let mut bytes = core::mem::take(&mut self.0).into_bytes();
        bytes.fill(0);
        // Without it the compiler may leave out a write that is never read.
        core::hint::black_box(&bytes);
    }
}

/// RFC 6750's characters of a token, but for the `=` at its end.
const fn is_allowed(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '_' | '~' | '+' | '/')
}

/// Why a text is not a bearer token. It never holds the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusedToken {
    /// Nothing but white space.
    Empty,
    /// More than [`BearerToken::MAX_BYTES`].
    TooLong,
    /// The word `Bearer` stands before it.
    WithScheme,
    /// Characters that RFC 6750 does not allow, such as spaces, line breaks or quotes.
    Characters,
    /// A token provider gave something else than a text.
    NoText,
}

impl RefusedToken {
    /// A sentence that says what to do. It does not quote the token.
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::Empty => "The token is empty: set a bearer token.",
            Self::TooLong => "The token is longer than 16 KiB: set the access token alone.",
            Self::WithScheme => {
                "The token begins with the word Bearer: set the token without that word."
            }
            Self::Characters => {
                "The token has characters that no bearer token has, such as spaces, line breaks \
                 or quotes: set the access token alone."
            }
            Self::NoText => {
                "The token provider gave no text: let it give the access token as a string."
            }
        }
    }
}

impl core::fmt::Display for RefusedToken {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.remedy())
    }
}

impl core::error::Error for RefusedToken {}

impl From<RefusedToken> for Failure {
    fn from(refused: RefusedToken) -> Self {
        Self::new(FailureKind::Config).with_message(refused.remedy())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_echoed_token_is_cut_out() {
        let check = |token: &str, text: &str, kept: &str| {
            assert_eq!(BearerToken::parse(token).unwrap().redact(text), kept, "{text}");
        };
        let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.c2ln";
        check(jwt, "nothing here", "nothing here");
        check(jwt, &format!("Bearer {jwt}, {jwt}"), "Bearer [token], [token]");
        check(jwt, &format!("cut {}…", &jwt[..20]), "cut [token]…");
        check("short", "a short one", "a [token] one");
    }

    #[test]
    fn a_token_is_trimmed_and_checked() {
        let check = |given: &str, expected: Result<&str, RefusedToken>| {
            let token = BearerToken::parse(given);
            assert_eq!(token.as_ref().map(BearerToken::expose), expected.as_ref().map(|t| *t));
        };
        check(" aB9-._~+/==\n", Ok("aB9-._~+/=="));
        check("Bearer", Ok("Bearer"));
        check("", Err(RefusedToken::Empty));
        check(" \t\r\n", Err(RefusedToken::Empty));
        check("bearer abc", Err(RefusedToken::WithScheme));
        check("Bearer\tabc", Err(RefusedToken::WithScheme));
        for bad in ["==", "a=b", "a b", "a\nb", "a\u{0}b", "\"abc\"", "é", "a%b", "<token>", "a,b"]
        {
            check(bad, Err(RefusedToken::Characters));
        }
        let longest = "a".repeat(BearerToken::MAX_BYTES);
        check(&longest, Ok(&longest));
        check(&"a".repeat(BearerToken::MAX_BYTES + 1), Err(RefusedToken::TooLong));
    }

    #[test]
    fn a_token_does_not_show_itself() {
        let token = BearerToken::parse("c2VjcmV0").unwrap();
        let shown = [format!("{token:?}"), format!("{:#?}", Some(&token))];
        assert!(shown.iter().all(|text| !text.contains("c2VjcmV0")));
        assert_eq!(token, token.clone());
        assert_ne!(token, BearerToken::parse("c2VjcmV1").unwrap());
        let failure = Failure::from(RefusedToken::Characters);
        assert_eq!(failure.kind, FailureKind::Config);
        assert_eq!(failure.message, RefusedToken::Characters.remedy());
    }

    /// Base64url of a text, written without the code under test.
    fn encode(text: &str) -> String {
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let bits: String = text.bytes().map(|byte| format!("{byte:08b}")).collect();
        let sextet = |at: usize| {
            let chunk = &bits[at..bits.len().min(at + 6)];
            char::from(letters[usize::from_str_radix(&format!("{chunk:0<6}"), 2).unwrap()])
        };
        (0..bits.len()).step_by(6).map(sextet).collect()
    }

    fn expiry(token: &str) -> Option<Timestamp> {
        let claims = BearerToken::parse(token).unwrap().claims()?;
        BearerToken::expires_at(&mut serde_json::Deserializer::from_str(&claims))
    }

    #[test]
    fn the_expiry_of_a_jwt_is_read() {
        let check = |claims: &str, iso: Option<&str>| {
            let jwt = format!("{}.{}.c2ln", encode(r#"{"alg":"HS256"}"#), encode(claims));
            assert_eq!(expiry(&jwt).map(Timestamp::to_iso).as_deref(), iso, "{claims}");
        };
        let at = Some("2023-11-14T22:13:20.000Z");
        check(r#"{"exp":1700000000}"#, at);
        check(r#"{"aud":"https://rest.media.azure.net","exp": 1700000000 ,"n":1}"#, at);
        check(r#"{"a":{"exp":1},"b":[{"exp":2}],"c":"\"exp\":3","d":"exp","exp":1700000000}"#, at);
        check(r#"{"name":"Zoë ☃ \\","exp" : 1700000000}"#, at);
        check(r#"{"exp":1700000000.123}"#, Some("2023-11-14T22:13:20.123Z"));
        for claims in [
            "",
            "{}",
            "exp",
            r#"{"exp":"1700000000"}"#,
            r#"{"exp":null}"#,
            r#"{"exp":1e99}"#,
            r#"{"exp":99999999999999999999999999}"#,
            r#"{"exp":-99999999999999999999999999}"#,
            r#"{"exp":1700000000"#,
            r#"{"exp"#,
            r#"{"exp\"#,
            r#"{"a":{"exp":1700000000}}"#,
            "}}}{",
        ] {
            check(claims, None);
        }
    }

    #[test]
    fn what_is_no_jwt_has_no_expiry() {
        let claims = encode(r#"{"exp":1700000000}"#);
        for text in
            ["opaque", "a.b.c", "a..c", &format!("a.{claims}"), &format!("a.{claims}.c.d.e")]
        {
            assert_eq!(expiry(text), None, "{text}");
        }
    }
}
