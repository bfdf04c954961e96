//! What a job is: the types that all other rooms share.
//!
//! Nothing here knows an API, a clock or a browser. A provider turns an answer into a [`Report`],
//! the poller keeps a [`Status`] for each job, and everything that a person sees is made from it.

mod change;
mod failure;
mod freshness;
mod id;
mod millis;
mod moment;
mod now;
mod progress;
mod query;
mod report;
mod state;
mod status;
mod task;
mod text;
mod timestamp;

pub use change::Change;
pub use failure::{Failure, FailureKind};
pub use freshness::Freshness;
pub use id::{InvalidJobId, JobId};
pub(crate) use millis::millis;
pub use moment::Moment;
pub use now::Now;
pub use progress::Progress;
pub use query::{Answer, Query};
pub use report::Report;
pub use state::JobState;
pub use status::Status;
pub use task::{ErrorDetail, Task};
pub use text::{LONG_TEXT, SHORT_TEXT, cap, short, visible};
pub use timestamp::Timestamp;
