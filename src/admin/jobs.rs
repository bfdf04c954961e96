//! The list of an API's newest jobs, each with its badge.

use core::cell::Cell;

use job_badge::{
    browser::{Seconds, Source},
    ui::JobBadge,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::list;

/// Seconds from one look at the list to the next.
const LOOKS_EVERY: u32 = 15;

/// Where to look, and with which token.
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
    let found = use_state_eq(|| None::<Result<Vec<String>, String>>);
    {
        let found = found.clone();
        use_effect_with(props.clone(), move |props| {
            let (props, setter, seconds) = (props.clone(), found.setter(), Cell::new(0_u32));
            let look = move || {
                let (props, setter) = (props.clone(), setter.clone());
                spawn_local(async move {
                    setter.set(Some(list::newest(&props.root, &props.token).await));
                });
            };
            look();
            // New jobs come in while the page is open.
            let again = Seconds::new(move || {
                seconds.set(seconds.get() + 1);
                if seconds.get() % LOOKS_EVERY == 0 {
                    look();
                }
            });
            move || drop(again)
        });
    }
    let source = &props.source;
    match &*found {
        None => html! { <p class="empty">{ "Asking for the newest jobs…" }</p> },
        Some(Err(trouble)) => html! { <p class="empty wrong" role="alert">{ trouble.clone() }</p> },
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
