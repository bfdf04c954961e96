//! The page: form, watched jobs, list.

use job_badge::{
    badge::Density,
    browser::{Share, Source},
    ui::JobBadge,
};
use web_sys::UrlSearchParams;
use yew::prelude::*;

use super::{
    form::{Form, Wanted},
    in_page::InPage,
    jobs::Jobs,
};

/// What the page stands on.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct PageProps {
    /// The emulator in the page: what is watched when nobody names an API.
    pub in_page: InPage,
}

/// The page.
#[component]
pub(super) fn Page(props: &PageProps) -> Html {
    let in_page = &props.in_page;
    let at_first = use_memo((), |()| match api_in_address() {
        // An address may name an API, never a token.
        Some(root) => Wanted { root: root.into(), ..Wanted::default() },
        None => Wanted {
            root: in_page.root.clone(),
            token: in_page.token.clone(),
            job: AttrValue::default(),
        },
    });
    let listed = use_state(|| (!at_first.token.is_empty()).then(|| (*at_first).clone()));
    let watched = use_state(Vec::<Wanted>::new);
    let on_wanted = {
        let (listed, watched) = (listed.clone(), watched.clone());
        Callback::from(move |wanted: Wanted| {
            if wanted.job.is_empty() {
                listed.set(Some(wanted));
            } else if !watched.contains(&wanted) {
                watched.set([vec![wanted], (*watched).clone()].concat());
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
                <Form at_first={(*at_first).clone()} {on_wanted} />
            </section>
            if !watched.is_empty() {
                <section class="watched" aria-label="Watched jobs">
                    { for watched.iter().map(|wanted| html! {
                        <JobBadge key={wanted.job.to_string()} density={Density::Card} details=true
                            source={source(&wanted.root, &wanted.token, in_page)}
                            job={wanted.job.clone()} />
                    }) }
                </section>
            }
            if let Some(wanted) = &*listed {
                <section class="sheet" aria-labelledby="jobs-title">
                    <div class="head">
                        <h2 id="jobs-title">{ "Newest jobs" }</h2>
                        <p class="hint">{ where_from(wanted, in_page) }</p>
                    </div>
                    <Jobs root={wanted.root.clone()} token={wanted.token.clone()}
                        source={source(&wanted.root, &wanted.token, in_page)} />
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

fn where_from(wanted: &Wanted, in_page: &InPage) -> String {
    if wanted.token == in_page.token {
        "From the emulator inside this page; no server is running.".to_owned()
    } else {
        ["From ", &*wanted.root].concat()
    }
}

fn api_in_address() -> Option<String> {
    let search = web_sys::window()?.location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get("api").filter(|api| !api.trim().is_empty())
}
