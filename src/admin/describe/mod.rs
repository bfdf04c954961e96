//! What "Describe an API" works out, without a page: what an answer says and from where, and where a
//! text is wrong. How that looks is the business of the components beside this folder.

mod choices;
mod description_places;
mod example;
mod facts;
mod nearest;
mod origins;
mod place;
mod problem;
mod reading;
mod report;
mod samples;
mod snippet;

pub(super) use choices::{Choice, HERE, choices};
pub(super) use description_places::is_asked_for_tasks;
pub(super) use example::{ANSWER, DESCRIPTION, USUAL_ANSWER};
pub(super) use facts::Fact;
pub(super) use place::{Place, place_of};
pub(super) use problem::{Problem, check, parse};
pub(super) use reading::{Reading, read};
pub(super) use report::Asked;
pub(super) use samples::{SampleAnswer, endpoint, job, sample, sample_answers};
pub(super) use snippet::{javascript, name_problem};
