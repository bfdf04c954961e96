//! An HTTP answer as its provider sees it.

use core::time::Duration;

use super::json::{Json, Members};

/// The status of an answer, and what else says what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The status; 0 for a redirect that `fetch` was told not to follow.
    pub status: u16,
    /// The body is markup, such as a gateway's sign-in page: no answer of an API's.
    pub is_page: bool,
    /// How long the service asks to wait, by its headers: see [`wait`](super::wait).
    pub wait: Option<Duration>,
    /// The `Link` header (RFC 8288), where it can be read.
    pub link: Option<String>,
}

impl Head {
    /// A plain 200.
    pub const OK: Self = Self { status: 200, is_page: false, wait: None, link: None };

    /// Whether the status says that the request succeeded.
    pub const fn is_success(&self) -> bool {
        matches!(self.status, 200..=299)
    }

    /// Whether the answer is a redirect.
    pub const fn is_redirect(&self) -> bool {
        matches!(self.status, 0 | 300..=303 | 305..=399)
    }
}

/// The body of an answer, read as far as somebody wants it.
pub trait Body {
    /// These members of it; `None` where it is not JSON.
    fn json(&self, members: Members<'_>) -> Option<Json>;

    /// All of it.
    fn text(&self) -> String;
}
