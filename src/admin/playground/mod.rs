//! What the playground works out, without a page: what its address says, what the API behind its badge
//! answers in each state and trouble, and the code that makes the same badge elsewhere. How that looks
//! is the business of the components in `playground_view/`.

mod answers;
mod api;
mod backend;
mod fault;
mod looks;
mod own_backend;
mod query;
mod service;
mod snippet;
mod times;

pub(super) use answers::job_api;
pub(super) use api::PlaygroundApi;
pub(super) use fault::Fault;
pub(super) use looks::{Accent, Framework, Size, Theme, density_title, language_title};
pub(super) use query::{PlaygroundQuery, WIDTHS, label};
pub(super) use snippet::files;
