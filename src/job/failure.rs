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
    /// 401, 440, a redirect in place of an answer as before, or no usable token.
    Auth,
    /// 403: the token is good, the right is missing.
    Forbidden,
    /// 404, 410, or an answer without the job.
    NotFound,
    /// 429, or 503 that names a time.
    Throttled,
    /// Most 5xx, and the 4xx that mean "again": the service failed.
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

    /// The kind of failure that an HTTP status means by itself: the one table of that.
    ///
    /// 0 is what `fetch` gives for a redirect that it was told not to follow.
    pub const fn kind_of_status(status: u16) -> FailureKind {
        match status {
            // 440: a sign-in has timed out (IIS).
            401 | 440 => FailureKind::Auth,
            403 => FailureKind::Forbidden,
            404 | 410 => FailureKind::NotFound,
            429 => FailureKind::Throttled,
            // Time-out, conflict, misdirected, locked, too early, retry with (IIS), closed (nginx).
            408 | 409 | 421 | 423 | 425 | 449 | 499 => FailureKind::Server,
            // What is not implemented today is not in a minute either.
            501 | 505 => FailureKind::Config,
            500..=599 => FailureKind::Server,
            // An answer that was of no use. 304 is one where nothing is known that it could repeat.
            200..=299 | 304 => FailureKind::BadAnswer,
            _ => FailureKind::Config,
        }
    }

    /// Whether a service answered with this that nothing has changed (304).
    pub const fn is_unchanged(&self) -> bool {
        matches!(self.status, Some(304))
    }

    /// Whether a service answered with a redirect. `fetch` hides its status.
    pub const fn is_redirect(&self) -> bool {
        matches!(self.kind, FailureKind::Config) && matches!(self.status, None | Some(300..=399))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_one_meaning() {
        use FailureKind::{Auth, BadAnswer, Config, Forbidden, NotFound, Server, Throttled};
        for status in 100..=599 {
            let kind = match status {
                401 | 440 => Auth,
                403 => Forbidden,
                404 | 410 => NotFound,
                429 => Throttled,
                200..=299 | 304 => BadAnswer,
                408 | 409 | 421 | 423 | 425 | 449 | 499 => Server,
                _ if status >= 500 && ![501, 505].contains(&status) => Server,
                _ => Config,
            };
            assert_eq!(Failure::kind_of_status(status), kind, "{status}");
            let failure = Failure { status: Some(status), ..Failure::new(kind) };
            assert_eq!(failure.is_unchanged(), status == 304, "{status}");
            let is_redirect = (300..=399).contains(&status) && status != 304;
            assert_eq!(failure.is_redirect(), is_redirect, "{status}");
        }
        assert!(Failure::new(Failure::kind_of_status(0)).is_redirect());
    }

    #[test]
    fn what_a_second_attempt_may_help_is_transient() {
        let transient: Vec<u16> =
            (300..=511).filter(|status| Failure::kind_of_status(*status).is_transient()).collect();
        let again = [304, 408, 409, 421, 423, 425, 429, 449, 499, 500, 502, 503, 504];
        let rest = [506, 507, 508, 509, 510, 511];
        assert_eq!(transient, [&again[..], &rest[..]].concat());
    }
}
