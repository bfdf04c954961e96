use job_badge::{
    badge::{Density, Words, texts},
    browser::{Credential, Source, describe},
    provider::{DescriptionError, described::catalog},
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
    let source = use_memo(props.token.clone(), |token| {
        let description = describe("github-actions", catalog::GITHUB_ACTIONS)?;
        let endpoint = "https://api.github.com/";
        let credential = Credential::token(token);
        Ok::<_, DescriptionError>(Source::described(description, endpoint, credential))
    });
    let Ok(source) = &*source else { return Html::default() };
    html! {
        <JobBadge
            source={source.clone()}
            job="octo/app/42"
            label="Nightly export"
            density={Density::Dot}
            lang="ja"
            words={Words::read(texts::JAPANESE)}
        />
    }
}
