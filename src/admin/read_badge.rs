//! The badge of what was read: the face alone, since nothing is asked.

use std::rc::Rc;

use job_badge::{
    badge::{Density, ProgressHistory, View, ViewSettings, Words},
    browser::{format_of, utc_now},
    job::{Failure, FailureKind, Freshness, JobId, Report, Status},
    ui::BadgeView,
};
use yew::prelude::*;

/// Properties of [`ReadBadge`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct ReadBadgeProps {
    /// What was read, or what a badge says in its place.
    pub read: Result<Report, Failure>,
}

/// The badge.
#[component]
pub(super) fn ReadBadge(props: &ReadBadgeProps) -> Html {
    let job = JobId::parse("42").unwrap_or_else(|_| JobId::unnamed());
    let waiting = Status::waiting(job);
    let status = match &props.read {
        Ok(report) => Status {
            progress: report.overall_progress(),
            report: Some(Rc::new(report.clone())),
            checked_at: Some(utc_now()),
            ..waiting
        },
        Err(failure) => Status {
            freshness: match failure.kind {
                FailureKind::NotFound => Freshness::Gone,
                FailureKind::Forbidden => Freshness::Forbidden,
                FailureKind::Config => Freshness::Misconfigured,
                FailureKind::Auth => Freshness::SignedOut,
                FailureKind::Throttled => Freshness::Waiting,
                _ => Freshness::Stale,
            },
            failure: Some(failure.clone()),
            ..waiting
        },
    };
    let settings = ViewSettings { density: Density::Card, ..ViewSettings::default() };
    let mut history = ProgressHistory::default();
    history.observe(&status);
    let (words, format) = (Words::default(), format_of("en"));
    let view = View::new(&status, &settings, &history, utc_now(), &words, &*format);
    html! { <BadgeView view={Rc::new(view)} /> }
}
