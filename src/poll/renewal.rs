//! When the token provider is asked for the successor of a token that expires.

use crate::job::{Now, Timestamp};

/// How long before its expiry a token is renewed, in milliseconds.
const RENEW_AHEAD: u64 = 60_000;
/// The least time between two calls of the provider, in milliseconds: after it gave a token with a
/// short life, or while the service accepts each of its tokens once and then refuses it.
pub(super) const MIN_PROVIDER_INTERVAL: u64 = 10_000;

/// When to ask for the successor of a token that expires at `end`. One that the provider gave and
/// that looks expired already is sent as it is: the clocks differ, and would for the next as well.
pub(super) fn renewal(now: Now, end: Timestamp, from_provider: bool) -> Option<Now> {
    let life = end.millis_since(now.utc);
    if from_provider && life == 0 {
        return None;
    }
    let wait = if from_provider {
        life.saturating_sub(RENEW_AHEAD.min(life / 2)).max(MIN_PROVIDER_INTERVAL)
    } else {
        life.saturating_sub(RENEW_AHEAD)
    };
    Some(Now { moment: now.moment.plus_millis(wait), utc: now.utc.plus_millis(wait) })
}
