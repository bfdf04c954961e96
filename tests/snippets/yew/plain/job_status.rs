use job_badge::{
    browser::{Credential, Source},
    ui::JobBadge,
};
use yew::prelude::*;

/// Properties of [`JobStatus`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct JobStatusProps {
    /// The bearer token, from your sign-in.
    pub token: AttrValue,
}

/// The badge of one job.
#[component]
pub fn JobStatus(props: &JobStatusProps) -> Html {
    let source = Source::ams_v2("/api/", Credential::token(&props.token));
    html! { <JobBadge {source} job="JOB-ID" /> }
}
