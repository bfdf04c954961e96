//! Which token is used, and when a new one is asked for. The token's text never comes here.

use fastrand::Rng;

use super::backoff;
use crate::job::{Failure, FailureKind, Freshness, Moment, Now, Timestamp};

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
        /// When it says that it ends (a JWT's `exp`), where that can be read.
        expires_at: Option<Timestamp>,
    },
    /// What was given cannot be a token (RFC 6750).
    Refused(Failure),
}

/// Why the token provider is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenReason {
    /// There is no token.
    Missing,
    /// The token ends within a minute.
    Expiring,
    /// The service refused the token (401).
    Rejected,
}

impl TokenReason {
    /// The contract's name, as the token provider gets it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Expiring => "expiring",
            Self::Rejected => "rejected",
        }
    }
}

/// How long before its end a token is renewed, in milliseconds.
const AHEAD: u64 = 60_000;
/// The provider is not called sooner for a token that it just gave, however short its life, nor
/// twice in this time for tokens that were refused: a service may take each of them once.
const LEAST_LIFE: u64 = 10_000;

/// The token and its provider.
#[derive(Debug, Default)]
pub(super) struct Credential {
    token: Token,
    provider: bool,
    /// The last token to which the service gave a good answer.
    accepted: Option<TokenId>,
    /// Why the provider is being asked right now.
    asking: Option<TokenReason>,
    /// The last token that the service refused, and how it put that.
    rejected: Option<(TokenId, Failure)>,
    /// The provider gave the refused token again: asking once more would give it a third time.
    stuck: bool,
    /// How many tokens in a row were refused before one was taken. A provider whose every new
    /// token is refused would else be asked as fast as the network goes.
    rejections: u32,
    /// How often in a row the provider threw.
    throws: u32,
    ask_after: Moment,
    /// When the provider was last asked because of a refusal.
    asked_at: Option<Moment>,
    /// When to ask for a successor, by both clocks: the calendar goes on while a machine sleeps,
    /// the other may not.
    renew_at: Option<Now>,
}

impl Credential {
    /// The token to send, if there is one that may be sent.
    pub(super) fn usable(&self) -> Option<TokenId> {
        match self.token {
            Token::Held { id, .. } if !self.is_rejected(id) => Some(id),
            _ => None,
        }
    }

    /// The token in use, once the service has given it a good answer.
    pub(super) fn proven(&self) -> Option<TokenId> {
        self.usable().filter(|id| self.accepted == Some(*id))
    }

    fn is_rejected(&self, id: TokenId) -> bool {
        self.rejected.as_ref().is_some_and(|(rejected, _)| *rejected == id)
    }

    /// Why nothing can be sent, once that is to be said: not while the provider is asked for the
    /// first time.
    pub(super) fn trouble(&self) -> Option<(Freshness, &Failure)> {
        let failure = match &self.token {
            Token::Refused(failure) => return Some((Freshness::Misconfigured, failure)),
            Token::Held { id, .. } if !self.is_rejected(*id) => return None,
            Token::Held { .. } => self.rejected.as_ref().map(|(_, failure)| failure),
            Token::None => None,
        };
        let hope = self.provider && !self.stuck && self.throws == 0 && self.rejections < 2;
        let failure = failure.unwrap_or(const { &Failure::new(FailureKind::Auth) });
        (!hope).then_some((Freshness::SignedOut, failure))
    }

    /// Whether a person has to act before anything can be sent.
    pub(super) fn is_signed_out(&self) -> bool {
        self.trouble().is_some()
    }

    /// The provider is to be called now, for this reason; said once.
    pub(super) fn ask(&mut self, now: Now) -> Option<TokenReason> {
        let reason = self.reason()?;
        let early = reason == TokenReason::Expiring
            && self.renew_at.is_some_and(|at| now.moment < at.moment && now.utc < at.utc);
        if early || now.moment < self.ask_after {
            return None;
        }
        self.asking = Some(reason);
        if reason == TokenReason::Rejected {
            self.asked_at = Some(now.moment);
        }
        self.renew_at = None;
        Some(reason)
    }

