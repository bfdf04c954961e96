//! The fleet view as a whole.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    connection_card::ConnectionCard, empty::Empty, figures_bar::FiguresBar, filters::Filters,
    name_order::name_order, pager::Pager, table::Table,
};
use crate::admin::{
    connection_jobs::Listing,
    describe::Choice,
    fleet::{Column, Filter, FleetQuery, JobKey, Paging, Row, held, sorted},
    notifications::NotificationSwitch,
    route::{Route, View},
    spoken::Spoken,
    use_fleet::Fleet,
    use_route::UseRoute,
};

/// Properties of [`FleetView`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct FleetViewProps {
    /// All connections and their jobs.
    pub fleet: Fleet,
    /// The providers, for their titles.
    pub choices: Rc<Vec<Choice>>,
    /// The address.
    pub route: UseRoute,
    /// Called when a connection is to be added, or set anew.
    pub on_edit: Callback<Option<u32>>,
    /// Called when one is to ask for nothing, or to go on.
    pub on_pause: Callback<(u32, bool)>,
    /// Whether the reader is told when a job ends.
    pub notify: bool,
    /// Called when that changes.
    pub on_notify: Callback<bool>,
}

/// The fleet view.
#[component]
pub(crate) fn FleetView(props: &FleetViewProps) -> Html {
    let FleetViewProps { fleet, choices, route, on_edit, .. } = props;
    let query = use_memo(route.route.query.clone(), FleetQuery::of);
    let is_inside = use_state_eq(|| false);
    let stood = use_mut_ref(|| (FleetQuery::default(), Vec::<JobKey>::new()));
    let picked = query.filter.pick(&fleet.rows);
    let count = picked.len();
    let paging = Paging::new(count, query.size, query.page);
    // While the reader is among the rows they stay where they are, as long as nothing else is asked for.
    let is_held = *is_inside && stood.borrow().0 == *query;
    let rows: Rc<[Row]> = if is_held {
        held(&stood.borrow().1, &fleet.rows).into()
    } else {
        let names = query.sort.filter(|sort| sort.column == Column::Name);
        let in_order = match names {
            Some(_) => {
                let order = name_order(&picked);
                sorted(picked, query.sort, &order)
            }
            None => sorted(picked, query.sort, &|one, other| one.cmp(other)),
        };
        paging.of(&in_order).into()
    };
    if !is_held {
        let keys = rows.iter().map(|row| row.key.clone()).collect();
        stood.replace((FleetQuery::clone(&query), keys));
    }
    let on_query = {
        let route = route.clone();
        Callback::from(move |(query, typed): (FleetQuery, bool)| {
            let to = Route { view: View::Jobs, query: query.query() };
            if typed { route.change.emit(to) } else { route.go.emit(to) }
        })
    };
    let on_inside = Callback::from(move |inside| is_inside.set(inside));
    let clear = on_query.reform({
        let query = Rc::clone(&query);
        move |_: MouseEvent| (query.with_filter(Filter::default()), false)
    });
    let all = fleet.rows.len();
    let said = match count {
        _ if all == 0 => "No jobs".to_owned(),
        _ if query.filter.is_empty() => jobs(all),
        _ => format!("{count} of {} match", jobs(all)),
    };
    // It is said again when the reader asks for something else, not with each job that changes.
    let announced = use_memo((query.filter.clone(), all == 0), |_| AttrValue::from(said.clone()));
    let title = |name: &str| {
        let choice = choices.iter().find(|choice| choice.name == name);
        AttrValue::from(choice.map_or_else(String::new, |choice| choice.title.clone()))
    };
    html! {
        <div class="fleet">
            <div class="overview">
                <FiguresBar fleet={fleet.clone()} />
                <section class="connections" aria-labelledby="connections-title">
                    <div class="connections-head">
                        <h2 id="connections-title">{ "Connections" }</h2>
                        <button type="button" class="secondary add" onclick={on_edit.reform(|_: MouseEvent| None)}>{ "Add a connection" }</button>
                    </div>
                    if !fleet.connections.is_empty() {
                        <ul>
                            { for fleet.connections.iter().map(|one| html! {
                                <ConnectionCard key={one.connection.id} connected={one.clone()} fleet={fleet.clone()}
                                    title={title(one.connection.settings.provider)}
                                    on_edit={on_edit.reform(Some)} on_pause={props.on_pause.clone()} />
                            }) }
                        </ul>
                    }
                </section>
            </div>
            <section class="sheet table" aria-labelledby="jobs-title">
                <div class="head">
                    <h2 id="jobs-title">{ "Jobs" }</h2>
                    <p class="hint matches"><bdi>{ said.clone() }</bdi></p>
                    if all > 0 {
                        <NotificationSwitch on={props.notify} on_change={&props.on_notify} />
                    }
                </div>
                if all > 0 || !query.filter.is_empty() {
                    <Filters fleet={fleet.clone()} query={FleetQuery::clone(&query)} on_query={on_query.clone()} />
                }
                if rows.is_empty() {
                    { nothing(fleet, on_edit, clear) }
                } else {
                    <Table fleet={fleet.clone()} {rows} query={Rc::clone(&query)} caption="Jobs of all connections"
                        on_query={on_query.clone()} {on_inside} />
                    if paging.pages > 1 || all > 25 {
                        <Pager {paging} query={FleetQuery::clone(&query)} {on_query} />
                    }
                }
                <Spoken text={(*announced).clone()} />
            </section>
        </div>
    }
}

