//! Yew: what is drawn, and the component that keeps it fresh.
//!
//! [`BadgeView`] is a function of a view and has no handlers; [`JobBadge`] wires it to a job.
//! Nothing here decides when to ask or what to say.

mod job_badge;
mod use_job;

pub use job_badge::{JobBadge, JobBadgeProps};
pub use use_job::{UseJob, use_job};
