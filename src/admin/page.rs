//! The page: form, watched jobs, list.

use job_badge::{
    badge::Density,
    browser::{Share, Source},
    ui::JobBadge,
};
use web_sys::UrlSearchParams;
use yew::prelude::*;

use super::{
    form::{Form, FormValues},
    in_page::InPage,
    jobs::Jobs,
};

/// Properties of [`Page`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct PageProps {
    /// The emulator in the page: what is watched when nobody names an API.
    pub in_page: InPage,
}

/// The page.
#[component]
pub(super) fn Page(props: &PageProps) -> Html {
    let in_page = &props.in_page;
    let initial = use_memo((), |()| match api_in_address() {
        // An address may name an API, never a token.
        Some(root) => FormValues { root: root.into(), ..FormValues::default() },
        None => FormValues {
            root: in_page.root.clone(),
            token: in_page.token.clone(),
            job: AttrValue::default(),
        },
    });
    let listed = use_state(|| (!initial.token.is_empty()).then(|| (*initial).clone()));
    let watched = use_state(Vec::<FormValues>::new);
    let on_submit = {
        let (listed, watched) = (listed.clone(), watched.clone());
        Callback::from(move |values: FormValues| {
            if values.job.is_empty() {
                listed.set(Some(values));
            } else if !watched.contains(&values) {
                watched.set([vec![values], (*watched).clone()].concat());
            }
        })
    };
    html! {
        <div class="page">
            <header>
                <h1>{ "Jobs" }</h1>
                <p>{ "Each badge keeps itself fresh." }</p>
            </header>
            <section class="sheet" aria-labelledby="watch-title">
                <div class="head">
                    <h2 id="watch-title">{ "Watch a job" }</h2>
                    <p class="hint">{ "Azure Media Services v2, or anything that speaks it" }</p>
                </div>
                <Form initial={(*initial).clone()} {on_submit} />
            </section>
            if !watched.is_empty() {
                <section class="watched" aria-label="Watched jobs">
                    { for watched.iter().map(|values| html! {
                        <JobBadge key={values.job.to_string()} density={Density::Card} details=true
                            source={source(&values.root, &values.token, in_page)}
                            job={values.job.clone()} />
                    }) }
                </section>
            }
            if let Some(api) = &*listed {
                <section class="sheet" aria-labelledby="jobs-title">
                    <div class="head">
                        <h2 id="jobs-title">{ "Newest jobs" }</h2>
                        <p class="hint">{ api_hint(api, in_page) }</p>
                    </div>
                    <Jobs root={api.root.clone()} token={api.token.clone()}
                        source={source(&api.root, &api.token, in_page)} />
                </section>
            }
        </div>
    }
}

/// Each page has an emulator of its own inside, so there is nothing to share with other tabs.
fn source(root: &str, token: &str, in_page: &InPage) -> Source {
    let share = if *root == *in_page.root { Share::Off } else { Share::default() };
    Source::ams_v2(root, token).share(share)
}

fn api_hint(api: &FormValues, in_page: &InPage) -> String {
    if api.token == in_page.token {
        "From the emulator inside this page; no server is running.".to_owned()
    } else {
        format!("From {}", api.root)
    }
}

fn api_in_address() -> Option<String> {
    let search = web_sys::window()?.location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get("api").filter(|api| !api.trim().is_empty())
}
