//! What a status that is no success means. Whether to ask again is the poller's to decide.

use core::time::Duration;

use crate::job::{ErrorDetail, Failure, FailureKind};

/// The failure that a status means, with the API's own words where it had some.
///
/// `status` is 0 for a redirect that `fetch` was told not to follow: it and the 3xx say what to do.
/// A 403 and a 503 that name a time (`wait`) are throttling. A 2xx is an answer that was of no use.
pub fn failure(status: u16, wait: Option<Duration>, detail: Option<ErrorDetail>) -> Failure {
    let redirect = matches!(status, 0 | 300..=303 | 305..=399);
    let kind = match status {
        403 | 503 if wait.is_some() => FailureKind::Throttled,
        _ => Failure::kind_of_status(status),
    };
    let ErrorDetail { code, message } = if redirect {
        ErrorDetail {
            code: String::new(),
            message: "The endpoint redirects: give the final API root.".to_owned(),
        }
    } else {
        detail.unwrap_or_default()
    };
    Failure { kind, status: (status != 0).then_some(status), code, message, retry_after: wait }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detail_of(code: &str, message: &str) -> Option<ErrorDetail> {
        Some(ErrorDetail { code: code.to_owned(), message: message.to_owned() })
    }

    #[test]
    fn a_status_has_its_kind() {
        let hour = Some(Duration::from_secs(3600));
        let check = |status, retry_after, kind| {
            let failure = failure(status, retry_after, detail_of("C", "M"));
            assert_eq!((failure.kind, failure.retry_after), (kind, retry_after), "{status}");
            assert_eq!(failure.status, Some(status));
            assert_eq!((failure.code.as_str(), failure.message.as_str()), ("C", "M"));
        };
        check(400, None, FailureKind::Config);
        check(401, None, FailureKind::Auth);
        check(403, None, FailureKind::Forbidden);
        check(404, None, FailureKind::NotFound);
        check(429, None, FailureKind::Throttled);
        check(429, hour, FailureKind::Throttled);
        check(500, hour, FailureKind::Server);
        check(503, None, FailureKind::Server);
        check(503, hour, FailureKind::Throttled);
        check(200, None, FailureKind::BadAnswer);
        check(304, None, FailureKind::BadAnswer);
        check(425, hour, FailureKind::Server);
        check(440, None, FailureKind::Auth);
    }

    #[test]
    fn a_redirect_names_the_remedy() {
        for status in [0, 301, 302, 307, 308] {
            let failure = failure(status, None, detail_of("", "Object moved"));
            assert_eq!(failure.kind, FailureKind::Config);
            assert_eq!(failure.message, "The endpoint redirects: give the final API root.");
            assert_eq!(failure.status, (status != 0).then_some(status));
        }
    }
}