    /// When [`ask`](Self::ask) has something to say by itself.
    pub(super) fn deadline(&self) -> Option<Moment> {
        Some(match self.reason()? {
            TokenReason::Expiring => self.renew_at?.moment.max(self.ask_after),
            _ => self.ask_after,
        })
    }

    fn reason(&self) -> Option<TokenReason> {
        if !self.provider || self.stuck || self.asking.is_some() {
            return None;
        }
        match self.token {
            Token::Refused(_) => None,
            Token::None => Some(TokenReason::Missing),
            Token::Held { id, .. } if self.is_rejected(id) => Some(TokenReason::Rejected),
            Token::Held { .. } => self.renew_at.map(|_| TokenReason::Expiring),
        }
    }

    /// The page set a token or the provider gave one. Whether that is one that was not used before.
    pub(super) fn set(&mut self, now: Now, rng: &mut Rng, token: Token) -> bool {
        let asked = self.asking.is_some();
        let before = self.usable();
        if asked && token == Token::None {
            self.failed(now, rng);
        }
        self.asking = None;
        self.token = token;
        match self.token {
            Token::Held { id, .. } if self.is_rejected(id) => {
                self.stuck |= asked;
                return false;
            }
            Token::Held { id, .. } if before == Some(id) => {
                // The provider had no newer one: only a 401 ends this one.
                self.throws = 0;
                return false;
            }
            Token::Held { expires_at, .. } => {
                self.renew_at = expires_at.and_then(|end| renewal(now, end, asked));
                self.throws = 0;
            }
            _ => self.renew_at = None,
        }
        self.stuck = false;
        if !asked {
            self.rejections = 0;
            self.throws = 0;
            self.ask_after = now.moment;
            self.asked_at = None;
        }
        self.usable().is_some()
    }

    pub(super) fn set_provider(&mut self, now: Now, present: bool) {
        if present && !self.provider {
            self.stuck = false;
            self.throws = 0;
            self.rejections = self.rejections.min(1);
            self.ask_after = now.moment;
        } else if !present {
            self.asking = None;
        }
        self.provider = present;
    }

    /// The provider threw: it is asked again later.
    pub(super) fn failed(&mut self, now: Now, rng: &mut Rng) {
        let Some(reason) = self.asking.take() else { return };
        self.ask_after = now.moment.plus_millis(backoff::provider(rng, self.throws));
        self.throws = self.throws.saturating_add(1);
        if reason == TokenReason::Expiring {
            self.renew_at = Some(now);
        }
    }

    /// The service refused this token. Whether it is the one in use: a late 401 says nothing of a
    /// token that came since.
    pub(super) fn reject(&mut self, now: Now, rng: &mut Rng, id: TokenId, why: Failure) -> bool {
        if self.usable() != Some(id) {
            return false;
        }
        self.rejected = Some((id, why));
        if let Some(before) = self.rejections.checked_sub(1) {
            let wait = backoff::provider(rng, before);
            self.ask_after = self.ask_after.max(now.moment.plus_millis(wait));
        } else if let Some(last) = self.asked_at {
            self.ask_after = self.ask_after.max(last.plus_millis(LEAST_LIFE));
        }
        self.rejections = self.rejections.saturating_add(1);
        true
    }

    /// The service gave a good answer to this token. (A 400 or 403 proves too little: a service
    /// that mixes them with 401 would have the provider run.)
    pub(super) fn accept(&mut self, id: TokenId) {
        self.accepted = Some(id);
        if self.usable() == Some(id) {
            self.rejections = 0;
        }
    }
}

/// When to ask for the successor of a token that came now and ends then. One that the provider gave
/// and that looks ended already is used as it is: the clocks differ, and so will they for the next.
fn renewal(now: Now, end: Timestamp, from_provider: bool) -> Option<Now> {
    let life = end.millis_since(now.utc);
    if from_provider && life == 0 {
        return None;
    }
    let wait = if from_provider {
        life.saturating_sub(AHEAD.min(life / 2)).max(LEAST_LIFE)
    } else {
        life.saturating_sub(AHEAD)
    };
    Some(Now { moment: now.moment.plus_millis(wait), utc: now.utc.plus_millis(wait) })
}
