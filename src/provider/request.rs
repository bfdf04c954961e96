//! What is sent to an API.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};

/// What is percent-encoded in a URL: all but the unreserved characters of RFC 3986, section 2.3.
pub(super) const RESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// One HTTP GET, complete but for the credential, which the browser room sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The absolute URL. It starts with the API root and never holds a secret.
    pub url: String,
    /// Header names and values.
    pub headers: Vec<(&'static str, String)>,
    /// Where a token stands, if one is sent.
    pub token: TokenHeader,
}

/// The one header that holds a token: the name, and what stands before the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenHeader {
    /// The header's name.
    pub name: &'static str,
    /// The scheme with the space after it, such as `Bearer `; empty where there is none.
    pub scheme: &'static str,
}

impl TokenHeader {
    /// `Authorization: Bearer` (RFC 6750, section 2.1).
    pub const BEARER: Self = Self { name: "Authorization", scheme: "Bearer " };
}
