//! The table of jobs.

use std::rc::Rc;

use job_badge::browser::utc_now;
use web_sys::{Element, Node};
use yew::prelude::*;

use super::row::{FleetRow, Left};
use crate::admin::{
    fleet::{Column, FleetQuery, Row, Sort},
    use_fleet::Fleet,
};

/// Properties of [`Table`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct TableProps {
    /// All connections.
    pub fleet: Fleet,
    /// The rows of this page.
    pub rows: Rc<[Row]>,
    /// What the table shows.
    pub query: Rc<FleetQuery>,
    /// What it is called.
    pub caption: AttrValue,
    /// Called with another order.
    pub on_query: Callback<(FleetQuery, bool)>,
    /// Called when the focus comes among the rows, and when it goes.
    pub on_inside: Callback<bool>,
}

/// The table. What is a row and what a cell is said by roles, since it is laid out in lines of a grid:
/// so the browser need not lay out a thousand rows to show twenty.
#[component]
pub(super) fn Table(props: &TableProps) -> Html {
    let TableProps { fleet, rows, query, on_query, on_inside, .. } = props;
    let now = utc_now();
    let several = fleet.connections.len() > 1;
    let on_focus_in = on_inside.reform(|_: FocusEvent| true);
    let on_focus_out = {
        let on_inside = on_inside.clone();
        Callback::from(move |event: FocusEvent| {
            let to = event
                .related_target()
                .and_then(|to| wasm_bindgen::JsCast::dyn_into::<Node>(to).ok());
            let body = event.target_dyn_into::<Element>();
            let body = body.and_then(|inside| inside.closest("tbody").ok().flatten());
            if !body.is_some_and(|body| body.contains(to.as_ref())) {
                on_inside.emit(false);
            }
        })
    };
    html! {
        <table class="jobs" role="table">
            <caption class="hidden">{ props.caption.clone() }</caption>
            <thead role="rowgroup">
                <tr role="row">
                    { for Column::ALL.into_iter().map(|column| heading(column, query, on_query)) }
                </tr>
            </thead>
            <tbody role="rowgroup" onfocusin={on_focus_in} onfocusout={on_focus_out}>
                { for rows.iter().filter_map(|row| {
                    let connected = fleet.connected(row.key.connection)?;
                    let connection = &connected.connection;
                    let name = several.then(|| AttrValue::from(connection.settings.name.clone()));
                    Some(html! {
                        <FleetRow key={format!("{} {}", connection.id, row.key.job)} row={row.clone()}
                            source={connected.source.clone()} paused={connection.paused}
                            connection={name} table={Rc::clone(query)} left={Left::of(row, now)} />
                    })
                }) }
            </tbody>
        </table>
    }
}

fn heading(
    column: Column,
    query: &Rc<FleetQuery>,
    on_query: &Callback<(FleetQuery, bool)>,
) -> Html {
    let sort = query.sort.filter(|sort| sort.column == column);
    let order = sort.map(|sort| if sort.descending { "descending" } else { "ascending" });
    let next = FleetQuery {
        sort: Some(Sort::clicked(query.sort, column)),
        page: 1,
        ..FleetQuery::clone(query)
    };
    let on_click = on_query.reform(move |_: MouseEvent| (next.clone(), false));
    html! {
        <th scope="col" role="columnheader" aria-sort={order} class={column.name()}>
            <button type="button" onclick={on_click}>
                { column.title() }
                <svg class="sort-mark" viewBox="0 0 10 10" width="10" height="10" aria-hidden="true"><path d="M1.5 6.5 5 3l3.5 3.5" /></svg>
            </button>
        </th>
    }
}
