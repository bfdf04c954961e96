//! How far what is shown can be trusted. It is separate from the job's state.

/// The kinds of freshness, as the page sees them in `status.freshness`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Freshness {
    /// The last answer was good and is recent (or the job is final: nothing can change).
    #[default]
    Live,
    /// There is a report, but the last request failed or the report is old.
    Stale,
    /// The browser says that it is offline.
    Offline,
    /// The service named a time until which no request may be sent.
    Waiting,
    /// No usable token: the user has to sign in.
    SignedOut,
    /// The token is good, the right is missing.
    Forbidden,
    /// A refused endpoint or token, a redirect, 400: something to set right on the page.
    Misconfigured,
    /// Never reached since the page was loaded: network or CORS.
    Unreachable,
    /// The service does not know the job (any more).
    Gone,
}

impl Freshness {
    /// All kinds, in the order of the contract.
    pub const ALL: [Self; 9] = [
        Self::Live,
        Self::Stale,
        Self::Offline,
        Self::Waiting,
        Self::SignedOut,
        Self::Forbidden,
        Self::Misconfigured,
        Self::Unreachable,
        Self::Gone,
    ];

    /// The contract's name, as in `status.freshness` and `:state(…)`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Stale => "stale",
            Self::Offline => "offline",
            Self::Waiting => "waiting",
            Self::SignedOut => "signed-out",
            Self::Forbidden => "forbidden",
            Self::Misconfigured => "misconfigured",
            Self::Unreachable => "unreachable",
            Self::Gone => "gone",
        }
    }
}
