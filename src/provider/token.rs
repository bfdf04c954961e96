//! A bearer token, and what can be read from it without trusting it.

/// A bearer token, checked against RFC 6750.
#[derive(Clone, PartialEq, Eq)]
pub struct BearerToken(String);

impl core::fmt::Debug for BearerToken {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("BearerToken(redacted)")
    }
}

/// Why a text is not a bearer token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusedToken {
    /// Nothing but white space.
    Empty,
}
