//! A request that has been sent and not been answered.

use super::{RequestId, TokenId};
use crate::job::{Moment, Query};

/// A request that has been sent and not been answered.
#[derive(Debug)]
pub(super) struct InFlight {
    pub(super) id: RequestId,
    pub(super) query: Query,
    /// The token that it was sent with.
    pub(super) token: TokenId,
    pub(super) deadline: Moment,
}
