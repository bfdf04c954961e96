//! A job's own page: its card, what is known of it, its tasks.

mod copy_id;
mod facts;
mod neighbours;
mod tasks_table;
mod view;

pub(super) use view::JobView;
