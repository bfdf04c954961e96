//! The filters above the table: a text, states with their counts, connections.

use job_badge::{
    badge::{Phrase, Words},
    job::JobState,
};
use yew::prelude::*;

use crate::admin::{
    fields::typed,
    fleet::{Filter, FleetQuery, state_counts},
    use_fleet::Fleet,
};

/// Properties of [`Filters`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct FiltersProps {
    /// What is filtered.
    pub fleet: Fleet,
    /// What is chosen.
    pub query: FleetQuery,
    /// Called with what is chosen; and whether it was typed.
    pub on_query: Callback<(FleetQuery, bool)>,
}

/// The filters.
#[component]
pub(super) fn Filters(props: &FiltersProps) -> Html {
    let FiltersProps { fleet, query, on_query } = props;
    let filter = &query.filter;
    let on_text = {
        let query = query.clone();
        on_query.reform(move |event: InputEvent| {
            let filter = Filter { text: typed(&event), ..query.filter.clone() };
            (query.with_filter(filter), true)
        })
    };
    let state = |(state, count): (JobState, usize)| {
        let mut states = filter.states.clone();
        let is_picked = toggle(&mut states, state);
        let next = query.with_filter(Filter { states, ..filter.clone() });
        pill(
            state.name(),
            Words::default().say(Phrase::of_state(state)),
            Some(count),
            is_picked,
            on_query.reform(move |_: Event| (next.clone(), false)),
        )
    };
    let connections = fleet.connections.iter().map(|one| {
        let mut connections = filter.connections.clone();
        let is_picked = toggle(&mut connections, one.connection.id);
        let next = query.with_filter(Filter { connections, ..filter.clone() });
        let name = one.connection.settings.name.clone();
        let on_change = on_query.reform(move |_: Event| (next.clone(), false));
        pill("connection", name, None, is_picked, on_change)
    });
    let counts = state_counts(filter, &fleet.rows);
    html! {
        <search class="filters">
            <label class="search">
                <span class="hidden">{ "Search jobs by name or id" }</span>
                <input type="search" name="q" placeholder="Name or id" autocomplete="off" spellcheck="false"
                    oninput={on_text} value={filter.text.clone()} />
            </label>
            if !counts.is_empty() {
                <fieldset class="pills">
                    <legend class="hidden">{ "States" }</legend>
                    { for counts.into_iter().map(state) }
                </fieldset>
            }
            if fleet.connections.len() > 1 {
                <fieldset class="pills">
                    <legend class="hidden">{ "Connections" }</legend>
                    { for connections }
                </fieldset>
            }
        </search>
    }
}

/// Takes it in or out. Whether it was in.
fn toggle<T: PartialEq>(picked: &mut Vec<T>, one: T) -> bool {
    let before = picked.len();
    picked.retain(|other| *other != one);
    let was_in = picked.len() < before;
    if !was_in {
        picked.push(one);
    }
    was_in
}

fn pill(
    kind: &'static str,
    title: String,
    count: Option<usize>,
    is_picked: bool,
    on_change: Callback<Event>,
) -> Html {
    html! {
        <label class="pill" data-state={kind} key={title.clone()}>
            <input type="checkbox" checked={is_picked} onchange={on_change} />
            <bdi>{ title }</bdi>
            if let Some(count) = count {
                { " " }<span class="count">{ count }</span>
            }
        </label>
    }
}
