//! How a badge signs in, and what an answer means by it.

use super::http::Head;
use crate::job::{Failure, FailureKind};

/// How a badge signs in: the element's `auth`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Auth {
    /// With a bearer token.
    #[default]
    Bearer,
    /// With the page's own session, at the page's own origin only.
    Cookie,
    /// Not at all: a public API.
    None,
}

impl Auth {
    /// All of them, in the order of the contract.
    pub const ALL: [Self; 3] = [Self::Bearer, Self::Cookie, Self::None];

    /// The contract's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bearer => "bearer",
            Self::Cookie => "cookie",
            Self::None => "none",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|auth| auth.name() == name)
    }

    /// What an answer says of the session or of the missing token, where its status alone would
    /// mean something else. A session that has ended is told by a sign-in page, with or without a
    /// redirect to it; and where no token is sent, 401 is no token's fault.
    pub fn refusal(self, head: &Head) -> Option<Failure> {
        let is_page = head.is_page && head.is_success();
        let (kind, message) = match self {
            Self::Cookie if head.is_redirect() || is_page || head.status == 401 => {
                (FailureKind::Auth, "The page's session is not signed in any more: sign in again.")
            }
            Self::None if Failure::kind_of_status(head.status) == FailureKind::Auth => (
                FailureKind::Config,
                "The API wants a sign-in, and auth=\"none\" sends none: set auth to bearer or cookie.",
            ),
            _ => return None,
        };
        let status = (head.status != 0).then_some(head.status);
        Some(Failure { status, ..Failure::new(kind).with_message(message) })
    }
}
