//! What can be chosen: the job, the badge's looks, and what goes wrong.

use job_badge::{
    badge::{Density, Language},
    job::JobState,
};
use yew::prelude::*;

use super::{
    super::{
        copying::use_copying,
        describe::{HERE, choices},
        fields::{checked, chosen, typed},
        playground::{
            Accent, Fault, PlaygroundApi, PlaygroundQuery, Size, Theme, density_title, label,
            language_title,
        },
        route::{Route, View},
    },
    segments::Segments,
};

/// Properties of [`Inspector`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct InspectorProps {
    /// What is chosen.
    pub query: PlaygroundQuery,
    /// Called with another choice.
    pub on_query: Callback<PlaygroundQuery>,
    /// Called when the job is to begin anew.
    pub on_again: Callback<()>,
}

/// The choices.
#[component]
pub(super) fn Inspector(props: &InspectorProps) -> Html {
    let query = &props.query;
    let set = |change: fn(&mut PlaygroundQuery, &str)| {
        let query = query.clone();
        props.on_query.reform(move |text: String| {
            let mut query = query.clone();
            change(&mut query, &text);
            query
        })
    };
    let on_flag = |change: fn(&mut PlaygroundQuery, bool)| {
        let query = query.clone();
        props.on_query.reform(move |event: Event| {
            let mut query = query.clone();
            change(&mut query, checked(&event));
            query
        })
    };
    let segments = |change: fn(&mut PlaygroundQuery, &str)| {
        set(change).reform(|name: &'static str| name.to_owned())
    };
    let on_provider = {
        let query = query.clone();
        props.on_query.reform(move |event: Event| query.clone().of_provider(&chosen(&event)))
    };
    html! {
        <section class="sheet inspector" aria-labelledby="choose-title">
            <div class="head"><h2 id="choose-title">{ "Choose" }</h2></div>
            <div class="choices">
                <Job query={query.clone()} {on_provider} on_again={props.on_again.clone()}
                    on_state={set(|query, name| {
                        let state = JobState::ALL.into_iter().find(|state| state.name() == name);
                        query.asked.state = state.unwrap_or(query.asked.state);
                    }).reform(|event: Event| chosen(&event))}
                    on_percent={set(|query, text| {
                        query.asked.percent = text.parse().unwrap_or(query.asked.percent);
                    }).reform(|event: Event| typed(&event))} />
                <div class="group" role="group" aria-labelledby="looks-title">
                    <h3 id="looks-title">{ "Looks" }</h3>
                    <Segments name="density" legend="Density" chosen={query.density.name()}
                        all={Density::ALL.map(|density| (density.name(), density_title(density))).to_vec()}
                        on_choice={segments(|query, name| query.density = Density::from_name(name).unwrap_or_default())} />
                    <Segments name="theme" legend="Theme" chosen={query.theme.name()}
                        all={Theme::ALL.iter().map(|theme| (theme.name(), theme.title())).collect::<Vec<_>>()}
                        on_choice={segments(|query, name| query.theme = Theme::named(name))} />
                    <Segments name="size" legend="Size" chosen={query.size.name()}
                        all={Size::ALL.iter().map(|size| (size.name(), size.title())).collect::<Vec<_>>()}
                        on_choice={segments(|query, name| query.size = Size::named(name))} />
                    <Segments name="accent" legend="Colour of a running job" chosen={query.accent.name()}
                        all={Accent::ALL.iter().map(|accent| (accent.name(), accent.title())).collect::<Vec<_>>()}
                        on_choice={segments(|query, name| query.accent = Accent::named(name))} />
                    <label>
                        { "Language" }
                        <select name="language" onchange={set(|query, tag| {
                            let all = Language::ALL.into_iter();
                            query.language = all.into_iter().find(|one| one.tag() == tag).unwrap_or(query.language);
                        }).reform(|event: Event| chosen(&event))}>
                            { for Language::ALL.into_iter().map(|language| html! {
                                <option value={language.tag()} lang={language.tag()}
                                    selected={language == query.language}>{ language_title(language) }</option>
                            }) }
                        </select>
                    </label>
                    <label>
                        { "Label" }
                        <input name="label" maxlength="120" autocomplete="off" placeholder="The job's own name"
                            dir="auto" value={query.label.clone()}
                            oninput={set(|query, text| query.label = label(text))
                                .reform(|event: InputEvent| typed(&event))} />
                    </label>
                    <label class="flag">
                        <input type="checkbox" name="details" checked={query.details}
                            onchange={on_flag(|query, is_on| query.details = is_on)} />
                        { "It opens its details" }
                    </label>
                </div>
                <div class="group" role="group" aria-labelledby="trouble-title">
                    <h3 id="trouble-title">{ "Trouble" }</h3>
                    <label>
                        { "What goes wrong" }
                        <select name="fault" aria-describedby="fault-hint"
                            onchange={set(|query, name| query.fault = Fault::named(name)).reform(|event: Event| chosen(&event))}>
                            { for Fault::ALL.iter().map(|fault| html! {
                                <option value={fault.name()} selected={*fault == query.fault}>{ fault.title() }</option>
                            }) }
                        </select>
                        <span class="hint" id="fault-hint">{ query.fault.hint() }</span>
                    </label>
                    <label class="flag">
                        <input type="checkbox" name="from" checked={query.at_once}
                            onchange={on_flag(|query, is_on| query.at_once = is_on)} />
                        { "Before the first answer" }
                    </label>
                </div>
            </div>
            <Foot query={query.clone()} on_query={props.on_query.clone()} />
        </section>
    }
}

/// Properties of [`Job`].
#[derive(Clone, Debug, PartialEq, Properties)]
struct JobProps {
    query: PlaygroundQuery,
    on_provider: Callback<Event>,
    on_state: Callback<Event>,
    on_percent: Callback<Event>,
    on_again: Callback<()>,
}

/// The job: whose, in which state, and how far.
#[component]
fn Job(props: &JobProps) -> Html {
    let asked = &props.query.asked;
    let all = use_memo((), |()| {
        choices("").into_iter().filter(|one| one.name != HERE).collect::<Vec<_>>()
    });
    let states = use_memo(asked.provider.clone(), |provider| {
        JobState::ALL.map(|state| (state, PlaygroundApi::can_say(provider, state)))
    });
    let unsaid: Vec<_> =
        states.iter().filter(|(_, is_said)| !is_said).map(|(state, _)| state.name()).collect();
    let title = all.iter().find(|one| one.name == asked.provider).map(|one| one.title.clone());
    let title = title.unwrap_or_default();
    // Those of others are answers as they stand in the tests.
    let is_moving = matches!(&*asked.provider, "ams-v2" | "json");
    let has_percent = is_moving && matches!(asked.state, JobState::Running | JobState::Canceling);
    html! {
        <div class="group" role="group" aria-labelledby="job-title">
            <h3 id="job-title">{ "Job" }</h3>
            <label>
                { "Provider" }
                <select name="provider" onchange={props.on_provider.clone()}>
                    { for all.iter().map(|one| html! {
                        <option value={one.name} selected={one.name == asked.provider}>{ one.title.clone() }</option>
                    }) }
                </select>
            </label>
            <label>
                { "State" }
                <select name="state" onchange={props.on_state.clone()} aria-describedby="state-hint">
                    { for states.iter().map(|(state, is_said)| html! {
                        <option value={state.name()} disabled={!is_said} selected={*state == asked.state}>
                            { sentence(state.name()) }
                        </option>
                    }) }
                </select>
                <span class="hint" id="state-hint">
                    if unsaid.is_empty() {
                        { "Every state can be said by this provider." }
                    } else {
                        { format!("{title} has no word for {}.", unsaid.join(", ")) }
                    }
                </span>
            </label>
            if has_percent {
                <label>
                    { "How far" }
                    <input type="range" name="percent" min="0" max="99" value={asked.percent.to_string()}
                        aria-valuetext={format!("{} %", asked.percent)} onchange={props.on_percent.clone()} />
                    <span class="hint">
                        if asked.state == JobState::Running {
                            { format!("From {}\u{a0}% on; the whole job takes four minutes.", asked.percent) }
                        } else {
                            { format!("It stays at {}\u{a0}%.", asked.percent) }
                        }
                    </span>
                </label>
            }
            <button type="button" class="secondary" onclick={props.on_again.reform(|_: MouseEvent| ())}>
                { "Begin anew" }
            </button>
        </div>
    }
}

/// Properties of [`Foot`].
#[derive(Clone, Debug, PartialEq, Properties)]
struct FootProps {
    query: PlaygroundQuery,
    on_query: Callback<PlaygroundQuery>,
}

/// The link to the choice, and the way back to none.
#[component]
fn Foot(props: &FootProps) -> Html {
    let copying = use_copying(props.query.clone());
    let reset = props.on_query.reform(|_: MouseEvent| PlaygroundQuery::default());
    html! {
        <div class="foot">
            <button type="button" class="secondary" onclick={copying.copy("Link copied.", link(&props.query))}>{ "Copy link" }</button>
            <button type="button" class="secondary" onclick={reset}
                disabled={props.query == PlaygroundQuery::default()}>{ "Reset" }</button>
            <p class="hint" role="status">{ copying.outcome() }</p>
        </div>
    }
}

/// The page's address with this choice, and without what else it may hold: `?api=` of the jobs.
fn link(query: &PlaygroundQuery) -> String {
    let place = web_sys::window().map(|window| window.location());
    let of = |part: Option<Result<String, wasm_bindgen::JsValue>>| {
        part.and_then(Result::ok).unwrap_or_default()
    };
    let origin = of(place.as_ref().map(web_sys::Location::origin));
    let path = of(place.as_ref().map(web_sys::Location::pathname));
    let hash = Route { view: View::Playground, query: query.write() }.hash();
    format!("{origin}{path}{hash}")
}

/// A word with a capital letter.
fn sentence(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
