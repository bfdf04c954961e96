//! The page around its views: the header, and what the views share.

use std::rc::Rc;

use job_badge::provider::Api;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::{
    connection_dialog::ConnectionDialog,
    connections::{Change, Settings, Token},
    describe::{Choice, HERE, check, choices},
    describe_section::DescribeSection,
    fleet::Figures,
    fleet_view::{FleetView, midnight},
    in_page::InPage,
    job_view::JobView,
    notifications::use_notifications,
    playground_view::PlaygroundView,
    route::{Route, View},
    texts::Texts,
    use_connections::use_connections,
    use_fleet::use_fleet,
    use_route::use_route,
    use_tab::use_tab,
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
    let route = use_route();
    let connections = use_connections(in_page);
    let fleet = use_fleet(&connections, &in_page.root);
    // The dialog that is open, and which connection it is for; none for a new one.
    let dialog = use_state_eq(|| None::<Option<u32>>);
    let notify = use_state_eq(|| false);
    use_notifications(&fleet, *notify);
    let figures = Figures::of(&fleet.rows, midnight());
    use_tab(route.route.view.title(), figures.running, figures.failed);
    let reader = use_state_eq(|| HERE);
    let texts = use_reducer(Texts::default);
    let name = use_state_eq(|| AttrValue::Static("our-queue"));

    let main = use_node_ref();
    {
        // What had the focus is gone with the view before.
        let (main, is_first) = (main.clone(), use_mut_ref(|| true));
        use_effect_with(route.route.view, move |_| {
            let main = main.cast::<HtmlElement>();
            if let Some(main) = main.filter(|_| !is_first.replace(false)) {
                // An element that is in the page takes it.
                let _ = main.focus();
            }
        });
    }

    let here = texts.description(HERE, None);
    let all = use_memo(here.clone(), |here| choices(here));
    let apis = use_memo((Rc::clone(&all), here, name.clone()), |(all, here, name)| {
        let with_api = |choice: &Choice| (choice.clone(), api_of(choice, here, name));
        all.iter().map(with_api).collect::<Vec<_>>()
    });
    let reading = all.iter().find(|choice| choice.name == *reader).or(all.first()).cloned();

    let on_edit = {
        let dialog = dialog.setter();
        Callback::from(move |id: Option<u32>| dialog.set(Some(id)))
    };
    let on_pause = {
        let connections = connections.dispatcher();
        Callback::from(move |(id, paused)| connections.dispatch(Change::Pause(id, paused)))
    };
    let on_save = {
        let (connections, id) = (connections.dispatcher(), dialog.flatten());
        Callback::from(move |(settings, token): (Settings, Option<Token>)| {
            connections.dispatch(match id {
                Some(id) => Change::Set(id, settings, token),
                None => Change::Add(settings, token),
            });
        })
    };
    let on_remove = {
        let (connections, id) = (connections.dispatcher(), dialog.flatten());
        Callback::from(move |()| {
            if let Some(id) = id {
                connections.dispatch(Change::Remove(id));
            }
        })
    };
    let on_close = {
        let dialog = dialog.setter();
        Callback::from(move |()| dialog.set(None))
    };
    let on_reader = {
        let (all, reader) = (Rc::clone(&all), reader.clone());
        Callback::from(move |name: String| {
            if let Some(choice) = all.iter().find(|choice| choice.name == name) {
                reader.set(choice.name);
            }
        })
    };
    let on_notify = {
        let notify = notify.setter();
        Callback::from(move |on| notify.set(on))
    };
    let on_name = {
        let name = name.clone();
        Callback::from(move |typed: String| name.set(typed.into()))
    };
    html! {
        <>
            <header class="top">
                <a class="brand" href={Route::to(View::Jobs).hash()}>
                    <img src="icon.svg" alt="" width="28" height="28" />{ "job-badge" }
                </a>
                <nav aria-label="Views">{ for View::IN_HEADER.map(|view| link(view, &route.route)) }</nav>
            </header>
            <main class="page" ref={main} tabindex="-1">
                <div class="title">
                    <h1>{ route.route.view.title() }</h1>
                    <p><bdi>{ route.route.view.lead() }</bdi></p>
                </div>
                { match (route.route.view, reading) {
                    (View::Describe, Some(choice)) => html! {
                        <DescribeSection choices={(*all).clone()} {choice} {texts}
                            name={(*name).clone()} on_choice={on_reader} {on_name} />
                    },
                    (View::Job, _) => html! {
                        <JobView {fleet} route={route.route.clone()} on_add={on_edit.reform(|()| None)} />
                    },
                    (View::Playground, _) => html! {
                        <PlaygroundView in_page={in_page.clone()} query={route.route.query.clone()}
                            change={route.change.clone()} />
                    },
                    _ => html! {
                        <FleetView {fleet} choices={Rc::clone(&all)} route={route.clone()} {on_edit} {on_pause}
                            notify={*notify} {on_notify} />
                    },
                } }
            </main>
            if let Some(id) = *dialog {
                <ConnectionDialog choices={(*apis).clone()} connection={id.and_then(|id| connections.get(id).cloned())}
                    {on_save} {on_remove} {on_close} />
            }
        </>
    }
}

/// A link to a view.
fn link(view: View, shown: &Route) -> Html {
    // A job's own page belongs to the jobs.
    let current = match (view, shown.view) {
        (View::Jobs, View::Job) => Some("true"),
        (one, other) => (one == other).then_some("page"),
    };
    html! { <a href={Route::to(view).hash()} aria-current={current}>{ view.title() }</a> }
}

/// The API of a provider; `None` where it is described with a mistake.
fn api_of(choice: &Choice, here: &str, name: &str) -> Option<Api> {
    let (name, text) = match (choice.name, choice.description) {
        ("ams-v2", _) => return Some(Api::AmsV2),
        ("json", _) => return Some(Api::Json),
        (shipped, Some(text)) => (shipped, text),
        _ => (name, here),
    };
    Some(Api::Described(Rc::new(check(name, text).ok()?)))
}
