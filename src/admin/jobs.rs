//! The list of an API's newest jobs, each with its badge.

use job_badge::{browser::Source, ui::JobBadge};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::list;

/// Where to look, and with which token.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct JobsProps {
    /// The API's root, checked.
    pub root: AttrValue,
    /// The bearer token.
    pub token: AttrValue,
}

/// The list.
#[component]
pub(super) fn Jobs(props: &JobsProps) -> Html {
    let found = use_state(|| None::<Result<Vec<String>, String>>);
    {
        let found = found.clone();
        use_effect_with(props.clone(), move |props| {
            let props = props.clone();
            spawn_local(async move {
                found.set(Some(list::newest(&props.root, &props.token).await));
            });
        });
    }
    let source = Source::ams_v2(&props.root, &*props.token);
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
