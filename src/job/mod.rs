//! What a job is: the types that all other rooms share.
//!
//! Nothing here knows an API, a clock or a browser. A provider turns an answer into a [`Report`],
//! the poller keeps a [`Status`] for each job, and everything that a person sees is made from it.
//!
//! States are one list for all APIs, and what is final is said by the state alone:
//!
//! ```
//! use job_badge::job::{Freshness, JobId, JobState, Progress, Status};
//!
//! let status = Status::waiting(JobId::parse("42")?);
//! assert_eq!(status.state(), JobState::Unknown);
//! assert_eq!(status.freshness, Freshness::Live);
//!
//! let is_open = |state: &JobState| !state.is_final();
//! let open: Vec<_> = JobState::ALL.into_iter().filter(is_open).map(JobState::name).collect();
//! assert_eq!(open, ["queued", "scheduled", "running", "canceling", "blocked", "unknown"]);
//!
//! // Every task done is not yet the job's end.
//! assert_eq!(Progress::mean([Progress::FULL, Progress::from_permille(500)]).map(Progress::percent), Some(75));
//! # Ok::<(), job_badge::job::InvalidJobId>(())
//! ```

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