fn jobs(count: usize) -> String {
    if count == 1 { "1 job".to_owned() } else { format!("{count} jobs") }
}

/// What stands in place of the table, and what to do.
fn nothing(fleet: &Fleet, on_edit: &Callback<Option<u32>>, clear: Callback<MouseEvent>) -> Html {
    let add = on_edit.reform(|_: MouseEvent| None);
    let is_any =
        |fits: &dyn Fn(&Listing) -> bool| fleet.connections.iter().any(|one| fits(&one.listing));
    if !fleet.rows.is_empty() {
        return html! {
            <Empty title="No job matches">
                <p>{ "None of the jobs has what the filters ask for." }</p>
                <button type="button" class="primary" onclick={clear}>{ "Clear the filters" }</button>
            </Empty>
        };
    }
    if fleet.connections.is_empty() {
        return html! {
            <Empty title="No connection">
                <p>{ "A connection is an API, where it is, and how to sign in there. It is kept in this page’s memory, and gone when the page is closed." }</p>
                <button type="button" class="primary" onclick={add}>{ "Add a connection" }</button>
            </Empty>
        };
    }
    if is_any(&|listing| *listing == Listing::Asked) {
        return html! {
            <div class="asking" aria-busy="true">
                <p class="hidden">{ "Asking for the jobs…" }</p>
                { for (0..6).map(|_| html! { <div class="bone" /> }) }
            </div>
        };
    }
    if is_any(&|listing| matches!(listing, Listing::Failed(_)))
        || fleet.connections.iter().any(|one| one.connection.lacks_token())
    {
        return html! {
            <Empty title="No jobs to show">
                <p>{ "What keeps a connection from its jobs, and what to do, is said beside it." }</p>
            </Empty>
        };
    }
    // Only a connection without a list of its own can have named none.
    let silent = fleet.connections.iter().find(|one| !one.connection.lists_jobs());
    let edit = silent.map(|one| {
        let id = one.connection.id;
        (one.connection.settings.name.clone(), on_edit.reform(move |_: MouseEvent| Some(id)))
    });
    html! {
        <Empty title="No jobs yet">
            if let Some((name, edit)) = edit {
                <p>{ format!("{name} does not list its jobs: name them by their ids.") }</p>
                <button type="button" class="primary" onclick={edit}>{ "Name jobs" }</button>
            } else {
                <p>{ "As soon as there is one it stands here." }</p>
            }
        </Empty>
    }
}
