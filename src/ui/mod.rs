//! Yew: what draws a [`View`](crate::badge::View).
//!
//! [`BadgeView`] is dumb: the same view draws the same nodes, and there are no `on*` handlers,
//! since Yew never lets go of the root that has one. Its buttons say what they are for in
//! `data-action` (`details`, `refresh`, `copy`, `close`); whoever mounts the badge listens.
//! How it looks is the business of `badge.css`.

mod badge_view;
mod bar;
mod chart;
mod details_view;
mod icon;
mod note_view;

pub use badge_view::{BadgeView, BadgeViewProps};
