//! Which token is sent, and when the token provider is asked for a new one.

use fastrand::Rng;

use super::{
    Token, TokenId, TokenReason, backoff,
    deadlines::earlier,
    renewal::{MIN_PROVIDER_INTERVAL, renewal},
};
use crate::job::{Failure, FailureKind, Freshness, Moment, Now};

/// How often a service that redirects to a sign-in page is looked at, in milliseconds.
const LOOK_EVERY: u64 = 60_000;

/// A service that gave good answers redirects. A person may sign in elsewhere, in another tab, which
/// nothing says here; so one request is sent now and then, with the same token.
#[derive(Clone, Copy, Debug)]
struct Redirect {
    next_look: Moment,
    /// The request of such a look may be sent, or is under way.
    looks: bool,
    /// The provider has given a token since the first redirect. It is not asked again, since each
    /// of its tokens may be good and the gateway still wants a sign-in.
    provider_asked: bool,
}

/// The token and its provider.
#[derive(Debug, Default)]
pub(super) struct Credential {
    token: Token,
    has_provider: bool,
    /// The last token that the service accepted.
    accepted: Option<TokenId>,
    /// Why the provider is being asked right now.
    pending: Option<TokenReason>,
    /// The last token that the service rejected, and its answer.
    rejected: Option<(TokenId, Failure)>,
    /// The rejection was a redirect.
    redirect: Option<Redirect>,
    /// The provider gave the rejected token once more, so it is not asked a third time.
    repeats_rejected: bool,
    /// How many tokens in a row were rejected. Without a back-off, a provider whose every new token
    /// is rejected would be asked as fast as the network allows.
    rejections: u32,
    /// How often in a row the provider failed.
    provider_failures: u32,
    /// What is wrong with what the provider gave last, where that is no token at all.
    provider_gave: Option<Failure>,
    /// The provider is not asked before this moment.
    not_before: Moment,
    /// When the provider was last asked because of a rejection.
    rejection_asked_at: Option<Moment>,
    /// When to ask for the next token, on both clocks: while a machine sleeps, only the calendar is
    /// sure to go on.
    renew_at: Option<Now>,
}

impl Credential {
    /// The token to send, if there is one that the service has not rejected.
    pub(super) fn usable(&self) -> Option<TokenId> {
        self.token.id().filter(|id| !self.is_rejected(*id) || self.is_looking())
    }

    /// Whether the page's own session signs in.
    pub(super) const fn is_session(&self) -> bool {
        matches!(self.token, Token::Unneeded { session: true })
    }

    /// The token to send, once the service has accepted it.
    pub(super) fn accepted(&self) -> Option<TokenId> {
        self.usable().filter(|id| self.accepted == Some(*id))
    }

    fn is_rejected(&self, id: TokenId) -> bool {
        self.rejected.as_ref().is_some_and(|(rejected, _)| *rejected == id)
    }

    /// Why nothing can be sent; `None` also while the provider may still give a good token.
    pub(super) fn failure(&self) -> Option<(Freshness, &Failure)> {
        let failure = match &self.token {
            Token::Refused(failure) => return Some((Freshness::Misconfigured, failure)),
            token if token.id().is_some_and(|id| !self.is_rejected(id)) => return None,
            Token::None => None,
            _ => self.rejected.as_ref().map(|(_, failure)| failure),
        };
        if let Some(gave) = &self.provider_gave {
            return Some((Freshness::Misconfigured, gave));
        }
        let may_recover = self.has_provider
            && !self.repeats_rejected
            && !self.redirect.is_some_and(|redirect| redirect.provider_asked)
            && self.provider_failures == 0
            && self.rejections < 2;
        let failure = failure.unwrap_or(const { &Failure::new(FailureKind::Auth) });
        (!may_recover).then_some((Freshness::SignedOut, failure))
    }

    /// Whether a person has to act before anything can be sent.
    pub(super) fn is_signed_out(&self) -> bool {
        self.failure().is_some()
    }

    /// If the provider is to be asked now, the reason. It counts as being asked from then on.
    pub(super) fn ask_provider(&mut self, now: Now) -> Option<TokenReason> {
        let reason = self.reason()?;
        let is_early = reason == TokenReason::Expiring
            && self.renew_at.is_some_and(|at| now.moment < at.moment && now.utc < at.utc);
        if is_early || now.moment < self.not_before {
            return None;
        }
        self.pending = Some(reason);
        if reason == TokenReason::Rejected {
            self.rejection_asked_at = Some(now.moment);
        }
        self.renew_at = None;
        Some(reason)
    }

    /// When [`ask_provider`](Self::ask_provider) has a reason by itself.
    pub(super) fn deadline(&self) -> Option<Moment> {
        let ask = match self.reason() {
            Some(TokenReason::Expiring) => self.renew_at.map(|at| at.moment.max(self.not_before)),
            reason => reason.map(|_| self.not_before),
        };
        earlier(ask, self.next_look())
    }

    /// When the next look at a service that redirects is due.
    fn next_look(&self) -> Option<Moment> {
        let redirect = self.redirect.filter(|redirect| !redirect.looks)?;
        let is_held = self.token.id().is_some_and(|id| self.is_rejected(id));
        is_held.then_some(redirect.next_look)
    }

    /// Begins a look at a service that redirects, if one is due.
    pub(super) fn look(&mut self, now: Now) {
        let is_due = self.next_look().is_some_and(|at| at <= now.moment);
        if let Some(redirect) = &mut self.redirect {
            redirect.looks |= is_due;
        }
    }

