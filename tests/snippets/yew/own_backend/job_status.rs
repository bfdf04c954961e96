use job_badge::{
    badge::{Density, Words, texts},
    browser::{Credential, Source},
    ui::JobBadge,
};
use yew::prelude::*;

/// The badge of one job.
#[component]
pub fn JobStatus() -> Html {
    let source = Source::json("/api/jobs/", Credential::cookie());
    html! {
        <JobBadge
            {source}
            job="42"
            label="Say \"hi\" & <b>{{x}}</b> \\ ${y} `z` {@html 1}"
            density={Density::Card}
            lang="de"
            words={Words::read(texts::GERMAN)}
            details=true
        />
    }
}
