//! What the poller knows of a token, and why it asks for another. It never sees the token's text.

use crate::job::{Failure, Timestamp};

/// Identifies a token without being one: equal texts have equal ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TokenId(pub u64);

/// What is known of the token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Token {
    /// There is none.
    #[default]
    None,
    /// There is one.
    Held {
        /// Which one.
        id: TokenId,
        /// When it expires (a JWT's `exp`), where that can be read.
        expires_at: Option<Timestamp>,
    },
    /// None is needed: the page's own session signs in, or the API is public.
    Unneeded {
        /// It is a session, which may end, and which a person may renew elsewhere, in another tab:
        /// nothing says so here.
        session: bool,
    },
    /// What was given is not a valid token (RFC 6750). A page has to set another one; a provider is
    /// asked again, as one that throws is.
    Refused(Failure),
}

impl Token {
    /// What identifies it to the poller, if requests can be sent with it.
    pub(super) const fn id(&self) -> Option<TokenId> {
        match self {
            Self::Held { id, .. } => Some(*id),
            Self::Unneeded { .. } => Some(TokenId(0)),
            Self::None | Self::Refused(_) => None,
        }
    }
}

/// Why the token provider is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenReason {
    /// There is no token.
    Missing,
    /// The token expires within a minute.
    Expiring,
    /// The service refused the token (401).
    Rejected,
}

impl TokenReason {
    /// The public name, as the token provider gets it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Expiring => "expiring",
            Self::Rejected => "rejected",
        }
    }
}
