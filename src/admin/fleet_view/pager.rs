//! The pages of the table.

use yew::prelude::*;

use crate::admin::{
    fields::chosen,
    fleet::{FleetQuery, PAGE_SIZES, Paging},
    route::{Route, View},
};

/// Properties of [`Pager`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct PagerProps {
    /// Where the reader is.
    pub paging: Paging,
    /// What the table shows.
    pub query: FleetQuery,
    /// Called with another size of pages.
    pub on_query: Callback<(FleetQuery, bool)>,
}

/// The pages.
#[component]
pub(super) fn Pager(props: &PagerProps) -> Html {
    let PagerProps { paging, query, on_query } = props;
    let link = |page: usize, rel: &'static str, title: &'static str| {
        let route = Route { view: View::Jobs, query: FleetQuery { page, ..query.clone() }.query() };
        let is_there = (1..=paging.pages).contains(&page);
        html! {
            <a class="step" rel={rel} href={is_there.then(|| route.hash())}
                aria-disabled={(!is_there).then_some("true")} role={(!is_there).then_some("link")}>{ title }</a>
        }
    };
    let on_size = {
        let query = query.clone();
        on_query.reform(move |event: Event| {
            let size = chosen(&event).parse().unwrap_or(query.size);
            (FleetQuery { size, page: 1, ..query.clone() }, false)
        })
    };
    html! {
        <nav class="pager" aria-label="Pages">
            <label>
                { "Rows" }
                <select name="rows" onchange={on_size}>
                    { for PAGE_SIZES.into_iter().map(|size| html! {
                        <option value={size.to_string()} selected={size == query.size}>{ size }</option>
                    }) }
                </select>
            </label>
            { link(paging.page - 1, "prev", "Previous") }
            <span>{ format!("Page {} of {}", paging.page, paging.pages) }</span>
            { link(paging.page + 1, "next", "Next") }
        </nav>
    }
}
