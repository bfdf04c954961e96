//! `job-badge`: from *API root + job id* (and a bearer token, where one is needed) to an accessible
//! progress badge that refreshes itself.
//!
//! It asks an API about a job, decides when to ask again, words what it was told, and draws it. It speaks
//! to your own backend (`GET /jobs/42`), to the services of [`provider::described::catalog`], to Azure
//! Media Services v2, and to any API that you describe.
//!
//! There are three ways in, all of them first class.
//!
//! # A Yew app
//!
//! [`JobBadge`] is a component. All badges with equal [`Source`]s share
//! their requests, wherever in the tree they stand:
//!
//! ```
//! use job_badge::{Credential, JobBadge, Source};
//! use yew::prelude::*;
//!
//! #[component]
//! fn Encoding() -> Html {
//!     let source = Source::json("/jobs/", Credential::cookie());
//!     html! { <JobBadge {source} job="42" label="Holiday film" /> }
//! }
//!
//! // On a server it renders its waiting face, and asks for nothing.
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let page = yew::ServerRenderer::<Encoding>::new().hydratable(false).render().await;
//! assert!(page.contains("Holiday film"));
//! # }
//! ```
//!
//! A face of your own takes the hook [`use_job`](ui::use_job). Your app turns on `yew/csr`; this crate
//! does not.
//!
//! # Any HTML page
//!
//! The npm package `job-badge` is this crate with the feature `element`, compiled to WebAssembly:
//!
//! ```html
//! <link rel="stylesheet" href="package/place.css" />
//! <script type="module" src="package/define.js"></script>
//!
//! <job-badge provider="json" endpoint="/jobs/" job="42" auth="cookie">Job 42</job-badge>
//! ```
//!
//! What it takes is in the [repository's README](https://crates.io/crates/job-badge); the same table, for
//! programs, is [`element::ATTRIBUTES`].
//!
//! # Rust without a face
//!
//! [`Poller`](poll::Poller) decides when to ask, an [`Api`](provider::Api) writes requests and reads
//! answers. Neither has a clock, a network or a thread, so they run where you like: here in virtual time,
//! with an answer that never was on a wire.
//!
//! ```
//! use std::{rc::Rc, time::Duration};
//!
//! use job_badge::{
//!     job::{JobId, JobState, Moment, Now, Timestamp},
//!     poll::{Output, Pace, Poller, Response, Token, Watch, WatchId},
//!     provider::{Api, ApiRoot},
//! };
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let at = |millis: u64| Now {
//!     moment: Moment::from_millis(millis),
//!     utc: Timestamp::EPOCH.plus(Duration::from_millis(millis)),
//! };
//!
//! // What is asked: `GET https://media.example/jobs/42`.
//! let api = Api::Json;
//! let endpoint = "https://media.example/jobs/";
//! let root = ApiRoot::of_url(endpoint, endpoint, "https://media.example", None)?;
//!
//! let mut poller = Poller::new(
//!     Pace {
//!         interval: api.interval(),
//!         separate_tasks: api.separate_tasks(),
//!         max_in_flight: api.max_in_flight(),
//!         max_tasks_in_flight: 4,
//!         max_tasks_a_round: 40,
//!         is_local: root.is_local(),
//!         list_page: api.list_page(),
//!         fits: Rc::new({
//!             let (api, root) = (api.clone(), root.clone());
//!             move |jobs| api.fits(&root, jobs)
//!         }),
//!     },
//!     7, // The seed of its jitter.
//! );
//! let job = JobId::parse("42")?;
//! poller.handle_token(at(0), Token::Unneeded { session: false });
//! poller.handle_watch(at(0), WatchId(1), Watch::new(job.clone()));
//!
//! // It says what to send …
//! let Some(Output::Send { id, query, trace }) = poller.poll_output(at(0)) else { panic!() };
//! let request = api.request(&root, &query, trace).map_err(|failure| failure.message)?;
//! assert_eq!(request.url, "https://media.example/jobs/42");
//!
//! // … is told what came back, a tenth of a second later …
//! let body = r#"{"status": "running", "progress": 0.4}"#;
//! let result = api.read(&query, &mut serde_json::Deserializer::from_str(body));
//! poller.handle_answer(at(100), id, Response { result, retry_after: None, server_time: None });
//!
//! // … and says which job's status differs now, and when it wants to be called again.
//! assert_eq!(poller.poll_output(at(100)), Some(Output::Changed(job.clone())));
//! assert_eq!(poller.poll_output(at(100)), None);
//! let status = poller.status(at(100), &job).ok_or("nobody watches it")?;
//! assert_eq!(status.state(), JobState::Running);
//! assert_eq!(status.progress.map(|progress| progress.percent()), Some(40));
//!
//! let next = poller.poll_timeout().ok_or("a job that runs is asked for again")?;
//! poller.handle_timeout(at(next.millis()));
//! assert!(matches!(poller.poll_output(at(next.millis())), Some(Output::Send { .. })));
//! # Ok(())
//! # }
//! ```
//!
//! What a [`Status`](job::Status) says to a person is a [`View`](badge::View); see [`badge`].
//!
//! # Features
//!
//! - **`yew`** (on by default): the room [`ui`] with the component [`JobBadge`], the face
//!   [`BadgeView`](ui::BadgeView) and the hook [`use_job`](ui::use_job). It takes Yew without a
//!   renderer: `csr`, `hydration` or `ssr` is your app's to choose. Without it the crate has no face,
//!   and no Yew.
//! - **`element`**: the room [`element`](mod@element), what stands behind `<job-badge>`, with its exports
//!   to JavaScript. For those who build the npm package's wasm themselves; an app in Rust has no use for it.
//! - **`package`**: the element as `cargo xtask package` builds it, with a small allocator and with a
//!   style sheet that was minified before (`JOB_BADGE_STYLE_SHEET` names the file). It is for that
//!   command alone.
//! - **`demo`**: the admin page of `trunk serve`, with the emulator of a media service inside the
//!   page. It is for this repository alone.
//!
//! The oldest Rust that builds it is 1.88. It has no `unsafe` code of its own.
//!
//! # Targets
//!
//! Everything compiles for `wasm32-unknown-unknown` and for the host. What needs a browser is missing on
//! the host ([`browser`] says what), where a [`Source`] sends nothing.
//!
//! # Code map
//!
//! Data flows one way: timer → [`poll`] asks → [`provider`] writes the request → [`browser`] sends
//! it and decodes the answer → [`provider`] reads it → [`poll`] decides → [`badge`] words it →
//! [`ui`] draws it → [`element`](mod@element) tells the page. Who may import whom:
//! [`job`] ← `provider`, `poll`, `badge` ← `browser` ← `ui` ← `element` ← `main`.
//!
//! # Invariants
//!
//! - `job`, `provider`, `poll` and `badge` are pure: no clock, no network, no DOM, no async, no
//!   Yew. Time is an argument; randomness is a seed.
//! - `browser` holds no policy: it does what the poller says.
//! - The token is exposed on two lines: where the header is set, and where its digest is made, by
//!   which tabs with the same token know each other.
//! - Nothing here panics: one panic would kill every badge on the page.

// Clippy has no "allow in tests" for this one.
#![cfg_attr(test, allow(clippy::string_slice))]
// Links to `ui` and `element`, where these are left out; the build of all documentation has both.
#![cfg_attr(not(feature = "element"), allow(rustdoc::broken_intra_doc_links))]
// docs.rs builds with nightly, which says at each item which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod badge;
pub mod browser;
pub mod job;
pub mod poll;
pub mod provider;

#[cfg(feature = "element")]
pub mod element;
#[cfg(feature = "yew")]
pub mod ui;

pub use browser::{Credential, Source};
/// What a Yew app needs for its first badge.
#[cfg(feature = "yew")]
pub use ui::JobBadge;

/// The Rust in the guide's chapters: each block is a test.
#[cfg(all(doctest, feature = "yew"))]
mod guide {
    #[doc = include_str!("../docs/yew.md")]
    struct Yew;
    #[doc = include_str!("../README.md")]
    struct Readme;
}
