//! The links from a job to those before and after it in the table that it was found in.

use yew::prelude::*;

use crate::admin::{
    fleet::{Column, FleetQuery, JobKey, Row, of_job, sorted},
    fleet_view::name_order,
    route::{Route, View},
};

/// The way back to the table, and the links.
pub(super) fn neighbours(table: &FleetQuery, key: Option<&JobKey>, rows: &[Row]) -> Html {
    let picked = table.filter.pick(rows);
    let rows = match table.sort.filter(|sort| sort.column == Column::Name) {
        Some(_) => {
            let order = name_order(&picked);
            sorted(picked, table.sort, &order)
        }
        None => sorted(picked, table.sort, &|one, other| one.cmp(other)),
    };
    let place = rows.iter().position(|row| Some(&row.key) == key);
    let at = |place: Option<usize>| place.and_then(|place| rows.get(place));
    let (before, after) =
        (at(place.and_then(|place| place.checked_sub(1))), at(place.map(|place| place + 1)));
    let back = Route { view: View::Jobs, query: table.query() };
    html! {
        <nav class="neighbours" aria-label="Jobs">
            <a class="step" href={back.hash()}>{ "All jobs" }</a>
            { link(table, before, "prev", "Previous job") }
            { link(table, after, "next", "Next job") }
        </nav>
    }
}

fn link(table: &FleetQuery, row: Option<&Row>, rel: &'static str, title: &'static str) -> Html {
    let route = row.map(|row| Route { view: View::Job, query: of_job(table, &row.key) });
    html! {
        <a class="step" rel={rel} href={route.map(|route| route.hash())} title={row.map(|row| row.name().to_owned())}
            role={row.is_none().then_some("link")} aria-disabled={row.is_none().then_some("true")}>{ title }</a>
    }
}