    /// A person is back, and may have signed in elsewhere.
    pub(super) const fn look_now(&mut self, now: Now) {
        if let Some(redirect) = &mut self.redirect {
            redirect.next_look = now.moment;
        }
    }

    /// Whether a rejected token may be sent, to look whether it is accepted now.
    fn is_looking(&self) -> bool {
        self.redirect.is_some_and(|redirect| redirect.looks)
    }

    /// The look under way found nothing good. Whether there was one.
    pub(super) fn end_look(&mut self, now: Now) -> bool {
        let Some(redirect) = self.redirect.as_mut().filter(|redirect| redirect.looks) else {
            return false;
        };
        redirect.looks = false;
        redirect.next_look = now.moment.plus_millis(LOOK_EVERY);
        true
    }

    /// The service redirected the request with this token. Whether it is the one in use.
    pub(super) fn redirect(&mut self, now: Now, rng: &mut Rng, id: TokenId, why: Failure) -> bool {
        let before = self.redirect;
        if !self.reject(now, rng, id, why) {
            return false;
        }
        let next_look = now.moment.plus_millis(LOOK_EVERY);
        let provider_asked = before.is_some_and(|redirect| redirect.provider_asked);
        self.redirect = Some(Redirect { next_look, looks: false, provider_asked });
        true
    }

    fn reason(&self) -> Option<TokenReason> {
        if !self.has_provider || self.repeats_rejected || self.pending.is_some() {
            return None;
        }
        match self.token {
            Token::Refused(_) | Token::Unneeded { .. } => None,
            Token::None => Some(TokenReason::Missing),
            Token::Held { id, .. } if self.is_rejected(id) => {
                let is_asked = self.redirect.is_some_and(|redirect| redirect.provider_asked);
                (!is_asked).then_some(TokenReason::Rejected)
            }
            Token::Held { .. } => self.renew_at.map(|_| TokenReason::Expiring),
        }
    }

    /// The page set a token, or the provider gave one. Whether it is usable and new.
    pub(super) fn set(&mut self, now: Now, rng: &mut Rng, token: Token) -> bool {
        let from_provider = self.pending.is_some();
        let before = self.usable();
        if from_provider && let Token::Refused(failure) = token {
            // It failed as one that throws does, and a token that is held is not touched.
            self.provider_failed(now, rng);
            self.provider_gave = Some(failure);
            return false;
        }
        self.provider_gave = None;
        if from_provider && token == Token::None {
            self.provider_failed(now, rng);
        } else if from_provider && let Some(redirect) = &mut self.redirect {
            redirect.provider_asked = true;
        }
        self.pending = None;
        self.token = token;
        match self.token {
            Token::Held { id, .. } if self.is_rejected(id) => {
                self.repeats_rejected |= from_provider;
                return false;
            }
            Token::Held { id, .. } if before == Some(id) => {
                // The provider has no newer one, so this one is sent until a 401.
                self.provider_failures = 0;
                return false;
            }
            Token::Held { expires_at, .. } => {
                self.renew_at = expires_at.and_then(|end| renewal(now, end, from_provider));
                self.provider_failures = 0;
            }
            _ => self.renew_at = None,
        }
        self.repeats_rejected = false;
        if !from_provider {
            self.rejections = 0;
            self.provider_failures = 0;
            self.not_before = now.moment;
            self.rejection_asked_at = None;
        }
        self.usable().is_some()
    }

    pub(super) fn set_provider(&mut self, now: Now, present: bool) {
        if present && !self.has_provider {
            self.repeats_rejected = false;
            self.provider_failures = 0;
            self.rejections = self.rejections.min(1);
            self.not_before = now.moment;
        } else if !present {
            self.pending = None;
        }
        self.provider_gave = None;
        self.has_provider = present;
    }

    /// The provider threw or gave nothing: it is asked again after a back-off.
    pub(super) fn provider_failed(&mut self, now: Now, rng: &mut Rng) {
        let Some(reason) = self.pending.take() else { return };
        self.provider_gave = None;
        let wait = backoff::provider(rng, self.provider_failures);
        self.not_before = now.moment.plus_millis(wait);
        self.provider_failures = self.provider_failures.saturating_add(1);
        if reason == TokenReason::Expiring {
            self.renew_at = Some(now);
        }
    }

    /// The service rejected this token. Whether it is the one in use: a late 401 says nothing about
    /// a token that was set since.
    pub(super) fn reject(&mut self, now: Now, rng: &mut Rng, id: TokenId, why: Failure) -> bool {
        if self.usable() != Some(id) {
            return false;
        }
        self.rejected = Some((id, why));
        self.redirect = None;
        if let Some(before) = self.rejections.checked_sub(1) {
            let wait = backoff::provider(rng, before);
            self.not_before = self.not_before.max(now.moment.plus_millis(wait));
        } else if let Some(last) = self.rejection_asked_at {
            self.not_before = self.not_before.max(last.plus_millis(MIN_PROVIDER_INTERVAL));
        }
        self.rejections = self.rejections.saturating_add(1);
        true
    }

    /// The service gave a successful answer to this token. A 400 or 403 proves too little: where a
    /// service mixes these with 401, the provider would be asked again and again.
    /// Returns whether that ends a time of redirects.
    pub(super) fn accept(&mut self, id: TokenId) -> bool {
        self.accepted = Some(id);
        if self.usable() != Some(id) {
            return false;
        }
        self.rejections = 0;
        if self.redirect.take().is_none() {
            return false;
        }
        self.rejected = None;
        self.repeats_rejected = false;
        // The looks did not ask it.
        self.not_before = Moment::default();
        true
    }
}
