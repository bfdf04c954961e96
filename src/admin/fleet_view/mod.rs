//! The fleet view: figures, connections, filters and the table of jobs.

mod connection_card;
mod empty;
mod figures_bar;
mod filters;
mod name_order;
mod pager;
mod row;
mod table;
mod view;

pub(super) use empty::Empty;
pub(super) use name_order::name_order;
pub(super) use view::FleetView;
