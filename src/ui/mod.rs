//! What draws a [`View`](crate::badge::View), and the component that keeps it fresh.
//!
//! [`BadgeView`] has no state: the same view draws the same nodes, and there are no `on*` handlers,
//! since Yew never lets go of the root that has one. Its buttons say what they are for in
//! `data-action` (`details`, `refresh`, `copy`, `close`); [`JobBadge`] listens. How it looks is the
//! business of `badge.css`; when to ask and what to say is decided elsewhere.
//!
//! A face of your own takes the hook:
//!
//! ```
//! use job_badge::{browser::Source, ui::use_job};
//! use yew::prelude::*;
//!
//! #[derive(PartialEq, Properties)]
//! struct Props {
//!     source: Source,
//!     job: AttrValue,
//! }
//!
//! #[component]
//! fn Word(props: &Props) -> Html {
//!     let job = use_job(&props.source, &props.job);
//!     html! { <b>{ job.status.state().name() }</b> }
//! }
//! # let source = || Source::ams_v2("https://media.example/api/", "a-token");
//! # let props = move || Props { source: source(), job: "42".into() };
//! # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
//! # let word = yew::ServerRenderer::<Word>::with_props(props).hydratable(false).render().await;
//! # assert_eq!(word, "<b>unknown</b>");
//! # });
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! [`LiveBadge`] is a badge without a renderer, for another framework than Yew: it takes a [`Message`]
//! and answers with an [`Update`].

mod action;
mod badge_count;
mod badge_view;
mod bar;
mod chart;
mod details_view;
mod icon;
mod job_badge;
mod live_badge;
mod note_view;
#[cfg(target_arch = "wasm32")]
mod open_details;
#[cfg(not(target_arch = "wasm32"))]
#[path = "open_details_none.rs"]
mod open_details;
mod style_sheet;
mod use_job;
mod watched_job;

pub use action::Action;
pub use badge_view::{BadgeView, BadgeViewProps};
pub use job_badge::{JobBadge, JobBadgeProps};
pub use live_badge::{BadgeSettings, Link, LiveBadge, Message, Update};
pub use open_details::Root;
pub use style_sheet::STYLE_SHEET;
pub use use_job::{UseJob, use_job};
#[cfg(all(feature = "element", target_arch = "wasm32"))]
pub(crate) use {badge_view::badge_html, open_details::show_details};
