//! The list of an API's newest jobs, each with its badge.

use core::cell::Cell;

use job_badge::{
    browser::{Seconds, Source},
    ui::JobBadge,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::list;

/// Seconds from one request for the list to the next.
const INTERVAL: u32 = 15;

/// Properties of [`Jobs`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct JobsProps {
    /// The API's root, checked.
    pub root: AttrValue,
    /// The bearer token.
    pub token: AttrValue,
    /// The same, as badges take it.
    pub source: Source,
}

/// The list.
#[component]
pub(super) fn Jobs(props: &JobsProps) -> Html {
    let jobs = use_state_eq(|| None::<Result<Vec<String>, String>>);
    {
        let jobs = jobs.clone();
        use_effect_with(props.clone(), move |props| {
            let (props, setter, seconds) = (props.clone(), jobs.setter(), Cell::new(0_u32));
            let fetch = move || {
                let (props, setter) = (props.clone(), setter.clone());
                spawn_local(async move {
                    setter.set(Some(list::newest(&props.root, &props.token).await));
                });
            };
            fetch();
            // New jobs come in while the page is open.
            let timer = Seconds::new(move || {
                seconds.set(seconds.get() + 1);
                if seconds.get() % INTERVAL == 0 {
                    fetch();
                }
            });
            move || drop(timer)
        });
    }
    let source = &props.source;
    match &*jobs {
        None => html! { <p class="empty">{ "Asking for the newest jobs…" }</p> },
        Some(Err(message)) => html! { <p class="empty wrong" role="alert">{ message.clone() }</p> },
        Some(Ok(ids)) if ids.is_empty() => {
            html! { <p class="empty">{ "This API has no jobs yet." }</p> }
        }
        Some(Ok(ids)) => html! {
            <ul class="jobs">
                { for ids.iter().map(|id| html! {
                    <li key={id.clone()}>
                        <div><JobBadge source={source.clone()} job={id.clone()} details=true /></div>
                        <code>{ id.clone() }</code>
                    </li>
                }) }
            </ul>
        },
    }
}
