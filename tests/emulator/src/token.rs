//! Bearer tokens: JSON Web Tokens signed with HS256 (RFC 7515, 7519) and one published test key.
//! They protect nothing; they let tests meet expired tokens and bad signatures.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// The key of all emulators. It is public, so that every emulator accepts another's tokens.
pub const KEY: &[u8] = b"ams-emulator: this key is published and protects nothing";
/// The `aud` of tokens: the service's resource name in Azure AD.
pub const AUDIENCE: &str = "https://rest.media.azure.net";
/// The `iss` of tokens.
pub const ISSUER: &str = "ams-emulator";
/// The default lifetime of a token in seconds: an hour, as with Azure AD.
pub const DEFAULT_LIFETIME: i64 = 3600;

/// Why a token was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There is no `Authorization` header, or its scheme is not Bearer.
    Missing,
    /// It is not a JSON Web Token with HS256.
    Malformed,
    /// It was signed with another key.
    Signature,
    /// It has another audience.
    Audience,
    /// It has expired.
    Expired,
}

impl Refused {
    /// The message for the body of a 401.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Missing => "The Authorization header with a Bearer token is missing.",
            Self::Malformed => "The token is malformed.",
            Self::Signature => "The token's signature is not valid.",
            Self::Audience => "The token's audience is not valid.",
            Self::Expired => "The token has expired.",
        }
    }
}

/// Makes a token that expires this many seconds after `now` (milliseconds since 1970). A negative
/// number makes an expired one.
pub fn mint(now: i64, expires_in: i64) -> String {
    let issued = now.div_euclid(1000);
    let claims = serde_json::json!({
        "aud": AUDIENCE,
        "iss": ISSUER,
        "iat": issued,
        "exp": issued.saturating_add(expires_in),
    });
    let signed = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(r#"{"typ":"JWT","alg":"HS256"}"#),
        URL_SAFE_NO_PAD.encode(claims.to_string())
    );
    let signature = signer(&signed).map(|mac| URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()));
    format!("{signed}.{}", signature.unwrap_or_default())
}

/// Checks an `Authorization` header at `now` (milliseconds since 1970).
///
/// # Errors
/// Why it is refused.
pub fn check(authorization: Option<&str>, now: i64) -> Result<(), Refused> {
    let (scheme, token) =
        authorization.and_then(|text| text.split_once(' ')).ok_or(Refused::Missing)?;
    if !scheme.eq_ignore_ascii_case("Bearer") {
        return Err(Refused::Missing);
    }
    let (signed, signature) = token.trim().rsplit_once('.').ok_or(Refused::Malformed)?;
    let (header, claims) = signed.split_once('.').ok_or(Refused::Malformed)?;
    let header = object(header)?;
    if header.get("alg").and_then(serde_json::Value::as_str) != Some("HS256") {
        return Err(Refused::Malformed);
    }
    let claims = object(claims)?;
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| Refused::Malformed)?;
    let mac = signer(signed).ok_or(Refused::Malformed)?;
    mac.verify_slice(&signature).map_err(|_| Refused::Signature)?;
    if claims.get("aud").and_then(serde_json::Value::as_str) != Some(AUDIENCE) {
        return Err(Refused::Audience);
    }
    let expires =
        claims.get("exp").and_then(serde_json::Value::as_i64).ok_or(Refused::Malformed)?;
    if now.div_euclid(1000) >= expires { Err(Refused::Expired) } else { Ok(()) }
}

fn signer(signed: &str) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(KEY).ok()?;
    mac.update(signed.as_bytes());
    Some(mac)
}

fn object(part: &str) -> Result<serde_json::Value, Refused> {
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| Refused::Malformed)?;
    serde_json::from_slice(&bytes).map_err(|_| Refused::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_700_000_000_000;

    #[test]
    fn a_token_lives_until_it_expires() {
        let header = format!("Bearer {}", mint(NOW, 60));
        let at = |now| check(Some(&header), now);
        assert_eq!(at(NOW), Ok(()));
        assert_eq!(at(NOW + 59_999), Ok(()));
        assert_eq!(at(NOW + 60_000), Err(Refused::Expired));
        assert_eq!(check(Some(&format!("bearer {}", mint(NOW, -1))), NOW), Err(Refused::Expired));
    }

    #[test]
    fn what_was_not_signed_here_is_refused() {
        let token = mint(NOW, 60);
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let (header, claims) = signed.split_once('.').unwrap();
        let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#);
        let other = URL_SAFE_NO_PAD.encode(r#"{"aud":"x","exp":9999999999}"#);
        for (authorization, refused) in [
            (None, Refused::Missing),
            (Some(token.clone()), Refused::Missing),
            (Some(format!("Basic {token}")), Refused::Missing),
            (Some("Bearer ".to_owned()), Refused::Malformed),
            (Some("Bearer a.b.c".to_owned()), Refused::Malformed),
            (Some(format!("Bearer {header}.{claims}")), Refused::Malformed),
            (Some(format!("Bearer {none}.{claims}.")), Refused::Malformed),
            (Some(format!("Bearer {header}.{other}.{signature}")), Refused::Signature),
            (Some(format!("Bearer {signed}.{}", URL_SAFE_NO_PAD.encode("x"))), Refused::Signature),
        ] {
            assert_eq!(check(authorization.as_deref(), NOW), Err(refused), "{authorization:?}");
        }
    }
}
