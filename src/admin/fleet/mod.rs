//! What the fleet view works out, without a page: which rows there are to see, in which order, and
//! what they come to. How that looks is the business of the components beside this folder.

mod column;
mod figures;
mod filter;
mod fleet_query;
mod held_rows;
mod paging;
mod requests;
mod row;
mod sort;
#[cfg(test)]
mod tests;
mod trouble;

pub(super) use column::Column;
pub(super) use figures::Figures;
pub(super) use filter::{Filter, state_counts};
pub(super) use fleet_query::{FleetQuery, of_job, without_job};
pub(super) use held_rows::held;
pub(super) use paging::{PAGE_SIZES, Paging};
pub(super) use requests::Requests;
pub(super) use row::{JobKey, Row};
pub(super) use sort::{Sort, sorted};
pub(super) use trouble::trouble;
