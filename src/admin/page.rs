//! The page around its views: the header, and what the views share.

use std::{collections::BTreeMap, rc::Rc};

use job_badge::{
    badge::Density,
    browser::{Credential, Share, Source},
    provider::{Api, Auth},
    ui::JobBadge,
};
use web_sys::UrlSearchParams;
use yew::prelude::*;

use super::{
    describe::{Choice, HERE, check, choices},
    describe_section::DescribeSection,
    form::{Form, FormValues},
    in_page::InPage,
    jobs::Jobs,
    playground_view::PlaygroundView,
    route::{Route, View},
    texts::Texts,
    use_route::use_route,
};

/// What is chosen at first: the emulator in the page speaks it.
const FIRST: &str = "ams-v2";

/// Properties of [`Page`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct PageProps {
    /// The emulator in the page: what is watched when nobody names an API.
    pub in_page: InPage,
}

/// A job that is watched.
#[derive(Clone, Debug, PartialEq)]
struct Watched {
    source: Source,
    job: AttrValue,
}

/// The page.
#[component]
pub(super) fn Page(props: &PageProps) -> Html {
    let in_page = &props.in_page;
    let route = use_route();
    let typed = use_state(|| BTreeMap::from([(FIRST, initial(in_page))]));
    let provider = use_state_eq(|| FIRST);
    let reader = use_state_eq(|| HERE);
    let texts = use_state(Texts::default);
    let name = use_state_eq(|| AttrValue::Static("our-queue"));
    let listed = use_state(|| {
        let values = initial(in_page);
        (!values.token.is_empty()).then_some(values)
    });
    let watched = use_state(Vec::<Watched>::new);

    let here = texts.description(HERE, None);
    let all = use_memo(here.clone(), |here| choices(here));
    let Some(choice) = all.iter().find(|choice| choice.name == *provider).cloned() else {
        return Html::default();
    };
    let reading = all.iter().find(|choice| choice.name == *reader).unwrap_or(&choice).clone();
    let values = typed.get(choice.name).cloned().unwrap_or_default();
    let api = use_memo((choice.clone(), here, name.clone()), |(choice, here, name)| {
        api_of(choice, here, name)
    });

    let on_provider = {
        let (all, provider, reader) = (Rc::clone(&all), provider.clone(), reader.clone());
        Callback::from(move |name: String| {
            let Some(choice) = all.iter().find(|choice| choice.name == name) else { return };
            provider.set(choice.name);
            if choice.name != FIRST {
                reader.set(choice.name);
            }
        })
    };
    let on_reader = {
        let (all, reader) = (Rc::clone(&all), reader.clone());
        Callback::from(move |name: String| {
            if let Some(choice) = all.iter().find(|choice| choice.name == name) {
                reader.set(choice.name);
            }
        })
    };
    let on_values = {
        let (typed, name) = (typed.clone(), choice.name);
        Callback::from(move |values| {
            let mut all = (*typed).clone();
            all.insert(name, values);
            typed.set(all);
        })
    };
    let on_submit = {
        let (listed, watched, api) = (listed.clone(), watched.clone(), Rc::clone(&api));
        let (values, in_page) = (values.clone(), in_page.clone());
        Callback::from(move |root: String| {
            let Ok(api) = &*api else { return };
            let values = FormValues { root: root.into(), ..values.clone() };
            let job = values.job.trim().to_owned();
            if job.is_empty() {
                listed.set(Some(values));
                return;
            }
            let source = source(api.clone(), &values, &in_page);
            let new = Watched { source, job: job.into() };
            if !watched.contains(&new) {
                watched.set([vec![new], (*watched).clone()].concat());
            }
        })
    };
    let on_texts = {
        let texts = texts.clone();
        Callback::from(move |typed| texts.set(typed))
    };
    let on_name = {
        let name = name.clone();
        Callback::from(move |typed: String| name.set(typed.into()))
    };
    html! {
        <div class="page">
            <header>
                <h1>{ "Jobs" }</h1>
                <p>{ "Each badge keeps itself fresh." }</p>
                <nav aria-label="Views">{ for View::IN_HEADER.map(|view| link(view, &route.route)) }</nav>
            </header>
            <main>
                if route.route.view == View::Describe {
                    <DescribeSection choices={(*all).clone()} choice={reading} texts={(*texts).clone()}
                        name={(*name).clone()} on_choice={on_reader} {on_texts} {on_name} />
                } else if route.route.view == View::Playground {
                    <PlaygroundView in_page={in_page.clone()} query={route.route.query.clone()}
                        change={route.change.clone()} />
                } else {
                    <section class="sheet" aria-labelledby="watch-title">
                        <div class="head">
                            <h2 id="watch-title">{ "Watch a job" }</h2>
                            <p class="hint">{ "Of your own backend, of a service, or of an API that you describe" }</p>
                        </div>
                        <Form choices={(*all).clone()} {choice} values={values.clone()}
                            refusal={(*api).clone().err().unwrap_or_default()}
                            {on_provider} {on_values} {on_submit} />
                    </section>
                    if !watched.is_empty() {
                        <section class="watched" aria-label="Watched jobs">
                            // The newest comes first, so a job's place from the end is its own.
                            { for watched.iter().rev().enumerate().rev().map(|(index, one)| html! {
                                <JobBadge key={index} density={Density::Card} details=true
                                    source={one.source.clone()} job={one.job.clone()} />
                            }) }
                        </section>
                    }
                    if let Some(api) = listed.as_ref().filter(|_| *provider == FIRST) {
                        <section class="sheet" aria-labelledby="jobs-title">
                            <div class="head">
                                <h2 id="jobs-title">{ "Newest jobs" }</h2>
                                <p class="hint">{ api_hint(api, in_page) }</p>
                            </div>
                            <Jobs root={api.root.clone()} token={api.token.clone()}
                                source={source(Api::AmsV2, api, in_page)} />
                        </section>
                    }
                }
            </main>
        </div>
    }
}

/// A link to a view.
fn link(view: View, shown: &Route) -> Html {
    let is_shown = view == shown.view;
    html! {
        <a href={Route::to(view).hash()} aria-current={is_shown.then_some("page")}>{ view.title() }</a>
    }
}

/// What stands in the form at first. An address may name an API, never a token.
fn initial(in_page: &InPage) -> FormValues {
    match api_in_address() {
        Some(root) => FormValues { root: root.into(), ..FormValues::default() },
        None => FormValues {
            root: in_page.root.clone(),
            token: in_page.token.clone(),
            ..FormValues::default()
        },
    }
}

/// The API of a provider, or why it cannot be asked.
fn api_of(choice: &Choice, here: &str, name: &str) -> Result<Api, AttrValue> {
    let (name, text) = match (choice.name, choice.description) {
        ("ams-v2", _) => return Ok(Api::AmsV2),
        ("json", _) => return Ok(Api::Json),
        (shipped, Some(text)) => (shipped, text),
        _ => (name, here),
    };
    let description = check(name, text);
    description
        .map(|description| Api::Described(Rc::new(description)))
        .map_err(|_| "The description below has a mistake: mend it first.".into())
}

/// Each page has an emulator of its own inside, so there is nothing to share with other tabs.
fn source(api: Api, values: &FormValues, in_page: &InPage) -> Source {
    let credential = match values.auth {
        Auth::Bearer => Credential::token(&values.token),
        Auth::Cookie => Credential::cookie(),
        Auth::None => Credential::public(),
    };
    let share = if values.root == in_page.root { Share::Off } else { Share::default() };
    Source::new(api, &values.root, credential).share(share)
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
