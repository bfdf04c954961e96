//! Why there is no report: one type for the whole crate, free of secrets.
//!
//! A `Failure` never holds a URL, a header, a token or the text of a JavaScript exception, since
//! browsers quote header values there.

use core::time::Duration;

/// The kinds of failure, as the page sees them in `job-badge-error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FailureKind {
    /// No answer: network down, name not found, TLS, or CORS. The browser does not say which.
    Network,
    /// No answer within the request's deadline.
    Timeout,
    /// 401, or no usable token.
    Auth,
    /// 403: the token is good, the right is missing.
    Forbidden,
    /// 404, 410, or an answer without the job.
    NotFound,
    /// 429, or 503 that names a time.
    Throttled,
    /// 408 and the 5xx: the service failed.
    Server,
    /// An answer that cannot be read, or one that is too large.
    BadAnswer,
    /// A refused endpoint or token, a redirect, 400: something to set right on the page.
    Config,
}

impl FailureKind {
    /// All kinds, in the order of the contract.
    pub const ALL: [Self; 9] = [
        Self::Network,
        Self::Timeout,
        Self::Auth,
        Self::Forbidden,
        Self::NotFound,
        Self::Throttled,
        Self::Server,
        Self::BadAnswer,
        Self::Config,
    ];

    /// The contract's name, as in `job-badge-error`'s `kind`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Timeout => "timeout",
            Self::Auth => "auth",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not-found",
            Self::Throttled => "throttled",
            Self::Server => "server",
            Self::BadAnswer => "bad-answer",
            Self::Config => "config",
        }
    }

    /// Whether asking again later, unchanged, may help.
    pub const fn is_transient(self) -> bool {
        matches!(
            self,
            Self::Network | Self::Timeout | Self::Throttled | Self::Server | Self::BadAnswer
        )
    }
}

/// Why there is no report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What kind of failure it is.
    pub kind: FailureKind,
    /// The HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// The API's own error code (untrusted, capped), empty where it gave none.
    pub code: String,
    /// The API's own words (untrusted, capped), or ours where it gave none. May be empty: the
    /// badge has words for each kind.
    pub message: String,
    /// How long the service asks us to wait (`Retry-After`, in either of its forms).
    pub retry_after: Option<Duration>,
}

impl Failure {
    /// A failure of this kind, without a code or a message.
    pub const fn new(kind: FailureKind) -> Self {
        Self { kind, status: None, code: String::new(), message: String::new(), retry_after: None }
    }

    /// The same with a message, which must be free of secrets.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.message = message.into();
        self
    }

    /// The kind of failure that an HTTP status means by itself.
    ///
    /// 0 is what `fetch` gives for a redirect that it was told not to follow.
    pub const fn kind_of_status(status: u16) -> FailureKind {
        match status {
            401 => FailureKind::Auth,
            403 => FailureKind::Forbidden,
            404 | 410 => FailureKind::NotFound,
            429 => FailureKind::Throttled,
            408 | 500..=599 => FailureKind::Server,
            _ => FailureKind::Config,
        }
    }
}

impl core::fmt::Display for Failure {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.kind.name())?;
        for part in [&self.code, &self.message] {
            if !part.is_empty() {
                f.write_str(": ")?;
                f.write_str(part)?;
            }
        }
        Ok(())
    }
}

impl core::error::Error for Failure {}
